// Trains methods on one split and judges them on the same ratings: the heart of a run.
package lacuna.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lacuna.UsageException;
import lacuna.blocks.Role;
import lacuna.checkpoints.Checkpoints;
import lacuna.evaluation.MethodResult.Status;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;

/** Runs all methods of a comparison; see the package for what makes it an honest one. */
public final class Comparison {
  private Comparison() {}

  /**
   * Trains and scores. A method other than the primary that diverges, fails or can't be tried is
   * recorded and warned of. When the primary diverges, nothing else is done: {@link
   * ComparisonResult#primaryDiverged}.
   *
   * @param ratings the ratings on their grid; stay the caller's to close
   * @param settings of all methods
   * @param methods names, the primary first; {@code mean} and {@code bias} come along by themselves
   * @param clip range that predictions are clipped to; empty for that of the training ratings
   * @param listener hears of progress
   * @throws UsageException for an unknown method, or when the primary can't be tried with these
   *     settings
   */
  public static ComparisonResult run(
      BlockedRatings ratings,
      Settings settings,
      List<String> methods,
      Optional<Clip> clip,
      ComparisonListener listener) {
    return run(ratings, settings, methods, clip, RankingRule.NONE, Checkpoints.NONE, listener);
  }

  /**
   * The same, with the lists that each method would recommend judged too, and with checkpoints.
   *
   * @param ranking how they are judged
   * @param checkpoints what trainings go on from and where they keep their state
   */
  public static ComparisonResult run(
      BlockedRatings ratings,
      Settings settings,
      List<String> methods,
      Optional<Clip> clip,
      RankingRule ranking,
      Checkpoints checkpoints,
      ComparisonListener listener) {
    return run(
        ratings,
        settings,
        clip,
        ranking,
        new Trainings(ratings, settings, withBaselines(methods), checkpoints, listener));
  }

  /** The same for trainings of any methods. */
  static ComparisonResult run(
      BlockedRatings ratings,
      Settings settings,
      Optional<Clip> clip,
      RankingRule ranking,
      Trainings trainings) {
    if (!trainings.search()) {
      return withoutModel(ratings, settings, clip, null, trainings);
    }
    TrainingData data = trainings.fullBlocks();
    try {
      trainings.learn(data);
      Map.Entry<Methods.Method, Trainings.Outcome> primary =
          trainings.outcomes().entrySet().iterator().next();
      if (primary.getValue().status() == Status.SKIPPED) {
        throw new UsageException(
            "the primary method "
                + primary.getKey().name()
                + " was not tried: "
                + primary.getValue().note()
                + "; name another one first in --methods");
      }
      if (primary.getValue().status() != Status.DONE) {
        return withoutModel(ratings, settings, clip, data, trainings);
      }
      return scored(ratings, settings, clip, ranking, data, trainings);
    } catch (RuntimeException failed) {
      models(trainings).values().forEach(Factors::close);
      data.close();
      throw failed;
    }
  }

  private static List<Methods.Method> withBaselines(List<String> methods) {
    Set<String> names = new LinkedHashSet<>(methods);
    if (names.isEmpty()) {
      throw new UsageException("--methods names no method; it takes a list of " + Methods.names());
    }
    names.add(Methods.MEAN);
    names.add(Methods.BIAS);
    return names.stream().map(Methods::of).toList();
  }

  private static Map<Methods.Method, Factors> models(Trainings trainings) {
    Map<Methods.Method, Factors> models = new LinkedHashMap<>();
    trainings
        .outcomes()
        .forEach(
            (method, outcome) -> {
              if (outcome.factors() != null) {
                models.put(method, outcome.factors());
              }
            });
    return models;
  }

  private static Map<String, Factors> byName(Map<Methods.Method, Factors> models) {
    Map<String, Factors> byName = new LinkedHashMap<>();
    models.forEach((method, factors) -> byName.put(method.name(), factors));
    return byName;
  }

  private static Clip clip(Optional<Clip> asked, TrainingData data) {
    Statistics training = data.statistics();
    return asked.orElseGet(() -> new Clip(training.least(), training.greatest()));
  }

  private static ComparisonResult withoutModel(
      BlockedRatings ratings,
      Settings settings,
      Optional<Clip> clip,
      TrainingData data,
      Trainings trainings) {
    List<MethodResult> rows = new ArrayList<>();
    trainings
        .outcomes()
        .forEach((method, outcome) -> rows.add(row(method.name(), outcome, -1, null, null)));
    return new ComparisonResult(
        ratings, settings, clip.orElse(Clip.NONE), data, null, Map.of(), rows, trainings.timings());
  }

  private static ComparisonResult scored(
      BlockedRatings ratings,
      Settings settings,
      Optional<Clip> asked,
      RankingRule rule,
      TrainingData data,
      Trainings trainings) {
    long start = System.nanoTime();
    Map<Methods.Method, Factors> models = models(trainings);
    Clip clip = clip(asked, data);
    SideBySide together = SideBySide.of(data, models);
    Scoring scoring = Scoring.run(data, together, clip);
    trainings.ended("scoring", Trainings.seconds(start));
    long ranked = System.nanoTime();
    Ranking ranking = Ranking.run(data, together, rule, settings.seed());
    if (rule.top() > 0) {
      trainings.ended("ranking", Trainings.seconds(ranked));
    }
    List<Methods.Method> seats = List.copyOf(models.keySet());
    List<MethodResult> rows = new ArrayList<>();
    trainings
        .outcomes()
        .forEach(
            (method, outcome) ->
                rows.add(row(method.name(), outcome, seats.indexOf(method), scoring, ranking)));
    return new ComparisonResult(
        ratings, settings, clip, data, together, byName(models), rows, trainings.timings());
  }

  /**
   * @param seat place among the models, -1 for none
   */
  private static MethodResult row(
      String name, Trainings.Outcome outcome, int seat, Scoring scoring, Ranking ranking) {
    boolean judged = seat >= 0;
    return new MethodResult(
        name,
        outcome.status(),
        outcome.note(),
        outcome.history(),
        outcome.epochs(),
        outcome.seconds(),
        judged ? scoring.score(seat, Role.TRAIN) : Optional.empty(),
        judged ? scoring.score(seat, Role.TEST) : Optional.empty(),
        judged ? scoring.score(seat, Role.VALIDATION) : Optional.empty(),
        judged ? scoring.difference(seat) : Optional.empty(),
        judged ? ranking.score(seat) : Optional.empty(),
        judged ? Optional.of(scoring.factorHash(seat)) : Optional.empty(),
        judged ? scoring.calibration(seat) : List.of(),
        outcome.convergence());
  }
}
