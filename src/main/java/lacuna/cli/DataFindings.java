// What the doctor finds out of ratings, and what a run on them will take.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lacuna.factorisation.MemoryNeed;
import lacuna.kernels.Kernels;
import lacuna.ratings.BadRecord;
import lacuna.ratings.Degrees;
import lacuna.ratings.Preview;
import lacuna.ratings.RatingStatistics;
import lacuna.ratings.RatingTable;
import lacuna.ratings.Titles;
import lacuna.ratings.Understood;

/** Sentences about a table of ratings, none of which is held out. */
final class DataFindings {
  private static final double[] SHARES = {0, 0.1, 0.5, 0.9, 0.99, 1};

  /** The default rank, for which time and memory are told. */
  private static final int RANK = 32;

  /** Updates a second of a core at that rank, as whole trainings on 10 million ratings had them. */
  private static final double VECTOR_RATE = 40e6;

  private static final double SCALAR_RATE = VECTOR_RATE / 3;

  /** Epochs of a default run: those that search for their number, and those of the model. */
  private static final int EPOCHS = 60;

  /**
   * Seconds of a default run whatever the ratings: Spark's start, the compiler, the jobs of MLlib's
   * ALS, the tables and the page. With what follows fitted to whole runs on an idle machine of two
   * cores: 24.0 s for 100,836 ratings, 32.7 s for 1 million and 100.7 s for 10 million, which it
   * gives back within 6 %. On movietweetings, whose 100,000 ratings have 27,000 rows, a run took
   * 31.6 s, and this says 25.2. How it is with more cores was not measured.
   */
  private static final double FIXED_SECONDS = 24.5;

  /** Processor seconds of a rating in MLlib's ALS, ten iterations, and in all but the methods. */
  private static final double ALS_SECONDS = 11.5e-6;

  private static final double PASSING_SECONDS = 2e-6;

  /** Above this many standard deviations from the mean a rating is far out. */
  private static final double FAR_OUT = 10;

  private final RatingTable table;
  private final Understood understood;
  private final RatingStatistics ratings;
  private final Degrees users;
  private final Degrees items;
  private final Titles titles;

  DataFindings(RatingTable table, Degrees users, Degrees items, Titles titles) {
    this.table = table;
    this.understood = table.understood();
    this.ratings = table.refitting();
    this.users = users;
    this.items = items;
    this.titles = titles;
  }

  /** All of them, in the order to show. */
  List<Finding> all(Preview preview) {
    List<Finding> all = new ArrayList<>();
    all.add(Finding.fine("format", RunLines.sources(table)));
    all.add(Finding.fine("first rows", rows(preview)));
    all.add(counts());
    all.add(scale());
    all.add(bad());
    all.add(duplicates());
    all.add(degrees("per user", users, "user"));
    all.add(degrees("per item", items, "item"));
    all.add(named());
    all.add(estimate());
    all.add(Finding.fine("suggested", suggested()));
    understood.warnings().forEach(warning -> all.add(new Finding("warning", warning, warning)));
    all.removeIf(finding -> finding.text().isEmpty());
    return all;
  }

  private static String rows(Preview preview) {
    return preview.rows().stream()
        .map(row -> "user " + row.get(0) + ", item " + row.get(1) + ", rating " + row.get(2))
        .collect(Collectors.joining("\n"));
  }

  private Finding counts() {
    double cells = (double) table.users().size() * table.items().size();
    String density =
        String.format(Locale.ROOT, "%.3g %% of all cells", 100 * table.count() / cells);
    boolean single = table.users().size() == 1 || table.items().size() == 1;
    return new Finding(
        "counts",
        RunLines.ratings(table) + "; " + density,
        single
            ? "there is one "
                + (table.users().size() == 1 ? "user" : "item")
                + " alone, so nothing is shared between rows: biases say all there is to say"
            : table.users().size() * 20L < table.items().size()
                ? "users are far fewer than items: if the first column is the item, give --format"
                    + " item-first, or --user-column 2 --item-column 1"
                : "");
  }

  private Finding scale() {
    double deviation = Math.sqrt(ratings.variance());
    String text =
        "mean "
            + Figures.error(ratings.mean())
            + ", standard deviation "
            + Figures.error(deviation)
            + ", "
            + Figures.plain(ratings.min())
            + " to "
            + Figures.plain(ratings.max());
    if (ratings.constant()) {
      return new Finding(
          "scale", text, "all ratings are the same, which run refuses: there is nothing to learn");
    }
    boolean far =
        ratings.max() - ratings.mean() > FAR_OUT * deviation
            || ratings.mean() - ratings.min() > FAR_OUT * deviation;
    return new Finding(
        "scale",
        text,
        far
            ? "some ratings lie more than "
                + (int) FAR_OUT
                + " standard deviations from the mean and will steer the rest; see whether they are"
                + " meant, and give --range MIN:MAX"
            : "");
  }

  private Finding bad() {
    List<BadRecord> records = understood.badRecords();
    if (records.isEmpty()) {
      return Finding.fine("bad lines", "none");
    }
    BadRecord first = records.get(0);
    return new Finding(
        "bad lines",
        Figures.count(records.size())
            + ", the first in "
            + first.source()
            + (first.line() == 0 ? "" : ", line " + first.line())
            + ": "
            + first.reason(),
        "run stops at the first bad line; correct them, or leave them out by --bad-records"
            + " quarantine");
  }

  private Finding duplicates() {
    if (understood.duplicatePairs() == 0) {
      return Finding.fine("duplicates", "none");
    }
    return new Finding(
        "duplicates",
        Figures.count(understood.duplicatePairs(), "pair", "pairs")
            + " rated more than once, "
            + Figures.count(understood.duplicateRatings(), "rating", "ratings")
            + " too many",
        "run stops at pairs rated twice; say by --duplicates first, last, mean or sum what to make"
            + " of them");
  }

  private static Finding degrees(String subject, Degrees degrees, String row) {
    StringBuilder text = new StringBuilder("ratings: ");
    String[] names = {"least", "10 %", "median", "90 %", "99 %", "most"};
    for (int k = 0; k < SHARES.length; k++) {
      text.append(k == 0 ? "" : ", ").append(names[k]).append(' ');
      text.append(Figures.count(degrees.percentile(SHARES[k])));
    }
    text.append(
        String.format(Locale.ROOT, "; the busiest 1 %% have %.0f %%", 100 * degrees.ofBusiest()));
    int median = degrees.percentile(0.5);
    return new Finding(
        subject,
        text.toString(),
        median < 3
            ? "half of the "
                + row
                + "s have "
                + Figures.count(median, "rating", "ratings")
                + " or fewer: of them little can be learnt beyond a bias"
            : "");
  }

  private Finding named() {
    if (titles.size() == 0) {
      return Finding.fine("titles", "");
    }
    int known = titles.count(table.items());
    return new Finding(
        "titles",
        "for " + Figures.count(known) + " of " + Figures.count(table.items().size()) + " items",
        known == 0 ? "no title belongs to an item of the ratings, which run refuses" : "");
  }

  private Finding estimate() {
    int cores = Runtime.getRuntime().availableProcessors();
    double rate = Kernels.best() == Kernels.scalar() ? SCALAR_RATE : VECTOR_RATE;
    double epoch = table.count() / (rate * cores);
    double all =
        FIXED_SECONDS + EPOCHS * epoch + table.count() * (ALS_SECONDS + PASSING_SECONDS) / cores;
    long bytes =
        new MemoryNeed(table.count(), table.users().size(), table.items().size(), RANK).bytes(1);
    long heap = Runtime.getRuntime().maxMemory();
    return new Finding(
        "a run",
        "at rank "
            + RANK
            + " on these "
            + Figures.count(cores, "core", "cores")
            + ", if idle, roughly "
            + Figures.duration(all)
            + " for all default methods, of which an epoch of sgd takes "
            + (epoch < 0.1 ? "less than 0.1 s" : Figures.duration(epoch))
            + ", and "
            + Figures.bytes(bytes)
            + " of memory beside Spark's own",
        bytes < 0.6 * heap
            ? ""
            : "a run wants some "
                + Figures.bytes(bytes)
                + " and Java may take "
                + Figures.bytes(heap)
                + ": ./submit.sh --driver-memory "
                + (2 * bytes / 1_000_000_000 + 2)
                + "g -- ..., or a cluster");
  }

  private String suggested() {
    List<String> options = new ArrayList<>();
    if (understood.duplicatePairs() > 0) {
      options.add("--duplicates mean");
    }
    if (!understood.badRecords().isEmpty()) {
      options.add("--bad-records quarantine");
    }
    return options.isEmpty() ? "the defaults" : String.join(" ", options);
  }
}
