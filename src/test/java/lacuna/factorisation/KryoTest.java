// What crosses processes must survive Spark's Kryo, which users set for their whole application.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Stripe;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

class KryoTest {
  private final SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();

  private <T> T roundTrip(T value) {
    @SuppressWarnings("unchecked")
    scala.reflect.ClassTag<T> tag =
        (scala.reflect.ClassTag<T>) ClassTag$.MODULE$.apply(value.getClass());
    ByteBuffer bytes = kryo.serialize(value, tag);
    return kryo.deserialize(bytes, getClass().getClassLoader(), tag);
  }

  @Test
  void gridCountsAndBlocksComeBack() {
    Settings settings = Settings.builder().grid(new Grid.Shape(4, 4)).build();
    try (BlockedRatings blocked =
            Problems.blocked(Problems.table(Problems.noisy(40, 30, 500, 1)), settings, 1, 1);
        TrainingData data = blocked.full()) {
      Grid grid = roundTrip(blocked.grid());
      assertThat(grid.users().rows(2)).isEqualTo(blocked.grid().users().rows(2));
      Counts counts = data.counts().value();
      assertThat(roundTrip(counts).items()).isEqualTo(counts.items());
      RatingBlock block = data.blocks().first();
      assertThat(roundTrip(block).ratings()).isEqualTo(block.ratings());
    }
  }

  @Test
  void statesComeBack() {
    Stripe stripe = Stripe.of(3, 2).with(Stripe.BIAS, new float[] {1, 2});
    WorkerState state = new WorkerState(1, new Stripe[] {stripe}, new Stripe[0]);
    assertThat(roundTrip(state).users()[0].column(Stripe.BIAS)).containsExactly(1, 2);
  }

  @Test
  void progressComesBackFrozen() {
    Statistics statistics = new Statistics(9, 1, 1, 3.5, 1, 1, 5);
    Progress progress =
        Progress.start(
                new Progress.Plan(
                    EpochRecord.Phase.FINAL,
                    5,
                    5,
                    2,
                    Settings.Schedule.LINEAR,
                    0.1,
                    statistics,
                    true))
            .after(new Progress.EpochSums(4, 1, 2, 3), 0.5);
    assertThat(roundTrip(Frozen.of(progress)).thaw()).isEqualTo(progress);
    assertThat(List.copyOf(progress.history())).hasSize(1);
  }
}
