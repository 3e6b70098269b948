// The single cells behind a comparison's totals, as the workers have them.
package lacuna.evaluation;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lacuna.blocks.Grid;
import lacuna.blocks.Role;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Predictions of all methods of a comparison, cell by cell, in the order of the ids of user and
 * item within each user stripe where nothing else is said. Nothing is computed before the RDDs are
 * used, and nothing is collected. Valid until the comparison's result is closed.
 */
public final class Predictions {
  /** Partitions are made for cores to find work, but not of fewer cells than this. */
  private static final long CELLS_A_PARTITION = 50_000;

  private final TrainingData data;
  private final SideBySide models;

  Predictions(TrainingData data, SideBySide models) {
    this.data = data;
    this.models = models;
  }

  /** The methods in the order of {@link PredictedRatings#raw}. */
  public List<String> methods() {
    return models.panel().seats().stream().map(Panel.Seat::method).toList();
  }

  /** Held-out ratings, one element for each user stripe. */
  public JavaRDD<PredictedRatings> heldOut() {
    return rated(EnumSet.of(Role.TEST), data.statistics().test());
  }

  /** All ratings in the blocks, whatever they were for, one element for each user stripe. */
  public JavaRDD<PredictedRatings> observed() {
    long train = data.statistics().train();
    return rated(
        EnumSet.allOf(Role.class),
        train + data.statistics().validation() + data.statistics().test());
  }

  /**
   * Ratings of one role as they stand in the blocks, one element for each user stripe: for sums,
   * which need no order of ids.
   *
   * @param every 1 for all ratings, n for each n-th of each block
   */
  public JavaRDD<PredictedRatings> unsorted(Role role, int every) {
    Statistics counts = data.statistics();
    long ratings = role == Role.TRAIN ? counts.train() : counts.test() + counts.validation();
    return sliced(
        ratings / every,
        (predictor, grid, slice) ->
            IntStream.range(0, predictor.stripes())
                .filter(k -> slice.has(k) && predictor.block(role, k) != null)
                .mapToObj(k -> new StripePredictions(predictor, grid, k).unsorted(role, every))
                .iterator());
  }

  /** Every cell of the matrix, one element for each user, made one after the other. */
  public JavaRDD<PredictedRatings> complete() {
    Grid grid = data.grid().value();
    return sliced(
        (long) grid.users().size() * grid.items().size(),
        (predictor, sent, slice) -> new CompleteCells(predictor, sent, slice::has));
  }

  private JavaRDD<PredictedRatings> rated(Set<Role> roles, long ratings) {
    return sliced(
        ratings,
        (predictor, grid, slice) ->
            IntStream.range(0, predictor.stripes())
                .filter(slice::has)
                .mapToObj(k -> new StripePredictions(predictor, grid, k).rated(roles))
                .iterator());
  }

  /** A share of a worker's cells: every count-th stripe or row. */
  private record Slice(int number, int count) {
    boolean has(int k) {
      return k % count == number;
    }
  }

  private interface Predicting extends Serializable {
    Iterator<PredictedRatings> predict(WorkerPredictor predictor, Grid grid, Slice slice);
  }

  /** Cuts each worker's cells into slices, since a table is written by one core a partition. */
  private JavaRDD<PredictedRatings> sliced(long cells, Predicting predicting) {
    int workers = data.workers().count();
    int cores = Math.max(1, data.spark().defaultParallelism() / workers);
    int slices = (int) Math.min(cores, cells / workers / CELLS_A_PARTITION + 1);
    Panel panel = models.panel();
    Broadcast<Grid> grid = data.grid();
    Broadcast<Counts> counts = data.counts();
    JavaRDD<Integer> numbers =
        data.spark().parallelize(IntStream.range(0, slices).boxed().toList(), slices);
    return models
        .shares()
        .cartesian(numbers)
        .flatMap(
            share ->
                predicting.predict(
                    new WorkerPredictor(share._1(), panel, grid.value(), counts.value()),
                    grid.value(),
                    new Slice(share._2(), slices)));
  }
}
