// Sorting one user's ratings by item.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSortTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 31, 32, 33, 200, 5000})
  void sortsByTheUpperHalfAndKeepsWhatIsEqualInItsOrder(int size) {
    Random random = new Random(size);
    RunSort sort = new RunSort();
    for (int greatest : new int[] {1, 7, 255, 256, 70_000, Integer.MAX_VALUE}) {
      long[] values = new long[size + 20];
      Arrays.setAll(
          values, k -> (long) random.nextInt(greatest) << 32 | random.nextInt() & 0xFFFFFFFFL);
      long[] expected =
          Arrays.stream(values, 9, 9 + size)
              .boxed()
              .sorted(Comparator.comparingLong(value -> value >>> 32))
              .mapToLong(Long::longValue)
              .toArray();
      long[] sorted = values.clone();
      sort.sort(sorted, 9, 9 + size);
      assertThat(Arrays.copyOfRange(sorted, 9, 9 + size)).isEqualTo(expected);
      System.arraycopy(values, 9, sorted, 9, size);
      assertThat(sorted).isEqualTo(values);
      sort.sort(expected, 0, size);
      assertThat(expected).isSortedAccordingTo(Comparator.comparingLong(value -> value >>> 32));
    }
  }
}
