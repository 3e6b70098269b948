// Options of how ratings are read. Part of `run`; becomes a RatingsRequest.
package lacuna.cli;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lacuna.UsageException;
import lacuna.ratings.BadRecords;
import lacuna.ratings.Duplicates;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.RowsAre;
import picocli.CommandLine.Option;

/** What the ratings look like; by default that is found out from their first lines. */
final class ReadingOptions {
  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = Words.AUTO,
      description = "What the ratings are stored as, in a word of data/README.md; the data tell.")
  private String format;

  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      defaultValue = Words.AUTO,
      converter = Words.Separator.class,
      description =
          "Between the fields of a line: tab, comma, space or any text; the first lines tell.")
  private String separator;

  @Option(
      names = "--header",
      negatable = true,
      fallbackValue = "true",
      description =
          "Whether the first line names the columns; it does where it holds words above numbers.")
  private Boolean header;

  @Option(
      names = "--user-column",
      paramLabel = "NAME|N",
      defaultValue = Words.AUTO,
      converter = Words.OpenText.class,
      description =
          "Column of the user, by name or number from 1; the header tells, else the first.")
  private String userColumn;

  @Option(
      names = "--item-column",
      paramLabel = "NAME|N",
      defaultValue = Words.AUTO,
      converter = Words.OpenText.class,
      description = "Column of the item; the header tells, else the second.")
  private String itemColumn;

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

  @Option(
      names = "--rows",
      paramLabel = "users|items",
      defaultValue = "users",
      description = "What the rows of a dense matrix are; users, as in the textbooks.")
  private RowsAre rows;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "What items are called, for people to read; ids stand where it is silent.")
  private String titles;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description =
          "Matrix of a dense one's shape, 1 where a cell is observed; without it all are.")
  private String mask;

  @Option(
      names = "--missing",
      paramLabel = "VALUE",
      description =
          "What stands in a dense matrix for no rating, such as 0 or NaN; an empty cell always does.")
  private String missing;

  @Option(
      names = "--duplicates",
      paramLabel = "error|first|last|mean|sum",
      defaultValue = "error",
      description =
          "A pair rated twice; more often a mistake in the data than meant, so it is an error.")
  private Duplicates duplicates;

  @Option(
      names = "--bad-records",
      paramLabel = "fail|quarantine",
      defaultValue = "fail",
      description =
          "A line that can't be read; more often a wrong option than bad data, so it is an error.")
  private BadRecords badRecords;

  @Option(
      names = "--max-bad",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most lines in quarantine; more of them are a wrong option too.")
  private int maxBad;

  /** The file of titles, where one is given. */
  Optional<String> titles() {
    return Optional.ofNullable(titles);
  }

  /**
   * Adds what these options say to a request.
   *
   * @throws UsageException if they contradict each other
   */
  RatingsRequest.Builder request(List<String> ratings) {
    boolean matrix = RatingsRequest.MATRICES.contains(format) || format.equals(Words.AUTO);
    refuse(mask != null && !matrix, "--mask", mask);
    refuse(missing != null && !matrix, "--missing", missing);
    if (ratings.stream().anyMatch(String::isBlank)) {
      throw new UsageException(
          "a path of ratings is empty; give a file, a directory or a pattern");
    }
    return RatingsRequest.of(ratings.toArray(String[]::new))
        .format(format)
        .separator(separator)
        .header(header)
        .userColumn(userColumn)
        .itemColumn(itemColumn)
        .ratingColumn(ratingColumn)
        .timestampColumn(timestampColumn)
        .weightColumn(weightColumn)
        .rows(rows)
        .mask(mask)
        .missing(missing)
        .duplicates(duplicates)
        .badRecords(badRecords)
        .maxBad(maxBad);
  }

  private void refuse(boolean wrong, String option, String value) {
    if (wrong) {
      throw new UsageException(
          option
              + " "
              + value
              + " goes with a matrix alone ("
              + String.join(", ", new TreeSet<>(RatingsRequest.MATRICES))
              + "), and --format is "
              + format);
    }
  }
}
