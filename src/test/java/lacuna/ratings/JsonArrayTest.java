// Files that are one JSON array: ten thousand damaged ones, and what is told of bad ones.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JsonArrayTest {
  private static final int CASES = 10_000;
  private static final Configuration HADOOP = new Configuration(false);
  private static final RatingsRequest REQUEST = RatingsRequest.of("input").build();

  /** What became of a file: ratings, faults by line, and why it can't be read. */
  private record Parsed(List<String> ratings, List<String> faults, String failure) {}

  @Test
  @Timeout(60)
  void aRightResultOrAClearRefusal() {
    Random random = new Random(21);
    int refused = 0;
    int clean = 0;
    for (int k = 0; k < CASES; k++) {
      List<String> expected = new ArrayList<>();
      byte[] valid = array(expected, random).getBytes(StandardCharsets.UTF_8);
      byte[] file = Damage.of(valid, random);
      try {
        Parsed parsed = parsed(file);
        if (Arrays.equals(file, valid)) {
          assertThat(parsed).isEqualTo(new Parsed(expected, List.of(), null));
        }
        boolean good = parsed.failure == null && parsed.faults.isEmpty();
        refused += good ? 0 : 1;
        clean += good ? 1 : 0;
        assertThat(parsed.failure == null || !parsed.failure.contains("\n")).isTrue();
      } catch (InputException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("case " + k + ": " + new String(file, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(refused).isGreaterThan(CASES / 4);
    assertThat(clean).isGreaterThan(CASES / 20);
  }

  @Test
  void badElementsAreToldWithTheirLines() {
    String text =
        "\uFEFF[\n {\"user\": 1,\n \"item\": 7, \"rating\": 4}, {\"user\": 2, \"item\": 7},\n"
            + "5, [6],\n{\"rating\": \"four\", \"user\": 2, \"item\": 8}\n]";
    Parsed parsed = parsed(text.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed.failure).isNull();
    assertThat(parsed.ratings).containsExactly("1 7 4.0");
    assertThat(parsed.faults)
        .containsExactly(
            "3: the rating is missing (\"rating\") in user: 2, item: 7",
            "4: no JSON object in ",
            "4: no JSON object in ",
            "5: the rating is four, not a number in user: 2, item: 8, rating: four");
  }

  @Test
  void whatIsNoJsonEndsTheReading() {
    String one = "[{\"user\":1,\"item\":7,\"rating\":4}";
    assertThat(parsed((one + "]\n [5]").getBytes()).failure)
        .isEqualTo("something follows its JSON array");
    assertThat(parsed((one + ",\n{\"user\"").getBytes()).failure).startsWith("line 2 is no JSON: ");
    assertThat(parsed(one.getBytes()).failure).isNotNull();
  }

  private static String array(List<String> expected, Random random) {
    StringBuilder text = new StringBuilder("[");
    String gap = random.nextBoolean() ? "\n  " : "";
    int count = 1 + random.nextInt(5);
    for (int k = 0; k < count; k++) {
      int item = random.nextInt(9);
      float rating = random.nextInt(10) / 2f;
      text.append(k == 0 ? "" : ",").append(gap).append("{\"user\":\"").append(k).append("\",");
      text.append(gap).append("\"tags\":[{\"item\":0}],\"item\": ").append(item);
      text.append(",\"rating\":").append(rating).append('}');
      expected.add(k + " " + item + " " + rating);
    }
    return text.append(gap).append(']').toString();
  }

  private static Parsed parsed(byte[] file) {
    FirstBytes first = new FirstBytes("input", file, true);
    if (!first.text()) {
      throw new InputException("no text");
    }
    JsonArrayFormat format =
        new JsonArrayFormat(JsonLinesFormat.columns(first, REQUEST, false)) {
          @Override
          InputStream open(FilePiece piece, Configuration hadoop) {
            return new ByteArrayInputStream(file);
          }
        };
    FilePiece piece = new FilePiece(0, "input", "input", 0, file.length);
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TRAIN, false, false);
    Iterator<RatingChunk> chunks =
        format.chunks(new FilePiece[] {piece}, builder, HADOOP, 100, false);
    RatingChunk chunk = chunks.next();
    assertThat(chunks.hasNext()).isFalse();
    List<String> ratings = new ArrayList<>();
    for (int k = 0; k < chunk.size(); k++) {
      String ids = chunk.users.get(chunk.user[k]) + " " + chunk.items.get(chunk.item[k]);
      ratings.add(ids + " " + chunk.rating[k]);
    }
    PieceReport report = chunk.reports[0];
    List<String> faults = new ArrayList<>();
    for (int k = 0; k < report.kept(); k++) {
      BadRecord record = report.record(k, 0);
      faults.add(record.line() + ": " + record.reason() + " in " + record.text());
    }
    return new Parsed(ratings, faults, report.failure);
  }
}
