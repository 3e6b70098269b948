// The machine's own limits on one thread, for the kernel's figures to be read against.
package lacuna.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fused multiply-adds and bytes a nanosecond (that is, thousands of millions a second). An update
 * of rank k is 5k multiplications, fused or not, and reads and writes 8k bytes: at rank 64, 320 and
 * 1024 (512 read, 512 written).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RooflineBenchmark {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
  private static final int ROUNDS = 1000;
  private static final int L1 = 4 * 1024;
  private static final int L2 = 128 * 1024;
  private static final int MEMORY = 64 * 1024 * 1024;

  private final float[] inL1 = new float[L1];
  private final float[] inL2 = new float[L2];
  private final float[] inMemory = new float[MEMORY];

  /** Ones, so that the values read are known. */
  @Setup
  public void fill() {
    Arrays.fill(inL1, 1);
    Arrays.fill(inL2, 1);
    Arrays.fill(inMemory, 1);
  }

  /** Multiply-adds in registers: ten chains of eight lanes. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS * 80)
  public float fusedMultiplyAdds() {
    FloatVector half = FloatVector.broadcast(LANES, 0.5f);
    FloatVector s0 = half;
    FloatVector s1 = half;
    FloatVector s2 = half;
    FloatVector s3 = half;
    FloatVector s4 = half;
    FloatVector s5 = half;
    FloatVector s6 = half;
    FloatVector s7 = half;
    FloatVector s8 = half;
    FloatVector s9 = half;
    for (int round = 0; round < ROUNDS; round++) {
      s0 = s0.fma(half, half);
      s1 = s1.fma(half, half);
      s2 = s2.fma(half, half);
      s3 = s3.fma(half, half);
      s4 = s4.fma(half, half);
      s5 = s5.fma(half, half);
      s6 = s6.fma(half, half);
      s7 = s7.fma(half, half);
      s8 = s8.fma(half, half);
      s9 = s9.fma(half, half);
    }
    FloatVector sum = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9);
    return expect(10, sum.lane(3));
  }

  /** Bytes read from the first-level cache. */
  @Benchmark
  @OperationsPerInvocation(4 * L1)
  public float bytesReadFromL1() {
    return expect(L1, read(inL1));
  }

  /** Bytes read from the second-level cache. */
  @Benchmark
  @OperationsPerInvocation(4 * L2)
  public float bytesReadFromL2() {
    return expect(L2, read(inL2));
  }

  /** Bytes read from memory. */
  @Benchmark
  @OperationsPerInvocation(4 * MEMORY)
  public float bytesReadFromMemory() {
    return expect(MEMORY, read(inMemory));
  }

  private static float read(float[] x) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < x.length; k += 32) {
      s0 = s0.add(FloatVector.fromArray(LANES, x, k));
      s1 = s1.add(FloatVector.fromArray(LANES, x, k + 8));
      s2 = s2.add(FloatVector.fromArray(LANES, x, k + 16));
      s3 = s3.add(FloatVector.fromArray(LANES, x, k + 24));
    }
    float[] lanes = s0.add(s1).add(s2.add(s3)).toArray();
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  private static float expect(float expected, float actual) {
    if (actual != expected) {
      throw new IllegalStateException("expected " + expected + ", got " + actual);
    }
    return actual;
  }
}
