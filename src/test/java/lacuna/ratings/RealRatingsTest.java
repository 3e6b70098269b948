// The loader on published ratings, whose counts are known.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import lacuna.SharedData;
import lacuna.SparkForTests;
import org.junit.jupiter.api.Test;

class RealRatingsTest {
  @Test
  void movieLensLatestSmall() {
    RatingTable table = load("ml-latest-small/ratings.csv", RatingsRequest.of(""));
    assertThat(table.count()).isEqualTo(100_836);
    assertThat(table.users().size()).isEqualTo(610);
    assertThat(table.items().size()).isEqualTo(9_724);
    assertThat(table.training().min()).isEqualTo(0.5f);
    assertThat(table.training().max()).isEqualTo(5);
    assertThat(table.understood().sources().get(0).details()).containsEntry("header", "yes");
  }

  @Test
  void movieTweetingsKeepsLeadingZerosAndRatingsOfZero() {
    RatingTable table =
        load("movietweetings/ratings-100K.dat", RatingsRequest.of("").testFraction(0.1).seed(1));
    assertThat(table.count()).isEqualTo(100_000);
    assertThat(table.users().size()).isEqualTo(16_554);
    assertThat(table.items().size()).isEqualTo(10_506);
    assertThat(table.items().find("0120735")).isNotNegative();
    assertThat(table.items().find("120735")).isEqualTo(-1);
    assertThat((double) table.test()).isCloseTo(10_000, within(500.0));
    long zeros =
        table.columns().collect().stream()
            .flatMapToInt(
                columns -> IntStream.range(0, columns.size()).filter(k -> columns.rating()[k] == 0))
            .count();
    assertThat(zeros).isEqualTo(12);
  }

  @Test
  void sparkSample() {
    RatingTable table = load("spark-sample/sample_movielens_ratings.txt", RatingsRequest.of(""));
    assertThat(table.count()).isEqualTo(1_501);
    assertThat(table.users().size()).isEqualTo(30);
    assertThat(table.items().size()).isEqualTo(100);
  }

  private static RatingTable load(String path, RatingsRequest.Builder with) {
    RatingsRequest asked = with.build();
    return RatingsLoader.load(
        SparkForTests.session(),
        RatingsRequest.of(SharedData.path(path).toString())
            .testFraction(asked.testFraction())
            .seed(asked.seed())
            .build());
  }
}
