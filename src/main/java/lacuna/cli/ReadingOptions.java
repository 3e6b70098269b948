// Options of how ratings are read to learn from them. Part of `run`; becomes a RatingsRequest.
package lacuna.cli;

import lacuna.ratings.Duplicates;
import picocli.CommandLine.Option;

/** What the ratings look like; by default that is found out from their first lines. */
final class ReadingOptions extends RatingColumns {
  @Option(
      names = "--duplicates",
      paramLabel = "error|first|last|mean|sum",
      defaultValue = "error",
      description =
          "A pair rated twice; more often a mistake in the data than meant, so it is an error.")
  private Duplicates duplicates;

  @Override
  Duplicates duplicates() {
    return duplicates;
  }
}
