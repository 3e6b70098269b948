// Which cells of the matrix predictions are written for.
package lacuna.output;

import java.util.Locale;
import lacuna.UsageException;

/** Which cells {@code predictions/} has rows for. */
public enum Predict {
  /** Held-out ratings. */
  HELDOUT,
  /** All ratings. */
  OBSERVED,
  /** Every cell, rated or not. */
  COMPLETE;

  /**
   * The value of {@code --predict}.
   *
   * @throws UsageException for an unknown name
   */
  public static Predict parse(String name) {
    for (Predict cells : values()) {
      if (cells.option().equals(name)) {
        return cells;
      }
    }
    throw new UsageException("--predict takes heldout, observed or complete, given " + name);
  }

  /** Its name on the command line. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
