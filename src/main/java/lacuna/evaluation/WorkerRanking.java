// Makes and judges the lists of a worker's users inside a task. Used by Ranking.
package lacuna.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.blocks.Grid;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.Role;
import lacuna.factorisation.Counts;

/**
 * The lists of one worker.
 *
 * @param predictor its models and ratings
 * @param grid the grid
 * @param counts training ratings of each id; an item without any is no candidate
 * @param top length of the lists
 * @param chosen users that lists are made for
 */
record WorkerRanking(
    WorkerPredictor predictor, Grid grid, Counts counts, int top, Ranking.Chosen chosen) {

  /** One user's lists: the sums of each method, and the items in each list. */
  private record Judged(double[] sums, int[][] listed) {}

  /** Makes and judges all lists on the threads of the task. */
  Ranking.WorkerLists lists(int threads) {
    int methods = predictor.methods();
    double[][] stripes = new double[predictor.stripes()][];
    BitSet[] listed = new BitSet[methods];
    for (int m = 0; m < methods; m++) {
      listed[m] = new BitSet(grid.items().size());
    }
    int[] turns = IntStream.range(0, grid.items().size()).map(chosen::turn).toArray();
    for (int k = 0; k < stripes.length; k++) {
      stripes[k] = stripe(k, threads, turns, listed);
    }
    long[][] bits = new long[methods][];
    for (int m = 0; m < methods; m++) {
      bits[m] = listed[m].toLongArray();
    }
    return new Ranking.WorkerLists(predictor.state().worker(), stripes, bits);
  }

  private double[] stripe(int k, int threads, int[] turns, BitSet[] listed) {
    double[] sums = new double[predictor.methods() * TopItems.METRICS + 1];
    if (predictor.block(Role.TEST, k) == null) {
      return sums;
    }
    StripeRatings ratings = StripeRatings.of(predictor, grid, k, EnumSet.allOf(Role.class));
    int[] rows =
        IntStream.range(0, ratings.start().length - 1)
            .filter(row -> chosen.draws(grid.users().idAt(predictor.stripe(k), row)))
            .filter(row -> relevant(ratings, row).length > 0)
            .toArray();
    Judged[] judged = new Judged[rows.length];
    ParallelLoop.run(rows.length, threads, n -> judged[n] = user(k, rows[n], ratings, turns));
    for (Judged user : judged) {
      for (int s = 0; s < user.sums.length; s++) {
        sums[s] += user.sums[s];
      }
      sums[sums.length - 1]++;
      for (int m = 0; m < listed.length; m++) {
        IntStream.of(user.listed[m]).forEach(listed[m]::set);
      }
    }
    return sums;
  }

  /** The user's relevant held-out items, in the order of their ids. */
  private int[] relevant(StripeRatings ratings, int row) {
    return IntStream.range(ratings.start()[row], ratings.start()[row + 1])
        .filter(g -> ratings.role()[g] == Role.TEST.ordinal())
        .filter(g -> chosen.relevant(ratings.rating()[g]))
        .map(g -> ratings.item()[g])
        .toArray();
  }

  private Judged user(int k, int row, StripeRatings ratings, int[] turns) {
    int[] relevant = relevant(ratings, row);
    BitSet excluded = excluded(ratings, row);
    double[] sums = new double[predictor.methods() * TopItems.METRICS];
    List<int[]> listed = new ArrayList<>();
    for (float[] predictions : predictor.predictAll(k, row)) {
      TopItems list = new TopItems(top, turns);
      for (int item = 0; item < predictions.length; item++) {
        if (list.takes(item, predictions[item])
            && counts.items()[item] > 0
            && !excluded.get(item)) {
          list.add(item, predictions[item]);
        }
      }
      list.judge(relevant, sums, listed.size() * TopItems.METRICS);
      listed.add(list.items());
    }
    return new Judged(sums, listed.toArray(int[][]::new));
  }

  /** What the user is known to have rated, validation ratings that are withheld included. */
  private BitSet excluded(StripeRatings ratings, int row) {
    BitSet excluded = new BitSet();
    for (int g = ratings.start()[row]; g < ratings.start()[row + 1]; g++) {
      if (ratings.role()[g] != Role.TEST.ordinal()) {
        excluded.set(ratings.item()[g]);
      }
    }
    return excluded;
  }
}
