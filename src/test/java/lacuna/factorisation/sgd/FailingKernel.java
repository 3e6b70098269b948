// A kernel that breaks off once, in the middle of a task's updates.
package lacuna.factorisation.sgd;

import java.util.concurrent.atomic.AtomicInteger;
import lacuna.kernels.Kernels;
import lacuna.kernels.Loss;
import lacuna.kernels.Rows;
import lacuna.kernels.SgdKernel;
import lacuna.kernels.SgdRule;
import lacuna.kernels.TileRatings;

/** Updates as the real kernel does, but throws at one call after some tiles have been updated. */
final class FailingKernel implements SgdKernel {
  private static final int UPDATES_BEFORE = 25;
  private static final AtomicInteger UPDATES = new AtomicInteger();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  static void arm() {
    UPDATES.set(0);
    FAILURES.set(0);
  }

  static int failures() {
    return FAILURES.get();
  }

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public Loss update(TileRatings ratings, int from, int to, Rows users, Rows items, SgdRule rule) {
    if (UPDATES.incrementAndGet() == UPDATES_BEFORE) {
      FAILURES.incrementAndGet();
      Kernels.best().update(ratings, from, (from + to) / 2, users, items, rule);
      throw new IllegalStateException("broken off in the middle of a tile, on purpose");
    }
    return Kernels.best().update(ratings, from, to, users, items, rule);
  }

  @Override
  public double squaredErrors(
      TileRatings ratings, int from, int to, Rows users, Rows items, float mean) {
    return Kernels.best().squaredErrors(ratings, from, to, users, items, mean);
  }

  @Override
  public void predict(
      TileRatings ratings,
      int from,
      int to,
      Rows users,
      Rows items,
      float mean,
      float[] out,
      int outFrom) {
    Kernels.best().predict(ratings, from, to, users, items, mean, out, outFrom);
  }
}
