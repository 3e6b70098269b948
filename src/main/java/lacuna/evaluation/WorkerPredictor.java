// A worker's ratings and models inside a task: predicts whole blocks, or all cells of a user.
package lacuna.evaluation;

import java.util.Arrays;
import java.util.BitSet;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Counts;
import lacuna.factorisation.SampledPredictions;
import lacuna.factorisation.WorkerBlocks;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Kernels;
import lacuna.kernels.Rows;
import lacuna.kernels.SgdKernel;
import lacuna.kernels.TileRatings;

/** Predicts by every method at once. Read only after construction; safe for a task's threads. */
final class WorkerPredictor {
  private final SgdKernel kernel = Kernels.best();
  private final Panel panel;
  private final Grid grid;
  private final WorkerState state;
  private final WorkerBlocks blocks;
  private final SampledPredictions.Worker[] sampled;
  private final PredictiveLaw[] laws;
  private final Rows[][] users;
  private final Rows[][] items;
  private final BitSet[] coldUsers;
  private final BitSet[] coldItems;

  WorkerPredictor(SideBySide.Share share, Panel panel, Grid grid, Counts counts) {
    this.panel = panel;
    this.grid = grid;
    this.state = share.models().state();
    this.sampled = share.sampled();
    this.laws = new PredictiveLaw[sampled.length];
    for (int m = 0; m < laws.length; m++) {
      laws[m] = sampled[m] == null ? null : new PredictiveLaw(sampled[m].noiseDegrees());
    }
    int stripes = state.users().length;
    this.blocks = new WorkerBlocks(share.blocks().iterator(), state.worker() * stripes, stripes);
    this.users = rows(state.users());
    this.items = rows(share.models().items());
    this.coldUsers = new BitSet[stripes];
    for (int k = 0; k < stripes; k++) {
      coldUsers[k] = ColdRows.of(grid.users(), state.users()[k].index(), counts.users());
    }
    this.coldItems = ColdRows.of(grid.items(), counts.items());
  }

  private Rows[][] rows(Stripe[] stripes) {
    return Arrays.stream(stripes).map(panel::rows).toArray(Rows[][]::new);
  }

  /** Number of methods. */
  int methods() {
    return panel.size();
  }

  /** Number of user stripes. */
  int stripes() {
    return users.length;
  }

  /** The state, for the stripes that are at home with this worker. */
  WorkerState state() {
    return state;
  }

  /** Index of the k-th user stripe on the grid. */
  int stripe(int k) {
    return state.users()[k].index();
  }

  /** The block of a role and the k-th user stripe; null when it has no ratings. */
  RatingBlock block(Role role, int k) {
    return blocks.block(role, k);
  }

  /** The cold rows of the k-th user stripe and an item stripe. */
  ColdRows cold(int k, int itemStripe) {
    return new ColdRows(coldUsers[k], coldItems[itemStripe]);
  }

  /** Raw predictions of a block's ratings, by method; the block must be there. */
  float[][] predict(Role role, int k) {
    RatingBlock block = blocks.block(role, k);
    float[][] out = new float[panel.size()][block.size()];
    for (int i = 0; i < items.length; i++) {
      int from = block.tileStart(i);
      int to = block.tileStart(i + 1);
      panel.predict(kernel, blocks.ratings(role, k), from, to, users[k], items[i], cold(k, i), out);
    }
    for (int m = 0; m < out.length; m++) {
      if (sampled[m] != null) {
        out[m] = sampled[m].means(role, stripe(k));
      }
    }
    return out;
  }

  /**
   * Raw predictions of some ratings of a block, by method; the block must be there.
   *
   * @param at places of the ratings in the block, rising
   */
  float[][] predict(Role role, int k, int[] at) {
    RatingBlock block = blocks.block(role, k);
    TileRatings some = new TileRatings(new char[at.length], new char[at.length], null, null);
    for (int g = 0; g < at.length; g++) {
      some.user()[g] = (char) block.user(at[g]);
      some.item()[g] = (char) block.item(at[g]);
    }
    float[][] out = new float[panel.size()][at.length];
    for (int i = 0, from = 0; i < items.length; i++) {
      int to = from;
      while (to < at.length && at[to] < block.tileStart(i + 1)) {
        to++;
      }
      panel.predict(kernel, some, from, to, users[k], items[i], cold(k, i), out);
      from = to;
    }
    for (int m = 0; m < out.length; m++) {
      if (sampled[m] != null) {
        out[m] = elements(sampled[m].means(role, stripe(k)), at);
      }
    }
    return out;
  }

  /** Elements of an array at these places. */
  static float[] elements(float[] values, int[] at) {
    float[] some = new float[at.length];
    for (int g = 0; g < at.length; g++) {
      some[g] = values[at[g]];
    }
    return some;
  }

  /**
   * Standard deviations of a block's ratings about their predictions, by method; null for a method
   * that has none. The block must be there.
   */
  float[][] deviations(Role role, int k) {
    float[][] out = new float[panel.size()][];
    for (int m = 0; m < out.length; m++) {
      out[m] = sampled[m] == null ? null : sampled[m].deviations(role, stripe(k));
    }
    return out;
  }

  /** The samples of a method; null for a method that has none. */
  SampledPredictions.Worker sampled(int method) {
    return sampled[method];
  }

  /** Law of a method's ratings about its predictions; null likewise. */
  PredictiveLaw law(int method) {
    return laws[method];
  }

  /** Raw predictions of all cells of one user, by method and by the items' indices. */
  float[][] predictAll(int k, int row) {
    Axis axis = grid.items();
    float[][] all = new float[panel.size()][axis.size()];
    for (int i = 0; i < items.length; i++) {
      int size = axis.rows(i);
      TileRatings cells = cells(row, size);
      float[][] out = new float[panel.size()][size];
      panel.predict(kernel, cells, 0, size, users[k], items[i], cold(k, i), out);
      for (int m = 0; m < out.length; m++) {
        for (int t = 0; t < size; t++) {
          all[m][axis.idAt(i, t)] = out[m][t];
        }
      }
    }
    return all;
  }

  private static TileRatings cells(int row, int size) {
    char[] user = new char[size];
    char[] item = new char[size];
    Arrays.fill(user, (char) row);
    for (int t = 0; t < size; t++) {
      item[t] = (char) t;
    }
    return new TileRatings(user, item, new float[size], null);
  }
}
