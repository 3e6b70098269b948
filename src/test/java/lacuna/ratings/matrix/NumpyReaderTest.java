// Arrays of NumPy and sparse matrices of SciPy.
package lacuna.ratings.matrix;

import static lacuna.ratings.matrix.NumpySamples.array;
import static lacuna.ratings.matrix.TorchSamples.doubles;
import static lacuna.ratings.matrix.TorchSamples.floats;
import static lacuna.ratings.matrix.TorchSamples.longs;
import static lacuna.ratings.matrix.TorchSamples.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyReaderTest {
  private static final int[] STARTS = {0, 2, 2, 3};
  private static final int[] INNER = {0, 3, 1};
  private static final double[] VALUES = {5, 0, 2.5};

  @Test
  void denseArraysInEitherOrder() throws MatrixException {
    assertThat(text(array("<f4", false, "(2, 3)", floats(1, 2, 3, 4, 5, 6))))
        .isEqualTo("1.0 2.0 3.0 | 4.0 5.0 6.0 float32");
    assertThat(text(array("<f8", true, "(2, 3)", doubles(1, 4, 2, 5, 3, 6))))
        .isEqualTo("1.0 2.0 3.0 | 4.0 5.0 6.0 float64");
    assertThat(text(array("<i8", false, "(1, 2)", longs(-7, 1L << 40))))
        .isEqualTo("-7.0 1.099511627776E12 int64");
    assertThat(text(array(">i2", false, "(1, 2)", new byte[] {1, 0, -1, -1})))
        .isEqualTo("256.0 -1.0 int16");
    assertThat(text(array("|u1", false, "(1, 2)", new byte[] {1, -1})))
        .isEqualTo("1.0 255.0 uint8");
  }

  @Test
  void sparseMatricesWithTheirStoredZeros() throws MatrixException {
    assertThat(text(NumpySamples.csr(new long[] {3, 4}, STARTS, INNER, VALUES)))
        .isEqualTo("0,0=5.0 0,3=0.0 2,1=2.5 float64");
    assertThat(text(NumpySamples.compressed("csc", new long[] {4, 3}, STARTS, INNER, VALUES)))
        .isEqualTo("0,0=5.0 3,0=0.0 1,2=2.5 float64");
    assertThat(
            text(
                NumpySamples.coordinates(
                    new long[] {3, 4}, new int[] {2, 0}, new int[] {1, 3}, new double[] {1, 2})))
        .isEqualTo("2,1=1.0 0,3=2.0 float64");
  }

  @Test
  void anArchiveOfOneArray() throws MatrixException {
    byte[] one = array("<f4", false, "(1, 2)", floats(1, 2));
    assertThat(text(zip(Map.of("arr_0.npy", one), true))).isEqualTo("1.0 2.0 float32");
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("a.npy", one);
    two.put("b.npy", one);
    refused(zip(two, true)).hasMessageContaining("2 entries, \"a.npy, b.npy\"");
  }

  @Test
  void arraysOfObjectsArePicklesAndNotRead() {
    refused(array("|O", false, "(2, 2)", new byte[40])).hasMessageContaining("is a pickle");
  }

  @ParameterizedTest
  @CsvSource({
    "<c8, '(1, 1)', array of type <c8",
    "<f4, '(1,)', two dimensions",
    "<f4, '(1, 1, 1)', two dimensions",
    "<f4, '()', two dimensions",
    "<f4, '(1000000000, 1000000000)', claims the shape",
    "<f4, '(1, 2)', claims the shape",
    "<f4, '(999999999999999999, 0)', claims the shape",
    "<f4, '__import__(''os'')', header that is not",
    "|S4, '(1, 1)', array of type |S4"
  })
  void headersThatDoNotFit(String type, String shape, String told) {
    refused(array(type, false, shape, floats(1))).hasMessageContaining(told);
  }

  @Test
  void sparseMatricesThatDoNotFit() {
    refused(NumpySamples.csr(new long[] {3, 4}, new int[] {0, 2, 1, 3}, INNER, VALUES))
        .hasMessageContaining("rows begin do not fit");
    refused(NumpySamples.csr(new long[] {2, 4}, STARTS, INNER, VALUES))
        .hasMessageContaining("do not fit");
    refused(NumpySamples.csr(new long[] {3, 3}, STARTS, INNER, VALUES))
        .hasMessageContaining("stores the cell (0, 3)");
    refused(NumpySamples.csr(new long[] {3, -4}, STARTS, INNER, VALUES))
        .hasMessageContaining("entry shape holds -4");
    refused(NumpySamples.compressed("bsr", new long[] {3, 4}, STARTS, INNER, VALUES))
        .hasMessageContaining("\"bsr\"; csr, csc and coo are read");
  }

  private static String text(byte[] file) throws MatrixException {
    assertThat(MatrixFiles.of(file)).contains(MatrixFiles.NUMPY);
    return MatrixTexts.of(NumpyReader.read(file));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file) {
    return assertThatThrownBy(() -> NumpyReader.read(file))
        .isInstanceOf(MatrixException.class)
        .hasMessageNotContaining("\n");
  }
}
