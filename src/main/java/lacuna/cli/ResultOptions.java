// Options of what is written. Part of `run`.
package lacuna.cli;

import java.util.Optional;
import lacuna.evaluation.Clip;
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

  /** The range asked for; empty for that of the training ratings. */
  Optional<Clip> clip() {
    return Optional.ofNullable(range);
  }

  /** The cells asked for. */
  Predict predict() {
    return predict;
  }
}
