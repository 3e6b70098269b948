// Forms of the formats that are met less often, and files that are refused for what they mix.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import lacuna.SparkForTests;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncommonFilesTest {
  private static final Map<String, String> RATINGS =
      Map.of("1 7", "4.0 TRAIN", "1 8", "3.5 TRAIN", "2 8", "5.0 TRAIN");

  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @Test
  void matrixMarketArraysAndPatterns() throws IOException {
    String array =
        write("a.mtx", "%%MatrixMarket matrix array real general\n% by columns\n2 2\n1\n2\n0\n4\n");
    assertThat(Contents.of(load(RatingsRequest.of(array))))
        .containsOnly(
            Map.entry("1 1", "1.0 TRAIN"),
            Map.entry("2 1", "2.0 TRAIN"),
            Map.entry("1 2", "0.0 TRAIN"),
            Map.entry("2 2", "4.0 TRAIN"));
    assertThat(Contents.of(load(RatingsRequest.of(array).missing("0").rows(RowsAre.ITEMS))))
        .containsOnly(
            Map.entry("1 1", "1.0 TRAIN"),
            Map.entry("1 2", "2.0 TRAIN"),
            Map.entry("2 2", "4.0 TRAIN"));
    String half = write("b.mtx", "%%MatrixMarket matrix array integer symmetric\n2 2\n1\n2\n3\n");
    assertThat(Contents.of(load(RatingsRequest.of(half))))
        .containsEntry("2 1", "2.0 TRAIN")
        .containsEntry("1 2", "2.0 TRAIN")
        .containsEntry("2 2", "3.0 TRAIN")
        .hasSize(4);
    refused("auto", "%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n")
        .hasMessageContaining("promises 4 cells and holds 3 lines");
    String pattern =
        write("c.mtx", "%%MatrixMarket matrix coordinate pattern general\n2 8 2\n1 7\n2 8\n");
    RatingTable seen = load(RatingsRequest.of(pattern));
    assertThat(Contents.of(seen))
        .containsOnly(Map.entry("1 7", "1.0 TRAIN"), Map.entry("2 8", "1.0 TRAIN"));
    assertThatThrownBy(seen::checkVaried)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("All 2 training ratings are 1: ");
  }

  /** Long enough for several pieces, so that the values of one begin within a column. */
  @Test
  void aLargeMatrixMarketArray() throws IOException {
    StringBuilder text = new StringBuilder("%%MatrixMarket matrix array real general\n700 600\n");
    for (int column = 1; column <= 600; column++) {
      for (int row = 1; row <= 700; row++) {
        text.append(row * 1000 + column).append('\n');
      }
    }
    Map<String, String> contents =
        Contents.of(load(RatingsRequest.of(write("d", text.toString()))));
    assertThat(contents).hasSize(420_000);
    for (int row = 1; row <= 700; row += 233) {
      for (int column = 1; column <= 600; column += 7) {
        assertThat(contents)
            .containsEntry(row + " " + column, (float) (row * 1000 + column) + " TRAIN");
      }
    }
  }

  @Test
  void quotedFieldsWithLineEnds() throws IOException {
    String head = "user,review,item,rating\n";
    String text = head + "1,\"a\nb, \"\"c\"\"\r\n\r\n9,x,9,9\",7,4\n1,plain,8,3.5\n2,\"\n\",8,5\n";
    check("delimited", RatingsRequest.of(write("quoted.csv", text)));
    refused("auto", head + "1,\"a\nb\",7,4\n1,\"c,8,3.5\n2,,8,5\n")
        .hasMessageContaining("line 4: a quote is not closed");
    // Pieces of a large file would begin anywhere within the quotes.
    StringBuilder large = new StringBuilder(head);
    for (int user = 0; user < 60_000; user++) {
      large.append(user).append(",\"5,x,5,1\n5,y,6,1\n\",").append(user % 7).append(",3.5\n");
    }
    RatingTable table = load(RatingsRequest.of(write("large.csv", large.toString())));
    assertThat(table.count()).isEqualTo(60_000);
    assertThat(table.items().size()).isEqualTo(7);
    assertThat(table.refitting().min()).isEqualTo(3.5f);
  }

  /** The first quote stands megabytes behind the first bytes, in pieces of their own. */
  @Test
  void quotedLineEndsFarFromTheBeginning() throws IOException {
    StringBuilder text = new StringBuilder("user,item,rating,review\n");
    for (int user = 0; user < 100_000; user++) {
      boolean quoted = user > 90_000 && user % 7 == 0;
      text.append(user).append(",1,4,").append(quoted ? "\"good\n5,5,5,\"\"x\n\"" : "plain");
      text.append('\n');
    }
    RatingTable table = load(RatingsRequest.of(write("far.csv", text.toString())));
    assertThat(table.count()).isEqualTo(100_000);
    assertThat(table.refitting().max()).isEqualTo(4);
    Understood.Source source = table.understood().sources().get(0);
    assertThat(source.details()).containsEntry("line ends in quotes", "yes");
    // Quotes that are closed in their lines cost nothing.
    String closed = text.toString().replace("\"good\n5,5,5,\"\"x\n\"", "\"good, \"\"x\"");
    RatingTable plain = load(RatingsRequest.of(write("near.csv", closed)));
    assertThat(plain.count()).isEqualTo(100_000);
    assertThat(plain.understood().sources().get(0).details())
        .doesNotContainKey("line ends in quotes");
    // And so it is where the test ratings have them.
    RatingTable both =
        load(
            RatingsRequest.of(write("near.csv", closed))
                .test(write("far.csv", text.toString().replace(",1,4,", ",2,4,"))));
    assertThat(both.understood().testRatings()).isEqualTo(100_000);
  }

  @Test
  void timesOfTwoKindsAreRefused() throws IOException {
    String text = "1,7,4,964982703\n1,8,3.5,964982704000\n";
    RatingsRequest.Builder latest =
        RatingsRequest.of(write("times.csv", text)).duplicates(Duplicates.LAST);
    assertThatThrownBy(() -> load(latest))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Times are of two kinds: 964982703 in "
                + folder
                + "/times.csv, line 1, in seconds, and 964982704000 in "
                + folder
                + "/times.csv, line 2, in milliseconds; give all of them in one unit, or as dates");
    // Where nothing goes by them they are not looked at.
    assertThat(load(RatingsRequest.of(folder + "/times.csv")).count()).isEqualTo(2);
    String dates =
        write("dates.csv", "1,7,4,1972-01-01\n1,8,3.5,2005-09-06T12:00:00Z\n2,8,5,1965-01-01\n");
    check("delimited", RatingsRequest.of(dates).duplicates(Duplicates.LAST));
    String table = folder.resolve("times").toString();
    spark
        .sql(
            "SELECT * FROM VALUES (1L, 7, 4.0f, 964982703L), (1L, 8, 3.5f, 964982704000L)"
                + " AS t(user, item, rating, timestamp)")
        .coalesce(1)
        .write()
        .parquet(table);
    assertThatThrownBy(() -> load(RatingsRequest.of(table).duplicates(Duplicates.LAST)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Times are of two kinds: ");
  }

  @Test
  void aNetflixFileWhoseFirstMovieIsLost() throws IOException {
    refused("auto", "1488844,3,2005-09-06\n822109,5,2005-05-13\n2:\n1,4,2005-09-06\n")
        .hasMessageContaining("line 1: no line of a movie, such as 1:, stands above it");
    refused("auto", "1488844,3,2005-09-06\n822109,5,2005-05-13\n")
        .hasMessageContaining("line 1: no line of a movie");
  }

  @Test
  void arffInTheSparseForm() throws IOException {
    String head =
        "@relation r\n@attribute item {'7', 8}\n@attribute user numeric\n@attribute rating real\n"
            + "@data\n";
    String sparse = head + "{1 1, 2 4}\n{0 8,1 '1',2 3.5}\n{ 0 \"8\", 1 2, 2 5 }\n";
    check("arff", RatingsRequest.of(write("s.arff", sparse)));
    assertThat(Contents.of(load(RatingsRequest.of(write("z.arff", head + "{}\n{0 8, 2 1}\n")))))
        .containsOnly(Map.entry("0 7", "0.0 TRAIN"), Map.entry("0 8", "1.0 TRAIN"));
    for (String bad : new String[] {"{3 1}", "{0 8", "{0 8, 0 7}", "{0}", "{0 8,}", "{0 '8}"}) {
      refused("arff", sparse + bad + "\n").hasMessageContaining("line 9: a ");
    }
    refused("arff", head.replace("numeric", "string") + "{0 8, 2 1}\n")
        .hasMessageContaining("line 6: a sparse row without column 1");
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
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
