package lacuna.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.blocks.Stripe;
import lacuna.checkpoints.TrainingCheckpoints.Saved;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Job JOB = new Job(Map.of("--rank", "8", "fingerprint", "ab"));
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private final AtomicLong clock = new AtomicLong();
  private final List<String> warnings = new ArrayList<>();

  /** A state with what JSON finds hard. */
  record State(double[] values, List<Inner> list, String text) {
    record Inner(double number, float single, long whole) {}
  }

  private static final State HARD =
      new State(
          new double[] {-0.0, Double.MIN_VALUE, 0.1 + 0.2, Double.NaN, Double.NEGATIVE_INFINITY},
          List.of(new State.Inner(Math.nextUp(1.0), 0.1f, Long.MAX_VALUE)),
          "α \"quoted\"\n");

  private static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SparkForTests.session().sparkContext());
  }

  private Checkpoints checkpoints(Job job, int everyEpochs) {
    return Checkpoints.at(
        spark(),
        new org.apache.hadoop.fs.Path(folder.toUri()),
        job,
        everyEpochs,
        warnings::add,
        clock::get,
        Duration.ZERO);
  }

  private TrainingCheckpoints sgd() {
    return checkpoints(JOB, 1).of("sgd final");
  }

  private static JavaRDD<Piece> pieces(float first) {
    Stripe stripe =
        Stripe.of(3, 2)
            .with("factors", new float[] {first, -0f, Float.NaN, Float.MIN_VALUE})
            .with("bias", new float[] {1, 2});
    float[] long1 = new float[100_000];
    for (int k = 0; k < long1.length; k++) {
      long1[k] = k;
    }
    Piece other = new Piece("sampled", 1, 2, Map.of("mean", long1, "samples", new float[] {7}));
    return spark().parallelize(List.of(Piece.of("users", stripe), other), 3);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void bringsBackTheSameBits() {
    sgd().write(20, HARD, pieces(0.1f));
    Saved<State> saved = sgd().newest(State.class).orElseThrow();
    assertThat(saved.epoch()).isEqualTo(20);
    assertThat(saved.state().values()).containsExactly(HARD.values());
    assertThat(saved.state().list()).isEqualTo(HARD.list());
    assertThat(saved.state().text()).isEqualTo(HARD.text());
    List<Piece> read = saved.pieces().collect();
    List<Piece> written = pieces(0.1f).collect();
    assertThat(read).hasSize(2);
    for (Piece piece : written) {
      Piece same =
          read.stream().filter(one -> one.kind().equals(piece.kind())).findFirst().orElseThrow();
      assertThat(same.index()).isEqualTo(piece.index());
      assertThat(same.rows()).isEqualTo(piece.rows());
      assertThat(same.columns()).containsOnlyKeys(piece.columns().keySet());
      piece
          .columns()
          .forEach((name, values) -> assertThat(same.columns().get(name)).containsExactly(values));
    }
    assertThat(read.stream().filter(one -> one.kind().equals("users")).findFirst().orElseThrow())
        .extracting(piece -> piece.stripe().width("factors"))
        .isEqualTo(2);
  }

  @Test
  void keepsTheNewestTwoOfATraining() throws IOException {
    for (int epoch : new int[] {5, 10, 15, 20}) {
      sgd().write(epoch, HARD, pieces(epoch));
    }
    assertThat(names()).containsExactly("epoch-000015", "epoch-000020");
  }

  @Test
  void passesOverWhatIsNotWhole() throws IOException {
    sgd().write(5, HARD, pieces(5));
    sgd().write(10, HARD, pieces(10));
    try (Stream<Path> files = Files.list(folder.resolve("epoch-000010"))) {
      Path longest =
          files
              .filter(path -> path.getFileName().toString().startsWith("part-"))
              .max(Comparator.comparingLong(path -> path.toFile().length()))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(longest);
      Files.write(longest, Arrays.copyOf(bytes, bytes.length - 1));
    }
    assertThat(sgd().newest(State.class).orElseThrow().epoch()).isEqualTo(5);
    Files.delete(folder.resolve("epoch-000005/manifest.json"));
    assertThat(sgd().newest(State.class)).isEmpty();
    Files.createDirectories(folder.resolve(".epoch-000011"));
    assertThat(checkpoints(JOB, 1).earlier().newest()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void readsTheFilesOfTheAttemptThatCameBack() throws IOException {
    JavaRDD<Piece> failing =
        pieces(1)
            .mapPartitions(
                each -> {
                  List<Piece> all = new java.util.ArrayList<>();
                  each.forEachRemaining(all::add);
                  return all.iterator();
                })
            .map(
                piece -> {
                  if (TaskContext.get().attemptNumber() == 0 && piece.kind().equals("sampled")) {
                    throw new IllegalStateException("fails once");
                  }
                  return piece;
                });
    sgd().write(1, HARD, failing);
    assertThat(sgd().newest(State.class).orElseThrow().pieces().count()).isEqualTo(2);
  }

  @Test
  void warnsOnceAndGoesOnWhereTheFileSystemRefuses() throws IOException {
    TrainingCheckpoints training = sgd();
    training.write(5, HARD, pieces(5));
    JavaRDD<Piece> full =
        pieces(6)
            .map(
                piece -> {
                  throw new IOException("No space left on device");
                });
    training.write(10, HARD, full);
    training.write(15, HARD, full);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("no checkpoint of sgd final at epoch 10 could be written (No space left on");
    assertThat(training.newest(State.class).orElseThrow().epoch()).isEqualTo(5);
    training.write(20, HARD, pieces(20));
    training.finish(25, HARD, full, 0);
    assertThat(warnings).hasSize(2).last().asString().contains("at the end");
    assertThat(training.newest(State.class).orElseThrow().epoch()).isEqualTo(20);
    JavaRDD<Piece> wrong = pieces(6).map(piece -> List.<Piece>of().get(0));
    assertThatThrownBy(() -> training.write(30, HARD, wrong)).hasMessageContaining("Index 0");
  }

  @Test
  void tellsTrainingsApartAndKeepsWhatOneCameTo() throws IOException {
    TrainingCheckpoints search = checkpoints(JOB, 1).of("sgd search");
    search.write(5, HARD, pieces(5));
    assertThat(sgd().newest(State.class)).isEmpty();
    assertThat(search.finished(State.class)).isEmpty();
    search.finish(7, HARD, null, 0);
    assertThat(names()).containsExactly("finished-sgd-search");
    assertThat(search.finished(State.class).orElseThrow().pieces().count()).isZero();
    assertThat(checkpoints(JOB, 1).earlier().newest()).contains("epoch 7 of sgd search");
    sgd().finish(7, HARD, null, 0); // took no time and had no checkpoint
    assertThat(sgd().finished(State.class)).isEmpty();
  }

  @Test
  void saysWhatIsNotTheSame() {
    sgd().write(5, HARD, pieces(5));
    Job other = new Job(Map.of("--rank", "16", "fingerprint", "ab", "--new", ""));
    assertThat(checkpoints(other, 1).earlier().differences())
        .containsExactly("--new not given, now not given", "--rank 8, now 16");
    assertThat(checkpoints(other, 1).of("sgd final").newest(State.class)).isEmpty();
    assertThat(checkpoints(JOB, 1).earlier().differences()).isEmpty();
  }

  @Test
  void byEpochsIsDueAfterSoMany() {
    TrainingCheckpoints every = checkpoints(JOB, 20).of("sgd final");
    assertThat(every.isDue(20, 0)).isTrue();
    assertThat(every.isDue(21, 0)).isFalse();
    assertThat(every.epochsToNext(21)).isEqualTo(19);
    assertThat(every.epochsToNext(0)).isEqualTo(20);
  }

  @Test
  void byTimeTakesLessThanTwoPartsInAHundred() {
    Pace pace = new Pace(0, clock::get);
    long cost = 3 * SECOND;
    int written = 0;
    for (int epoch = 1; epoch <= 20_000; epoch++) {
      clock.addAndGet(SECOND / 2);
      if (pace.isDue(epoch, 100_000_000)) {
        written++;
        pace.timed(() -> clock.addAndGet(cost));
      }
      assertThat(pace.total()).isLessThanOrEqualTo(0.02 * clock.get() * 1e-9);
    }
    assertThat(written).isBetween(40, 50); // 10,000 s in steps of 70 x 3 s
  }

  @Test
  void byTimeLeavesShortRunsAlone() {
    Pace pace = new Pace(0, clock::get);
    clock.addAndGet(29 * SECOND);
    assertThat(pace.isDue(1000, 1)).isFalse();
    clock.addAndGet(2 * SECOND);
    assertThat(pace.isDue(1001, 1)).isTrue();
    assertThat(pace.isDue(1001, 1_000_000_000)).isFalse(); // 20 s at least
  }

  @Test
  void keepsWhatIsBeforeEpochsThatWouldNotEnd() {
    Checkpoints job = checkpoints(JOB, 1);
    TrainingCheckpoints own = job.of("sgd final");
    own.epochsToNext(2);
    assertThatThrownBy(() -> own.run(2, () -> hang(job), () -> own.write(2, HARD, pieces(2))))
        .isInstanceOf(StoppedException.class)
        .hasMessage(
            "stopped at epoch 2 of sgd final; the same command with --resume goes on from there");
    assertThat(spark().getLocalProperty("spark.job.interruptOnCancel")).isNull();
    // A state that is there already is not written again.
    Checkpoints again = checkpoints(JOB, 1);
    TrainingCheckpoints kept = again.of("sgd final");
    kept.epochsToNext(2);
    Runnable unwanted = () -> fail("written again");
    assertThatThrownBy(() -> kept.run(2, () -> hang(again), unwanted))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("stopped within epoch 3 of sgd final, which took more than 10 s")
        .hasMessageContaining("goes on from epoch 2");
    assertThat(sgd().newest(State.class).orElseThrow().epoch()).isEqualTo(2);
    assertThat(warnings).isEmpty();
  }

  /** A job that asks to stop and does not end by itself. */
  private static long hang(Checkpoints job) {
    assertThat(job.stop().ask()).isTrue();
    return spark()
        .parallelize(List.of(1), 1)
        .map(
            one -> {
              Thread.sleep(600_000);
              return one;
            })
        .count();
  }
}
