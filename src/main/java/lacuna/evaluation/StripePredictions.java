// Predictions of one user stripe inside a task: of its ratings, or of all its cells.
package lacuna.evaluation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;

/**
 * Lays predictions out in the order of the ids of users, then items.
 *
 * @param predictor the worker's
 * @param grid the grid
 * @param k number of the user stripe within the worker
 */
record StripePredictions(WorkerPredictor predictor, Grid grid, int k) {

  /** Rows of the stripe in the order of their ids. */
  int[] rowsInOrder() {
    Axis users = grid.users();
    int stripe = predictor.stripe(k);
    return IntStream.range(0, users.rows(stripe))
        .mapToLong(row -> (long) users.idAt(stripe, row) << 16 | row)
        .sorted()
        .mapToInt(key -> (int) (key & 0xFFFF))
        .toArray();
  }

  /** Predictions of all ratings of these roles. */
  PredictedRatings rated(Set<Role> roles) {
    StripeRatings ratings = StripeRatings.of(predictor, grid, k, roles);
    float[][][] raw = new float[Role.values().length][][];
    float[][][] deviation = new float[Role.values().length][][];
    for (Role role : roles) {
      if (predictor.block(role, k) != null) {
        raw[role.ordinal()] = predictor.predict(role, k);
        deviation[role.ordinal()] = predictor.deviations(role, k);
      }
    }
    int size = ratings.size();
    PredictedRatings out = unfilled(size, new float[predictor.methods()][size]);
    int next = 0;
    for (int row : rowsInOrder()) {
      for (int g = ratings.start()[row]; g < ratings.start()[row + 1]; g++) {
        place(out, next, row, ratings.item()[g]);
        out.rating()[next] = ratings.rating()[g];
        out.role()[next] = ratings.role()[g];
        for (int m = 0; m < out.raw().length; m++) {
          out.raw()[m][next] = raw[ratings.role()[g]][m][ratings.at()[g]];
          float[] deviations = deviation[ratings.role()[g]][m];
          if (deviations != null) {
            if (out.deviation()[m] == null) {
              out.deviation()[m] = new float[size];
            }
            out.deviation()[m][next] = deviations[ratings.at()[g]];
          }
        }
        next++;
      }
    }
    return out;
  }

  /**
   * Predictions of each every-th rating of the role's block, in its order; the stripe must have
   * one.
   */
  PredictedRatings unsorted(Role role, int every) {
    RatingBlock block = predictor.block(role, k);
    int[] at = IntStream.iterate(0, t -> t < block.size(), t -> t + every).toArray();
    PredictedRatings out = unfilled(at.length, predictor.predict(role, k, at));
    float[][] deviations = predictor.deviations(role, k);
    Arrays.fill(out.role(), (byte) role.ordinal());
    for (int m = 0; m < deviations.length; m++) {
      out.deviation()[m] =
          deviations[m] == null ? null : WorkerPredictor.elements(deviations[m], at);
    }
    for (int i = 0, next = 0; i < block.itemStripes(); i++) {
      ColdRows cold = predictor.cold(k, i);
      for (; next < at.length && at[next] < block.tileStart(i + 1); next++) {
        int t = at[next];
        place(out, next, block.user(t), grid.items().idAt(i, block.item(t)), block.item(t), cold);
        out.rating()[next] = block.rating(t);
      }
    }
    return out;
  }

  /** All ratings of the stripe, to be looked up by {@link #complete}. */
  StripeRatings ratings() {
    return StripeRatings.of(predictor, grid, k, EnumSet.allOf(Role.class));
  }

  /**
   * What was sampled for the ratings of the stripe: {@code [role][method]}, null for a method that
   * samples nothing and a role without ratings.
   */
  record Sampled(float[][][] raw, float[][][] deviation) {}

  /** What was sampled, to be looked up by {@link #complete}. */
  Sampled sampled() {
    int methods = predictor.methods();
    Sampled sampled =
        new Sampled(
            new float[Role.values().length][methods][], new float[Role.values().length][methods][]);
    for (Role role : Role.values()) {
      for (int m = 0; m < methods; m++) {
        if (predictor.sampled(m) != null) {
          int stripe = predictor.stripe(k);
          sampled.raw[role.ordinal()][m] = predictor.sampled(m).means(role, stripe);
          sampled.deviation[role.ordinal()][m] = predictor.sampled(m).deviations(role, stripe);
        }
      }
    }
    return sampled;
  }

  /**
   * Predictions of all cells of one user. Those of ratings are what they are judged by; a cell that
   * nobody rated has no deviation, which is NaN where a method has some.
   */
  PredictedRatings complete(int row, StripeRatings ratings, Sampled sampled) {
    PredictedRatings out = unfilled(grid.items().size(), predictor.predictAll(k, row));
    Arrays.fill(out.rating(), Float.NaN);
    Arrays.fill(out.role(), PredictedRatings.UNRATED);
    for (int item = 0; item < out.size(); item++) {
      place(out, item, row, item);
    }
    for (int g = ratings.start()[row]; g < ratings.start()[row + 1]; g++) {
      out.rating()[ratings.item()[g]] = ratings.rating()[g];
      out.role()[ratings.item()[g]] = ratings.role()[g];
    }
    for (int m = 0; m < predictor.methods(); m++) {
      if (predictor.sampled(m) != null) {
        out.deviation()[m] = new float[out.size()];
        Arrays.fill(out.deviation()[m], Float.NaN);
        for (int g = ratings.start()[row]; g < ratings.start()[row + 1]; g++) {
          int role = ratings.role()[g];
          out.raw()[m][ratings.item()[g]] = sampled.raw[role][m][ratings.at()[g]];
          out.deviation()[m][ratings.item()[g]] = sampled.deviation[role][m][ratings.at()[g]];
        }
      }
    }
    return out;
  }

  private void place(PredictedRatings out, int at, int row, int item) {
    ColdRows cold = predictor.cold(k, grid.items().stripeOf(item));
    place(out, at, row, item, grid.items().rowOf(item), cold);
  }

  private void place(PredictedRatings out, int at, int row, int item, int itemRow, ColdRows cold) {
    out.user()[at] = grid.users().idAt(predictor.stripe(k), row);
    out.item()[at] = item;
    out.cold()[at] =
        (byte)
            ((cold.user(row) ? PredictedRatings.COLD_USER : 0)
                | (cold.item(itemRow) ? PredictedRatings.COLD_ITEM : 0));
  }

  private static PredictedRatings unfilled(int size, float[][] raw) {
    return new PredictedRatings(
        new int[size],
        new int[size],
        new float[size],
        new byte[size],
        new byte[size],
        raw,
        new float[raw.length][]);
  }
}
