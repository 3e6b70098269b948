// Whole epochs as a run makes them, through Spark in local mode.
package lacuna.bench;

import java.util.concurrent.TimeUnit;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Schedule;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds a rating of a training of ten epochs over about 9 million ratings of 71,567 users and
 * 10,681 items: jobs, copies of the factors, and what is measured after an epoch included, blocking
 * excluded.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class EpochBenchmark {
  private static final int USERS = 71_567;
  private static final int ITEMS = 10_681;
  private static final int COUNT = 9_000_000;
  private static final int EPOCHS = 10;

  @Param({"1", "2"})
  private int threads;

  @Param({"32", "64", "128"})
  private int rank;

  @Param({"CONSTANT", "ADAGRAD"})
  private Schedule schedule;

  private SparkSession session;
  private LocalTraining training;

  /** Starts Spark and blocks the ratings. */
  @Setup
  public void block() {
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    training =
        new LocalTraining(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            SkewedRatings.of(USERS, ITEMS, COUNT),
            USERS,
            ITEMS,
            Settings.builder().rank(rank),
            threads);
  }

  /** A training; it must have made the errors smaller. */
  @Benchmark
  @OperationsPerInvocation(COUNT * EPOCHS)
  public double train() {
    return training.train(schedule, EPOCHS).get(EPOCHS - 1).trainSse();
  }

  /** Stops Spark. */
  @TearDown
  public void stop() {
    training.close();
    session.stop();
  }
}
