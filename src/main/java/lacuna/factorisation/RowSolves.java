// Solves every row of a side from its own ratings: rows of few ratings side by side, a row of very
// many by all threads together.
package lacuna.factorisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.RowBlock;

/**
 * Hands the rows of a side to threads.
 *
 * <p>Decision: the ratings of a row are added up in spans of {@value RowSums#SPAN}, and the spans
 * joined in order, whether one thread does it or many. Because: rows with many ratings can then be
 * shared without changing a bit. Costs: one more matrix for each span of such a row while it is
 * solved; there is one such row at a time.
 */
public final class RowSolves {
  private static final int SPAN = RowSums.SPAN;
  private static final int RATINGS_A_UNIT = 8192;

  /** What a row costs beside its ratings, in ratings. */
  private static final int ROW_COST = 32;

  private RowSolves() {}

  /**
   * Solves rows; one for each thread, so that it may have scratch space. A row's place among others
   * must not matter.
   */
  public interface RowSolver {
    /** Whether a row is solved without its sums. */
    boolean small(int ratings);

    /** Solves a row without its sums. */
    void solveSmall(int stripe, int row);

    /** Solves a row with the sums of all its ratings, which it may spoil, now or with the next. */
    void solve(int stripe, int row, RowSums sums);

    /** Solves what is still to be solved. */
    default void end() {}
  }

  /** What one thread works with, unit by unit: fresh arrays would not be in its cache. */
  private record Scratch(RowSums sums, RowSolver solver) {}

  private record Unit(int stripe, int from, int to) {}

  /**
   * Solves all rows.
   *
   * @param sums makes scratch space for sums
   * @param solver makes a solver for one thread
   */
  public static void run(SideRows rows, Supplier<RowSums> sums, Supplier<RowSolver> solver) {
    List<Unit> light = new ArrayList<>();
    List<Unit> heavy = new ArrayList<>();
    for (int k = 0; k < rows.ratings().length; k++) {
      cut(rows.ratings()[k], k, light, heavy);
    }
    Queue<Scratch> idle = new ConcurrentLinkedQueue<>();
    ParallelLoop.run(
        light.size(),
        rows.threads(),
        turn -> {
          Scratch taken = idle.poll();
          Scratch scratch = taken == null ? new Scratch(sums.get(), solver.get()) : taken;
          solveUnit(rows, light.get(turn), scratch.sums, scratch.solver);
          idle.add(scratch);
        });
    for (Unit unit : heavy) {
      RowSolver own = solver.get();
      own.solve(unit.stripe, unit.from, sumsOf(rows, unit, sums));
      own.end();
    }
  }

  private static void cut(RowBlock block, int stripe, List<Unit> light, List<Unit> heavy) {
    int from = 0;
    int cost = 0;
    for (int row = 0; row < block.rows(); row++) {
      if (block.count(row) > SPAN) {
        heavy.add(new Unit(stripe, row, row + 1));
      }
      cost += ROW_COST + (block.count(row) > SPAN ? 0 : block.count(row));
      if (cost >= RATINGS_A_UNIT || row + 1 == block.rows()) {
        light.add(new Unit(stripe, from, row + 1));
        from = row + 1;
        cost = 0;
      }
    }
  }

  private static void solveUnit(SideRows rows, Unit unit, RowSums sums, RowSolver solver) {
    RowBlock block = rows.ratings()[unit.stripe];
    for (int row = unit.from; row < unit.to; row++) {
      int count = block.count(row);
      if (solver.small(count)) {
        solver.solveSmall(unit.stripe, row);
      } else if (count <= SPAN) {
        sums.of(block, row, block.start(row), block.start(row + 1), rows.other());
        solver.solve(unit.stripe, row, sums);
      }
    }
    solver.end();
  }

  private static RowSums sumsOf(SideRows rows, Unit unit, Supplier<RowSums> sums) {
    RowBlock block = rows.ratings()[unit.stripe];
    int start = block.start(unit.from);
    int end = block.start(unit.to);
    RowSums[] spans = new RowSums[(end - start + SPAN - 1) / SPAN];
    ParallelLoop.run(
        spans.length,
        rows.threads(),
        k -> {
          spans[k] = sums.get();
          int from = start + k * SPAN;
          spans[k].of(block, unit.from, from, Math.min(end, from + SPAN), rows.other());
        });
    for (int k = 1; k < spans.length; k++) {
      spans[0].plus(spans[k]);
    }
    return spans[0];
  }
}
