// Numbers as the console shows them, in a locale that would write them otherwise too.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
      assertThat(Figures.error(0.8535)).isEqualTo("0.8535");
      assertThat(Figures.duration(1.25)).isEqualTo("1.3 s");
      assertThat(Figures.rate(31_400_000)).isEqualTo("31.4 M/s");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void showsFourFiguresOfAnErrorOfAnySize() {
    assertThat(Figures.error(0.853512)).isEqualTo("0.8535");
    assertThat(Figures.error(1.528)).isEqualTo("1.5280");
    assertThat(Figures.error(85.3512)).isEqualTo("85.351");
    assertThat(Figures.error(0.00853512)).isEqualTo("0.008535");
    assertThat(Figures.error(7345.123)).isEqualTo("7345.1");
    assertThat(Figures.error(0)).isEqualTo("0.0000");
    assertThat(Figures.error(Double.NaN)).isEqualTo("-");
    assertThat(Figures.error(3.1e21)).isEqualTo("3.100e+21");
    assertThat(Figures.error(2.384e-7)).isEqualTo("2.384e-07");
  }

  @Test
  void alwaysShowsTheSignOfADifference() {
    assertThat(Figures.difference(0.0123, 4)).isEqualTo("+0.0123");
    assertThat(Figures.difference(-0.0123, 4)).isEqualTo("-0.0123");
    assertThat(Figures.difference(Double.NaN, 4)).isEqualTo("-");
  }

  @Test
  void writesLongTimesInMinutesAndHours() {
    assertThat(Figures.duration(0.04)).isEqualTo("0.0 s");
    assertThat(Figures.duration(99.94)).isEqualTo("99.9 s");
    assertThat(Figures.duration(99.96)).isEqualTo("1 min 40 s");
    assertThat(Figures.duration(3599.9)).isEqualTo("1 h 00 min");
    assertThat(Figures.duration(7260)).isEqualTo("2 h 01 min");
  }

  @Test
  void writesBytesAndRatesToThreeFigures() {
    assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
    assertThat(Figures.bytes(1000)).isEqualTo("1.00 kB");
    assertThat(Figures.bytes(2_483_723)).isEqualTo("2.48 MB");
    assertThat(Figures.bytes(999_999)).isEqualTo("1.00 MB");
    assertThat(Figures.rate(820_400)).isEqualTo("820 k/s");
  }

  @Test
  void writesARatingAsItWouldBeTyped() {
    assertThat(Figures.plain(5f)).isEqualTo("5");
    assertThat(Figures.plain(0.1f)).isEqualTo("0.1");
    assertThat(Figures.plain(1e30f)).isEqualTo("1.000e+30");
  }
}
