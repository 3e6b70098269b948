// Options of what a search tries. Part of `tune`; becomes a Space.
package lacuna.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lacuna.UsageException;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Schedule;
import lacuna.tuning.Candidates;
import lacuna.tuning.Space;
import picocli.CommandLine.Option;

/** Values that each setting may take; numbers as `run` takes them. */
final class SearchOptions {
  @Option(
      names = "--rank",
      paramLabel = "LIST|A:B",
      defaultValue = "8,16,32,64,128",
      description = "Numbers of factors.")
  private String rank;

  @Option(
      names = "--lambda",
      paramLabel = "LIST|A:B",
      defaultValue = Words.AUTO,
      description = "Lambdas of factors; auto is a third to three times the default of the data.")
  private String lambda;

  @Option(
      names = "--lambda-bias",
      paramLabel = "LIST|A:B",
      defaultValue = "0.005:0.1",
      description = "Lambdas of biases.")
  private String lambdaBias;

  @Option(
      names = "--step-size",
      paramLabel = "LIST|A:B",
      defaultValue = Words.AUTO,
      description = "First steps; auto is two fifths to two and a half times that of the data.")
  private String stepSize;

  @Option(
      names = "--step-schedule",
      paramLabel = "LIST",
      defaultValue = "linear,inverse,adagrad",
      description = "How the step changes: some of constant, inverse, linear, bold, adagrad.")
  private String schedules;

  @Option(
      names = "--biases",
      paramLabel = "LIST",
      defaultValue = "true",
      description = "Whether predictions have mean and biases; true,false tries both.")
  private String biases;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "30",
      description = "Most epochs of a trial.")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "10",
      description = "Epochs without a better validation error after which a trial ends.")
  private int patience;

  /** The settings that the others are held against. */
  Settings first(long seed) {
    return Settings.builder().epochs(epochs).patience(patience).seed(seed).build();
  }

  /**
   * What is searched.
   *
   * @throws UsageException for values that no run would take
   */
  Space space() {
    boolean openLambda = lambda.equals(Words.AUTO);
    boolean openStep = stepSize.equals(Words.AUTO);
    Candidates ranks = Candidates.parse("--rank", rank);
    for (double value : ranks.values()) {
      if (value != Math.rint(value)) {
        throw new UsageException("--rank takes whole numbers, given " + rank);
      }
      Settings.builder().rank((int) value).build();
    }
    return new Space(
        ranks,
        openLambda ? Candidates.between(0.03, 0.27) : Candidates.parse("--lambda", lambda),
        Candidates.parse("--lambda-bias", lambdaBias),
        openStep ? Candidates.between(0.02, 0.125) : Candidates.parse("--step-size", stepSize),
        words("--step-schedule", schedules, (Object[]) Schedule.values()).stream()
            .map(word -> Schedule.valueOf(word.toUpperCase(Locale.ROOT)))
            .toList(),
        words("--biases", biases, true, false).stream().map(Boolean::valueOf).toList(),
        openLambda,
        openStep);
  }

  private static List<String> words(String option, String list, Object... allowed) {
    List<String> known =
        Arrays.stream(allowed).map(word -> word.toString().toLowerCase(Locale.ROOT)).toList();
    List<String> words = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      if (!known.contains(word.strip())) {
        throw new UsageException(
            option + " takes a list of " + String.join(", ", known) + ", given " + list);
      }
      words.add(word.strip());
    }
    return words;
  }
}
