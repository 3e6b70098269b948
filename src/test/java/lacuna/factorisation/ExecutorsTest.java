// What is made of executors that are not alike.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExecutorsTest {
  @Test
  void takesTheCoresThatSetMostToWork() {
    assertThat(Executors.best(new int[] {4, 4})).isEqualTo(4);
    assertThat(Executors.best(new int[] {1, 2, 2})).isEqualTo(2); // two workers of two
    assertThat(Executors.best(new int[] {1, 2})).as("as many either way").isEqualTo(1);
    assertThat(Executors.best(new int[] {16, 1})).as("one of sixteen").isEqualTo(16);
    assertThat(Executors.best(new int[] {6, 8, 8, 8})).as("four of six").isEqualTo(6);
    assertThat(Executors.best(new int[] {6, 8, 8})).as("two of eight").isEqualTo(8);
  }
}
