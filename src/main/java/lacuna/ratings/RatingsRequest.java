// What to read and how to split it: made by the doors (command line, spark.ml), given to the
// loader.
package lacuna.ratings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lacuna.UsageException;

/**
 * A request to read ratings. What is left empty is found out from the input.
 *
 * @param paths files, directories or globs that hold the ratings
 * @param rated whether records have a rating; if not, they are pairs of user and item, and whatever
 *     else stands in them is not looked at
 * @param format name of a format, or {@code auto}
 * @param separator between the fields of a line
 * @param header whether the first line names the columns
 * @param userColumn name of a column, or its place counted from 1
 * @param itemColumn likewise
 * @param ratingColumn likewise
 * @param timestampColumn likewise; read only where the split or the duplicates need times
 * @param weightColumn likewise; without one ratings have no weights
 * @param rows what the rows of a dense matrix stand for
 * @param mask path of a matrix of the same shape, 1 where a cell of the dense matrix is observed
 * @param missing the text that stands in a dense matrix where nothing is observed, such as {@code
 *     0} or {@code NaN}; an empty cell means so too where there is no mask
 * @param duplicates what to do with a pair rated more than once
 * @param badRecords what to do with records that can't be used
 * @param maxBad most records to put into quarantine before the job fails
 * @param test path of given test ratings
 * @param split how to hold out
 * @param testFraction share of the ratings to hold out, in [0, 1); 0 holds none out
 * @param validationFraction share of the remaining ratings to cut off for validation, in [0, 1)
 * @param seed of the splits by hash
 */
public record RatingsRequest(
    List<String> paths,
    boolean rated,
    String format,
    Optional<String> separator,
    Optional<Boolean> header,
    Optional<String> userColumn,
    Optional<String> itemColumn,
    Optional<String> ratingColumn,
    Optional<String> timestampColumn,
    Optional<String> weightColumn,
    RowsAre rows,
    Optional<String> mask,
    Optional<String> missing,
    Duplicates duplicates,
    BadRecords badRecords,
    int maxBad,
    Optional<String> test,
    SplitRule split,
    double testFraction,
    double validationFraction,
    long seed) {

  /** The format that is found out from the first bytes. */
  public static final String AUTO = "auto";

  /** Formats of matrices: those that a mask or a missing value goes with. */
  public static final Set<String> MATRICES = Set.of("dense", "torch", "numpy", "matlab");

  /** Checks the values that can be checked without the input. */
  public RatingsRequest {
    paths = List.copyOf(paths);
    fraction("test", testFraction);
    fraction("validation", validationFraction);
    if (maxBad < 0) {
      throw new UsageException("--max-bad takes a whole number from 0, given " + maxBad);
    }
  }

  private static void fraction(String part, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new UsageException(
          "--" + part + "-fraction takes a number from 0 to below 1, given " + value);
    }
  }

  /** What the records are, for people. */
  String records() {
    return rated ? "ratings" : "pairs";
  }

  /** Whether timestamps must be read. */
  boolean needsTimestamps() {
    boolean latest =
        split == SplitRule.LATEST && (validationFraction > 0 || testFraction > 0 && test.isEmpty());
    return latest || duplicates.needsTimestamps();
  }

  /** Starts a request with the defaults of every field but the paths. */
  public static Builder of(String... paths) {
    return new Builder(paths);
  }

  /** Collects the fields of a request; each setter returns the builder. */
  public static final class Builder {
    private final List<String> paths;
    private boolean rated = true;
    private String format = AUTO;
    private String separator;
    private Boolean header;
    private String userColumn;
    private String itemColumn;
    private String ratingColumn;
    private String timestampColumn;
    private String weightColumn;
    private RowsAre rows = RowsAre.USERS;
    private String mask;
    private String missing;
    private Duplicates duplicates = Duplicates.ERROR;
    private BadRecords badRecords = BadRecords.FAIL;
    private int maxBad = 1000;
    private String test;
    private SplitRule split = SplitRule.RANDOM;
    private double testFraction;
    private double validationFraction;
    private long seed;

    private Builder(String... paths) {
      this.paths = List.of(paths);
    }

    public Builder rated(boolean they) {
      rated = they;
      return this;
    }

    public Builder format(String name) {
      format = name;
      return this;
    }

    public Builder separator(String text) {
      separator = text;
      return this;
    }

    public Builder header(Boolean there) {
      header = there;
      return this;
    }

    public Builder userColumn(String column) {
      userColumn = column;
      return this;
    }

    public Builder itemColumn(String column) {
      itemColumn = column;
      return this;
    }

    public Builder ratingColumn(String column) {
      ratingColumn = column;
      return this;
    }

    public Builder timestampColumn(String column) {
      timestampColumn = column;
      return this;
    }

    public Builder weightColumn(String column) {
      weightColumn = column;
      return this;
    }

    public Builder rows(RowsAre side) {
      rows = side;
      return this;
    }

    public Builder mask(String path) {
      mask = path;
      return this;
    }

    public Builder missing(String text) {
      missing = text;
      return this;
    }

    public Builder duplicates(Duplicates rule) {
      duplicates = rule;
      return this;
    }

    public Builder badRecords(BadRecords rule) {
      badRecords = rule;
      return this;
    }

    public Builder maxBad(int most) {
      maxBad = most;
      return this;
    }

    public Builder test(String path) {
      test = path;
      return this;
    }

    public Builder split(SplitRule rule) {
      split = rule;
      return this;
    }

    public Builder testFraction(double share) {
      testFraction = share;
      return this;
    }

    public Builder validationFraction(double share) {
      validationFraction = share;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws UsageException if a value is out of its range
     */
    public RatingsRequest build() {
      return new RatingsRequest(
          paths,
          rated,
          format,
          Optional.ofNullable(separator),
          Optional.ofNullable(header),
          Optional.ofNullable(userColumn),
          Optional.ofNullable(itemColumn),
          Optional.ofNullable(ratingColumn),
          Optional.ofNullable(timestampColumn),
          Optional.ofNullable(weightColumn),
          rows,
          Optional.ofNullable(mask),
          Optional.ofNullable(missing),
          duplicates,
          badRecords,
          maxBad,
          Optional.ofNullable(test),
          split,
          testFraction,
          validationFraction,
          seed);
    }
  }
}
