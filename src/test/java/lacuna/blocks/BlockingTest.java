// The same blocks whether ratings go through a shuffle or are taken from where they stand.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lacuna.SparkForTests;
import lacuna.ratings.RatingColumns;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingTest {
  private static final int USERS = 60;
  private static final int ITEMS = 40;
  private static final int PARTITIONS = 3;

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkForTests.session().sparkContext());

  private static List<RatingColumns> ratings(boolean weighted) {
    Random random = new Random(3);
    List<RatingColumns> all = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      int remainder = p;
      int[] pairs =
          IntStream.range(0, USERS * ITEMS)
              .filter(pair -> pair / ITEMS % PARTITIONS == remainder && random.nextInt(3) > 0)
              .toArray();
      float[] rating = new float[pairs.length];
      float[] weight = weighted ? new float[pairs.length] : null;
      byte[] part = new byte[pairs.length];
      for (int k = 0; k < pairs.length; k++) {
        rating[k] = random.nextFloat();
        part[k] = (byte) random.nextInt(3);
        if (weighted) {
          weight[k] = random.nextFloat();
        }
      }
      all.add(
          new RatingColumns(
              IntStream.of(pairs).map(pair -> pair / ITEMS).toArray(),
              IntStream.of(pairs).map(pair -> pair % ITEMS).toArray(),
              rating,
              weight,
              part));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ratingsThatStayMakeTheBlocksOfThoseThatAreSent(boolean weighted) {
    JavaRDD<RatingColumns> ratings = spark.parallelize(ratings(weighted), PARTITIONS);
    int[] users = IntStream.range(0, USERS).map(id -> id % 7 * 3).toArray();
    int[] items = IntStream.range(0, ITEMS).map(id -> id % 5).toArray();
    Grid grid = Grid.balanced(users, items, new Grid.Shape(4, 2));
    List<List<RatingBlock>> made = new ArrayList<>();
    for (int workers : new int[] {1, 2}) {
      JavaRDD<RatingBlock> blocks =
          new Blocking(spark.broadcast(grid), RoleOf.SEARCH, 9, true, workers, 2).block(ratings);
      assertThat(blocks.getNumPartitions()).isEqualTo(workers);
      assertThat(blocks.toDebugString().contains("Shuffled")).isEqualTo(workers > 1);
      List<RatingBlock> sorted = new ArrayList<>(blocks.collect());
      sorted.sort(
          Comparator.comparing(RatingBlock::role).thenComparingInt(RatingBlock::userStripe));
      made.add(sorted);
      blocks.unpersist();
    }
    assertThat(made.get(0)).hasSize(12).hasSameSizeAs(made.get(1));
    for (int k = 0; k < made.get(0).size(); k++) {
      RatingBlock stayed = made.get(0).get(k);
      RatingBlock sent = made.get(1).get(k);
      assertThat(stayed.role()).isEqualTo(sent.role());
      assertThat(stayed.userStripe()).isEqualTo(sent.userStripe());
      assertThat(stayed.users()).isEqualTo(sent.users()).isNotEmpty();
      assertThat(stayed.items()).isEqualTo(sent.items());
      assertThat(stayed.ratings()).isEqualTo(sent.ratings());
      assertThat(stayed.weights()).isEqualTo(sent.weights());
      assertThat(stayed.tileStart(1)).isEqualTo(sent.tileStart(1));
    }
  }
}
