// From the Estimator's parameters to what the core takes: a request for ratings, and settings.
package lacuna.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;
import lacuna.factorisation.SettingsBuilder;
import lacuna.ratings.Duplicates;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.serving.ServedModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the parameters of an Estimator.
 *
 * @param params them
 */
record Request(TrainingParams params) {
  private static final String USER = "user";
  private static final String ITEM = "item";
  private static final String RATING = "rating";
  private static final String WEIGHT = "weight";

  /**
   * Sees that what is asked for can be had, before any work is done.
   *
   * @throws IllegalArgumentException for a column that is missing or of a wrong type
   * @throws UnsupportedOperationException for implicit feedback
   */
  void check(StructType schema) {
    refuseImplicit(params);
    params.predictionSchema(schema);
    if (!params.getRatingCol().isEmpty()) {
      Columns.check(
          schema, "ratingCol", params.getRatingCol(), NumericType.class::isInstance, "numbers");
    }
    if (!params.getWeightCol().isEmpty()) {
      Columns.check(
          schema, "weightCol", params.getWeightCol(), NumericType.class::isInstance, "numbers");
    }
    if (hasIndicator()) {
      Columns.check(
          schema,
          "validationIndicatorCol",
          params.getValidationIndicatorCol(),
          BooleanType.class::isInstance,
          "truth values");
    }
  }

  /**
   * Refuses what ALS does with implicit feedback.
   *
   * @throws UnsupportedOperationException saying why and what to do
   */
  static void refuseImplicit(AlsParams params) {
    boolean alpha = params.isSet(params.alpha());
    if (params.getImplicitPrefs() || alpha) {
      throw new UnsupportedOperationException(
          (alpha ? "alpha weighs" : "implicitPrefs asks for")
              + " implicit feedback, where every cell without an event counts as a weak 0: that is"
              + " another objective than that of given ratings, and not learnt here; use"
              + " org.apache.spark.ml.recommendation.ALS for it");
    }
  }

  private boolean hasIndicator() {
    return !params.getValidationIndicatorCol().isEmpty();
  }

  /** Reads the ratings as the command line does. */
  RatingTable load(Dataset<?> dataset) {
    SparkSession session = dataset.sparkSession();
    RatingsRequest.Builder request =
        RatingsRequest.of()
            .userColumn(USER)
            .itemColumn(ITEM)
            .ratingColumn(RATING)
            .duplicates(Duplicates.valueOf(params.getDuplicates().toUpperCase(Locale.ROOT)))
            .seed(params.getSeed());
    if (!params.getWeightCol().isEmpty()) {
      request.weightColumn(WEIGHT);
    }
    if (hasIndicator()) {
      Column marked = Columns.of(dataset, params.getValidationIndicatorCol());
      return RatingsLoader.load(
              session,
              ratings(dataset.toDF().where(functions.not(marked))),
              ratings(dataset.toDF().where(marked)),
              request.build())
          .checkVaried();
    }
    double share = params.getPatience() > 0 ? params.getValidationFraction() : 0;
    return RatingsLoader.load(session, ratings(dataset), request.validationFraction(share).build())
        .checkVaried();
  }

  private Dataset<Row> ratings(Dataset<?> dataset) {
    return ratings(
        dataset,
        params.getUserCol(),
        params.getItemCol(),
        params.getRatingCol(),
        params.getWeightCol());
  }

  /** The columns of ratings under names that the loader knows. */
  static Dataset<Row> ratings(
      Dataset<?> dataset, String user, String item, String rating, String weight) {
    List<Column> columns = new ArrayList<>();
    columns.add(Columns.of(dataset, user).as(USER));
    columns.add(Columns.of(dataset, item).as(ITEM));
    columns.add((rating.isEmpty() ? functions.lit(1f) : Columns.of(dataset, rating)).as(RATING));
    if (!weight.isEmpty()) {
      columns.add(Columns.of(dataset, weight).as(WEIGHT));
    }
    return dataset.select(columns.toArray(Column[]::new));
  }

  /**
   * The settings.
   *
   * @param before model that a training goes on from, or null
   */
  Settings settings(ServedModel before) {
    double lambda = params.getRegParam();
    boolean chooses =
        params.getPatience() > 0 && (hasIndicator() || params.getValidationFraction() > 0);
    SettingsBuilder settings =
        Settings.builder()
            .rank(params.getRank())
            .seed(params.getSeed())
            .biases(params.getBiases())
            .nonnegative(params.getNonnegative())
            .regularisation(
                new Regularisation(
                    Form.valueOf(params.getRegularisation().toUpperCase(Locale.ROOT)),
                    lambda,
                    lambda,
                    params.getBiasRegParam()))
            .epochs(params.getMaxIter())
            .step(
                new Step(
                    Schedule.valueOf(params.getStepSchedule().toUpperCase(Locale.ROOT)),
                    params.getMethod().equals("gd") ? Double.NaN : params.getStepSize()))
            .patience(chooses ? params.getPatience() : 0)
            .refit(params.getRefit());
    if (before != null && before.about().rank() != params.getRank()) {
      throw new IllegalArgumentException(
          "rank is "
              + params.getRank()
              + ", and the model to go on from has "
              + before.about().rank()
              + "; set that");
    }
    if (before != null && params.getMethod().equals("bayes")) {
      throw new IllegalArgumentException(
          "method bayes draws its rows by a law of its own and goes on from none; continueFrom is"
              + " for sgd, gd and als-plain");
    }
    return ofMethod(settings.build());
  }

  /** The numbers of epochs, iterations and sweeps have defaults of their own. */
  private Settings ofMethod(Settings settings) {
    Gradient gradient = settings.gradient();
    BayesSettings bayes = settings.bayes();
    int most = params.getMaxIter();
    boolean given = params.isSet(params.maxIter());
    return settings.toBuilder()
        .gradient(
            new Gradient(
                given ? most : gradient.epochs(),
                params.getMethod().equals("gd") ? params.getStepSize() : gradient.stepSize(),
                gradient.update()))
        .alsIterations(given ? most : settings.alsIterations())
        .bayes(
            given && params.getMethod().equals("bayes")
                ? new BayesSettings(
                    most,
                    Math.min(bayes.burnIn(), Math.max(0, most / 2 - 1)),
                    bayes.side(),
                    bayes.every(),
                    bayes.tolerance(),
                    bayes.kept(),
                    bayes.noise())
                : bayes)
        .build();
  }
}
