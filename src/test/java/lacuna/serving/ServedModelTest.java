// A model in memory: written and read, asked for cells, lists and neighbours, and added to.
package lacuna.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lacuna.SparkForTests;
import lacuna.UsageException;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Problems;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedModelTest {
  private static final int USERS = 41;
  private static final int ITEMS = 67;
  private static final int RANK = 6;

  private final SparkSession session = SparkForTests.session();
  private final ServedModel model = RandomModels.biased(USERS, ITEMS, RANK, 1);

  @TempDir private Path folder;

  private static void sameRows(ServedSide a, ServedSide b, int size) {
    for (int index = 0; index < size; index++) {
      assertThat(b.ids().value(index)).isEqualTo(a.ids().value(index));
      assertThat(b.row(index, RANK)).isEqualTo(a.row(index, RANK));
      assertThat(b.bias(index)).isEqualTo(a.bias(index));
      assertThat(b.count(index)).isEqualTo(a.count(index));
      assertThat(b.stripe(index)).isEqualTo(a.stripe(index));
    }
  }

  @Test
  void aModelComesBackBitForBitAndANewerOneIsRefused() throws IOException {
    String path = folder.resolve("model").toString();
    model.write(session, path);
    ServedModel read = ServedModel.read(session, path);
    assertThat(read.about()).isEqualTo(model.about());
    assertThat(read.users().size()).isEqualTo(USERS);
    sameRows(model.users(), read.users(), USERS);
    sameRows(model.items(), read.items(), ITEMS);
    Path metadata = folder.resolve("model/metadata/part-00000");
    String text = Files.readString(metadata);
    Files.deleteIfExists(folder.resolve("model/metadata/.part-00000.crc"));
    Files.writeString(metadata, text.replace("\"format\":1", "\"format\":2"));
    assertThatThrownBy(() -> ServedModel.read(session, path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("reads formats up to 1");
  }

  @Test
  void unknownIdsArePredictedFromWhatIsKnown() {
    FactorModel factors = model.factors();
    assertThat(factors.raw(-1, 3)).isEqualTo(3.25f + factors.items().bias(3));
    assertThat(factors.raw(3, -1)).isEqualTo(3.25f + factors.users().bias(3));
    assertThat(factors.raw(-1, -1)).isEqualTo(3.25f);
    FactorModel samples = RandomModels.sampled(USERS, ITEMS, 3, 2, 1).factors();
    double mean =
        IntStream.range(0, USERS).mapToDouble(user -> samples.raw(user, 5)).average().orElseThrow();
    assertThat((double) samples.raw(-1, 5)).isCloseTo(mean, offset(1e-5));
  }

  @Test
  void cellsOfATableArePredictedForIdsOfEveryType() {
    StructType schema =
        new StructType().add("u", DataTypes.DoubleType).add("i", DataTypes.StringType);
    Dataset<Row> cells =
        session.createDataFrame(
            List.of(
                RowFactory.create(7.0, "12"),
                RowFactory.create(7.5, "12"),
                RowFactory.create(7.0, "012"),
                RowFactory.create(null, "x")),
            schema);
    List<Row> predicted =
        cells
            .select(PairPredictions.of(session, model, cells, "u", "i").as("p"))
            .select("p.*")
            .collectAsList();
    FactorModel factors = model.factors();
    assertThat(predicted)
        .containsExactly(
            RowFactory.create(factors.clipped(factors.raw(7, 12)), factors.raw(7, 12), null, "ok"),
            RowFactory.create(
                factors.clipped(factors.raw(-1, 12)), factors.raw(-1, 12), null, "cold_user"),
            RowFactory.create(
                factors.clipped(factors.raw(7, -1)), factors.raw(7, -1), null, "cold_item"),
            RowFactory.create(3.25f, 3.25f, null, "cold"));
  }

  @Test
  void recommendationsLeaveOutWhatWasSeen() {
    double[][] rated = Problems.noisy(USERS + 3, ITEMS + 3, 900, 2);
    RatingTable table = Problems.table(rated);
    for (Side side : Side.values()) {
      Seen seen = Seen.of(model.factors(), table, side);
      boolean users = side == Side.USERS;
      Dataset<Row> lists = new Recommendations(session, model, side, 5, seen).flat();
      assertThat(lists.columns())
          .containsExactly(
              users ? "user" : "item",
              "rank",
              users ? "item" : "user",
              "prediction",
              "raw_prediction");
      Map<Integer, List<Row>> byRow = new HashMap<>();
      for (Row row : lists.collectAsList()) {
        byRow.computeIfAbsent(row.getInt(0), key -> new ArrayList<>()).add(row);
      }
      assertThat(byRow).hasSize(users ? USERS : ITEMS);
      byRow.forEach(
          (own, rows) -> {
            List<Integer> expected =
                IntStream.range(0, users ? ITEMS : USERS)
                    .filter(
                        other ->
                            Arrays.stream(rated)
                                .noneMatch(
                                    r ->
                                        r[0] == (users ? own : other)
                                            && r[1] == (users ? other : own)))
                    .boxed()
                    .sorted(
                        java.util.Comparator.<Integer>comparingDouble(
                                other ->
                                    -model.factors().raw(users ? own : other, users ? other : own))
                            .thenComparingInt(other -> other))
                    .limit(5)
                    .toList();
            assertThat(rows).extracting(row -> row.getInt(2)).isEqualTo(expected);
            assertThat(rows).extracting(row -> row.getInt(1)).first().isEqualTo(1);
          });
    }
    assertThatThrownBy(() -> new Recommendations(session, model, Side.USERS, 0, Seen.NOTHING))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void completeHasEveryCellOnce() {
    Dataset<Row> cells = PairPredictions.complete(session, model);
    assertThat(cells.count()).isEqualTo((long) USERS * ITEMS);
    assertThat(cells.distinct().count()).isEqualTo((long) USERS * ITEMS);
    Row cell = cells.where("user = 5 and item = 9").first();
    assertThat(cell.<Float>getAs("raw_prediction")).isEqualTo(model.factors().raw(5, 9));
    assertThat(PairPredictions.columns(session, model, 9).where("item = 9").count())
        .isEqualTo(USERS);
  }

  @Test
  void neighboursAreTheNearestByCosine() {
    Similarities similar = new Similarities(model, Side.ITEMS, Similarities.By.COSINE);
    List<Similarities.Neighbour> nearest = similar.of(4, 7);
    List<Double> cosines =
        IntStream.range(0, ITEMS)
            .filter(other -> other != 4)
            .mapToObj(other -> cosine(model.items().row(4, RANK), model.items().row(other, RANK)))
            .sorted(java.util.Comparator.reverseOrder())
            .toList();
    assertThat(nearest).hasSize(7).noneMatch(neighbour -> neighbour.index() == 4);
    for (int k = 0; k < 7; k++) {
      assertThat((double) nearest.get(k).similarity()).isCloseTo(cosines.get(k), offset(1e-6));
      assertThat(nearest.get(k).deviation()).isNaN();
    }
    assertThatThrownBy(() -> new Similarities(model, Side.ITEMS, Similarities.By.POSTERIOR))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--by cosine");
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      ab += (double) a[k] * b[k];
      aa += (double) a[k] * a[k];
      bb += (double) b[k] * b[k];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void byThePosteriorSimilarityIsTheMeanOverSamples() {
    int samples = 4;
    ServedModel sampled = RandomModels.sampled(USERS, ITEMS, 3, samples, 9);
    Similarities.Neighbour nearest =
        new Similarities(sampled, Side.USERS, Similarities.By.POSTERIOR).of(2, 1).get(0);
    double[] cosines = new double[samples];
    for (int s = 0; s < samples; s++) {
      float[] own = sampled.users().row(2, 3 * samples);
      float[] other = sampled.users().row(nearest.index(), 3 * samples);
      cosines[s] =
          cosine(
              Arrays.copyOfRange(own, 3 * s, 3 * s + 3),
              Arrays.copyOfRange(other, 3 * s, 3 * s + 3));
    }
    double mean = Arrays.stream(cosines).average().orElseThrow();
    double variance = Arrays.stream(cosines).map(c -> (c - mean) * (c - mean)).sum() / 3;
    assertThat((double) nearest.similarity()).isCloseTo(mean, offset(1e-6));
    assertThat((double) nearest.deviation()).isCloseTo(Math.sqrt(variance), offset(1e-6));
  }

  @Test
  void aRatingsDeviationIsOfTheSamplesAndTheNoise() {
    int samples = 4;
    ServedModel sampled = RandomModels.sampled(USERS, ITEMS, 3, samples, 9);
    float[] user = sampled.users().row(2, 3 * samples);
    float[] item = sampled.items().row(5, 3 * samples);
    double[] predictions = new double[samples];
    for (int k = 0; k < user.length; k++) {
      predictions[k / 3] += (double) samples * user[k] * item[k];
    }
    double mean = Arrays.stream(predictions).average().orElseThrow();
    double variance = Arrays.stream(predictions).map(x -> (x - mean) * (x - mean)).sum() / 3;
    assertThat(sampled.about().noiseVariance()).isPositive();
    assertThat((double) sampled.factors().deviation(2, 5))
        .isCloseTo(Math.sqrt(variance + sampled.about().noiseVariance()), offset(1e-5));
  }

  @Test
  void foldedRowsAreTheMinimumAndTheOthersKeepTheirBits() {
    for (Side side : Side.values()) {
      boolean users = side == Side.USERS;
      int others = users ? ITEMS : USERS;
      double[][] rated = new double[60][];
      for (int t = 0; t < rated.length; t++) {
        rated[t] = new double[] {500 + t / 20, (t % 20) * 7 % (others + 9), 1 + t % 5, 1 + t % 2};
      }
      ServedModel longer = FoldIn.of(session, model, side, Problems.table(rated));
      ServedModel again =
          FoldIn.of(session, model, side, Problems.table(Problems.shuffled(rated, 3)));
      ServedSide before = model.side(side);
      ServedSide after = longer.side(side);
      assertThat(after.size()).isEqualTo(before.size() + 3);
      sameRows(before, after, before.size());
      sameRows(after, again.side(side), after.size());
      sameRows(
          model.side(Recommendations.other(side)),
          longer.side(Recommendations.other(side)),
          others);
      assertThat(longer.about().factorHash()).isEmpty();
      double lambda = users ? RandomModels.LAMBDA : 2 * RandomModels.LAMBDA;
      gradientIsZero(longer.factors(), side, after.ids().find("501"), rated, lambda);
    }
    assertThatThrownBy(
            () -> FoldIn.of(session, model, Side.USERS, Problems.table(new double[][] {{3, 4, 5}})))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 of the 1 users to fold in are in the model already, such as 3");
    assertThatThrownBy(
            () ->
                FoldIn.of(
                    session, model, Side.USERS, Problems.table(new double[][] {{300, 400, 5}})))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("an item that the model has");
  }

  private static void gradientIsZero(
      FactorModel model, Side side, int row, double[][] rated, double lambda) {
    boolean users = side == Side.USERS;
    ServedSide others = model.side(Recommendations.other(side));
    double[] gradient = new double[RANK + 1];
    double scale = 0;
    int count = 0;
    for (double[] rating : rated) {
      int other = others.ids().find(Integer.toString((int) rating[1]));
      if (rating[0] == 501 && other >= 0) {
        double error = rating[2] - model.raw(users ? row : other, users ? other : row);
        float[] x = others.row(other, RANK);
        for (int k = 0; k <= RANK; k++) {
          gradient[k] -= error * (k < RANK ? x[k] : 1);
          scale += Math.abs(error * (k < RANK ? x[k] : 1));
        }
        count++;
      }
    }
    assertThat(count).isGreaterThan(10);
    for (int k = 0; k <= RANK; k++) {
      double penalty =
          k < RANK
              ? lambda * model.side(side).row(row, RANK)[k]
              : RandomModels.LAMBDA_BIAS * model.side(side).bias(row);
      assertThat(gradient[k] + count * penalty).isCloseTo(0, offset(1e-5 * scale));
    }
  }

  @Test
  void modelsOfLibmfAreReadAndWritten() throws IOException {
    String path = folder.resolve("model.txt").toString();
    LibmfModels.write(session, model, path);
    ServedModel read = LibmfModels.read(session, path);
    assertThat(read.about().rank()).isEqualTo(RANK + 2);
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        assertThat(read.factors().raw(user, item))
            .isCloseTo(model.factors().raw(user, item), offset(1e-4f));
      }
    }
    Path theirs = folder.resolve("theirs.txt");
    Files.writeString(
        theirs, "f 0\nm 2\nn 2\nk 2\nb 2.5\np0 T 1 2 \np1 F 0 0 \nq0 T 0.5 1 \nq1 T 3 -1 \n");
    ServedModel small = LibmfModels.read(session, theirs.toString());
    assertThat(small.users().ids().find("1")).isEqualTo(-1);
    assertThat(small.factors().raw(0, 1)).isEqualTo(1);
    assertThat(small.factors().raw(-1, 1)).isEqualTo(2.5f);
    Files.writeString(theirs, "f 5\nm 2\n");
    Files.deleteIfExists(folder.resolve(".theirs.txt.crc"));
    assertThatThrownBy(() -> LibmfModels.read(session, theirs.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("theirs.txt:1");
  }
}
