// Times as numbers and dates.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "964982703,964982703",
    "-5,-5",
    "0,0",
    "1424380312000,1424380312000",
    "964982703.0,964982703",
    "964982703.75,964982703"
  })
  void numbersStayAsTheyAre(String text, long expected) {
    assertThat(parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2005-09-06,2005-09-06T00:00:00Z",
    "2005-09-06T12:30,2005-09-06T12:30:00Z",
    "2005-09-06 12:30:59,2005-09-06T12:30:59Z",
    "2005-09-06T12:30:59Z,2005-09-06T12:30:59Z",
    "2005-09-06T12:30:59.25+02:00,2005-09-06T10:30:59.250Z",
    "2005-09-06T12:30:59.1234567-0130,2005-09-06T14:00:59.123Z",
    "1969-12-31,1969-12-31T00:00:00Z"
  })
  void datesBecomeMilliseconds(String text, String expected) {
    assertThat(parse(text)).isEqualTo(TimeText.DATES + Instant.parse(expected).toEpochMilli());
  }

  @Test
  void randomInstantsComeOutAsTheJdkReadsThem() {
    Random random = new Random(7);
    for (int k = 0; k < 20_000; k++) {
      long milli = random.nextLong(4_000_000_000_000L) - 1_000_000_000_000L;
      OffsetDateTime time =
          Instant.ofEpochMilli(milli)
              .atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1441) - 720)));
      assertThat(parse(time.toString())).as(time.toString()).isEqualTo(TimeText.DATES + milli);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "-",
        "2005-13-01",
        "2005-02-30",
        "2005-9-6",
        "2005-09-06X",
        "2005-09-06T25:00",
        "2005-09-06T12:61",
        "2005-09-06T12:30:5",
        "2005-09-06T12:30:59+2",
        "1e5",
        "12:30",
        "99999999999999999999",
        "2005/09/06"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThat(parse(text)).isEqualTo(TimeText.NONE);
  }

  private static long parse(String text) {
    byte[] line = ("1" + text + "1").getBytes(StandardCharsets.UTF_8);
    return TimeText.parse(line, 1, line.length - 1);
  }
}
