// Options of what a file of ratings, or of pairs, looks like. Part of all commands that read one.
package lacuna.cli;

import java.util.TreeSet;
import lacuna.UsageException;
import lacuna.ratings.BadRecords;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.RowsAre;
import picocli.CommandLine.Option;

/** The layout of an input; by default that is found out from its first lines. */
final class LayoutOptions {
  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = Words.AUTO,
      description = "What the data are stored as, in a word of data/README.md; the data tell.")
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
      names = "--rows",
      paramLabel = "users|items",
      defaultValue = "users",
      description = "What the rows of a dense matrix are; users, as in the textbooks.")
  private RowsAre rows;

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

  /**
   * Starts a request for these paths.
   *
   * @throws UsageException if the options contradict each other
   */
  RatingsRequest.Builder request(String... paths) {
    boolean matrix = RatingsRequest.MATRICES.contains(format) || format.equals(Words.AUTO);
    refuse(mask != null && !matrix, "--mask", mask);
    refuse(missing != null && !matrix, "--missing", missing);
    return RatingsRequest.of(paths)
        .format(format)
        .separator(separator)
        .header(header)
        .userColumn(userColumn)
        .itemColumn(itemColumn)
        .rows(rows)
        .mask(mask)
        .missing(missing)
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
