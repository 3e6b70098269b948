// Splits by hash, by time and by user.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {
  private static final byte TRAIN = Part.TRAIN.code();
  private static final byte VALIDATION = Part.VALIDATION.code();
  private static final byte TEST = Part.TEST.code();

  @ParameterizedTest
  @CsvSource({
    // ratings, held out as test, then as validation: floor(f n + 0.5), at most n - 1
    "1,0,0",
    "2,0,0",
    "3,0,1",
    "4,0,1",
    "5,1,1",
    "10,1,2",
    "14,1,3",
    "15,2,3",
    "100,10,18"
  })
  void latestHoldsOutTheLastTenthRoundedHalfUp(int n, int test, int validation) {
    Cut cut = new Cut(SplitRule.LATEST, 0.1, 0.2, 1);
    byte[] part = new byte[n];
    long[] time = new long[n];
    for (int k = 0; k < n; k++) {
      time[k] = 1000 - k;
    }
    cut.user(7, null, null, time, part, 0, n);
    for (int k = 0; k < n; k++) {
      byte expected = k < test ? TEST : k < test + validation ? VALIDATION : TRAIN;
      assertThat(part[k]).as("rating " + k + " of " + n).isEqualTo(expected);
    }
  }

  @Test
  void latestBreaksTiesByItem() {
    Cut cut = new Cut(SplitRule.LATEST, 0.4, 0.34, 1);
    byte[] part = new byte[5];
    cut.user(7, null, null, new long[] {5, 5, 9, 5, 5}, part, 0, 5);
    assertThat(part).containsExactly(TRAIN, TRAIN, TEST, VALIDATION, TEST);
  }

  @Test
  void latestKeepsOneRatingOfEachUser() {
    Cut cut = new Cut(SplitRule.LATEST, 0.99, 0.99, 1);
    byte[] part = new byte[3];
    cut.user(7, null, null, new long[] {1, 2, 3}, part, 0, 3);
    assertThat(part).containsExactly(TRAIN, TEST, TEST);
  }

  @Test
  void latestLeavesGivenTestRatingsAlone() {
    Cut cut = new Cut(SplitRule.LATEST, 0, 0.5, 1);
    byte[] part = {TEST, TRAIN, TRAIN, TEST};
    cut.user(7, null, null, new long[] {1, 3, 2, 9}, part, 0, 4);
    assertThat(part).containsExactly(TEST, VALIDATION, TRAIN, TEST);
  }

  @Test
  void wholeUsersFallTogetherInTheShareAsked() {
    Cut cut = new Cut(SplitRule.USER, 0.1, 0.2, 3);
    Random random = new Random(4);
    int[] count = new int[3];
    for (int user = 0; user < 20_000; user++) {
      byte[] part = new byte[3];
      cut.user(random.nextLong(), null, null, null, part, 0, 3);
      assertThat(part[1]).isEqualTo(part[0]);
      assertThat(part[2]).isEqualTo(part[0]);
      count[part[0]]++;
    }
    assertThat((double) count[TEST]).isCloseTo(2000, within(5 * Math.sqrt(1800)));
    assertThat((double) count[VALIDATION]).isCloseTo(3600, within(5 * Math.sqrt(2880)));
  }

  @Test
  void validationIsCutIndependentlyOfTheTestPart() {
    // With one key for both, a validation part of the same share would be empty.
    Cut cut = new Cut(SplitRule.RANDOM, 0.3, 0.3, 3);
    int n = 20_000;
    long[] hashes = new Random(8).longs(n).toArray();
    int[] item = new int[n];
    for (int k = 0; k < n; k++) {
      item[k] = k;
    }
    byte[] part = new byte[n];
    cut.user(99, hashes, item, null, part, 0, n);
    int[] count = new int[3];
    for (byte p : part) {
      count[p]++;
    }
    assertThat((double) count[TEST]).isCloseTo(6000, within(5 * Math.sqrt(4200)));
    assertThat((double) count[VALIDATION]).isCloseTo(4200, within(5 * Math.sqrt(2940)));
  }

  @Test
  void fractionsOfZeroHoldNothingOut() {
    for (SplitRule rule : SplitRule.values()) {
      byte[] part = new byte[4];
      new Cut(rule, 0, 0, 1).user(1, new long[4], new int[4], null, part, 0, 4);
      assertThat(part).containsOnly(TRAIN);
    }
  }

  @Test
  void anotherSeedIsAnotherSplit() {
    int differing = 0;
    for (int seed = 0; seed < 100; seed++) {
      byte[] part = new byte[1];
      new Cut(SplitRule.RANDOM, 0.5, 0, seed).user(1, new long[] {2}, new int[1], null, part, 0, 1);
      differing += part[0] == TEST ? 1 : 0;
    }
    assertThat(differing).isBetween(25, 75);
  }
}
