// The texts that --range takes and what they mean.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lacuna.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTest {
  @Test
  void readsARangeAndNone() {
    assertThat(Clip.parse("0.5:5")).isEqualTo(new Clip(0.5f, 5));
    assertThat(Clip.parse("-1:1")).isEqualTo(new Clip(-1, 1));
    assertThat(Clip.parse("none").none()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5:1", "a:b", "1:2:3", "0:Infinity", "NaN:1", ":"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Clip.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--range takes MIN:MAX");
  }

  @Test
  void clipsToTheNearerEnd() {
    Clip clip = new Clip(1, 5);
    assertThat(clip.of(0.5f)).isEqualTo(1);
    assertThat(clip.of(7)).isEqualTo(5);
    assertThat(clip.of(3.25f)).isEqualTo(3.25f);
    assertThat(clip.of(Float.NaN)).isNaN();
    assertThat(Clip.NONE.of(1e30f)).isEqualTo(1e30f);
  }
}
