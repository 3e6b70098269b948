// Which name is suggested for a mistyped one.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("--lambda", "--rank", "--epochs", "--range");

  @Test
  void suggestsTheNameWithTheFewestEdits() {
    assertThat(Nearest.to("--lamda", NAMES)).contains("--lambda");
    assertThat(Nearest.to("--ragne", NAMES)).contains("--range");
    assertThat(Nearest.to("--EPOCHS", NAMES)).contains("--epochs");
  }

  @Test
  void suggestsNothingForAWordThatIsFarFromAll() {
    assertThat(Nearest.to("--colour", NAMES)).isEmpty();
    assertThat(Nearest.question("--colour", NAMES)).isEmpty();
  }

  @Test
  void countsASwapOfNeighboursAsOneEdit() {
    assertThat(Nearest.edits("rank", "rnak")).isEqualTo(1);
    assertThat(Nearest.edits("rank", "rak")).isEqualTo(1);
    assertThat(Nearest.edits("rank", "trank")).isEqualTo(1);
    assertThat(Nearest.edits("rank", "bank")).isEqualTo(1);
    assertThat(Nearest.edits("", "rank")).isEqualTo(4);
    assertThat(Nearest.edits("kitten", "sitting")).isEqualTo(3);
  }
}
