// What a sample predicts for the ratings, and how far off it is.
package lacuna.factorisation.bayes;

import lacuna.blocks.DyadicSum;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Columns;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.SampledBlock;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Kernels;
import lacuna.kernels.Lanes;
import lacuna.kernels.Rows;

/**
 * Predicts all ratings by the current rows and, past the burn-in, takes the predictions into the
 * running means. For the users' side. Sums squared errors, in the units of the targets, of the
 * sample over the training ratings and of the running mean (of the sample, during the burn-in) over
 * validation and test ratings; and over the training ratings what the law of the noise is drawn
 * from.
 *
 * @param rank K
 * @param target how ratings are centred and scaled
 * @param keep whether the predictions are added up
 * @param noise what that law is drawn from
 */
record ObservePass(int rank, Target target, boolean keep, NoiseEvidence noise) implements RowPass {
  static final int TRAIN = 0;
  static final int NOISE = 1;
  static final int VALIDATION = 2;
  static final int TEST = 3;

  @Override
  public String reads() {
    return Stripe.FACTORS;
  }

  @Override
  public double[][] run(SideRows rows) {
    Rows[] items = new Rows[rows.other().length];
    for (int i = 0; i < items.length; i++) {
      items[i] = new Rows(rows.other()[i], Lanes.stride(rank), null, null, null, null, null);
    }
    double[][] sums = new double[rows.own().length][TEST + 1];
    rows.eachStripe(
        stripe -> {
          for (Role role : Role.values()) {
            RatingBlock block = rows.blocks().block(role, stripe);
            if (block != null) {
              observe(rows, stripe, role, block, items, sums[stripe]);
            }
          }
        });
    return sums;
  }

  private void observe(
      SideRows rows, int stripe, Role role, RatingBlock block, Rows[] items, double[] sums) {
    float[] predictions = new float[block.size()];
    Rows users = Columns.rows(rows.own()[stripe], rank);
    for (int tile = 0; tile < items.length; tile++) {
      int from = block.tileStart(tile);
      Kernels.best()
          .predict(
              rows.blocks().ratings(role, stripe),
              from,
              block.tileStart(tile + 1),
              users,
              items[tile],
              0,
              predictions,
              from);
    }
    SampledBlock sampled = keep ? sampled(rows, role, block.userStripe()) : null;
    if (sampled != null) {
      sampled.add(predictions);
    }
    if (role == Role.TRAIN) {
      sums[TRAIN] = errors(block, predictions, null);
      sums[NOISE] = noise.of(block, predictions, target);
    } else {
      sums[role == Role.VALIDATION ? VALIDATION : TEST] = errors(block, predictions, sampled);
    }
  }

  private static SampledBlock sampled(SideRows rows, Role role, int userStripe) {
    for (SampledBlock block : rows.sampled()) {
      if (block.role() == role && block.userStripe() == userStripe) {
        return block;
      }
    }
    throw new IllegalStateException("no sums for " + role + " of user stripe " + userStripe);
  }

  private double errors(RatingBlock block, float[] predictions, SampledBlock sampled) {
    double[] tiles = new double[block.itemStripes()];
    float[] ratings = block.ratings();
    for (int tile = 0; tile < tiles.length; tile++) {
      double sum = 0;
      for (int t = block.tileStart(tile); t < block.tileStart(tile + 1); t++) {
        float prediction = sampled == null ? predictions[t] : sampled.mean(t);
        double error = target.of(ratings[t]) - prediction;
        sum += error * error;
      }
      tiles[tile] = sum;
    }
    return DyadicSum.of(tiles);
  }
}
