// What crosses processes does so under Spark's Kryo serialiser too, which users may have set.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

class KryoTest {
  private final SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();

  @Test
  void chunksWithTheirReports() {
    RatingChunkBuilder builder = new RatingChunkBuilder(Part.TEST, true, true);
    byte[] text = "1,item,x".getBytes(StandardCharsets.UTF_8);
    builder.add(text, 0, 1, 2, 6, 3.5f, 2, 99);
    PieceReport report = new PieceReport(4, "file", 10);
    report.reject(7, "text", "reason");
    builder.report(report);
    RatingChunk back = copy(builder.build());
    assertThat(back.source).isEqualTo(Part.TEST);
    assertThat(back.users.get(0) + back.items.get(0)).isEqualTo("1item");
    assertThat(back.timestamp).containsExactly(99);
    assertThat(back.reports[0].record(0, 100))
        .isEqualTo(new BadRecord("file", 107, "text", "reason"));
  }

  @Test
  void columnsWithRepeatedPairs() {
    RepeatedPair.Found found = new RepeatedPair.Found();
    found.add(new RepeatedPair(1, 2, new float[] {3, 4}));
    RatingColumns columns =
        new RatingColumns(
            new int[] {1}, new int[] {2}, new float[] {3}, null, new byte[] {2}, found);
    RatingColumns back = copy(columns);
    assertThat(back.user()).containsExactly(1);
    assertThat(back.part(0)).isEqualTo(Part.TEST);
    assertThat(back.repeated().first[0].count).isEqualTo(2);
  }

  @Test
  void idsAndTallies() {
    Ids ids = Ids.of(List.of("5", "6"), DataTypes.LongType);
    Ids back = copy(ids);
    assertThat(back.value(1)).isEqualTo(6L);
    assertThat(back.hash(1)).isEqualTo(ids.hash(1));
    RatingColumns columns =
        new RatingColumns(
            new int[] {0, 1}, new int[] {1, 1}, new float[] {3, 4}, null, new byte[] {0, 2});
    Tally tally = Tally.of(columns, ids, ids);
    Tally tallyBack = copy(tally);
    assertThat(tallyBack.fingerprint()).isEqualTo(tally.fingerprint());
    assertThat(tallyBack.statistics(Part.TRAIN)).isEqualTo(tally.statistics(Part.TRAIN));
  }

  @Test
  void piecesOfFiles() {
    assertThat(copy(new FilePiece(1, "path", "shown", 2, 3)).end).isEqualTo(3);
  }

  @SuppressWarnings("unchecked")
  private <T> T copy(T value) {
    return kryo.deserialize(
        kryo.serialize(value, ClassTag$.MODULE$.apply(value.getClass())),
        ClassTag$.MODULE$.apply(value.getClass()));
  }
}
