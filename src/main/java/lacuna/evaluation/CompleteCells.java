// All cells of some of a worker's users, one user after the other.
package lacuna.evaluation;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import lacuna.blocks.Grid;

/** Holds no more than one user's cells at a time; a stream's flat map would hold a stripe's. */
final class CompleteCells implements Iterator<PredictedRatings> {
  private final WorkerPredictor predictor;
  private final Grid grid;
  private final IntPredicate chosen;
  private int next;
  private StripePredictions stripe;
  private StripeRatings ratings;
  private StripePredictions.Sampled sampled;
  private int[] rows = {};
  private int at;

  /**
   * @param chosen rows of each stripe that are wanted
   */
  CompleteCells(WorkerPredictor predictor, Grid grid, IntPredicate chosen) {
    this.predictor = predictor;
    this.grid = grid;
    this.chosen = chosen;
  }

  @Override
  public boolean hasNext() {
    while (at == rows.length && next < predictor.stripes()) {
      stripe = new StripePredictions(predictor, grid, next++);
      ratings = stripe.ratings();
      sampled = stripe.sampled();
      rows = IntStream.of(stripe.rowsInOrder()).filter(chosen).toArray();
      at = 0;
    }
    return at < rows.length;
  }

  @Override
  public PredictedRatings next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more users");
    }
    return stripe.complete(rows[at++], ratings, sampled);
  }
}
