// The settings that a search chooses among; pure.
package lacuna.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Settings.Schedule;
import lacuna.factorisation.Settings.Step;

/**
 * Axes of the search. λ of factors and the step are numbers for ratings with a standard deviation
 * of 1 where {@code scaled} says so, as the defaults are; numbers that a person gave are taken as
 * they are.
 *
 * @param ranks numbers of factors
 * @param lambdas λ of user and item factors
 * @param biasLambdas λ of biases
 * @param steps first step sizes
 * @param schedules how steps change
 * @param biases whether predictions have biases
 * @param scaledLambdas whether λ is times σ
 * @param scaledSteps whether the step is over σ
 */
public record Space(
    Candidates ranks,
    Candidates lambdas,
    Candidates biasLambdas,
    Candidates steps,
    List<Schedule> schedules,
    List<Boolean> biases,
    boolean scaledLambdas,
    boolean scaledSteps) {

  private static final int AXES = 6;

  /** Figures that a person can type. */
  private static final int DIGITS = 3;

  /**
   * Settings to try: those given first, so that whatever wins is better than them, then others.
   *
   * @param first the settings that the others are held against
   * @param trials most of them
   * @param grid whether the others are on a grid, which is thinned by the seed where it has more
   * @param sigma standard deviation of the ratings
   */
  public List<Settings> draw(Settings first, int trials, boolean grid, double sigma) {
    List<Settings> drawn = new ArrayList<>(List.of(first));
    if (grid) {
      List<double[]> points = points();
      IntStream.range(0, points.size())
          .boxed()
          .sorted(Comparator.comparingLong(k -> bits(first.seed(), k, AXES)))
          .limit(trials - 1L)
          .sorted()
          .forEach(k -> drawn.add(settings(first, points.get(k), sigma)));
    } else {
      for (int trial = 1; trial < trials; trial++) {
        drawn.add(settings(first, point(first.seed(), trial), sigma));
      }
    }
    return drawn.stream().distinct().toList();
  }

  private static long bits(long seed, int trial, int axis) {
    return CounterRandom.bits(seed, Purpose.TUNING, trial, axis);
  }

  private double[] point(long seed, int trial) {
    double[] u = new double[AXES];
    for (int axis = 0; axis < AXES; axis++) {
      u[axis] = CounterRandom.uniform(seed, Purpose.TUNING, trial, axis);
    }
    return new double[] {
      ranks.at(u[0]),
      lambdas.at(u[1]),
      biasLambdas.at(u[2]),
      steps.at(u[3]),
      (int) (u[4] * schedules.size()),
      (int) (u[5] * biases.size())
    };
  }

  private List<double[]> points() {
    List<double[]> points = new ArrayList<>();
    for (double rank : ranks.grid()) {
      for (double lambda : lambdas.grid()) {
        for (double biasLambda : biasLambdas.grid()) {
          for (double step : steps.grid()) {
            for (int schedule = 0; schedule < schedules.size(); schedule++) {
              for (int bias = 0; bias < biases.size(); bias++) {
                points.add(new double[] {rank, lambda, biasLambda, step, schedule, bias});
              }
            }
          }
        }
      }
    }
    return points;
  }

  private Settings settings(Settings first, double[] point, double sigma) {
    double lambda = rounded(point[1] * (scaledLambdas ? sigma : 1));
    Schedule schedule = schedules.get((int) point[4]);
    // AdaGrad's step grows with the root of the spread; the others shrink with the spread.
    double scale = schedule == Schedule.ADAGRAD ? Math.sqrt(sigma) : 1 / sigma;
    return first.toBuilder()
        .rank((int) Math.round(point[0]))
        .regularisation(
            new Regularisation(first.regularisation().form(), lambda, lambda, rounded(point[2])))
        .step(new Step(schedule, rounded(point[3] * (scaledSteps ? scale : 1))))
        .biases(biases.get((int) point[5]))
        .build();
  }

  private static double rounded(double value) {
    return new java.math.BigDecimal(value).round(new java.math.MathContext(DIGITS)).doubleValue();
  }
}
