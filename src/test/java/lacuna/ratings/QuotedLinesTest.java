// Counting quotes eight bytes at a time, against counting them one by one.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedLinesTest {
  @Test
  void findsOddNumbersOfQuotesInLinesOfAnyLength() {
    byte[] letters = {'"', '!', '#', ',', 'a', (byte) 0xA2, 0, -1};
    Random random = new Random(3);
    for (int k = 0; k < 20_000; k++) {
      byte[] line = new byte[50];
      for (int i = 0; i < line.length; i++) {
        line[i] = letters[random.nextInt(letters.length)];
      }
      int from = random.nextInt(10);
      int to = from + random.nextInt(30);
      int quotes = 0;
      for (int i = from; i < to; i++) {
        quotes += line[i] == '"' ? 1 : 0;
      }
      assertThat(QuotedLines.odd(line, from, to)).isEqualTo(quotes % 2 == 1);
    }
  }
}
