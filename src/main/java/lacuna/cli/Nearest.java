// Finds the name that somebody meant. Used wherever a name is refused: options, properties,
// commands, methods.
package lacuna.cli;

import java.util.Collection;
import java.util.Optional;

/** The nearest of some names to one that is not among them. */
final class Nearest {
  private Nearest() {}

  /**
   * The name with the fewest edits, if there is one near enough to have been meant: at most a third
   * of the letters, and at least one, may differ. Of equally near ones the first.
   */
  static Optional<String> to(String given, Collection<String> names) {
    int fewest = Math.max(1, given.length() / 3) + 1;
    String nearest = null;
    for (String name : names) {
      int edits = edits(given, name);
      if (edits < fewest) {
        fewest = edits;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** "; did you mean X?" where there is a near name, else nothing. */
  static String question(String given, Collection<String> names) {
    return to(given, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /**
   * Letters to insert, remove, replace or swap with their neighbour to make one word of the other
   * (the restricted Damerau-Levenshtein distance), upper and lower case alike.
   */
  static int edits(String first, String second) {
    String a = first.toLowerCase(java.util.Locale.ROOT);
    String b = second.toLowerCase(java.util.Locale.ROOT);
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        least[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, least, i, j);
      }
    }
    return least[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] least, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
    best = Math.min(best, least[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
  }
}
