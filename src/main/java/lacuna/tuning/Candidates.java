// Values that one setting may take in a search: a list or a range. Part of Space.
package lacuna.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.UsageException;

/**
 * Numbers to choose from.
 *
 * @param values each of them, or the two ends of a range
 * @param range whether all between the ends may be drawn, evenly by magnitude
 */
public record Candidates(List<Double> values, boolean range) {
  public Candidates {
    values = List.copyOf(values);
  }

  /** These values and no others. */
  public static Candidates of(double... values) {
    return new Candidates(Arrays.stream(values).boxed().toList(), false);
  }

  /** All values between two above 0. */
  public static Candidates between(double least, double greatest) {
    return new Candidates(List.of(least, greatest), true);
  }

  /**
   * What a text says: {@code A:B} for a range, else a list such as {@code 8,16,32}.
   *
   * @throws UsageException for any other text, or a number not above 0
   */
  public static Candidates parse(String option, String text) {
    boolean range = text.contains(":");
    List<Double> values = new ArrayList<>();
    for (String word : text.split(range ? ":" : ",", -1)) {
      try {
        values.add(Double.parseDouble(word.strip()));
      } catch (NumberFormatException notANumber) {
        throw refused(option, text);
      }
    }
    boolean ordered = !range || values.size() == 2 && values.get(0) <= values.get(1);
    if (!ordered || values.stream().anyMatch(v -> !(v > 0) || v.isInfinite())) {
      throw refused(option, text);
    }
    return new Candidates(values, range);
  }

  private static UsageException refused(String option, String text) {
    return new UsageException(
        option
            + " takes numbers above 0, a list such as 8,16,32 or a range such as 0.01:0.1, given "
            + text);
  }

  /** The value at a uniform number in [0, 1). */
  double at(double uniform) {
    if (!range) {
      return values.get((int) (uniform * values.size()));
    }
    double low = Math.log(values.get(0));
    return Math.exp(low + uniform * (Math.log(values.get(1)) - low));
  }

  /** Values of a grid: all of a list, both ends of a range and the middle by magnitude. */
  List<Double> grid() {
    return range
        ? List.of(values.get(0), Math.sqrt(values.get(0) * values.get(1)), values.get(1))
        : values;
  }
}
