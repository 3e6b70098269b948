// A model of a few rows in plain matrices, and the same as stripes: for tests of conditionals.
package lacuna.factorisation.bayes;

import java.util.List;
import lacuna.blocks.Stripe;
import lacuna.blocks.TinyBlocks;
import lacuna.factorisation.LocalPasses;
import lacuna.factorisation.SampledBlock;
import lacuna.factorisation.WorkerBlocks;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Lanes;
import lacuna.ratings.TinyFeatures;

/**
 * Rows of both sides with their B: {@code userBeta} weighs the users' patterns and has a row for
 * each item; {@code userWeights} weighs the users' features and has a row for each of them.
 */
final class TinyModel {
  final int rank;
  final double[][] users;
  final double[][] items;
  final double[][] userBeta;
  final double[][] itemBeta;
  final double[][] userX;
  final double[][] itemX;
  final double[][] userWeights;
  final double[][] itemWeights;

  TinyModel(int rank, int users, int items) {
    this(rank, new double[users][0], new double[items][0]);
  }

  /**
   * @param userX features of the users, a row each
   * @param itemX features of the items
   */
  TinyModel(int rank, double[][] userX, double[][] itemX) {
    int users = userX.length;
    int items = itemX.length;
    this.userX = userX;
    this.itemX = itemX;
    this.userWeights = new double[userX[0].length][rank];
    this.itemWeights = new double[itemX[0].length][rank];
    this.rank = rank;
    this.users = new double[users][rank];
    this.items = new double[items][rank];
    this.userBeta = new double[items][rank];
    this.itemBeta = new double[users][rank];
  }

  /** Bᵀx of the users: 1/√n at each rated item. */
  static double[][] shifts(double[][] cells, int rows, int side, double[][] beta) {
    double[][] shifts = new double[rows][beta[0].length];
    int[] counts = new int[rows];
    for (double[] cell : cells) {
      counts[(int) cell[side]]++;
    }
    for (double[] cell : cells) {
      int row = (int) cell[side];
      for (int k = 0; k < beta[0].length; k++) {
        shifts[row][k] += beta[(int) cell[1 - side]][k] / Math.sqrt(counts[row]);
      }
    }
    return shifts;
  }

  /** Bᵀx of the features. */
  static double[][] featureShifts(double[][] x, double[][] weights, int rank) {
    double[][] shifts = new double[x.length][rank];
    for (int row = 0; row < x.length; row++) {
      for (int n = 0; n < weights.length; n++) {
        for (int k = 0; k < rank; k++) {
          shifts[row][k] += x[row][n] * weights[n][k];
        }
      }
    }
    return shifts;
  }

  /** What the sampler is told of rows: the pattern, and features where there are some. */
  SideInformation side(double[][] cells) {
    int[] userCounts = new int[users.length];
    int[] itemCounts = new int[items.length];
    for (double[] cell : cells) {
      userCounts[(int) cell[0]]++;
      itemCounts[(int) cell[1]]++;
    }
    return new SideInformation(
        true, products(userX, userCounts), products(itemX, itemCounts), false);
  }

  private static FeatureProducts products(double[][] x, int[] counts) {
    return x[0].length == 0 ? null : FeatureProducts.of(TinyFeatures.rows(x), counts);
  }

  private static float[] column(double[][] rows, int rank) {
    int stride = Lanes.stride(rank);
    float[] values = new float[rows.length * stride];
    for (int row = 0; row < rows.length; row++) {
      for (int k = 0; k < rank; k++) {
        values[row * stride + k] = (float) rows[row][k];
      }
    }
    return values;
  }

  /** Both sides as stripes, with everything that a sweep starts from. */
  WorkerState state(double[][] cells) {
    Stripe user =
        Stripe.of(0, users.length)
            .with(Stripe.FACTORS, column(users, rank))
            .with(ShiftPass.BETA, column(itemBeta, rank))
            .with(Shift.PATTERN, column(shifts(cells, users.length, 0, userBeta), rank));
    Stripe item =
        Stripe.of(0, items.length)
            .with(Stripe.FACTORS, column(items, rank))
            .with(ShiftPass.BETA, column(userBeta, rank))
            .with(Shift.PATTERN, column(shifts(cells, items.length, 1, itemBeta), rank));
    return new WorkerState(
        0,
        new Stripe[] {described(user, userX, userWeights)},
        new Stripe[] {described(item, itemX, itemWeights)});
  }

  private Stripe described(Stripe stripe, double[][] x, double[][] weights) {
    return weights.length == 0
        ? stripe
        : stripe.with(Shift.FEATURES, column(featureShifts(x, weights, rank), rank));
  }

  /** Passes over a state, on one thread. */
  LocalPasses passes(double[][] cells, WorkerState state) {
    TinyBlocks blocks = new TinyBlocks(users.length, items.length, cells);
    return new LocalPasses(
        userX[0].length == 0 ? blocks.userRows() : blocks.userRows(TinyFeatures.rows(userX)),
        itemX[0].length == 0 ? blocks.itemRows() : blocks.itemRows(TinyFeatures.rows(itemX)),
        state,
        new WorkerBlocks(List.of(blocks.block()).iterator(), 0, 1),
        new SampledBlock[] {SampledBlock.empty(lacuna.blocks.Role.TRAIN, 0, cells.length)},
        1);
  }

  /** Rows of a column without padding. */
  static double[][] rows(Stripe stripe, String column, int rank) {
    int stride = Lanes.stride(rank);
    double[][] rows = new double[stripe.rows()][rank];
    for (int row = 0; row < rows.length; row++) {
      for (int k = 0; k < rank; k++) {
        rows[row][k] = stripe.column(column)[row * stride + k];
      }
    }
    return rows;
  }
}
