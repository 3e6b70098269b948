// Options of how ratings are read, but for what becomes of a pair that is rated twice: part of
// ReadingOptions and of SeenOptions.
package lacuna.cli;

import java.util.List;
import lacuna.UsageException;
import lacuna.ratings.Duplicates;
import lacuna.ratings.RatingsRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the ratings look like; by default that is found out from their first lines. */
abstract class RatingColumns {
  @Mixin private LayoutOptions layout;

  @Option(
      names = "--rating-column",
      paramLabel = "NAME|N",
      defaultValue = Words.AUTO,
      converter = Words.OpenText.class,
      description = "Column of the rating; the header tells, else the third.")
  private String ratingColumn;

  @Option(
      names = "--timestamp-column",
      paramLabel = "NAME|N",
      defaultValue = Words.AUTO,
      converter = Words.OpenText.class,
      description =
          "Column of the time, read only where it decides; the header tells, else the fourth.")
  private String timestampColumn;

  @Option(
      names = "--weight-column",
      paramLabel = "NAME|N",
      description = "Column of weights of squared errors; without one every rating counts once.")
  private String weightColumn;

  /** What becomes of a pair that is rated twice. */
  abstract Duplicates duplicates();

  /**
   * Adds what these options say to a request.
   *
   * @throws UsageException if they contradict each other
   */
  RatingsRequest.Builder request(List<String> ratings) {
    if (ratings.stream().anyMatch(String::isBlank)) {
      throw new UsageException("a path of ratings is empty; give a file, a directory or a pattern");
    }
    return layout
        .request(ratings.toArray(String[]::new))
        .ratingColumn(ratingColumn)
        .timestampColumn(timestampColumn)
        .weightColumn(weightColumn)
        .duplicates(duplicates());
  }
}
