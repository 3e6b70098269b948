// Solvers that learn nothing: models whose every bit is known, and methods that go wrong.
package lacuna.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lacuna.blocks.Stripe;
import lacuna.evaluation.Methods.Cold;
import lacuna.evaluation.Methods.Method;
import lacuna.evaluation.Methods.Search;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;

/** Makes methods for tests of comparison and output. */
public final class MadeUpSolvers {
  private MadeUpSolvers() {}

  /** What a made-up solver does. */
  interface Solving {
    Solution solve(String method, TrainingData data, Settings settings, TrainingTask task);
  }

  static Method method(String name, Search search, Cold cold, Solving solving) {
    return new Method(
        name,
        () ->
            new Solver() {
              @Override
              public String method() {
                return name;
              }

              @Override
              public Solution solve(
                  TrainingData data,
                  Settings settings,
                  TrainingTask task,
                  TrainingListener listener) {
                return solving.solve(name, data, settings, task);
              }
            },
        search,
        cold);
  }

  /** The two that are always there. */
  static List<Method> baselines() {
    return List.of(
        method(
            Methods.MEAN,
            Search.NOTHING,
            Cold.ALWAYS,
            (name, data, settings, task) ->
                done(name, factors(data, data.statistics().mean(), 1, false, 0, 0))),
        method(
            Methods.BIAS,
            Search.NOTHING,
            Cold.ALWAYS,
            (name, data, settings, task) ->
                done(name, factors(data, data.statistics().mean(), 1, true, 0, 0.25))));
  }

  /**
   * A comparison of two random models, {@code own} with biases and {@code plain} without, and the
   * baselines.
   */
  public static ComparisonResult compare(
      BlockedRatings blocked, Settings settings, Optional<Clip> clip) {
    return compare(blocked, settings, clip, RankingRule.NONE);
  }

  /** The same, with lists judged too. */
  public static ComparisonResult compare(
      BlockedRatings blocked, Settings settings, Optional<Clip> clip, RankingRule ranking) {
    List<Method> methods = new ArrayList<>();
    methods.add(random("own", true, Cold.WITH_BIASES));
    methods.add(random("plain", false, Cold.WITH_BIASES));
    methods.addAll(baselines());
    return Comparison.run(
        blocked,
        settings,
        clip,
        ranking,
        new Trainings(blocked, settings, methods, ComparisonListener.NONE));
  }

  /** A model of random factors. */
  static Method random(String name, boolean biases, Cold cold) {
    return method(
        name,
        Search.NOTHING,
        cold,
        (method, data, settings, task) ->
            done(method, factors(data, biases ? 3.25 : 0, 5, biases, 0.5, 0.125)));
  }

  static Solution done(String method, Factors factors) {
    return new Solution(method, Solution.Status.DONE, factors, List.of(), 1, 0.5, "");
  }

  /**
   * Factors that depend on rank, side and ordinal alone.
   *
   * @param size half-width of the factors
   * @param bias of every trained user; a trained item's is twice that
   */
  static Factors factors(
      TrainingData data, double mean, int rank, boolean biases, double size, double bias) {
    Settings settings = Settings.builder().rank(rank).biases(biases).build();
    return Factors.of(
        mean,
        rank,
        biases,
        WorkerState.first(
            data,
            new Initialisation(settings, size),
            (side, stripe, ratings) ->
                biases ? stripe.with(Stripe.BIAS, biases(side, ratings, bias)) : stripe));
  }

  private static float[] biases(Side side, int[] ratings, double bias) {
    float[] values = new float[ratings.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = ratings[row] == 0 ? 0 : (float) (side == Side.USERS ? bias : 2 * bias);
    }
    return values;
  }
}
