// Runs the kernels in a JVM where other code has used vectors of other widths before, as MLlib
// does.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lacuna.kernels.KernelCase.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedProfilesTest {
  /** A call's scratch arrays and result; vectors that became objects take some hundred times it. */
  private static final long MOST_BYTES = 2048;

  @TempDir private Path folder;

  @Test
  void noKernelMakesObjectsOfVectorsAfterVectorsOfOtherWidths() throws Exception {
    VectorKernelRequired.kernel();
    List<String> lines = ForkedJvm.run(folder, Forked.class);
    assertThat(lines).hasSize(20);
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(Long.parseLong(line.split(" ")[1])).as(line).isLessThan(MOST_BYTES));
  }

  /**
   * Prints each kernel's name and the bytes that its compiled code allocates in one call: the least
   * of five, as code that was just given up for a better one allocates for once.
   */
  static final class Forked {
    private static final int COUNT = 4096;

    public static void main(String[] arguments) {
      for (int turn = 0; turn < 2000; turn++) {
        use(FloatVector.SPECIES_512);
        use(FloatVector.SPECIES_128);
        useDoubles(DoubleVector.SPECIES_512);
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long id = Thread.currentThread().getId();
      calls()
          .forEach(
              (name, call) -> {
                for (int repetition = 0; repetition < 1000; repetition++) {
                  call.run();
                }
                long least = Long.MAX_VALUE;
                for (int measured = 0; measured < 5; measured++) {
                  long before = threads.getThreadAllocatedBytes(id);
                  call.run();
                  least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
                }
                System.out.println(name + " " + least);
              });
    }

    private static void use(VectorSpecies<Float> species) {
      float[] x = new float[64];
      FloatVector sum = FloatVector.zero(species);
      for (int k = 0; k < x.length; k += species.length()) {
        FloatVector chunk = FloatVector.fromArray(species, x, k);
        sum = chunk.mul(2).add(chunk).fma(chunk, sum);
        sum.intoArray(x, k);
      }
      sum.reduceLanes(VectorOperators.ADD);
    }

    private static void useDoubles(VectorSpecies<Double> species) {
      double[] x = new double[64];
      DoubleVector sum = DoubleVector.zero(species);
      for (int k = 0; k < x.length; k += species.length()) {
        DoubleVector chunk = DoubleVector.fromArray(species, x, k);
        sum = chunk.mul(2).add(chunk).fma(chunk, sum);
        sum.intoArray(x, k);
      }
      sum.reduceLanes(VectorOperators.ADD);
    }

    private static Map<String, Runnable> calls() {
      Map<String, Runnable> calls = new LinkedHashMap<>();
      SgdKernel kernel = Kernels.best();
      for (int rank : new int[] {24, 32}) {
        for (Variant variant : new Variant[] {Variant.BIASES, Variant.ADA_GRAD_BIASES}) {
          KernelCase tile = new KernelCase(rank, rank, variant, 64, 32, COUNT);
          Arrays.sort(tile.ratings.user());
          calls.put(variant + "-" + rank, () -> tile.update(kernel));
        }
      }
      KernelCase tile = new KernelCase(1, 32, Variant.TEXTBOOK, 64, 32, COUNT);
      calls.put("errors", () -> tile.squaredErrors(kernel));
      float[] rows = new float[256 * 32];
      Arrays.fill(rows, 0.5f);
      float[] square = new float[32 * 32];
      float[] own = new float[256];
      RowKernel row = RowKernels.best();
      int many = RowKernel.ROWS;
      float[] columns = new float[4 * RowKernel.COLUMN];
      calls.put("gram", () -> row.gram(columns, own, many, 32, square, new float[32]));
      calls.put("row-products", () -> row.products(own, columns, many, 32, new float[many]));
      calls.put("scale", () -> row.scale(own, many, 32, columns));
      calls.put("times", () -> row.times(rows, square, 0, 128, 32, columns));
      float[] crossed = new float[32 * 32];
      calls.put("cross", () -> row.cross(rows, 0, columns, 0, 128, 32, crossed));
      int[] places = new int[2048];
      calls.put(
          "sum", () -> row.sum(new float[][] {rows}, places, 0, places.length, 32, square, 0));
      calls.put("gather", () -> row.gather(new float[][] {rows}, places, 0, many, 32, columns));
      SystemKernel system = SystemKernels.best();
      double[] identity = new double[32 * 32];
      for (int k = 0; k < 32; k++) {
        identity[k * 32 + k] = 1;
      }
      double[] upper = new double[32 * 32];
      double[] side = new double[32];
      calls.put("factor", () -> system.factor(identity, 32, 32, upper));
      calls.put("solve-lower", () -> system.solveLower(upper, 32, 32, side));
      calls.put("solve-upper", () -> system.solveUpper(identity, 32, 32, side));
      SystemBatchKernel batch = SystemBatchKernels.best();
      double[] four = new double[4 * 32 * 32];
      double[] sides = new double[4 * 32];
      double[] products = new double[4 * 32];
      calls.put("factor-four", () -> batch.factor(four, 32));
      calls.put("solve-four-lower", () -> batch.solveLower(four, 32, sides));
      calls.put("solve-four-upper", () -> batch.solveUpper(four, 32, sides));
      calls.put("times-four", () -> batch.upperTimes(upper, 32, sides, products));
      ProductKernel product = ProductKernels.best();
      float[] out = new float[256 * 64];
      calls.put("product", () -> product.scores(rows, 0, 256, own, rows, 0, 8, null, 32, out, 64));
      return calls;
    }
  }
}
