// Matrices of MATLAB.
package lacuna.ratings.matrix;

import static lacuna.ratings.matrix.MatlabSamples.compressed;
import static lacuna.ratings.matrix.MatlabSamples.element;
import static lacuna.ratings.matrix.MatlabSamples.file;
import static lacuna.ratings.matrix.MatlabSamples.sparse;
import static lacuna.ratings.matrix.MatlabSamples.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class MatlabReaderTest {
  private static final int[] SHAPE = {4, 3};
  private static final byte[] SPARSE =
      sparse(SHAPE, new int[] {0, 3, 1}, new int[] {0, 2, 2, 3}, new double[] {5, 0, 2.5});
  private static final String CELLS = "0,0=5.0 3,0=0.0 1,2=2.5 float64";

  @Test
  void sparseMatricesPlainAndCompressed() throws MatrixException {
    assertThat(text(file(SPARSE))).isEqualTo(CELLS);
    assertThat(text(file(compressed(SPARSE)))).isEqualTo(CELLS);
    byte[] word = variable(4, 0, new int[] {1, 2}, "word", element(16, new byte[] {'h', 'i'}));
    assertThat(text(file(word, SPARSE))).isEqualTo(CELLS);
  }

  @Test
  void denseMatricesStandColumnByColumnInTheirNarrowestType() throws MatrixException {
    byte[] numbers = element(2, new byte[] {1, 4, 2, 5, 3, 6});
    assertThat(text(file(variable(6, 0, new int[] {2, 3}, "A", numbers))))
        .isEqualTo("1.0 2.0 3.0 | 4.0 5.0 6.0 uint8");
  }

  @Test
  void whatIsNotOneRealMatrix() {
    refused(file(SPARSE, SPARSE)).hasMessageContaining("holds 2 matrices (\"R\", \"R\")");
    refused(file()).hasMessageContaining("holds no matrix");
    refused(file(variable(6, 0x800, new int[] {1, 1}, "z", element(2, new byte[2]))))
        .hasMessageContaining("complex");
    refused(TorchSamples.latin("MATLAB 7.3 MAT-file, Platform")).hasMessageContaining("'-v7'");
    refused(TorchSamples.latin("\u0089HDF\r\n\032\n")).hasMessageContaining("HDF5");
  }

  @Test
  void damage() {
    byte[] whole = file(SPARSE);
    for (int length = 8; length < whole.length; length += 5) {
      refused(Arrays.copyOf(whole, length));
    }
    double[] values = {5, 0, 2.5};
    refused(file(sparse(SHAPE, new int[] {0, 9, 1}, new int[] {0, 2, 2, 3}, values)))
        .hasMessageContaining("stores the cell (9, 0)");
    refused(file(sparse(SHAPE, new int[] {0, 3, 1}, new int[] {0, 2, 2, 1_000_000}, values)))
        .hasMessageContaining("claims 1000000 stored cells");
    refused(file(sparse(SHAPE, new int[] {0, 3, 1}, new int[] {0, 3, 2, 3}, values)))
        .hasMessageContaining("columns begin do not fit");
    byte[] bomb = compressed(element(MatlabSamples.MATRIX, new byte[80 << 20]));
    refused(file(bomb)).hasMessageContaining("expands to more than 250 times");
  }

  private static String text(byte[] file) throws MatrixException {
    assertThat(MatrixFiles.of(file)).contains(MatrixFiles.MATLAB);
    return MatrixTexts.of(MatlabReader.read(file));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file) {
    return assertThatThrownBy(() -> MatlabReader.read(file))
        .isInstanceOf(MatrixException.class)
        .hasMessageNotContaining("\n");
  }
}
