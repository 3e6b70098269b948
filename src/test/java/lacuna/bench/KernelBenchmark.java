// The kernels' own ceiling: one tile whose rows stay in the cache, again and again.
package lacuna.bench;

import java.util.concurrent.TimeUnit;
import lacuna.kernels.Kernels;
import lacuna.kernels.SgdKernel;
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

/** Microseconds' worth of updates: million updates a second by rank, kernel and rule. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int COUNT = 8192;

  @Param({"vector", "scalar"})
  private String kernel;

  @Param({"32", "64", "128"})
  private int rank;

  @Param({"constant", "adagrad"})
  private String rule;

  @Param("true")
  private boolean biases;

  private SgdKernel chosen;
  private SgdRule numbers;
  private TiledRatings tile;
  private double first;
  private double last;

  /** One tile of a half megabyte of user rows and a quarter of item rows at rank 128. */
  @Setup
  public void makeTile() {
    boolean adaGrad = rule.equals("adagrad");
    chosen = kernel.equals("scalar") ? Kernels.scalar() : Kernels.best();
    if (!chosen.name().equals(kernel)) {
      throw new IllegalStateException(Kernels.advice());
    }
    numbers = TiledRatings.rule(adaGrad);
    TiledRatings.Shape shape = new TiledRatings.Shape(1024, 512, COUNT, 1, 1, rank, biases);
    tile = new TiledRatings(shape, adaGrad);
    TiledRatings twin = new TiledRatings(shape, adaGrad);
    first = tile.update(chosen, numbers, 0);
    if (first != twin.update(Kernels.scalar(), numbers, 0)) {
      throw new IllegalStateException("the kernels differ");
    }
  }

  /** Updates along the tile; the sum of squared errors is the value checked. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double update() {
    last = tile.update(chosen, numbers, 0);
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
