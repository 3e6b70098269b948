// What becomes of dirt: each row of the table in data/README.md.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import lacuna.SparkForTests;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirtTest {
  private static final RatingsRequest REQUEST = RatingsRequest.of("input").build();

  @TempDir Path folder;

  @Test
  void byteOrderMarksAndMixedLineEnds() {
    assertThat(parsed("\uFEFF1,7,4\r\n1,8,3.5\r2,8,5\n\n\r\n2,9,1").ratings())
        .containsExactly("1 7 4.0", "1 8 3.5", "2 8 5.0", "2 9 1.0");
    assertThat(parsed("\uFEFFuserId,movieId,rating\n1,7,4\n").ratings()).containsExactly("1 7 4.0");
  }

  @Test
  void utf16IsRefusedByItsName() throws IOException {
    Path path =
        Files.write(folder.resolve("a.csv"), "\uFEFF1,7,4\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(InputException.class)
        .hasMessage(path + " is text in UTF-16; save it as UTF-8");
  }

  @Test
  void zeroBytes() throws IOException {
    Path early = Files.writeString(folder.resolve("early.csv"), "1,7,4\n1,\0,5\n");
    assertThatThrownBy(() -> load(early))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it holds zero bytes");
    // Behind the first 64 KB they are what they are: no part of an id or a number.
    String late = "1,7,4\n".repeat(12_000) + "1,a\0b,5\n1,8,5\0\n";
    assertThat(parsed(late).faults())
        .containsExactly(
            "12001: the item id holds a control character (byte 0)",
            "12002: the rating is 5\0, not a number");
  }

  @Test
  void aLineOfTenMegabytes() {
    String text = "1,7,4\n1," + "x".repeat(10 << 20) + ",5\n1,8,5," + "y".repeat(10 << 20) + "\n";
    ParsedText parsed = parsed(text);
    assertThat(parsed.faults())
        .containsExactly("2: the item id has 10485760 bytes, more than 4096");
    assertThat(parsed.ratings()).containsExactly("1 7 4.0", "1 8 5.0");
    PieceReport report = new PieceReport(0, "input", 1);
    report.reject(1, text, "long");
    assertThat(report.record(0, 0).text()).hasSize(501);
  }

  @ParameterizedTest
  @CsvSource({
    "'1;7;4', 'too few columns, 1 where 3 are needed'",
    "'1\t7\t4', 'too few columns, 1 where 3 are needed'",
    "'1,7,\"4,5\"', 'the rating is 4,5, with a decimal comma; write a point'",
    "'1,\"a', 'a quote is not closed'",
    "'b\",4', 'too few columns, 2 where 3 are needed'",
    "',7,4', 'the user id is empty'",
    "'1,\"\",4', 'the item id is empty'",
    "'1,  ,4', 'the item id is empty'",
    "'1,7,1e39', 'the rating is 1e39, beyond the range of a float'",
    "'1,7,NaN', 'the rating is NaN, not a finite number'",
    "'1,7,four', 'the rating is four, not a number'",
    "'1,7,0x10', 'the rating is 0x10, not a number'"
  })
  void linesThatAreBad(String line, String reason) {
    ParsedText parsed = parsed("1,1,1\n2,2,2\n" + line + "\n");
    assertThat(parsed.faults()).containsExactly("3: " + reason);
    assertThat(parsed.ratings()).hasSize(2);
  }

  @Test
  void decimalCommasBesideSemicolons() {
    assertThat(parsed("1;7;4\n1;8;4,5\n").faults())
        .containsExactly("2: the rating is 4,5, with a decimal comma; write a point");
  }

  @ParameterizedTest
  @CsvSource({"+5, 5.0", "5e-1, 0.5", "4.50E+0, 4.5", ".5, 0.5", "5., 5.0", "-0, 0.0", "007, 7.0"})
  void numbersAsTheyAreWritten(String written, String read) {
    assertThat(parsed("1,7," + written + "\n").ratings()).containsExactly("1 7 " + read);
  }

  @Test
  void idsThatDifferByBlanksAreOneAndByZerosTwo() {
    assertThat(parsed("1,7,4\n 1 ,7\t,5\n01,007,5\n\" 1\",7,6\n").ratings())
        .containsExactly("1 7 4.0", "1 7 5.0", "01 007 5.0", " 1 7 6.0");
  }

  @Test
  void timesInOneUnitOrAsDates() {
    String times = "880606923, 880606923000 ,2005-09-06,2005-09-06T12:30:00Z,978300760.5";
    for (String time : times.split(",")) {
      assertThat(TimeText.parse(time.strip().getBytes(), 0, time.strip().length()))
          .isNotEqualTo(TimeText.NONE);
    }
    for (String time : new String[] {"9999999999999999999", "yesterday", "2005-13-01", ""}) {
      assertThat(TimeText.parse(time.getBytes(), 0, time.length())).isEqualTo(TimeText.NONE);
    }
  }

  @Test
  void aFileThatShrinksOrVanishesWhileItIsRead() throws IOException {
    Path path = Files.writeString(folder.resolve("r.csv"), "1,7,4\n".repeat(1000));
    LineFormat format = new DelimitedLines(new LayoutFinder("r", head(), REQUEST).find());
    FilePiece planned = new FilePiece(0, path.toString(), "r.csv", 0, 6000);
    assertThat(failure(planned, format)).isNull();
    Files.writeString(path, "1,7,4\n".repeat(500));
    assertThat(failure(planned, format)).isEqualTo("it became shorter while it was read");
    FilePiece second = new FilePiece(1, path.toString(), "r.csv", 4000, 6000);
    assertThat(failure(second, format)).isNotNull();
    Files.writeString(path, "1,7,4\n".repeat(2000));
    assertThat(failure(planned, format)).isNull();
    Files.delete(path);
    assertThat(failure(planned, format)).contains("r.csv does not exist");
    try (LineReader lines =
        new LineReader(new ByteArrayInputStream(new byte[10]), 0, Long.MAX_VALUE)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.cameShort()).isFalse();
    }
  }

  private static List<byte[]> head() {
    return List.of("1,7,4".getBytes(StandardCharsets.UTF_8));
  }

  private static String failure(FilePiece piece, LineFormat format) {
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TRAIN, false, false);
    Iterator<RatingChunk> chunks =
        new TextChunks(new FilePiece[] {piece}, format, builder, new Configuration(), 1, false);
    return chunks.next().reports[0].failure;
  }

  @Test
  void aFolderWithMarksHiddenFilesAndOneThatCantBeRead() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("part-0.csv"), "1,7,4\n");
    Files.writeString(data.resolve("part-1.csv"), "1,8,5\n");
    Files.writeString(data.resolve("_SUCCESS"), "");
    Files.writeString(data.resolve(".part-0.csv.crc"), "x\0y");
    Files.createDirectories(data.resolve("_temporary"));
    Files.writeString(data.resolve("_temporary/part-2.csv"), "no rating");
    Files.writeString(data.resolve("part-2.csv"), "");
    Files.writeString(data.resolve("README.txt"), "These are ratings.\n");
    Files.writeString(data.resolve("LICENSE"), "Do with them what you like, but name us.\n");
    RatingTable table = load(data);
    assertThat(table.count()).isEqualTo(2);
    assertThat(table.understood().warnings())
        .containsExactly(
            "left out of " + data + ", for their names are not those of data: LICENSE, README.txt");
    Path broken = data.resolve("part-3.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(broken))) {
      out.write("1,9,5\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(broken);
    whole[whole.length - 6] ^= 1;
    Files.write(broken, whole);
    assertThatThrownBy(() -> load(data))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(broken + " can't be read: ");
  }

  @Test
  void aFileAmongManyThatMayNotBeReadOrIsNotThere() throws IOException {
    Path data = Files.createDirectories(folder.resolve("many"));
    for (int part = 0; part < 5; part++) {
      Files.writeString(data.resolve("part-" + part + ".csv"), "1," + part + ",4\n");
    }
    Configuration hadoop = SparkForTests.session().sparkContext().hadoopConfiguration();
    hadoop.set("fs.denying.impl", DenyingFileSystem.class.getName());
    String denying = "denying://" + data;
    assertThat(load(denying, BadRecords.FAIL).count()).isEqualTo(5);
    for (String name : new String[] {"part-3-locked.csv", "a-locked.csv"}) { // later, and the first
      Path locked = Files.writeString(data.resolve(name), "1,9,4\n");
      for (BadRecords rule : BadRecords.values()) {
        assertThatThrownBy(() -> load(denying, rule))
            .isInstanceOf(InputException.class)
            .hasMessageContaining(name + " can't be read: Permission denied")
            .hasMessageNotContaining("\n");
      }
      Files.delete(locked);
    }
    Path gone = Files.createSymbolicLink(data.resolve("part-5.csv"), data.resolve("gone.csv"));
    assertThatThrownBy(() -> load(data))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(gone.toString())
        .hasMessageNotContaining("\n");
  }

  private static RatingTable load(String path, BadRecords rule) {
    return RatingsLoader.load(
        SparkForTests.session(), RatingsRequest.of(path).badRecords(rule).build());
  }

  private static ParsedText parsed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ParsedText.of(bytes, false, first -> ParsedText.delimited(first, REQUEST));
  }

  private static RatingTable load(Path path) {
    return RatingsLoader.load(SparkForTests.session(), RatingsRequest.of(path.toString()).build());
  }
}
