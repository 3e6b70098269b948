// From a training that has ended to the model that it leaves. Called by the Estimator.
package lacuna.ml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lacuna.blocks.Grid;
import lacuna.evaluation.Clip;
import lacuna.evaluation.FactorHash;
import lacuna.evaluation.MethodResult.Status;
import lacuna.evaluation.Training;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Statistics;
import lacuna.output.ModelMetadata;
import lacuna.serving.Continuation;
import lacuna.serving.ServedModel;

/**
 * A training while its factors are on the executors.
 *
 * @param params of the Estimator
 * @param blocked the ratings
 * @param settings that it ran by
 * @param training itself, still open
 */
record Learning(
    MatrixFactorisation params, BlockedRatings blocked, Settings settings, Training training) {
  /**
   * The model, without the Estimator's columns.
   *
   * @param before model that the training went on from, or null
   * @param reading seconds that the ratings took to read
   * @throws IllegalStateException when the training left none
   */
  MatrixFactorisationModel model(ServedModel before, double reading) {
    if (training.status() != Status.DONE) {
      throw new IllegalStateException(
          params.getMethod()
              + " "
              + training.status().name().toLowerCase(Locale.ROOT)
              + " and left no model: "
              + ParamNames.in(training.note()));
    }
    String hash = FactorHash.of(training.factors(), blocked.sentGrid());
    ServedModel learnt =
        ServedModel.of(
            about(hash),
            training.factors(),
            blocked.table().users(),
            blocked.table().items(),
            blocked.grid(),
            training.data().counts().value());
    return new MatrixFactorisationModel(
        params.uid(),
        before == null ? learnt : Continuation.joined(before, learnt),
        summary(hash, reading));
  }

  private ModelMetadata about(String hash) {
    Statistics ratings = training.data().statistics();
    String range = params.getRange();
    Optional<Clip> asked = range.equals("auto") ? Optional.empty() : Optional.of(Clip.parse(range));
    return ModelMetadata.of(
        params.getMethod(),
        training.factors(),
        settings,
        ratings,
        asked.orElseGet(() -> new Clip(ratings.least(), ratings.greatest())),
        training.epochs(),
        blocked.table().understood().fingerprint(),
        hash);
  }

  private MatrixFactorisationSummary summary(String hash, double reading) {
    Map<String, Double> timings = new LinkedHashMap<>();
    timings.put("reading", reading);
    timings.putAll(training.timings());
    Grid grid = blocked.grid();
    Statistics ratings = training.data().statistics();
    return new MatrixFactorisationSummary(
        params.getMethod(),
        training.history(),
        training.epochs(),
        timings,
        new Grid.Shape(grid.users().stripes(), grid.items().stripes()),
        blocked.workers().count(),
        blocked.workers().threads(),
        ratings.train(),
        ratings.validation(),
        ParamNames.in(training.note()),
        hash);
  }
}
