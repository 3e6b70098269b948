// Live lines, and what replaces them.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void showsNoLiveLineWhereThereIsNoTerminal() {
    RecordedConsole recorded = new RecordedConsole(false);
    recorded.console().live("epoch 1");
    recorded.console().line("done");
    assertThat(recorded.out()).isEqualTo("done" + System.lineSeparator());
  }

  @Test
  void replacesALiveLineByTheNextOne() {
    RecordedConsole recorded = new RecordedConsole(true);
    recorded.console().live("a long line");
    recorded.console().live("short");
    assertThat(recorded.out()).isEqualTo("\ra long line\rshort" + " ".repeat(6));
  }

  @Test
  void clearsALiveLineBeforeAWarning() {
    RecordedConsole recorded = new RecordedConsole(true);
    recorded.console().live("epoch 1");
    recorded.console().warning("header guessed");
    assertThat(recorded.out()).isEqualTo("\repoch 1\r" + " ".repeat(7) + "\r");
    assertThat(recorded.errLines()).containsExactly("warning: header guessed");
  }

  @Test
  void saysHowLongALiveLineHasStood() {
    RecordedConsole recorded = new RecordedConsole(true);
    recorded.console().tick(Long.MAX_VALUE);
    recorded.console().live("als ...");
    recorded.console().tick(System.nanoTime());
    assertThat(recorded.out()).isEqualTo("\rals ...");
    recorded.console().tick(System.nanoTime() + 7_000_000_000L);
    assertThat(recorded.out()).isEqualTo("\rals ...\rals ...  7 s");
  }

  @Test
  void cutsALiveLineThatANarrowTerminalWouldWrap() {
    RecordedConsole recorded = new RecordedConsole(true);
    recorded.console().live("x".repeat(200));
    assertThat(recorded.out()).hasSize(1 + 79);
  }

  @Test
  void saysWhatCameOfAPhase() {
    RecordedConsole recorded = new RecordedConsole(false);
    int result = recorded.console().phase("read", () -> 7, seven -> seven + " ratings");
    assertThat(result).isEqualTo(7);
    assertThat(recorded.outLines()).singleElement().asString().startsWith("read      7 ratings");
  }
}
