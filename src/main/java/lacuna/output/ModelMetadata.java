// What a model's directory says of it beside the tables: written by runs and doors, read back.
package lacuna.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lacuna.evaluation.Clip;
import lacuna.factorisation.Factors;
import lacuna.factorisation.SampledPredictions;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Statistics;
import lacuna.ratings.InputException;

/**
 * A model without its rows.
 *
 * @param method that learnt it
 * @param rank number of factors of a row, over all samples
 * @param samples samples of a posterior that stand side by side in each row, {@code rank / samples}
 *     factors each; 1 for a model that is no sample
 * @param noiseVariance of a rating about a sample's prediction, in units of ratings; 0 for a model
 *     that is no sample
 * @param noiseDegrees degrees of freedom of that noise, a t law's; infinite for the normal law
 * @param mean μ, 0 where it is off
 * @param trainMean mean of the ratings that it was learnt from
 * @param biases whether rows have a bias
 * @param nonnegative whether factors are 0 or above
 * @param regularisation λ of each kind, none of them open
 * @param clip range that predictions are clipped to
 * @param seed of the training
 * @param epochs behind it
 * @param data fingerprint of the ratings, empty where it is not known
 * @param factorHash its name, 32 hex digits; empty for a model that was changed after its training
 * @param rejected conditions that its run missed, for which nobody may predict by it; else empty
 */
public record ModelMetadata(
    String method,
    int rank,
    int samples,
    double noiseVariance,
    double noiseDegrees,
    double mean,
    double trainMean,
    boolean biases,
    boolean nonnegative,
    Regularisation regularisation,
    Clip clip,
    long seed,
    int epochs,
    String data,
    String factorHash,
    String rejected) {
  /** Version of the directory's layout. A reader refuses a higher one. */
  static final int FORMAT = 1;

  private static final String FORMAT_KEY = "format";

  private static final String NOISE = "noiseVariance";
  private static final String DEGREES = "noiseDegreesOfFreedom";

  /** Which conditions the run missed. */
  private static final String REJECTED = "rejected";

  /**
   * Of a model that has just been learnt.
   *
   * @param settings as given; what they leave open is filled in
   * @param training statistics of the ratings that it was learnt from
   */
  public static ModelMetadata of(
      String method,
      Factors factors,
      Settings settings,
      Statistics training,
      Clip clip,
      int epochs,
      String data,
      String factorHash) {
    Scale scale = Scale.of(settings, training);
    SampledPredictions.Units units = factors.sampled() == null ? null : factors.sampled().units();
    return new ModelMetadata(
        method,
        factors.rank(),
        factors.sampled() == null ? 1 : factors.rank() / settings.rank(),
        units == null ? 0 : units.noiseVariance(),
        units == null ? Double.POSITIVE_INFINITY : units.degrees(),
        factors.mean(),
        training.mean(),
        factors.biases(),
        settings.nonnegative(),
        new Regularisation(
            settings.regularisation().form(),
            scale.lambdaUser(),
            scale.lambdaItem(),
            scale.lambdaBias()),
        clip,
        settings.seed(),
        epochs,
        data,
        factorHash,
        "");
  }

  /** The same model after its rows have been added to. */
  public ModelMetadata changed() {
    return new ModelMetadata(
        method,
        rank,
        samples,
        noiseVariance,
        noiseDegrees,
        mean,
        trainMean,
        biases,
        nonnegative,
        regularisation,
        clip,
        seed,
        epochs,
        data,
        "",
        rejected);
  }

  /** The same model of a run that missed these conditions. */
  ModelMetadata rejected(String missed) {
    return new ModelMetadata(
        method,
        rank,
        samples,
        noiseVariance,
        noiseDegrees,
        mean,
        trainMean,
        biases,
        nonnegative,
        regularisation,
        clip,
        seed,
        epochs,
        data,
        factorHash,
        missed);
  }

  /** As one JSON object, with the types of ids for people to read. */
  Map<String, Object> json(String userType, String itemType) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(RunRecord.MARK, RunRecord.version());
    json.put(FORMAT_KEY, FORMAT);
    json.put("method", method);
    json.put("rank", rank);
    json.put("samples", samples);
    if (noiseVariance > 0) {
      json.put(NOISE, noiseVariance);
      json.put(DEGREES, Double.isInfinite(noiseDegrees) ? null : noiseDegrees);
    }
    json.put("mean", mean);
    json.put("trainMean", trainMean);
    json.put("biases", biases);
    json.put("nonnegative", nonnegative);
    json.put("regularisation", regularisation.form().name().toLowerCase(Locale.ROOT));
    json.put("lambdaUser", regularisation.user());
    json.put("lambdaItem", regularisation.item());
    json.put("lambdaBias", regularisation.bias());
    json.put("range", clip.none() ? null : List.of(clip.least(), clip.greatest()));
    json.put("userType", userType);
    json.put("itemType", itemType);
    json.put("seed", seed);
    json.put("epochs", epochs);
    json.put("data", data);
    json.put("factorHash", factorHash.isEmpty() ? null : factorHash);
    if (!rejected.isEmpty()) {
      json.put(REJECTED, rejected);
    }
    return json;
  }

  /**
   * Reads it back.
   *
   * @param shown where it stands, for people
   * @throws InputException when it describes no model, one in a newer layout, or a rejected one, or
   *     holds what no model has
   */
  static ModelMetadata parse(JsonNode json, String shown) {
    if (json == null || !json.has(RunRecord.MARK) || !json.has("rank") || !json.has("mean")) {
      throw new InputException(
          shown + " does not describe a model of Lacuna; give the --output of a run");
    }
    int format = json.path(FORMAT_KEY).asInt(FORMAT);
    if (format > FORMAT) {
      throw new InputException(
          String.format(
              "%s is in format %d of Lacuna %s, and this Lacuna %s reads formats up to %d; use that"
                  + " version or a newer one, or train the model again",
              shown, format, json.path(RunRecord.MARK).asText(), RunRecord.version(), FORMAT));
    }
    if (json.has(REJECTED)) {
      throw new InputException(
          shown
              + " is of a run that missed its --require, "
              + json.path(REJECTED).asText()
              + "; run again without it to have a model");
    }
    ModelFields fields = new ModelFields(json, shown);
    double mean = fields.number("mean", Double.NaN);
    int rank = fields.count("rank", -1);
    int samples = fields.count("samples", 1);
    if (rank % samples != 0) {
      throw fields.wrong("samples", "a divisor of the rank " + rank);
    }
    return new ModelMetadata(
        json.path("method").asText(),
        rank,
        samples,
        fields.number(NOISE, 0),
        fields.number(DEGREES, Double.POSITIVE_INFINITY),
        mean,
        fields.number("trainMean", mean),
        fields.truth("biases"),
        fields.truth("nonnegative"),
        new Regularisation(
            fields.form("regularisation"),
            fields.number("lambdaUser", Double.NaN),
            fields.number("lambdaItem", Double.NaN),
            fields.number("lambdaBias", Double.NaN)),
        fields.range("range"),
        json.path("seed").asLong(),
        json.path("epochs").asInt(),
        json.path("data").asText(""),
        json.path("factorHash").asText(""),
        "");
  }
}
