// Lists of titles as data sets bring them.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TitlesTest {
  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  @TempDir Path folder;

  @Test
  void csvWithQuotedCommas() {
    String text =
        "movieId,title,genres\r\n"
            + "1,Toy Tale (1995),Animation|Children\r\n"
            + "11,\"American, The (1995)\",Comedy\r\n"
            + "12,\"The \"\"Big\"\" One\",(no genres listed)\r\n";
    assertThat(parse(text, UTF_8))
        .containsOnly(
            Map.entry("1", "Toy Tale (1995)"),
            Map.entry("11", "American, The (1995)"),
            Map.entry("12", "The \"Big\" One"));
  }

  @Test
  void twoColonsInEitherEncoding() {
    String text = "0002844::Fantômas (1913)::Crime|Drama\n4936::Bank: The Film, a::Comedy\n";
    for (Charset charset : new Charset[] {UTF_8, StandardCharsets.ISO_8859_1}) {
      assertThat(parse(text, charset))
          .containsOnly(
              Map.entry("0002844", "Fantômas (1913)"), Map.entry("4936", "Bank: The Film, a"));
    }
  }

  @Test
  void barsInLatin1() {
    String text = "1|Misérables, Les (1995)|01-Jan-1995||http://x|0|1\n2|Eye|01-Jan-95||u|0|0\n";
    assertThat(parse(text, StandardCharsets.ISO_8859_1))
        .containsOnly(Map.entry("1", "Misérables, Les (1995)"), Map.entry("2", "Eye"));
  }

  @Test
  void commasInTitlesWithoutQuotes() {
    assertThat(parse("1,2003,Planet\n2,NULL,Lock, Stock, Barrel\n3,1999,A\n", UTF_8))
        .containsOnly(
            Map.entry("1", "Planet"), Map.entry("2", "Lock, Stock, Barrel"), Map.entry("3", "A"));
    assertThat(parse("movie,name\n0,What?\n1,Lilo, and Co\n", UTF_8))
        .containsOnly(Map.entry("0", "What?"), Map.entry("1", "Lilo, and Co"));
    assertThat(parse("1,Planet\n2,Lock,Stock\n", UTF_8))
        .containsOnly(Map.entry("1", "Planet"), Map.entry("2", "Lock,Stock"));
  }

  @Test
  void typedHeadersAndOtherOrders() {
    assertThat(parse("item_id:token\tmovie_title:token_seq\n7\tA b\n", UTF_8))
        .containsOnly(Map.entry("7", "A b"));
    assertThat(parse("\uFEFFyear;name;asin\n1999;A;B0\n2000;B;B1\n", UTF_8))
        .containsOnly(Map.entry("B0", "A"), Map.entry("B1", "B"));
  }

  @Test
  void theFirstTitleOfAnIdCountsAndEmptyOnesDont() {
    assertThat(parse("1,A\n1,B\n2,\n", UTF_8)).containsOnly(Map.entry("1", "A"));
  }

  @Test
  void aCompressedFileAndWhatIsShownWithoutATitle() throws IOException {
    Path path = folder.resolve("movies.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("item,title\n5,Five\n".getBytes(UTF_8));
    }
    Titles titles = Titles.read(new Configuration(), path.toString());
    assertThat(titles.size()).isEqualTo(1);
    assertThat(titles.of("5")).contains("Five");
    assertThat(titles.of("6")).isEmpty();
    assertThat(titles.orId("6")).isEqualTo("6");
    assertThat(titles.count(Ids.of(List.of("5", "6")))).isEqualTo(1);
    assertThat(Titles.none().size()).isZero();
  }

  @Test
  void whatIsNoListOfTitles() {
    assertThatThrownBy(() -> parse("", UTF_8)).hasMessageContaining("t.csv is empty");
    assertThatThrownBy(() -> parse("one\ntwo\n", UTF_8))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no list of titles");
    assertThatThrownBy(() -> parse("item,title\n1,A\n\n,B\n", UTF_8))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv, line 4: no id and title in \",B\"");
    assertThatThrownBy(() -> Titles.read(new Configuration(), folder + "/none.csv"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.csv is not there");
  }

  private static Map<String, String> parse(String text, Charset charset) {
    return TitleText.parse("t.csv", text.getBytes(charset));
  }
}
