// Lines of pieces against a plain reading of the whole text.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void piecesGiveEachLineOnceWithItsNumber() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      List<String> expected = new ArrayList<>();
      int count = random.nextInt(12);
      for (int line = 1; line <= count; line++) {
        String content = random.nextInt(4) == 0 ? " ".repeat(random.nextInt(3)) : words(random);
        if (!content.isBlank()) {
          expected.add(line + ":" + content);
        }
        text.append(content);
        boolean last = line == count;
        if (!last || random.nextBoolean()) {
          text.append(new String[] {"\n", "\r\n"}[random.nextInt(2)]);
        }
      }
      assertThat(inPieces(text.toString(), random)).as(text.toString()).isEqualTo(expected);
    }
  }

  @Test
  void aReturnAloneEndsALineToo() throws IOException {
    Random random = new Random(6);
    for (int round = 0; round < 200; round++) {
      assertThat(inPieces("a\rb\r\rc\r\nd\n\re", random))
          .containsExactly("1:a", "2:b", "4:c", "5:d", "7:e");
    }
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstLine() throws IOException {
    byte[] bytes = "\uFEFF1,2,3\n4,5,6".getBytes(StandardCharsets.UTF_8);
    assertThat(lines(bytes, 0, bytes.length, 4)).containsExactly("1,2,3", "4,5,6");
    byte[] nothing = "\uFEFF".getBytes(StandardCharsets.UTF_8);
    assertThat(lines(nothing, 0, nothing.length, 4)).isEmpty();
  }

  @Test
  void aLineThatIsTooLongIsCutAndTheNextIsWhole() throws IOException {
    byte[] bytes = new byte[LineReader.LONGEST + 5_000_000];
    Arrays.fill(bytes, (byte) 'x');
    byte[] end = "\r\nnext\n".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 0, Long.MAX_VALUE)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.cut()).isTrue();
      assertThat(reader.to() - reader.from()).isLessThan(2000);
      assertThat(reader.next()).isTrue();
      assertThat(reader.cut()).isFalse();
      assertThat(text(reader)).isEqualTo("next");
      assertThat(reader.lines()).isEqualTo(2);
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void aLineJustShortEnoughIsWhole() throws IOException {
    byte[] bytes = new byte[LineReader.LONGEST / 2];
    Arrays.fill(bytes, (byte) 'x');
    assertThat(lines(bytes, 0, bytes.length, 16))
        .hasSize(1)
        .first()
        .asString()
        .hasSize(bytes.length);
  }

  private static String words(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(30);
    for (int k = 0; k < length; k++) {
      text.append("a1,;: é".charAt(random.nextInt(7)));
    }
    return text.toString();
  }

  /** Cuts a text at random places, reads the pieces one after the other, and numbers the lines. */
  private static List<String> inPieces(String text, Random random) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int cuts = random.nextInt(4);
    int[] places = new int[cuts + 2];
    for (int k = 1; k <= cuts; k++) {
      places[k] = random.nextInt(bytes.length + 1);
    }
    places[cuts + 1] = bytes.length;
    Arrays.sort(places);
    List<String> all = new ArrayList<>();
    long before = 0;
    for (int k = 0; k <= cuts; k++) {
      int start = places[k];
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      in.skip(Math.max(0, start - 1));
      try (LineReader reader = new LineReader(in, start, places[k + 1], 1 + random.nextInt(20))) {
        while (reader.next()) {
          all.add(before + reader.lines() + ":" + text(reader));
        }
        before += reader.lines();
      }
    }
    return all;
  }

  private static List<String> lines(byte[] bytes, int start, int end, int buffer)
      throws IOException {
    List<String> all = new ArrayList<>();
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), start, end, buffer)) {
      while (reader.next()) {
        all.add(text(reader));
      }
    }
    return all;
  }

  private static String text(LineReader reader) {
    return new String(
        reader.buffer(), reader.from(), reader.to() - reader.from(), StandardCharsets.UTF_8);
  }
}
