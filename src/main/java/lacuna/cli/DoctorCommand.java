// The command `doctor`: what there is to work with, and what will go wrong. Leaves nothing behind.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lacuna.ratings.BadRecords;
import lacuna.ratings.Degrees;
import lacuna.ratings.Duplicates;
import lacuna.ratings.Preview;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.Titles;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at the machine and, with ratings, at the data. Spark starts for the data alone. */
@Command(
    name = "doctor",
    description =
        "Says what the machine and the ratings are like, what a run will take, and what will go"
            + " wrong.",
    customSynopsis = "./submit.sh doctor [--ratings PATH] [--output DIR] [OPTIONS]",
    sortOptions = false)
final class DoctorCommand implements Subcommand {
  private static final int ROWS_SHOWN = 5;

  /** Bad lines that are counted before the doctor gives up. */
  private static final int MOST_BAD = 100_000;

  @Option(
      names = "--ratings",
      paramLabel = "PATH",
      description = "Ratings to look at as well; bad lines and repeated pairs are counted.")
  private List<String> ratings;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where a run is to write; a file is made beside that place and removed at once.")
  private String output;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description = "What items are called, for people to read; ids stand where it is silent.")
  private String titles;

  @Option(names = "--help", usageHelp = true, description = "Shows this page.")
  private boolean help;

  @Mixin(name = "Reading")
  private ReadingOptions reading;

  private final Supplier<SparkSession> sessions;
  private final Console console;

  DoctorCommand(Supplier<SparkSession> sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  @Override
  public ExitCode run() {
    List<Finding> findings = new ArrayList<>(MachineFindings.all(output));
    show(findings);
    if (ratings != null) {
      SparkSession spark = sessions.get();
      RatingTable table = RatingsLoader.load(spark, request());
      try {
        List<Finding> ofData = ofData(spark, table);
        show(ofData);
        findings.addAll(ofData);
      } finally {
        table.unpersist();
      }
    }
    List<String> troubles =
        findings.stream().map(Finding::trouble).filter(trouble -> !trouble.isEmpty()).toList();
    console.line("");
    console.line(troubles.isEmpty() ? "Nothing stands in the way of a run." : "What to mind:");
    troubles.forEach(trouble -> console.line("- " + trouble));
    return ExitCode.DONE;
  }

  /** Nothing is held out, and what would end a run is counted instead. */
  private RatingsRequest request() {
    RatingsRequest asked = reading.request(ratings).build();
    return reading
        .request(ratings)
        .badRecords(BadRecords.QUARANTINE)
        .maxBad(Math.max(asked.maxBad(), MOST_BAD))
        .duplicates(asked.duplicates() == Duplicates.ERROR ? Duplicates.MEAN : asked.duplicates())
        .build();
  }

  private List<Finding> ofData(SparkSession spark, RatingTable table) {
    Titles named =
        Optional.ofNullable(titles)
            .map(path -> Titles.read(spark.sparkContext().hadoopConfiguration(), path))
            .orElseGet(Titles::none);
    DataFindings data =
        new DataFindings(table, Degrees.ofUsers(table), Degrees.ofItems(table), named);
    return data.all(Preview.of(spark, request(), ROWS_SHOWN));
  }

  private void show(List<Finding> findings) {
    for (Finding finding : findings) {
      console.lines(finding.lines());
    }
  }
}
