// Steps side by side: what becomes of the others where one fails.
package lacuna.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lacuna.SparkForTests;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class AbreastTest {
  /** Tasks of this session share this JVM. */
  private static final CountDownLatch STARTED = new CountDownLatch(1);

  private final SparkSession session = SparkForTests.session();

  @Test
  void runsAll() {
    AtomicInteger run = new AtomicInteger();
    Runnable step = run::incrementAndGet;
    Abreast.run(session, 2, List.of(step, step, step));
    assertThat(run).hasValue(3);
  }

  /** Else this test would not end. */
  @Test
  void cancelsTheJobsOfTheOthersWhereOneFails() {
    Runnable endless =
        () ->
            JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(List.of(1), 1)
                .foreach(AbreastTest::untilKilled);
    Runnable failing =
        () -> {
          awaitStart();
          throw new IllegalStateException("the disk is full");
        };
    assertThatThrownBy(() -> Abreast.run(session, 2, List.of(endless, failing)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");
  }

  private static void untilKilled(int one) throws InterruptedException {
    STARTED.countDown();
    while (!TaskContext.get().isInterrupted()) {
      Thread.sleep(5);
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
