// Squared errors of all roles by one consistent set of rows.
package lacuna.factorisation.als;

import lacuna.blocks.DyadicSum;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Sums of squared errors: over training, validation and test ratings, and over training ratings by
 * weight. For the users' side.
 *
 * @param mean μ
 * @param rank number of factors
 */
record ErrorPass(double mean, int rank) implements RowPass {
  static final int TRAIN = 0;
  static final int VALIDATION = 1;
  static final int TEST = 2;
  static final int WEIGHTED = 3;

  @Override
  public String reads() {
    return AlsProgram.ROW;
  }

  @Override
  public double[][] run(SideRows rows) {
    double[][] sums = new double[rows.own().length][WEIGHTED + 1];
    rows.eachStripe(
        k -> {
          for (Role role : Role.values()) {
            RatingBlock block = rows.blocks().block(role, k);
            if (block != null) {
              sum(role, block, rows.column(k, AlsProgram.ROW), rows.other(), sums[k]);
            }
          }
        });
    return sums;
  }

  private void sum(Role role, RatingBlock block, float[] users, float[][] items, double[] sums) {
    double[] plain = new double[block.itemStripes()];
    double[] weighted = new double[block.itemStripes()];
    for (int tile = 0; tile < plain.length; tile++) {
      for (int t = block.tileStart(tile); t < block.tileStart(tile + 1); t++) {
        double error = error(block, t, users, items[tile]);
        plain[tile] += error * error;
        weighted[tile] += block.weight(t) * error * error;
      }
    }
    int at = role == Role.TRAIN ? TRAIN : role == Role.VALIDATION ? VALIDATION : TEST;
    sums[at] = DyadicSum.of(plain);
    if (role == Role.TRAIN) {
      sums[WEIGHTED] = DyadicSum.of(weighted);
    }
  }

  private double error(RatingBlock block, int t, float[] users, float[] items) {
    int width = Lanes.stride(rank + 1);
    int user = block.user(t) * width;
    int item = block.item(t) * width;
    double prediction = mean + users[user + rank] + items[item + rank];
    for (int k = 0; k < rank; k++) {
      prediction += (double) users[user + k] * items[item + k];
    }
    return block.rating(t) - prediction;
  }
}
