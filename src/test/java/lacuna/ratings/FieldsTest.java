// Fields of lines by every kind of separator.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void splitsAtOneByteAndDropsBlanksAroundFields() {
    assertThat(split(",", "1,2,3.5")).containsExactly("1", "2", "3.5");
    assertThat(split(",", " 1 , a b\t,3.5 ")).containsExactly("1", "a b", "3.5");
    assertThat(split(",", ",,")).containsExactly("", "", "");
    assertThat(split("\t", "1\t2\t\t3")).containsExactly("1", "2", "", "3");
    assertThat(split("|", "x|y")).containsExactly("x", "y");
    assertThat(split(",", "alone")).containsExactly("alone");
  }

  @Test
  void splitsAtSeveralBytes() {
    assertThat(split("::", "1::0120735::8::1364690142"))
        .containsExactly("1", "0120735", "8", "1364690142");
    assertThat(split("::", "1:2::3")).containsExactly("1:2", "3");
    assertThat(split("::", "a:::b::")).containsExactly("a", ":b", "");
    assertThat(split("::", "::")).containsExactly("", "");
    assertThat(split("::", ":")).containsExactly(":");
  }

  @Test
  void splitsAtRunsOfBlanks() {
    assertThat(split(" ", "  1   2\t3 ")).containsExactly("1", "2", "3");
    assertThat(split(" ", " ")).isEmpty();
  }

  @Test
  void quotedFieldsHoldSeparatorsBlanksAndQuotes() {
    assertThat(split(",", "\"1\",\" a,b \",\"say \"\"hi\"\"\",4"))
        .containsExactly("1", " a,b ", "say \"hi\"", "4");
    assertThat(split(",", "1, \"x\" ,2")).containsExactly("1", "x", "2");
    assertThat(split(",", "\"\",\"\"\"\"")).containsExactly("", "\"");
    assertThat(split(",", "5\" disk,2")).containsExactly("5\" disk", "2");
    assertThat(split(";", "\"a;b\";c")).containsExactly("a;b", "c");
  }

  @Test
  void brokenQuotesAreFaults() {
    assertThat(fault("\"a,b")).isEqualTo("a quote is not closed");
    assertThat(fault("1,\"a\"\"")).isEqualTo("a quote is not closed");
    assertThat(fault("\"a\"b,c")).isEqualTo("text follows a closing quote");
  }

  @Test
  void looksNoFurtherThanAsked() {
    byte[] line = "1,2,\"open".getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields(",");
    assertThat(fields.split(line, 0, line.length, 2)).isEqualTo(2);
    assertThat(fields.string(1)).isEqualTo("2");
    byte[] colons = "1::2::3".getBytes(StandardCharsets.UTF_8);
    Fields twice = new Fields("::");
    assertThat(twice.split(colons, 0, colons.length, 2)).isEqualTo(2);
    assertThat(twice.string(1)).isEqualTo("2");
  }

  @Test
  void randomFieldsComeBackWhetherQuotedOrNot() {
    Random random = new Random(3);
    Fields fields = new Fields(",");
    for (int round = 0; round < 20_000; round++) {
      List<String> expected = new ArrayList<>();
      List<String> written = new ArrayList<>();
      int count = 1 + random.nextInt(40);
      for (int k = 0; k < count; k++) {
        boolean quoted = random.nextInt(3) == 0;
        StringBuilder field = new StringBuilder();
        for (int c = random.nextInt(5); c > 0; c--) {
          field.append((quoted ? "ab1\", é" : "ab1.-é").charAt(random.nextInt(6)));
        }
        expected.add(field.toString());
        written.add(quoted ? '"' + field.toString().replace("\"", "\"\"") + '"' : field.toString());
      }
      byte[] line = ("," + String.join(",", written) + ",").getBytes(StandardCharsets.UTF_8);
      int found = fields.splitAll(line, 1, line.length - 1);
      assertThat(strings(fields, found)).isEqualTo(expected);
    }
  }

  private static List<String> split(String separator, String line) {
    Fields fields = new Fields(separator);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return strings(fields, fields.splitAll(bytes, 0, bytes.length));
  }

  private static List<String> strings(Fields fields, int count) {
    List<String> all = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      all.add(fields.string(k));
    }
    return all;
  }

  private static String fault(String line) {
    Fields fields = new Fields(",");
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(fields.splitAll(bytes, 0, bytes.length)).isEqualTo(-1);
    return fields.fault();
  }
}
