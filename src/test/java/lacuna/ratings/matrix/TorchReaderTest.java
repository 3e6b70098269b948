// Tensors of PyTorch: what is read, and that nothing in a file is ever run.
package lacuna.ratings.matrix;

import static lacuna.ratings.matrix.TorchSamples.doubles;
import static lacuna.ratings.matrix.TorchSamples.file;
import static lacuna.ratings.matrix.TorchSamples.floats;
import static lacuna.ratings.matrix.TorchSamples.latin;
import static lacuna.ratings.matrix.TorchSamples.longs;
import static lacuna.ratings.matrix.TorchSamples.pickle;
import static lacuna.ratings.matrix.TorchSamples.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchReaderTest {
  private static final long[] SHAPE = {2, 3};
  private static final long[] ROW_MAJOR = {3, 1};

  @Test
  void elementsOfEveryUsualType() throws MatrixException {
    assertThat(text(file("FloatStorage", floats(1, 2.5, 3, 4, 5, 0), 6, 0, SHAPE, ROW_MAJOR)))
        .isEqualTo("1.0 2.5 3.0 | 4.0 5.0 0.0 float32");
    assertThat(text(file("DoubleStorage", doubles(1, 2.5, 3, 4, 5, 0), 6, 0, SHAPE, ROW_MAJOR)))
        .isEqualTo("1.0 2.5 3.0 | 4.0 5.0 0.0 float64");
    assertThat(text(file("LongStorage", longs(1, -2, 3, 4, 5, 0), 6, 0, SHAPE, ROW_MAJOR)))
        .isEqualTo("1.0 -2.0 3.0 | 4.0 5.0 0.0 int64");
    byte[] bytes = {1, 2, (byte) 200, 4, 5, 0};
    assertThat(text(file("ByteStorage", bytes, 6, 0, SHAPE, ROW_MAJOR)))
        .isEqualTo("1.0 2.0 200.0 | 4.0 5.0 0.0 uint8");
    assertThat(text(file("BoolStorage", bytes, 6, 0, SHAPE, ROW_MAJOR)))
        .isEqualTo("1.0 1.0 1.0 | 1.0 1.0 0.0 bool");
    // 1, -2, the smallest subnormal, infinity, 65504 and 0.5 in binary16.
    byte[] halves = {0, 0x3C, 0, (byte) 0xC0, 1, 0, 0, 0x7C, (byte) 0xFF, 0x7B, 0, 0x38};
    assertThat(text(file("HalfStorage", halves, 6, 0, SHAPE, ROW_MAJOR)))
        .isEqualTo("1.0 -2.0 5.9604644775390625E-8 | Infinity 65504.0 0.5 float16");
  }

  @Test
  void transposedAndCutOutViews() throws MatrixException {
    byte[] elements = floats(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(text(file("FloatStorage", elements, 12, 0, new long[] {4, 3}, new long[] {1, 4})))
        .isEqualTo("0.0 4.0 8.0 | 1.0 5.0 9.0 | 2.0 6.0 10.0 | 3.0 7.0 11.0 float32");
    assertThat(text(file("FloatStorage", elements, 12, 5, new long[] {2, 2}, new long[] {4, 1})))
        .isEqualTo("5.0 6.0 | 9.0 10.0 float32");
    assertThat(text(file("FloatStorage", elements, 12, 9, new long[] {1, 3}, new long[] {99, 1})))
        .isEqualTo("9.0 10.0 11.0 float32");
  }

  @Test
  void whatTheWriterWroteIsReadBack() throws IOException {
    float[] values = {0, 1.5f, Float.NaN, -4, 1e-30f, 5};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TorchWriter.write(values, 2, 3, out);
    DenseMatrix read = TorchReader.read(out.toByteArray());
    assertThat(read.rows()).isEqualTo(2);
    assertThat(read.columns()).isEqualTo(3);
    assertThat(read.type()).isEqualTo("float32");
    for (int k = 0; k < values.length; k++) {
      assertThat((float) read.value(k / 3, k % 3)).isEqualTo(Float.valueOf(values[k]));
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    TorchWriter.write(values, 2, 3, again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
    assertThatThrownBy(() -> TorchWriter.write(values, 3, 3, out))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"os\nsystem", "posix\nsystem", "builtins\neval", "torch\nload"})
  void aFunctionThatNoTensorNeedsIsRefusedByItsName(String name) {
    byte[] pickle = latin("\u0080\2c" + name + "\n(X\4\0\0\0echotR.");
    refused(file(pickle, floats(1)))
        .hasMessageContaining("asks for the Python name \"" + name.replace('\n', '.') + "\"")
        .hasMessageContaining("nothing was run");
  }

  @Test
  void aNameFromTheStackIsRefusedToo() {
    byte[] pickle = latin("\u0080\4\u008c\2os\u008c\6system\u0093\u008c\4echo\u0085R.");
    refused(file(pickle, floats(1))).hasMessageContaining("\"os.system\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'}.', a dictionary",
    "'].', a list",
    "'(i', a call to make an object",
    "')b.', a call to set",
    "'P1', a reference",
    "'V', the opcode 0x56"
  })
  void anOpcodeThatNoTensorNeedsIsRefused(String opcodes, String told) {
    refused(file(latin("\u0080\2" + opcodes), floats(1))).hasMessageContaining(told);
  }

  @Test
  void countsThatTheFileCantHold() {
    long billion = 1_000_000_000;
    byte[] few = floats(1, 2, 3, 4);
    refused(file("FloatStorage", few, billion, 0, new long[] {billion, 1}, new long[] {1, 1}))
        .hasMessageContaining("claims 1000000000 elements of float32 and stores 16 bytes");
    refused(file("FloatStorage", few, 4, 0, new long[] {billion, 4}, new long[] {0, 1}))
        .hasMessageContaining("claims the shape (1000000000, 4) and stores 4 elements");
    refused(file("FloatStorage", few, 4, 0, new long[] {1L << 62, 4}, new long[] {0, 1}))
        .hasMessageContaining("claims the shape");
    refused(file("FloatStorage", few, 4, 3, new long[] {2, 2}, new long[] {2, 1}))
        .hasMessageContaining("lead outside of its 4 stored elements");
    refused(file("FloatStorage", few, 4, -1, new long[] {2, 2}, new long[] {2, 1}))
        .hasMessageContaining("lead outside");
    refused(file("FloatStorage", few, 4, 0, new long[] {2, 2}, new long[] {-2, 1}))
        .hasMessageContaining("lead outside");
  }

  @Test
  void shapesThatAreNoMatrix() {
    refused(file("FloatStorage", floats(1, 2), 2, 0, new long[] {2}, new long[] {1}))
        .hasMessageContaining("has the shape (2); a matrix of ratings has two dimensions");
    refused(file("FloatStorage", floats(1), 1, 0, new long[] {1, 1, 1, 1}, new long[] {1, 1, 1, 1}))
        .hasMessageContaining("two dimensions");
    refused(file("FloatStorage", floats(), 0, 0, new long[] {0, 3}, new long[] {3, 1}))
        .hasMessageContaining("holds no ratings");
  }

  @Test
  void truncatedStorageAndChangedBytes() {
    byte[] whole = file("FloatStorage", floats(1, 2, 3, 4, 5, 6), 6, 0, SHAPE, ROW_MAJOR);
    for (int length = 4; length < whole.length; length += 7) {
      refused(Arrays.copyOf(whole, length));
    }
    byte[] changed = whole.clone();
    int at = indexOf(whole, floats(3, 4));
    changed[at] ^= 1;
    refused(changed).hasMessageContaining("the checksum of the entry \"a/data/0\"");
  }

  @Test
  void aZipBombIsNotUnpacked() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", pickle("ByteStorage", 1 << 27, 0, SHAPE, ROW_MAJOR));
    entries.put("a/data/0", new byte[1 << 27]);
    byte[] bomb = zip(entries, true);
    assertThat(bomb.length).isLessThan(200_000);
    refused(bomb).hasMessageContaining("claims to hold 134217").hasMessageContaining("250 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "a/../b", "C:\\x", "..\\x"})
  void anEntryThatLeadsOutOfTheArchive(String name) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", pickle("FloatStorage", 6, 0, SHAPE, ROW_MAJOR));
    entries.put(name, new byte[1]);
    refused(zip(entries, false)).hasMessageContaining("leads out of the archive");
  }

  @Test
  void formsThatAreNotRead() {
    byte[] old = latin("\u0080\2\u008a\12\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8P\31.");
    assertThat(MatrixFiles.of(old)).contains(MatrixFiles.TORCH);
    refused(old).hasMessageContaining("before 1.6").hasMessageContaining("save it again");
    byte[] bare = latin("\u0080\4\u0095\0\0\0\0\0\0\0\0N.");
    assertThat(MatrixFiles.of(bare)).contains(MatrixFiles.TORCH);
    refused(bare).hasMessageContaining("is a bare pickle");
    refused(latin("1,2,3\n")).hasMessageContaining("is no file of PyTorch's");
    refused(zip(Map.of("a/b", new byte[1]), false)).hasMessageContaining("without data.pkl");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }

  private static String text(byte[] file) throws MatrixException {
    assertThat(MatrixFiles.of(file)).contains(MatrixFiles.TORCH);
    return MatrixTexts.of(TorchReader.read(file));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file) {
    return assertThatThrownBy(() -> TorchReader.read(file))
        .isInstanceOf(MatrixException.class)
        .hasMessageNotContaining("\n");
  }
}
