// One worker's share of a sweep of ridge biases.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.blocks.Axis;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.blocks.SparseSum;

/**
 * Users' biases from the items', and the sums that the items' next biases come from. An item's
 * place is its number in the order of stripes and rows; with C candidates of λ its biases stand at
 * [place C, (place + 1) C).
 */
final class BiasSweep {
  private final WorkerTask task;
  private final double mean;
  private final double[] lambdas;
  private final double[] items;
  private final int[] first;
  private final double[][] users;

  /**
   * Takes the users' turn.
   *
   * @param items biases by place and candidate; not written to
   */
  BiasSweep(WorkerTask task, double mean, double[] lambdas, double[] items) {
    this.task = task;
    this.mean = mean;
    this.lambdas = lambdas;
    this.items = items;
    this.first = firstPlaces(task.grid().items());
    this.users = new double[task.blocks().stripes()][];
    ParallelLoop.run(users.length, task.threads(), k -> users[k] = users(k, task.blocks()));
  }

  /** First place of each item stripe, and the number of places. */
  private static int[] firstPlaces(Axis items) {
    int[] first = new int[items.stripes() + 1];
    for (int i = 0; i < items.stripes(); i++) {
      first[i + 1] = first[i] + items.rows(i);
    }
    return first;
  }

  /** Number of places. */
  static int places(Axis items) {
    return items.size();
  }

  /** The place of each id. */
  static int[] placeOf(Axis items) {
    int[] first = firstPlaces(items);
    int[] place = new int[items.size()];
    for (int id = 0; id < place.length; id++) {
      place[id] = first[items.stripeOf(id)] + items.rowOf(id);
    }
    return place;
  }

  /** Visits the ratings of a block. */
  private interface Visitor {
    void visit(int t, int place);
  }

  private void eachRating(RatingBlock block, Visitor visitor) {
    for (int i = 0; i < block.itemStripes(); i++) {
      for (int t = block.tileStart(i); t < block.tileStart(i + 1); t++) {
        visitor.visit(t, first[i] + block.item(t));
      }
    }
  }

  private double[] users(int k, WorkerBlocks blocks) {
    int width = lambdas.length;
    int rows = task.grid().users().rows(blocks.firstStripe() + k);
    double[] biases = new double[rows * width];
    RatingBlock block = blocks.block(Role.TRAIN, k);
    if (block == null) {
      return biases;
    }
    double[] weights = new double[rows];
    eachRating(
        block,
        (t, place) -> {
          int row = block.user(t);
          double weight = block.weight(t);
          double rest = block.rating(t) - mean;
          weights[row] += weight;
          for (int c = 0; c < width; c++) {
            biases[row * width + c] += weight * (rest - items[place * width + c]);
          }
        });
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < width; c++) {
        biases[row * width + c] /= weights[row] + lambdas[c];
      }
    }
    return biases;
  }

  /** What the items' turn takes from this worker. */
  Sums sums() {
    int stripes = task.grid().items().stripes();
    int width = lambdas.length + 1;
    double[] sums = new double[first[stripes] * width];
    ParallelLoop.run(
        stripes,
        task.threads(),
        i -> {
          double[] stripe =
              SparseSum.of(
                  users.length, first[i + 1] - first[i], width, (k, into) -> addTile(k, i, into));
          if (stripe != null) {
            System.arraycopy(stripe, 0, sums, first[i] * width, stripe.length);
          }
        });
    return new Sums(task.worker(), sums, totals(bias -> bias));
  }

  private void addTile(int k, int i, SparseSum sums) {
    RatingBlock block = task.blocks().block(Role.TRAIN, k);
    if (block == null) {
      return;
    }
    int width = lambdas.length;
    double[] into = sums.values();
    for (int t = block.tileStart(i); t < block.tileStart(i + 1); t++) {
      int at = sums.at(block.item(t));
      int user = block.user(t) * width;
      double weight = block.weight(t);
      double rest = block.rating(t) - mean;
      for (int c = 0; c < width; c++) {
        into[at + c] += weight * (rest - users[k][user + c]);
      }
      into[at + width] += weight;
    }
  }

  private interface Term {
    double of(double bias);
  }

  /** A sum over the worker's users for each candidate. */
  private double[] totals(Term term) {
    int width = lambdas.length;
    double[][] stripes = new double[users.length][width];
    ParallelLoop.run(
        users.length,
        task.threads(),
        k -> {
          for (int row = 0; row < users[k].length; row += width) {
            for (int c = 0; c < width; c++) {
              stripes[k][c] += term.of(users[k][row + c]);
            }
          }
        });
    return DyadicSum.ofArrays(stripes);
  }

  /** The users' biases for one candidate. */
  Users users(int candidate) {
    double[][] biases = new double[users.length][];
    for (int k = 0; k < users.length; k++) {
      biases[k] = new double[users[k].length / lambdas.length];
      for (int row = 0; row < biases[k].length; row++) {
        biases[k][row] = users[k][row * lambdas.length + candidate];
      }
    }
    return new Users(task.blocks().firstStripe(), biases);
  }

  /** Squared errors by role. */
  Measures measures() {
    double[][] squared = new double[Role.values().length][];
    for (Role role : Role.values()) {
      squared[role.ordinal()] = squared(role, false);
    }
    return new Measures(
        task.worker(), squared, squared(Role.TRAIN, true), totals(bias -> bias * bias));
  }

  private double[] squared(Role role, boolean weighted) {
    int width = lambdas.length;
    double[][] stripes = new double[users.length][width];
    ParallelLoop.run(
        users.length,
        task.threads(),
        k -> {
          RatingBlock block = task.blocks().block(role, k);
          if (block == null) {
            return;
          }
          eachRating(
              block,
              (t, place) -> {
                double rest = block.rating(t) - mean;
                for (int c = 0; c < width; c++) {
                  double error =
                      rest - users[k][block.user(t) * width + c] - items[place * width + c];
                  stripes[k][c] += (weighted ? block.weight(t) : 1) * error * error;
                }
              });
        });
    return DyadicSum.ofArrays(stripes);
  }

  /** A worker's sums over its ratings; of plain fields, as Spark's Kryo needs. */
  static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final double[] items;
    private final double[] userTotals;

    private Sums(int worker, double[] items, double[] userTotals) {
      this.worker = worker;
      this.items = items;
      this.userTotals = userTotals;
    }

    int worker() {
      return worker;
    }

    /** By place: for each candidate Σ ω (r − μ − b_u), then Σ ω. */
    double[] items() {
      return items;
    }

    /** Σ b_u for each candidate. */
    double[] userTotals() {
      return userTotals;
    }
  }

  /** Biases of a worker's users; of plain fields, as Spark's Kryo needs. */
  static final class Users implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int firstStripe;
    private final double[][] biases;

    private Users(int firstStripe, double[][] biases) {
      this.firstStripe = firstStripe;
      this.biases = biases;
    }

    int firstStripe() {
      return firstStripe;
    }

    /** By stripe of the worker and row. */
    double[][] biases() {
      return biases;
    }
  }

  /** A worker's squared errors; of plain fields, as Spark's Kryo needs. */
  static final class Measures implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final double[][] squared;
    private final double[] loss;
    private final double[] userSquares;

    private Measures(int worker, double[][] squared, double[] loss, double[] userSquares) {
      this.worker = worker;
      this.squared = squared;
      this.loss = loss;
      this.userSquares = userSquares;
    }

    int worker() {
      return worker;
    }

    /** For each candidate, unweighted. */
    double[] squared(Role role) {
      return squared[role.ordinal()];
    }

    /** Training errors for each candidate, weighted. */
    double[] loss() {
      return loss;
    }

    /** Σ b_u² for each candidate. */
    double[] userSquares() {
      return userSquares;
    }
  }
}
