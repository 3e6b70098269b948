// Batches as large as several segments.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingChunkBuilderTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 4097, 65_536, 65_537, 131_072, 200_000})
  void ratingsComeBackInTheirOrderOneBatchAfterAnother(int size) {
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TRAIN, true, true);
    for (int batch = 0; batch < 3; batch++) {
      int first = batch;
      for (int k = 0; k < size; k++) {
        builder.add(first + k, 2 * k, k / 2f, k + 1, first - k);
        if (k % 1000 == 0) {
          assertThat(builder.lastTime()).isEqualTo(first - k);
        }
      }
      assertThat(builder.size()).isEqualTo(size);
      RatingChunk chunk = builder.build();
      assertThat(chunk.size()).isEqualTo(size);
      assertThat(chunk.user).isEqualTo(IntStream.range(0, size).map(k -> first + k).toArray());
      assertThat(chunk.item).isEqualTo(IntStream.range(0, size).map(k -> 2 * k).toArray());
      for (int k = 0; k < size; k += 1 + size / 1000) {
        assertThat(chunk.rating[k]).isEqualTo(k / 2f);
        assertThat(chunk.weight[k]).isEqualTo(k + 1);
      }
      assertThat(chunk.timestamp)
          .isEqualTo(IntStream.range(0, size).mapToLong(k -> first - k).toArray());
      assertThat(builder.size()).isZero();
    }
  }
}
