// What `run` says of itself while it goes on: a line for each phase, warnings, progress, the end.
package lacuna.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lacuna.checkpoints.StopRequest;
import lacuna.evaluation.ComparisonListener;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult.Status;
import lacuna.evaluation.QualityGate.Verdict;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Initialisation.Side;
import lacuna.kernels.Kernels;
import lacuna.ratings.Features;
import lacuna.ratings.RatingTable;
import lacuna.ratings.SideFeatures;
import lacuna.ratings.Understood;
import org.apache.spark.sql.SparkSession;

/** Tells of one run, in the order in which things happen. For the driver's thread. */
final class RunConsole implements ComparisonListener {
  private final Console console;
  private final TrainingProgress progress;
  private final Map<String, Double> timings = new LinkedHashMap<>();
  private final List<EpochRecord> epochs = new ArrayList<>();
  private final long started = System.nanoTime();

  RunConsole(Console console) {
    this.console = console;
    this.progress = new TrainingProgress(console);
  }

  /** Starts Spark, or finds it started. */
  SparkSession start(Supplier<SparkSession> sessions) {
    return timed("start", sessions, RunLines::session);
  }

  /** Reads the ratings and tells what they were taken for. */
  RatingTable read(Supplier<RatingTable> reading) {
    RatingTable table = timed("read", reading, RunLines::sources);
    console.lines(PhaseLine.note("", RunLines.ratings(table)));
    console.lines(PhaseLine.note("", RunLines.split(table)));
    Understood understood = table.understood();
    understood.warnings().forEach(console::warning);
    return table;
  }

  /**
   * Tells what the run goes on from.
   *
   * @param newest the newest checkpoint in words, empty where there is none
   */
  void resumed(String partial, Optional<String> newest) {
    console.lines(
        PhaseLine.note(
            "resume",
            newest
                .map(words -> "goes on from " + words)
                .orElse("no checkpoint in " + partial + ": starts afresh")));
  }

  /** Puts the ratings on their grid. */
  BlockedRatings grid(Supplier<BlockedRatings> blocking) {
    BlockedRatings blocked = timed("grid", blocking, RunLines::grid);
    console.lines(PhaseLine.note("", Kernels.advice()));
    if (!blocked.workers().note().isEmpty()) {
      console.warning(blocked.workers().note());
    }
    return blocked;
  }

  /** Tells what is known of users and items beside the ratings, and what it is used for. */
  void features(SideFeatures features, BlockedRatings blocked, BayesSettings.Side side) {
    for (Side of : Side.values()) {
      Features known = of == Side.USERS ? features.users() : features.items();
      if (known != null) {
        console.lines(PhaseLine.note("features", RunLines.features(known, of, blocked, side)));
      }
    }
  }

  /** Writes the result. */
  void write(Runnable writing) {
    timed(
        "write",
        () -> {
          writing.run();
          return "predictions, totals, history, model, run.json and report.html";
        },
        text -> text);
  }

  private <T> T timed(String name, Supplier<T> work, java.util.function.Function<T, String> told) {
    long start = System.nanoTime();
    T result = console.phase(name, work, told);
    timings.put(name, (System.nanoTime() - start) * 1e-9);
    return result;
  }

  /** Seconds of the phases so far, in their order. */
  Map<String, Double> timings() {
    return new LinkedHashMap<>(timings);
  }

  @Override
  public void trainingStarted(String method, Phase phase) {
    epochs.clear();
    progress.trainingStarted(method, phase);
  }

  @Override
  public void epochEnded(String method, EpochRecord record, int planned) {
    epochs.add(record);
    RunMetrics.epochEnded(record);
    progress.epochEnded(method, record, planned);
  }

  @Override
  public void trainingEnded(
      String method, Phase phase, Status status, double seconds, String note) {
    if (status == Status.DONE) { // otherwise a warning or the end follows and says why
      console.lines(
          PhaseLine.ended(method, RunLines.training(method, phase, epochs, note), seconds));
    }
  }

  @Override
  public void stepEnded(String step, double seconds) {
    String[] words = step.split(" ", 2);
    String name =
        switch (words[0]) {
          case "blocking" -> "block";
          case "scoring" -> "score";
          case "ranking" -> "rank";
          default -> words[0];
        };
    console.lines(PhaseLine.ended(name, words.length > 1 ? words[1] : "", seconds));
  }

  @Override
  public void warned(String line) {
    console.warning(line);
  }

  /** Tells that the run was asked to stop. */
  void stopping() {
    console.error(
        "lacuna: stops after this epoch, or in "
            + StopRequest.PATIENCE.toSeconds()
            + " s without it where it can, with a checkpoint; once more ends it at once");
  }

  /** The end of a run whose primary method diverged. */
  ExitCode diverged(ComparisonResult compared) {
    console.error(
        "lacuna: "
            + compared.primary().method()
            + " diverged, so nothing is published: "
            + compared.primary().note());
    return ExitCode.DIVERGED;
  }

  /** The end of a run that missed what was required of it: nothing is published. */
  ExitCode missed(ComparisonResult compared, List<Verdict> verdicts, String rejected) {
    table(compared, verdicts);
    verdicts.stream()
        .filter(verdict -> !verdict.met())
        .forEach(
            verdict ->
                console.error(
                    "lacuna: "
                        + RunLines.verdict(verdict)
                        + "; nothing is published, and "
                        + rejected
                        + " holds what there is"));
    return ExitCode.MISSED;
  }

  private void table(ComparisonResult compared, List<Verdict> verdicts) {
    console.line("");
    console.lines(ResultTable.of(compared.methods()));
    console.lines(RankingTable.of(compared.methods()));
    compared
        .methods()
        .forEach(
            method ->
                RunLines.calibration(method)
                    .ifPresent(text -> console.lines(PhaseLine.note(method.method(), text))));
    verdicts.stream()
        .filter(Verdict::met)
        .forEach(verdict -> console.lines(PhaseLine.note("required", RunLines.verdict(verdict))));
    console.line("");
  }

  /** The end of a run: how each method did, and where it all stands. */
  void end(ComparisonResult compared, List<Verdict> verdicts, String output) {
    table(compared, verdicts);
    double seconds = (System.nanoTime() - started) * 1e-9;
    console.line(output + " holds it all, after " + Figures.duration(seconds));
  }
}
