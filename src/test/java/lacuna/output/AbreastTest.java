// Steps side by side: what becomes of the others where one fails.
package lacuna.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lacuna.SparkForTests;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AbreastTest {
  /** Tasks of this session share this JVM. */
  private static final CountDownLatch STARTED = new CountDownLatch(1);

  private static final AtomicBoolean ENDED = new AtomicBoolean();

  private final SparkSession session = SparkForTests.session();

  @Test
  void runsAll() {
    AtomicInteger run = new AtomicInteger();
    Runnable step = run::incrementAndGet;
    Abreast.run(session, 2, List.of(step, step, step));
    assertThat(run).hasValue(3);
  }

  @Test
  @Timeout(60)
  void cancelsTheJobsOfTheOthersWhereOneFailsAndWaitsForTheirTasks() {
    AtomicInteger begun = new AtomicInteger();
    Runnable endless =
        () ->
            JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(List.of(1), 1)
                .foreach(AbreastTest::untilInterrupted);
    Runnable failing =
        () -> {
          awaitStart();
          throw new IllegalStateException("the disk is full");
        };
    Runnable never = begun::incrementAndGet;
    assertThatThrownBy(() -> Abreast.run(session, 2, List.of(endless, failing, never)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");
    assertThat(ENDED).isTrue();
    assertThat(begun).as("steps begun after one failed").hasValue(0);
    assertThat(session.sparkContext().getLocalProperty("spark.job.interruptOnCancel")).isNull();
  }

  /** Takes a while to end, as one does that closes files. */
  private static void untilInterrupted(int one) throws InterruptedException {
    STARTED.countDown();
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException cancelled) {
      Thread.sleep(500);
      ENDED.set(true);
    }
  }

  private static void awaitStart() {
    try {
      STARTED.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
