// A small file in every format, found out by its first bytes and read through the loader.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lacuna.SparkForTests;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatFilesTest {
  /** The ratings that most files here hold. */
  private static final Map<String, String> RATINGS =
      Map.of("1 7", "4.0 TRAIN", "1 8", "3.5 TRAIN", "2 8", "5.0 TRAIN");

  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @Test
  void netflixFilesOneAMovieOrAllInOne() throws IOException {
    Path films = Files.createDirectories(folder.resolve("films"));
    Files.writeString(films.resolve("mv_0000007.txt"), "7:\n1,4,2005-09-06\n");
    Files.writeString(
        films.resolve("mv_0000008.txt"), "8:\r\n1,3.5,2005-09-06\r\n2,5,2005-10-01\r\n");
    check("netflix", RatingsRequest.of(films.toString()));
    String one =
        write("combined.txt", "7:\n1,4,2005-09-06\n8:\n1,3.5,2005-09-06\n2,5,2005-10-01\n");
    RatingTable table =
        check("netflix", RatingsRequest.of(one).split(SplitRule.LATEST).testFraction(0));
    assertThat(table.understood().sources().get(0).details().get("columns")).contains("item");
    refused("netflix", "7:\n1,4\nx8:\n2,5\n").hasMessageContaining("line 3: neither a movie's");
  }

  @Test
  void aNetflixMovieThatGoesOnInTheNextPiece() throws IOException {
    StringBuilder text = new StringBuilder("1:\n");
    for (int user = 0; user < 60_000; user++) {
      text.append(1_000_000 + user).append(",3,2005-09-06\n");
    }
    text.append("22:\n5,4,2005-09-07\n");
    for (int user = 0; user < 60_000; user++) {
      text.append(2_000_000 + user).append(",2,2005-09-06\n");
    }
    String path = write("combined_data_1.txt", text.toString());
    RatingTable table = load(RatingsRequest.of(path));
    assertThat(table.count()).isEqualTo(120_001);
    assertThat(table.items().get(0) + " " + table.items().get(1)).isEqualTo("1 22");
    Map<String, String> contents = Contents.of(table);
    assertThat(contents).containsEntry("1059999 1", "3.0 TRAIN");
    assertThat(contents)
        .containsEntry("2059999 22", "2.0 TRAIN")
        .containsEntry("5 22", "4.0 TRAIN");
  }

  @Test
  void itemFirstTriplesByName() throws IOException {
    String path = write("triples.csv", "7,1,4.0\r\n8,1,3.5\r\n8,2,5.0\r\n");
    check("item-first", RatingsRequest.of(path).format("item-first"));
    check("delimited", RatingsRequest.of(path).userColumn("2").itemColumn("1"));
  }

  @Test
  void spacesAndTypedHeaders() throws IOException {
    check("delimited", RatingsRequest.of(write("libmf.txt", "1 7 4\n1 8 3.5\n2 8 5\n")));
    String inter =
        "item_id:token\tuser_id:token\ttimestamp:float\trating:float\n"
            + "7\t1\t8.8e8\t4\n8\t1\t880000001.0\t3.5\n8\t2\t1\t5.0\n";
    check("delimited", RatingsRequest.of(write("a.inter", inter)));
    check("delimited", RatingsRequest.of(write("b.inter", inter)).ratingColumn("rating"));
  }

  @Test
  void matrixMarketWithOneHalfOfASymmetricMatrix() throws IOException {
    String head = "%%MatrixMarket matrix coordinate real general\n% a remark\n\n";
    check(
        "matrix-market",
        RatingsRequest.of(write("a.mtx", head + "2 8 3\n1 7 4\n1 8 3.5\n2 8 5\n")));
    String turned = write("b.mtx", head + "8 2 3\n7 1 4\n8 1 3.5\n8 2 5\n");
    check("matrix-market", RatingsRequest.of(turned).rows(RowsAre.ITEMS));
    String symmetric =
        write("c.mtx", "%%matrixmarket MATRIX coordinate integer symmetric\n3 3 2\n2 2 4\n3 1 5\n");
    assertThat(Contents.of(load(RatingsRequest.of(symmetric))))
        .containsOnly(
            Map.entry("2 2", "4.0 TRAIN"),
            Map.entry("3 1", "5.0 TRAIN"),
            Map.entry("1 3", "5.0 TRAIN"));
    refused("matrix-market", head + "2 8 3\n1 7 4\n1 8 3.5\n")
        .hasMessageContaining("promises 3 cells and holds 2 lines");
    refused("matrix-market", head + "2 8 1\n0 7 4\n")
        .hasMessageContaining("line 5: the cell is not");
    refused("auto", "%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 1\n")
        .hasMessageContaining("of Matrix Market's forms");
  }

  @Test
  void arffWithNamesAndQuotes() throws IOException {
    String arff =
        "% made by hand\n@RELATION ratings\n@attribute itemId STRING\n@attribute 'user id' numeric\n"
            + "@attribute rating {1, 2, 3.5, 4, 5}\n@DATA\n7,1,4\n% between\n'8',1,3.5\n8,2,5\n";
    check("arff", RatingsRequest.of(write("a.arff", arff)).userColumn("user id"));
    refused("auto", "@relation r\n1,2,3\n").hasMessageContaining("names no columns by @attribute");
  }

  @Test
  void jsonLines() throws IOException {
    String json =
        "{\"reviewerID\": \"1\", \"asin\": 7, \"overall\": 4.0, \"text\": \"a {\", \"at\": [1]}\n"
            + "{\"reviewerID\":1,\"asin\":\"8\",\"overall\":\"3.5\"}\n"
            + "{\"asin\":\"8\",\"overall\":5,\"reviewerID\":\"2\",\"more\":{\"asin\":\"9\"}}\n";
    check("json", RatingsRequest.of(write("a.json", json)));
    refused("auto", json + "{\"asin\":\"8\",\"overall\":5}\n")
        .hasMessageContaining("line 4: the user id is missing (\"reviewerID\")");
    refused("auto", json + "{\"asin\":\"8\",\"asin\":\"9\"}\n").hasMessageContaining("no JSON");
    refused("auto", json + "{\"asin\":\"8\n").hasMessageContaining("no JSON");
    refused("auto", "[{\"user\":1}]").hasMessageContaining("known to hold the item");
    String array = json.strip().replace("\n", ",\n");
    check("json", RatingsRequest.of(write("b.json", "[\n" + array + "\n]\n")));
    check("json", RatingsRequest.of(write("c.json", " [ " + array.replace(",", "\n,") + "]")));
    refused("auto", "[" + array).hasMessageContaining("is no JSON");
    refused("auto", "{\"user\":1,\"item\":2}\n").hasMessageContaining("known to hold the rating");
  }

  @Test
  void orcAndATableOfTheCatalog() {
    spark
        .sql(
            "SELECT * FROM VALUES (1L, 7, 4.0f), (1L, 8, 3.5f), (2L, 8, 5.0f) AS t(user, item, rating)")
        .createOrReplaceTempView("some_ratings");
    String orc = folder.resolve("orc").toString();
    spark.table("some_ratings").coalesce(1).write().orc(orc);
    assertThat(check("orc", RatingsRequest.of(orc)).users().type().simpleString())
        .isEqualTo("bigint");
    check("table", RatingsRequest.of("some_ratings"));
    check("table", RatingsRequest.of("some_ratings").format("table"));
    spark.catalog().dropTempView("some_ratings");
    assertThatThrownBy(() -> load(RatingsRequest.of("some_ratings").format("table")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("some_ratings is no table");
    assertThatThrownBy(() -> load(RatingsRequest.of("data/sample/r.csv").format("table")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data/sample/r.csv is no table");
    assertThatThrownBy(() -> load(RatingsRequest.of("no.such.name.at.all")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not there");
  }

  @Test
  void anyCompressionByItsFirstBytes() throws IOException {
    String text = "1,7,4\n1,8,3.5\n2,8,5\n";
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    for (String name : new String[] {"a.csv.gz", "b.csv"}) {
      check("delimited", RatingsRequest.of(write(name, gzip(plain))));
    }
    check("delimited", RatingsRequest.of(write("c.csv.zst", Zstd.compress(plain))));
    check("delimited", RatingsRequest.of(write("d.csv.bz2", bzip2(plain))));
    check("delimited", RatingsRequest.of(write("e.zip", zip("r.csv", text))));
    check(
        "delimited",
        RatingsRequest.of(write("f.zip", zip("x/README.txt", "Hi", "x/ratings.csv", text))));
    // A name that promises what is not there.
    check("delimited", RatingsRequest.of(write("g.csv.gz", plain)));
    check("delimited", RatingsRequest.of(write("h.csv.zst", plain)));
    // Of any format, whatever the name.
    String market = "%%MatrixMarket matrix coordinate real general\n2 8 3\n1 7 4\n1 8 3.5\n2 8 5\n";
    check("matrix-market", RatingsRequest.of(write("j", bzip2(market.getBytes()))));
    String json = "[{\"user\":1,\"item\":7,\"rating\":4},{\"user\":1,\"item\":8,\"rating\":3.5},\n";
    json += "{\"user\":2,\"item\":8,\"rating\":5}]";
    check("json", RatingsRequest.of(write("k", Zstd.compress(json.getBytes()))));
    String films = "7:\n1,4,2005-09-06\n8:\n1,3.5,2005-09-06\n2,5,2005-10-01\n";
    check("netflix", RatingsRequest.of(write("l", zip("combined_data_1.txt", films))));
    String dense = "4,3.5\n,5\n";
    assertThat(load(RatingsRequest.of(write("m", gzip(dense.getBytes()))).format("dense")).count())
        .isEqualTo(3);
    String twice =
        write("i.csv.gz", join(gzip("1,7,4\n1,8,3.5\n".getBytes()), gzip("2,8,5\n".getBytes())));
    check("delimited", RatingsRequest.of(twice));
  }

  @Test
  void archivesThatCantBeUsed() throws IOException {
    String text = "1,7,4\n1,8,3.5\n2,8,5\n";
    String two = write("two.zip", zip("a.csv", text, "b.csv", text));
    unreadable(two).hasMessageContaining("its 2 files").hasMessageContaining("a.csv, b.csv");
    byte[] whole = zip("r.csv", text);
    unreadable(write("cut.zip", Arrays.copyOf(whole, whole.length / 2)))
        .hasMessageContaining("zip archive that can't be used");
    byte[] zstd = Zstd.compress(text.repeat(10_000).getBytes(StandardCharsets.UTF_8));
    unreadable(write("cut.zst", Arrays.copyOf(zstd, zstd.length / 2)))
        .hasMessageContaining("can't be read");
    Configuration hadoop = new Configuration();
    String bomb = write("bomb.zst", Zstd.compress(new byte[80 << 20]));
    FilePiece piece = new FilePiece(0, bomb, bomb, 0, Long.MAX_VALUE);
    assertThatThrownBy(() -> FileBytes.whole(piece, hadoop))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expand to more than 250 times");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> unreadable(String path) {
    return assertThatThrownBy(() -> load(RatingsRequest.of(path)))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("\n");
  }

  private RatingTable check(String format, RatingsRequest.Builder request) {
    RatingTable table = load(request);
    assertThat(table.understood().sources().get(0).format()).isEqualTo(format);
    assertThat(Contents.of(table)).isEqualTo(new TreeMap<>(RATINGS));
    return table;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String format, String text)
      throws IOException {
    String path = write("refused", text);
    return assertThatThrownBy(() -> load(RatingsRequest.of(path).format(format)))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("\n");
  }

  private RatingTable load(RatingsRequest.Builder request) {
    return RatingsLoader.load(spark, request.build());
  }

  private String write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  static byte[] bzip2(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream bzip2 = new BZip2CompressorOutputStream(out)) {
      bzip2.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int k = 0; k < namesAndTexts.length; k += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[k]));
        zip.write(namesAndTexts[k + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  static byte[] zipped(String name, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
