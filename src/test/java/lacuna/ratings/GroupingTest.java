// The same columns whether slices go through a shuffle or are taken from where they stand.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lacuna.SparkForTests;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupingTest {
  private static final int USERS = 50;
  private static final int ITEMS = 300;
  private static final int PARTITIONS = 3;

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkForTests.session().sparkContext());

  private static Ids ids(int size) {
    return Ids.of(IntStream.range(0, size).mapToObj(Integer::toString).toList());
  }

  /** Pairs may be drawn twice, within a batch and in two. */
  private static RatingChunk chunk(int seed, Part source, boolean weighted, boolean timed) {
    Random random = new Random(seed);
    RatingChunkBuilder builder = new RatingChunkBuilder(source, weighted, timed);
    WholeNumberIds ids = new WholeNumberIds(builder);
    for (int k = 0; k < 2000; k++) {
      int user = random.nextInt(8) == 0 ? 7 : random.nextInt(USERS);
      ids.add(
          user,
          random.nextInt(ITEMS),
          (random.nextInt(9) - 4) / 2f,
          random.nextFloat(),
          random.nextInt());
    }
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "true, false, false",
    "false, true, false",
    "false, false, true",
    "true, true, true"
  })
  void slicesThatStayAreGroupedAsThoseThatAreSent(boolean weighted, boolean timed, boolean tested) {
    List<RatingChunk> chunks = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      chunks.add(chunk(seed, tested && seed == 2 ? Part.TEST : Part.TRAIN, weighted, timed));
    }
    Grouping grouping =
        new Grouping(
            spark.broadcast(ids(USERS)),
            spark.broadcast(ids(ITEMS)),
            timed ? Duplicates.LAST : Duplicates.MEAN,
            new Cut(SplitRule.RANDOM, tested ? 0 : 0.2, 0.1, 5),
            weighted,
            timed);
    JavaRDD<RatingChunk> batches = spark.parallelize(chunks, 2);
    List<RatingColumns> sent = grouping.byShuffle(batches, PARTITIONS).collect();
    JavaRDD<byte[][]> cut = grouping.cut(batches, PARTITIONS).persist(StorageLevel.MEMORY_ONLY());
    cut.count();
    JavaRDD<RatingColumns> inPlace = grouping.inPlace(cut, PARTITIONS);
    assertThat(inPlace.toDebugString()).doesNotContain("Shuffled");
    List<RatingColumns> stayed = inPlace.collect();
    cut.unpersist(true);
    assertThat(stayed).hasSize(PARTITIONS).hasSameSizeAs(sent);
    for (int p = 0; p < PARTITIONS; p++) {
      RatingColumns one = sent.get(p);
      RatingColumns other = stayed.get(p);
      assertThat(other.user()).isEqualTo(one.user()).isSorted();
      assertThat(other.item()).isEqualTo(one.item());
      assertThat(other.rating()).isEqualTo(one.rating());
      assertThat(other.weight()).isEqualTo(one.weight());
      assertThat(other.part()).isEqualTo(one.part()).contains(Part.TRAIN.code());
      assertThat(other.repeated().pairs).isEqualTo(one.repeated().pairs).isPositive();
      for (int user : other.user()) {
        assertThat(user % PARTITIONS).isEqualTo(p);
      }
    }
  }
}
