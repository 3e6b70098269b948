// Files that are one JSON array: what is told of bad elements, and where the reading has to end.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayTest {
  @TempDir Path folder;

  private static final RatingsRequest REQUEST = RatingsRequest.of("input").build();
  private static final String FIRST = "{\"user\":1,\"item\":7,\"rating\":4}";
  private static final String LAST = "{\"user\":2,\"item\":8,\"rating\":5}";

  private static ParsedText parsed(String text) {
    return ParsedText.of(
        text.getBytes(StandardCharsets.UTF_8),
        false,
        first -> new JsonArrayFormat(JsonLinesFormat.columns(first, REQUEST, false)));
  }

  @Test
  void badElementsAreToldWithTheirLines() {
    ParsedText parsed =
        parsed(
            "\uFEFF[\n {\"user\": 1,\n \"item\": 7, \"rating\": 4}, {\"user\": 2, \"item\": 7},\r\n"
                + "5, [6],\n{\"rating\": \"four\", \"user\": 2, \"item\": 8}\n]");
    assertThat(parsed.ratings()).containsExactly("1 7 4.0");
    assertThat(parsed.faults())
        .containsExactly(
            "3: the rating is missing (\"rating\")",
            "4: no JSON object",
            "4: no JSON object",
            "5: the rating is four, not a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":1,\"item\":x7,\"rating\":4}",
        "{\"user\":1,,\"item\":7}",
        "{\"user\" 1,\"item\":7,\"rating\":4}",
        "{'user':1}",
        "nul",
        "{\"user\":1,\"item\":\"a\nb\",\"rating\":4}",
        "{\"a\":[1,],\"text\":\"}],{\\\"[\"}",
        ""
      })
  void anElementThatIsNoJsonIsOneBadRecord(String broken) {
    ParsedText parsed = parsed("[" + FIRST + ",\n" + broken + ",\n" + LAST + "]");
    assertThat(parsed.ratings()).containsExactly("1 7 4.0", "2 8 5.0");
    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().get(0)).matches("2: no JSON(: .+| object)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"1,\"item\":7,\"rating\":4}", // a quote is lost, and opens where others close
        "{\"user\":1,\"item\":7,\"rating\":4",
        "{\"user\":1,\"item\":7]",
        "{\"user\":1}}",
        "{\"user\":1} {\"user\":2}",
        "{\"user\":1,\"tags\":[{\"item\":7}"
      })
  void whereTheNextElementBeginsCanNotBeKnownTheReadingEnds(String broken) {
    assertThatThrownBy(() -> parsed("[" + FIRST + ",\n" + broken + ",\n" + LAST + "]"))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("(?s).*(no JSON|more than one JSON object).*")
        .hasMessageNotContaining("\n");
  }

  @Test
  void theReadingEndsInQuarantineToo() throws IOException {
    String lost = "[" + FIRST + ",\n5,{\"user\":1} {\"user\":2},\n" + LAST + ",\n" + LAST + "]";
    Path path = Files.writeString(folder.resolve("r.json"), lost);
    FilePiece piece = new FilePiece(0, path.toString(), "r.json", 0, lost.length());
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TRAIN, false, false);
    LineFormat format = new JsonArrayFormat(new String[] {"user", "item", "rating", null, null});
    RatingChunk chunk =
        new TextChunks(new FilePiece[] {piece}, format, builder, new Configuration(), 9, false)
            .next();
    assertThat(chunk.reports[0].failure)
        .isEqualTo(
            "line 2 is more than one JSON object, and where the next record begins can't be known;"
                + " correct it");
    assertThat(chunk.reports[0].bad).isEqualTo(2);
    assertThat(chunk.size()).isEqualTo(1);
  }

  @Test
  void whatIsNeverClosedIsToldWithItsBeginning() {
    assertThatThrownBy(
            () -> parsed("[" + FIRST + ",\n{\"user\":\"1,\n" + LAST + ",\n" + LAST + "]"))
        .hasMessage("line 4 is no JSON: it ends in the middle, in what begins in line 2");
  }

  @Test
  void nothingMayFollowTheArrayOrBeCutOff() {
    assertThatThrownBy(() -> parsed("[" + FIRST + "]\n [5]"))
        .hasMessage("something follows its JSON array");
    for (String cut : new String[] {"", ",", ",\n{\"user\"", ",{\"user\":\"a"}) {
      assertThatThrownBy(() -> parsed("[" + FIRST + cut)).hasMessageContaining("in the middle");
    }
    assertThat(parsed("[" + FIRST + "] \n").ratings()).hasSize(1);
  }

  @Test
  void anElementThatIsTooLongIsPassedOver() throws IOException {
    byte[] text = ("[\"" + "x".repeat(JsonElements.LONGEST) + "\",5]").getBytes();
    try (JsonElements elements = new JsonElements(new ByteArrayInputStream(text), Long.MAX_VALUE)) {
      assertThat(elements.next()).isTrue();
      assertThat(elements.cut()).isTrue();
      assertThat(elements.to()).isLessThan(2000);
      assertThat(elements.next()).isTrue();
      assertThat(elements.cut()).isFalse();
      assertThat(new String(elements.buffer(), 0, elements.to())).isEqualTo("5");
      assertThat(elements.next()).isFalse();
    }
  }
}
