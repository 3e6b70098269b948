// Judges all models on the same ratings in one job.
package lacuna.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lacuna.blocks.Axis;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Grid;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.TrainingData;
import org.apache.spark.broadcast.Broadcast;

/**
 * Totals, paired moments and factor hashes of all models. Sums are taken in double within a tile
 * and joined as a tree over item stripes and user stripes, so that they have the same bits for any
 * number of workers and threads.
 */
final class Scoring {
  private final Panel panel;
  private final StripeTotals totals;
  private final List<long[][]> hashes;

  /** What a worker's task returns; of plain fields, as Spark's Kryo needs. */
  private static final class WorkerScores implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final double[][] stripes;
    private final long[][] hashes;

    WorkerScores(int worker, double[][] stripes, long[][] hashes) {
      this.worker = worker;
      this.stripes = stripes;
      this.hashes = hashes;
    }
  }

  private Scoring(Panel panel, StripeTotals totals, List<long[][]> hashes) {
    this.panel = panel;
    this.totals = totals;
    this.hashes = hashes;
  }

  /** Runs the job. */
  static Scoring run(TrainingData data, SideBySide models, Clip clip) {
    Panel panel = models.panel();
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    int threads = data.workers().threads();
    data.spark().setJobDescription("scoring " + panel.size() + " methods");
    try {
      List<WorkerScores> workers =
          new ArrayList<>(
              models
                  .shares()
                  .map(
                      share ->
                          new Task(
                                  new WorkerPredictor(share, panel, grid.value(), counts.value()),
                                  panel,
                                  grid.value(),
                                  clip)
                              .scores(threads))
                  .collect());
      workers.sort(Comparator.comparingInt(scores -> scores.worker));
      double[][] leaves =
          workers.stream().flatMap(w -> Arrays.stream(w.stripes)).toArray(double[][]::new);
      StripeTotals totals = new StripeTotals(panel.size(), DyadicSum.ofArrays(leaves));
      return new Scoring(panel, totals, workers.stream().map(scores -> scores.hashes).toList());
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  /** How a method did on a part; empty when that has no ratings. */
  Optional<Score> score(int method, Role role) {
    Score score = totals.score(method, role);
    return score.errors().count() == 0 ? Optional.empty() : Optional.of(score);
  }

  /**
   * How many held-out ratings a method's intervals hold; empty where it has no intervals, or
   * nothing is held out.
   */
  List<Calibration> calibration(int method) {
    boolean any = score(method, Role.TEST).isPresent() && panel.seats().get(method).spread();
    return any ? totals.calibration(method) : List.of();
  }

  /** A method against the primary; empty for the primary and where nothing is held out. */
  Optional<RmseDifference> difference(int method) {
    SquaredErrors primary = totals.score(0, Role.TEST).errors();
    if (method == 0 || primary.count() == 0) {
      return Optional.empty();
    }
    SquaredErrors errors = totals.score(method, Role.TEST).errors();
    return Optional.of(totals.moments().difference(method, errors, primary));
  }

  /** The hash of a method's model. */
  String factorHash(int method) {
    Panel.Seat seat = panel.seats().get(method);
    return FactorHash.hex(
        seat.mean(),
        seat.rank(),
        seat.biases(),
        hashes.stream().map(sums -> sums[method]).toList());
  }

  /** One worker's part of the job. */
  private record Task(WorkerPredictor predictor, Panel panel, Grid grid, Clip clip) {
    WorkerScores scores(int threads) {
      double[][] stripes = new double[predictor.stripes()][];
      ParallelLoop.run(stripes.length, threads, k -> stripes[k] = stripe(k));
      Stripe[] items = predictor.state().items();
      long[][][] sums = new long[stripes.length + items.length][][];
      ParallelLoop.run(
          sums.length,
          threads,
          k ->
              sums[k] =
                  k < stripes.length
                      ? hashes(Side.USERS, predictor.state().users()[k], grid.users())
                      : hashes(Side.ITEMS, items[k - stripes.length], grid.items()));
      return new WorkerScores(predictor.state().worker(), stripes, joined(sums));
    }

    private long[][] joined(long[][][] sums) {
      long[][] joined = new long[panel.size()][];
      for (int m = 0; m < joined.length; m++) {
        int method = m;
        joined[m] = FactorHash.sum(Arrays.stream(sums).map(ofStripe -> ofStripe[method]).toList());
      }
      return joined;
    }

    private long[][] hashes(Side side, Stripe stripe, Axis axis) {
      long[][] sums = new long[panel.size()][];
      for (int m = 0; m < sums.length; m++) {
        Panel.Seat seat = panel.seats().get(m);
        float[] factors = stripe.column(seat.column(Stripe.FACTORS));
        float[] bias = stripe.column(seat.column(Stripe.BIAS));
        sums[m] = FactorHash.rows(side, stripe.index(), axis, factors, bias, seat.rank());
      }
      return sums;
    }

    private double[] stripe(int k) {
      int rows = grid.users().rows(predictor.stripe(k));
      int[] heldOut = new int[rows];
      double[][] squares = new double[panel.size()][rows];
      double[][] tiles = new double[grid.items().stripes()][];
      for (int i = 0; i < tiles.length; i++) {
        tiles[i] = StripeTotals.zero(panel.size()).sums();
      }
      for (Role role : Role.values()) {
        RatingBlock block = predictor.block(role, k);
        if (block == null) {
          continue;
        }
        float[][] raw = predictor.predict(role, k);
        for (int i = 0; i < tiles.length; i++) {
          tile(block, k, i, raw, new StripeTotals(panel.size(), tiles[i]), squares);
        }
        if (role == Role.TEST) {
          calibrate(block, raw, predictor.deviations(role, k), tiles);
        }
        for (int t = 0; role == Role.TEST && t < block.size(); t++) {
          heldOut[block.user(t)]++;
        }
      }
      double[] sums = DyadicSum.ofArrays(tiles);
      new StripeTotals(panel.size(), sums).moments().add(heldOut, squares);
      return sums;
    }

    /** Counts are whole numbers: where they are added up makes no difference. */
    private void calibrate(
        RatingBlock block, float[][] raw, float[][] deviations, double[][] tiles) {
      StripeTotals totals = new StripeTotals(panel.size(), tiles[0]);
      for (int m = 0; m < raw.length; m++) {
        for (int t = 0; deviations[m] != null && t < block.size(); t++) {
          double error = Math.abs((double) block.rating(t) - raw[m][t]);
          double deviation = deviations[m][t];
          double noise = predictor.sampled(m).noiseVariance() / (deviation * deviation);
          totals.addHeldOut(m, error / deviation, predictor.law(m), noise);
        }
      }
    }

    private void tile(
        RatingBlock block,
        int k,
        int itemStripe,
        float[][] raw,
        StripeTotals totals,
        double[][] heldOutSquares) {
      ColdRows cold = predictor.cold(k, itemStripe);
      for (int m = 0; m < raw.length; m++) {
        for (int t = block.tileStart(itemStripe); t < block.tileStart(itemStripe + 1); t++) {
          int user = block.user(t);
          boolean unknown = cold.user(user) || cold.item(block.item(t));
          double error = (double) block.rating(t) - clip.of(raw[m][t]);
          totals.add(m, block.role(), error, panel.own(m, unknown));
          if (block.role() == Role.TEST) {
            heldOutSquares[m][user] += error * error;
          }
        }
      }
    }
  }
}
