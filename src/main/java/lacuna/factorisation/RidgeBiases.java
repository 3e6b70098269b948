// Biases by ridge regression: a baseline of its own, and what the SVD fills gaps with.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import lacuna.blocks.Axis;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import org.apache.spark.broadcast.Broadcast;

/**
 * The biases that minimise {@code Σ_Ω ω (r − μ − b_u − b_i)² + λ (Σ_u b_u² + Σ_i b_i²)}, λ once for
 * each row and a pure number, for several λ at once. Users and items take turns, each at their
 * minimum for the other's; after each turn both sides are shifted against each other by what lowers
 * the penalty most, since that is the one direction in which turns alone crawl (measured on 100,000
 * ratings: 92 sweeps without the shift, 16 with it). All sums are taken in double in the order of
 * the tiles.
 *
 * <p>Decision: the driver holds the items' biases and sends them out anew each sweep. Because: the
 * ids themselves live there too, and a sweep so is one job without a shuffle. Costs: the driver
 * takes items x candidates doubles from each worker.
 */
public final class RidgeBiases {
  /** λ where there is no validation part to choose it by: near the best on two data sets. */
  public static final double DEFAULT_LAMBDA = 2;

  private static final int MOST_SWEEPS = 500;
  private static final double TOLERANCE = 1e-8;

  private final TrainingData data;
  private final double mean;
  private final double[] lambdas;
  private double[] items;
  private int sweeps;

  private RidgeBiases(TrainingData data, double mean, double[] lambdas) {
    this.data = data;
    this.mean = mean;
    this.lambdas = lambdas;
    this.items = new double[BiasSweep.places(data.grid().value().items()) * lambdas.length];
  }

  /**
   * Fits biases to the training ratings. What comes out for a candidate is the same with others and
   * alone.
   *
   * @param mean μ
   * @param lambdas the candidates, each above 0
   */
  public static RidgeBiases fit(TrainingData data, double mean, double... lambdas) {
    RidgeBiases fit = new RidgeBiases(data, mean, lambdas.clone());
    double enough = TOLERANCE * Math.max(data.statistics().sigma(), Double.MIN_NORMAL);
    int[] moving = IntStream.range(0, lambdas.length).toArray();
    while (moving.length > 0 && fit.sweeps < MOST_SWEEPS) {
      double[] changes = fit.sweep(moving);
      moving = Arrays.stream(moving).filter(c -> changes[c] > enough).toArray();
    }
    return fit;
  }

  /** Sweeps that the slowest candidate took. */
  public int sweeps() {
    return sweeps;
  }

  /**
   * One turn of the users and one of the items.
   *
   * @param moving the candidates that are not at their minimum yet
   * @return the largest change of an item's bias, by candidate
   */
  private double[] sweep(int[] moving) {
    sweeps++;
    int width = moving.length;
    double[] candidates = Arrays.stream(moving).mapToDouble(c -> lambdas[c]).toArray();
    double[] before = new double[items.length / lambdas.length * width];
    for (int at = 0; at < before.length; at++) {
      before[at] = items[at / width * lambdas.length + moving[at % width]];
    }
    List<BiasSweep.Sums> workers = run(before, candidates, BiasSweep::sums);
    double[][] byWorker = new double[workers.size()][];
    double[][] userTotals = new double[workers.size()][];
    for (BiasSweep.Sums sums : workers) {
      byWorker[sums.worker()] = sums.items();
      userTotals[sums.worker()] = sums.userTotals();
    }
    double[] after =
        shifted(minima(DyadicSum.ofArrays(byWorker), candidates), DyadicSum.ofArrays(userTotals));
    double[] changes = new double[lambdas.length];
    for (int at = 0; at < after.length; at++) {
      int c = moving[at % width];
      changes[c] = Math.max(changes[c], Math.abs(after[at] - before[at]));
      items[at / width * lambdas.length + c] = after[at];
    }
    return changes;
  }

  private static double[] minima(double[] sums, double[] lambdas) {
    int width = lambdas.length;
    int places = sums.length / (width + 1);
    double[] minima = new double[places * width];
    for (int place = 0; place < places; place++) {
      double weight = sums[place * (width + 1) + width];
      for (int c = 0; c < width; c++) {
        minima[place * width + c] = sums[place * (width + 1) + c] / (weight + lambdas[c]);
      }
    }
    return minima;
  }

  /** Users up and items down by the same amount leaves predictions alone, but not the penalty. */
  private double[] shifted(double[] minima, double[] userTotals) {
    int width = userTotals.length;
    Grid grid = data.grid().value();
    Counts counts = data.counts().value();
    double[] totals = new double[width];
    int trained = 0;
    int[] place = BiasSweep.placeOf(grid.items());
    for (int id = 0; id < place.length; id++) {
      if (counts.items()[id] > 0) {
        trained++;
        for (int c = 0; c < width; c++) {
          totals[c] += minima[place[id] * width + c];
        }
      }
    }
    int rows = trained;
    for (int count : counts.users()) {
      rows += count > 0 ? 1 : 0;
    }
    for (int id = 0; id < place.length; id++) {
      if (counts.items()[id] > 0) {
        for (int c = 0; c < width; c++) {
          minima[place[id] * width + c] -= (totals[c] - userTotals[c]) / rows;
        }
      }
    }
    return minima;
  }

  /** Items' biases by id. */
  public double[] items(int candidate) {
    int[] place = BiasSweep.placeOf(data.grid().value().items());
    double[] byId = new double[place.length];
    Arrays.setAll(byId, id -> items[place[id] * lambdas.length + candidate]);
    return byId;
  }

  /** Users' biases by id. */
  public double[] users(int candidate) {
    Axis axis = data.grid().value().users();
    double[] byId = new double[axis.size()];
    for (BiasSweep.Users worker : run(items, lambdas, sweep -> sweep.users(candidate))) {
      for (int k = 0; k < worker.biases().length; k++) {
        for (int row = 0; row < worker.biases()[k].length; row++) {
          byId[axis.idAt(worker.firstStripe() + k, row)] = worker.biases()[k][row];
        }
      }
    }
    return byId;
  }

  /**
   * What the fit of one candidate is worth.
   *
   * @param train sum of squared training errors
   * @param objective weighted squared training errors and penalty
   * @param validation sum of squared validation errors
   * @param test sum of squared test errors
   */
  public record Errors(double train, double objective, double validation, double test) {}

  /** The errors of each candidate, of predictions that no range clips. */
  public Errors[] errors() {
    List<BiasSweep.Measures> workers = run(items, lambdas, BiasSweep::measures);
    Errors[] errors = new Errors[lambdas.length];
    for (int c = 0; c < errors.length; c++) {
      int candidate = c;
      double squares = 0;
      for (double bias : items(candidate)) {
        squares += bias * bias;
      }
      double loss = joined(workers, worker -> worker.loss()[candidate]);
      double penalty = joined(workers, worker -> worker.userSquares()[candidate]) + squares;
      errors[c] =
          new Errors(
              joined(workers, worker -> worker.squared(Role.TRAIN)[candidate]),
              loss + lambdas[c] * penalty,
              joined(workers, worker -> worker.squared(Role.VALIDATION)[candidate]),
              joined(workers, worker -> worker.squared(Role.TEST)[candidate]));
    }
    return errors;
  }

  private static double joined(
      List<BiasSweep.Measures> workers, Function<BiasSweep.Measures, Double> part) {
    double[] sums = new double[workers.size()];
    for (BiasSweep.Measures worker : workers) {
      sums[worker.worker()] = part.apply(worker);
    }
    return DyadicSum.of(sums);
  }

  private interface Step<T> extends Function<BiasSweep, T>, Serializable {}

  /** Runs something in each worker with biases of the items by place and candidate. */
  private <T> List<T> run(double[] biases, double[] candidates, Step<T> step) {
    Broadcast<double[]> sent = data.spark().broadcast(biases);
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int workers = data.workers().count();
    int threads = data.workers().threads();
    double average = mean;
    try {
      return data.blocks()
          .mapPartitionsWithIndex(
              (worker, blocks) -> {
                WorkerTask task =
                    WorkerTask.of(worker, workers, blocks, grid.value(), counts.value(), threads);
                BiasSweep sweep = new BiasSweep(task, average, candidates, sent.value());
                return List.of(step.apply(sweep)).iterator();
              },
              true)
          .collect();
    } finally {
      sent.destroy();
    }
  }
}
