// Options of how ratings are read to know what was seen. Part of `recommend`.
package lacuna.cli;

import lacuna.ratings.Duplicates;
import picocli.CommandLine.Option;

/** The same as {@link ReadingOptions}, but that a pair may be rated twice. */
final class SeenOptions extends RatingColumns {
  @Option(
      names = "--duplicates",
      paramLabel = "error|first|last|mean|sum",
      defaultValue = "mean",
      description = "A pair rated twice; seen twice is seen.")
  private Duplicates duplicates;

  @Override
  Duplicates duplicates() {
    return duplicates;
  }
}
