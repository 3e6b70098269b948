// The range that predictions are clipped to before they are judged.
package lacuna.evaluation;

import java.io.Serializable;
import lacuna.UsageException;

/**
 * A closed range of ratings.
 *
 * @param least predictions below it become it; negative infinity for none
 * @param greatest predictions above it become it; positive infinity for none
 */
public record Clip(float least, float greatest) implements Serializable {
  /** No clipping. */
  public static final Clip NONE = new Clip(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  public Clip {
    if (!(least <= greatest)) {
      throw new UsageException(
          "--range takes MIN:MAX with MIN at most MAX, or none, given " + least + ":" + greatest);
    }
  }

  /**
   * The range that a text names: {@code MIN:MAX} or {@code none}.
   *
   * @throws UsageException for any other text
   */
  public static Clip parse(String text) {
    if (text.strip().equalsIgnoreCase("none")) {
      return NONE;
    }
    String[] ends = text.split(":", -1);
    if (ends.length == 2) {
      try {
        float least = Float.parseFloat(ends[0].strip());
        float greatest = Float.parseFloat(ends[1].strip());
        if (Float.isFinite(least) && Float.isFinite(greatest) && least <= greatest) {
          return new Clip(least, greatest);
        }
      } catch (NumberFormatException notNumbers) {
        // falls to the message below, which says the same of every other text
      }
    }
    throw new UsageException(
        "--range takes MIN:MAX, two numbers such as 0.5:5 with MIN at most MAX, or none, given "
            + text);
  }

  /** Whether nothing is clipped. */
  public boolean none() {
    return equals(NONE);
  }

  /** The value within the range; NaN stays NaN. */
  public float of(float value) {
    return value < least ? least : value > greatest ? greatest : value;
  }
}
