// Judges the lists that each method would recommend; after Scoring, on the same models.
package lacuna.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;
import org.apache.spark.broadcast.Broadcast;

/**
 * Ranking metrics of all models over the same users. Lists are made and judged where the models
 * are; what comes to the driver is sums and, for coverage, one bit an item and method. Sums are
 * taken in the order of a stripe's rows and joined as a tree over the stripes, so that they have
 * the same bits for any number of workers and threads.
 */
final class Ranking {
  private final List<RankingScore> scores;

  private Ranking(List<RankingScore> scores) {
    this.scores = scores;
  }

  /** What a worker's task returns; of plain fields, as Spark's Kryo needs. */
  static final class WorkerLists implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final double[][] stripes;
    private final long[][] listed;

    /**
     * @param stripes by user stripe of the worker: the sums of each method, then the users
     * @param listed by method: bits of the items that stand in a list
     */
    WorkerLists(int worker, double[][] stripes, long[][] listed) {
      this.worker = worker;
      this.stripes = stripes;
      this.listed = listed;
    }
  }

  /**
   * Which users lists are made for: those with a relevant held-out rating whose number, drawn by
   * the seed, is below the share.
   */
  record Chosen(long seed, double share, double relevantFrom) implements Serializable {
    boolean draws(int user) {
      return CounterRandom.uniform(seed, Purpose.RANKED_USERS, user, 0) < share;
    }

    /** Place of an item among others with the same prediction. */
    int turn(int item) {
      return (int) CounterRandom.bits(seed, Purpose.RANKED_USERS, item, 1);
    }

    boolean relevant(float rating) {
      return rating >= relevantFrom;
    }
  }

  /** Runs the job; there are no scores where nothing is held out or nobody asks. */
  static Ranking run(TrainingData data, SideBySide models, RankingRule rule, long seed) {
    Statistics known = data.statistics();
    if (rule.top() == 0 || known.test() == 0) {
      return new Ranking(List.of());
    }
    data.spark().setJobDescription("ranking by " + models.panel().size() + " methods");
    try {
      double from = rule.relevantFrom(known.least(), known.greatest());
      long eligible = eligible(data, new Chosen(seed, 1, from));
      int candidates = data.grid().value().items().trained();
      double share = Math.min(1, (double) rule.users(candidates) / Math.max(1, eligible));
      return judged(data, models, rule.top(), new Chosen(seed, share, from));
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  /** How many users have a relevant held-out rating. */
  private static long eligible(TrainingData data, Chosen all) {
    return data.blocks()
        .filter(block -> block.role() == Role.TEST)
        .map(block -> users(block, all))
        .fold(0L, Long::sum);
  }

  private static long users(RatingBlock block, Chosen all) {
    BitSet users = new BitSet();
    for (int t = 0; t < block.size(); t++) {
      if (all.relevant(block.rating(t))) {
        users.set(block.user(t));
      }
    }
    return users.cardinality();
  }

  private static Ranking judged(TrainingData data, SideBySide models, int top, Chosen chosen) {
    Panel panel = models.panel();
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int threads = data.workers().threads();
    List<WorkerLists> workers =
        new ArrayList<>(
            models
                .shares()
                .map(
                    share ->
                        new WorkerRanking(
                                new WorkerPredictor(share, panel, grid.value(), counts.value()),
                                grid.value(),
                                counts.value(),
                                top,
                                chosen)
                            .lists(threads))
                .collect());
    workers.sort(Comparator.comparingInt(lists -> lists.worker));
    double[] sums =
        DyadicSum.ofArrays(
            workers.stream().flatMap(w -> List.of(w.stripes).stream()).toArray(double[][]::new));
    long users = (long) sums[sums.length - 1];
    int items = grid.value().items().trained();
    List<RankingScore> scores = new ArrayList<>();
    for (int m = 0; users > 0 && m < panel.size(); m++) {
      int at = m * TopItems.METRICS;
      BitSet listed = new BitSet();
      for (WorkerLists lists : workers) {
        listed.or(BitSet.valueOf(lists.listed[m]));
      }
      scores.add(
          new RankingScore(
              top,
              users,
              chosen.relevantFrom,
              sums[at + TopItems.PRECISION] / users,
              sums[at + TopItems.RECALL] / users,
              sums[at + TopItems.NDCG] / users,
              sums[at + TopItems.MAP] / users,
              (double) listed.cardinality() / items));
    }
    return new Ranking(scores);
  }

  /** How a method's lists did; empty where there are none. */
  Optional<RankingScore> score(int method) {
    return scores.isEmpty() ? Optional.empty() : Optional.of(scores.get(method));
  }
}
