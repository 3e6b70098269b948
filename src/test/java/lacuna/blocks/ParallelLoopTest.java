// The loop over threads: what becomes of it where its task is cancelled.
package lacuna.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelLoopTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachThreadEndsAfterTheTurnThatInterruptsIt(int threads) {
    AtomicInteger turns = new AtomicInteger();
    IntConsumer body =
        turn -> {
          turns.incrementAndGet();
          Thread.currentThread().interrupt();
        };
    assertThatThrownBy(() -> ParallelLoop.run(10, threads, body))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("interrupted");
    assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
    assertThat(turns).hasValueBetween(1, threads);
  }
}
