// The number parser against the JDK's own.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatTextTest {
  private static final int CASES = 250_000;

  @Test
  void ratingsAreTheNearestFloats() {
    Random random = new Random(1);
    for (int k = 0; k < CASES; k++) {
      same(BigDecimal.valueOf(random.nextInt(2_000_001) - 1_000_000, random.nextInt(6)).toString());
    }
  }

  @Test
  void numbersOfAnyLengthAndExponentAreTheNearestFloats() {
    Random random = new Random(2);
    for (int k = 0; k < CASES; k++) {
      StringBuilder text = new StringBuilder();
      text.append(new String[] {"", "-", "+"}[random.nextInt(3)]);
      digits(text, random, 1 + random.nextInt(12));
      if (random.nextBoolean()) {
        digits(text.append('.'), random, random.nextInt(14));
      }
      if (random.nextInt(3) == 0) {
        text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(100) - 60);
      }
      same(text.toString());
    }
  }

  @Test
  void numbersNextToHalfWayBetweenFloatsAreTheNearestFloats() {
    Random random = new Random(3);
    for (int k = 0; k < CASES; k++) {
      float value = Math.abs(Float.intBitsToFloat(random.nextInt()));
      if (!Float.isFinite(value) || value == Float.MAX_VALUE) {
        continue;
      }
      BigDecimal halfWay =
          new BigDecimal(value)
              .add(new BigDecimal(Math.nextUp(value)))
              .divide(BigDecimal.valueOf(2));
      BigDecimal step = halfWay.ulp();
      same(halfWay.toString());
      same(halfWay.add(step).toString());
      same(halfWay.subtract(step).toString());
    }
  }

  @Test
  void shortestTextsOfFloatsAndDoublesAreTheNearestFloats() {
    Random random = new Random(4);
    for (int k = 0; k < CASES; k++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        same(Float.toString(value));
      }
      double wide = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(60) - 30);
      same(Double.toString(wide));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "x",
        "1x",
        "1.2.3",
        "1,5",
        " 1",
        "1 ",
        "0x10",
        "0x1p3",
        "1f",
        "1d",
        "NaN",
        "nan",
        "Infinity",
        "-inf",
        "--1",
        "+-1",
        "1e5.0",
        "1_000",
        "१"
      })
  void whatIsNoDecimalNumberIsRefused(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void numbersBeyondAFloatAreInfiniteAndBelowOneAreZero() {
    assertThat(parse("3.5e38")).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(parse("-1e999999999999")).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(parse("1e-60")).isZero();
    assertThat(parse("3.4028235e38")).isEqualTo(Float.MAX_VALUE);
    assertThat(parse("1e-45")).isEqualTo(Float.MIN_VALUE);
  }

  @Test
  void faultsSayWhatIsWrong() {
    assertThat(fault("")).isEqualTo("is empty");
    assertThat(fault("NaN")).isEqualTo("is NaN, not a finite number");
    assertThat(fault("-Infinity")).isEqualTo("is -Infinity, not a finite number");
    assertThat(fault("1e50")).isEqualTo("is 1e50, beyond the range of a float");
    assertThat(fault("3,5")).isEqualTo("is 3,5, with a decimal comma; write a point");
    assertThat(fault("good")).isEqualTo("is good, not a number");
  }

  private static void digits(StringBuilder text, Random random, int count) {
    for (int k = 0; k < count; k++) {
      text.append(random.nextInt(10));
    }
  }

  private static void same(String text) {
    int expected = Float.floatToIntBits(Float.parseFloat(text));
    if (Float.floatToIntBits(parse(text)) != expected) {
      assertThat(parse(text)).as(text).isEqualTo(Float.intBitsToFloat(expected));
    }
  }

  /** Parses the text where it stands between others, as in a line. */
  private static float parse(String text) {
    byte[] line = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
    return FloatText.parse(line, 1, line.length - 1);
  }

  private static String fault(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FloatText.fault(bytes, 0, bytes.length);
  }
}
