// Ten thousand damaged files for each reader of matrices: a right result or a clear refusal.
package lacuna.ratings.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import lacuna.ratings.Damage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixFuzzTest {
  private static final int CASES = 10_000;

  /**
   * A form of file.
   *
   * @param checked whether it has checksums, so that nothing but the very matrix may be read
   */
  private record Form(
      String name, MatrixFiles kind, boolean checked, Function<Random, byte[]> writer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Form> forms() {
    return Stream.of(
        new Form("pt", MatrixFiles.TORCH, true, MatrixFuzzTest::tensor),
        new Form("npy", MatrixFiles.NUMPY, false, MatrixFuzzTest::array),
        new Form("npz", MatrixFiles.NUMPY, true, MatrixFuzzTest::sparse),
        new Form("mat", MatrixFiles.MATLAB, false, MatrixFuzzTest::matlab));
  }

  @ParameterizedTest
  @MethodSource("forms")
  @Timeout(60)
  void aRightResultOrAClearRefusal(Form form) throws MatrixException {
    Random random = new Random(13);
    int refused = 0;
    for (int k = 0; k < CASES; k++) {
      byte[] valid = form.writer.apply(random);
      String expected = MatrixTexts.of(form.kind.read(valid));
      byte[] file = Damage.of(valid, random);
      try {
        Matrix matrix = form.kind.read(file);
        String text = MatrixTexts.of(matrix);
        if (form.checked || Arrays.equals(file, valid)) {
          assertThat(text).isEqualTo(expected);
        }
        assertThat(cells(matrix)).isLessThan(file.length + 1L);
      } catch (MatrixException e) {
        if (e.getMessage().isBlank() || e.getMessage().contains("\n")) {
          throw new AssertionError("case " + k + ": " + e.getMessage());
        }
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("case " + k, e);
      }
    }
    assertThat(refused).isBetween(CASES / 10, CASES);
  }

  private static long cells(Matrix matrix) {
    long count = 0;
    for (Matrix.Cells cells = matrix.cells(); cells.next(); ) {
      count++;
    }
    assertThat(matrix.dense() ? (long) matrix.rows() * matrix.columns() : count).isEqualTo(count);
    return count;
  }

  private static double[] values(int count, Random random) {
    return random.doubles(count).toArray();
  }

  private static byte[] tensor(Random random) {
    int rows = 1 + random.nextInt(4);
    int columns = 1 + random.nextInt(4);
    boolean turned = random.nextBoolean();
    long[] strides = turned ? new long[] {1, rows} : new long[] {columns, 1};
    return TorchSamples.file(
        "FloatStorage",
        TorchSamples.floats(values(rows * columns, random)),
        rows * columns,
        0,
        new long[] {rows, columns},
        strides);
  }

  private static byte[] array(Random random) {
    int rows = 1 + random.nextInt(4);
    int columns = 1 + random.nextInt(4);
    return NumpySamples.array(
        "<f8",
        random.nextBoolean(),
        "(" + rows + ", " + columns + ")",
        TorchSamples.doubles(values(rows * columns, random)));
  }

  private static byte[] sparse(Random random) {
    double[] values = values(3, random);
    return random.nextBoolean()
        ? NumpySamples.csr(new long[] {3, 4}, new int[] {0, 2, 2, 3}, new int[] {0, 3, 1}, values)
        : NumpySamples.coordinates(
            new long[] {3, 4}, new int[] {0, 1, 2}, new int[] {3, 2, 1}, values);
  }

  private static byte[] matlab(Random random) {
    byte[] sparse =
        MatlabSamples.sparse(
            new int[] {4, 3}, new int[] {0, 3, 1}, new int[] {0, 2, 2, 3}, values(3, random));
    return MatlabSamples.file(random.nextBoolean() ? MatlabSamples.compressed(sparse) : sparse);
  }
}
