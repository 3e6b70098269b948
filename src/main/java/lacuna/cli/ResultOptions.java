// Options of what is written. Part of `run`.
package lacuna.cli;

import java.util.List;
import java.util.Optional;
import lacuna.UsageException;
import lacuna.evaluation.Clip;
import lacuna.evaluation.QualityGate;
import lacuna.evaluation.RankingRule;
import lacuna.output.Predict;
import picocli.CommandLine.Option;

/** Which predictions are written, and how far they may go. */
final class ResultOptions {
  @Option(
      names = "--range",
      paramLabel = "MIN:MAX|none",
      defaultValue = Words.AUTO,
      converter = Words.Range.class,
      description = "Predictions are clipped to it; auto is the range of the training ratings.")
  private Clip range;

  @Option(
      names = "--predict",
      paramLabel = "heldout|observed|complete",
      defaultValue = "heldout",
      description = "Cells that predictions are written for; the others grow with the data.")
  private Predict predict;

  @Option(
      names = "--require",
      paramLabel = "EXPRESSION",
      description =
          "What held-out errors must reach, such as rmse<0.88; else exit code 5, and not published.")
  private String require;

  /** The range asked for; empty for that of the training ratings. */
  Optional<Clip> clip() {
    return Optional.ofNullable(range);
  }

  /**
   * What the comparison must reach; empty where anything will do.
   *
   * @param methods that are compared
   * @param split says whether there are held-out ratings to judge by
   * @param ranking says whether there are lists to judge
   * @throws UsageException for an expression that can't be judged
   */
  Optional<QualityGate> gate(List<String> methods, SplitOptions split, RankingRule ranking) {
    if (require == null) {
      return Optional.empty();
    }
    if (split.withoutTest()) {
      throw new UsageException(
          "--require "
              + require
              + " judges held-out ratings, and --test-fraction is 0; give a share such as 0.1, or"
              + " --test PATH");
    }
    QualityGate gate = QualityGate.parse(require, methods);
    if (gate.judgesLists() && ranking.top() == 0) {
      throw new UsageException(
          "--require "
              + require
              + " judges lists, and --ranking-top is 0; give a length such as 10");
    }
    return Optional.of(gate);
  }

  /** The cells asked for. */
  Predict predict() {
    return predict;
  }
}
