// Whole epochs on one thread over grids of several shapes: what GridRule's budgets come from.
package lacuna.bench;

import java.util.concurrent.TimeUnit;
import lacuna.kernels.Kernels;
import lacuna.kernels.SgdRule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Million updates a second over 9 million ratings of 71,567 users and 10,681 items. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TileSizeBenchmark {
  private static final int COUNT = 9_000_000;

  @Param({"4x4", "8x8", "16x16", "32x32", "64x32", "64x64", "128x128"})
  private String grid;

  @Param({"32", "64", "128"})
  private int rank;

  @Param("true")
  private boolean biases;

  private final SgdRule rule = TiledRatings.rule(false);
  private TiledRatings ratings;
  private int epoch;
  private double first;
  private double last;

  /** Draws the ratings, the same for every grid. */
  @Setup
  public void drawRatings() {
    String[] sides = grid.split("x");
    ratings =
        new TiledRatings(
            new TiledRatings.Shape(
                71_567,
                10_681,
                COUNT,
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]),
                rank,
                biases),
            false);
    first = ratings.epoch(Kernels.best(), rule, 0);
  }

  /** One epoch; the sum of squared errors as met is the value checked. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double epoch() {
    last = ratings.epoch(Kernels.best(), rule, ++epoch);
    return last;
  }

  /** Learning must have made the errors smaller. */
  @TearDown
  public void checkThatItLearnt() {
    if (!(last < first)) {
      throw new IllegalStateException("errors went from " + first + " to " + last);
    }
  }
}
