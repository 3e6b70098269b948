// How a phase is laid out.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseLineTest {
  @Test
  void putsTheTimeAtTheRightEdge() {
    assertThat(PhaseLine.ended("grid", "8 x 8 tiles", 0.31))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line).startsWith("grid      8 x 8 tiles ").endsWith(" 0.3 s");
              assertThat(line).hasSize(Console.WIDTH);
            });
  }

  @Test
  void continuesALongTextBelowItself() {
    String text = "word ".repeat(40).strip();
    List<String> lines = PhaseLine.ended("read", text, 12);
    assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> line.length() <= Console.WIDTH);
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith(" ".repeat(10)));
    String told = String.join(" ", lines).replace("read", "").replace("12.0 s", "");
    assertThat(told.strip().split("\\s+")).hasSize(40).containsOnly("word");
  }

  @Test
  void leavesAWordThatIsLongerThanALineWhole() {
    String path = "/a".repeat(80);
    assertThat(PhaseLine.note("", "from " + path)).anyMatch(line -> line.strip().equals(path));
  }
}
