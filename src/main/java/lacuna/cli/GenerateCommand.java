// The command `generate`: made-up ratings of a known truth, as CSV.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.output.OutputDirectory;
import lacuna.ratings.SyntheticRatings;
import lacuna.ratings.SyntheticRatings.Plan;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws ratings on all workers: each of them makes its own rows from the plan alone. */
@Command(
    name = "generate",
    description =
        "Draws ratings from a known truth and writes them to DIR/ratings as CSV, with the error that"
            + " the truth itself makes: no method can do better by more than chance.",
    customSynopsis = "./submit.sh generate --output DIR [OPTIONS]",
    sortOptions = false)
final class GenerateCommand implements Subcommand {
  /** Some 20 MB of CSV a file. */
  private static final long ROWS_A_FILE = 1_000_000;

  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.IntegerType, false)
          .add("item", DataTypes.IntegerType, false)
          .add("rating", DataTypes.FloatType, false)
          .add("timestamp", DataTypes.LongType, false);

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Users, counted from 0.")
  private int users;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "500",
      description = "Items, counted from 0.")
  private int items;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Ratings; no pair of user and item comes twice.")
  private long count;

  @Option(
      names = "--rank",
      paramLabel = "K",
      defaultValue = "8",
      description = "Factors of the truth; 0 for biases alone.")
  private int rank;

  @Option(
      names = "--noise",
      paramLabel = "X",
      defaultValue = "0.8",
      description = "Standard deviation of the ratings around the truth.")
  private double noise;

  @Option(
      names = "--skew",
      paramLabel = "X",
      defaultValue = "1",
      description = "How unequal users' activity and items' popularity are; 1 is like MovieLens.")
  private double skew;

  @Option(
      names = "--step",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "Ratings are multiples of it from 0.5 to 5; 0 for neither steps nor ends.")
  private double step;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same one gives the same ratings.")
  private long seed;

  @Option(names = "--output", paramLabel = "DIR", description = "Where they go. Required.")
  private String output;

  @Option(
      names = "--overwrite",
      defaultValue = "false",
      description = "Replaces an earlier result; only ever removes what Lacuna wrote.")
  private boolean overwrite;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  GenerateCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    if (output == null) {
      throw new UsageException("--output is missing; generate needs --output DIR");
    }
    Plan plan = new Plan(users, items, count, rank, noise, skew, step, seed);
    SparkSession spark = console.phase("start", sessions, RunLines::session);
    OutputDirectory place =
        OutputDirectory.claim(
            spark.sparkContext().hadoopConfiguration(), output, overwrite, List.of());
    try (Interruption guarded = new Interruption(spark, place)) {
      JavaRDD<Share> shares = shares(spark, plan);
      console.phase("write", () -> write(spark, shares, plan, place.partial()), this::written);
      double rmse = console.phase("truth", () -> truthRmse(shares, plan), this::told);
      place.publish();
      console.line(output + "/ratings holds them; the truth's own RMSE is " + Figures.error(rmse));
      return ExitCode.DONE;
    }
  }

  /**
   * Rows that one task makes.
   *
   * @param from number of the first one
   * @param to number after the last one
   */
  private record Share(long from, long to) implements java.io.Serializable {}

  private static JavaRDD<Share> shares(SparkSession spark, Plan plan) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    long files = Math.max(1, (plan.count() + ROWS_A_FILE - 1) / ROWS_A_FILE);
    List<Share> shares = new ArrayList<>();
    for (long k = 0; k < files; k++) {
      shares.add(new Share(k * ROWS_A_FILE, Math.min(plan.count(), (k + 1) * ROWS_A_FILE)));
    }
    return context.parallelize(shares, shares.size());
  }

  private static boolean write(
      SparkSession spark, JavaRDD<Share> shares, Plan plan, Path directory) {
    JavaRDD<Row> rows =
        shares.flatMap(
            share -> {
              List<Row> drawn = new ArrayList<>();
              new SyntheticRatings(plan)
                  .forEach(
                      share.from,
                      share.to,
                      (user, item, rating, time) ->
                          drawn.add(RowFactory.create(user, item, rating, time)));
              return drawn.iterator();
            });
    spark
        .createDataFrame(rows, SCHEMA)
        .write()
        .option("header", true)
        .csv(new Path(directory, "ratings").toString());
    return true;
  }

  private String written(boolean done) {
    return Figures.count(count, "rating", "ratings")
        + " of "
        + Figures.count(users, "user", "users")
        + " and "
        + Figures.count(items, "item", "items");
  }

  /** A pass of its own: sums taken while writing would count a repeated task twice. */
  private static double truthRmse(JavaRDD<Share> shares, Plan plan) {
    double sse =
        shares
            .map(share -> new SyntheticRatings(plan).truthSse(share.from, share.to))
            .collect()
            .stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    return Math.sqrt(sse / plan.count());
  }

  private String told(double rmse) {
    return "predicts them as well as anybody can";
  }
}
