// What is made of executors that are not alike.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
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

  @Test
  void warnsWhereSparkMayGiveAllWorkersToOneExecutor() {
    SparkConf unset = new SparkConf(false);
    SparkConf off = new SparkConf(false).set("spark.shuffle.reduceLocality.enabled", "false");
    assertThat(Executors.maySharePlaces(false, 4, unset)).isTrue();
    assertThat(Executors.maySharePlaces(false, 4, off)).isFalse();
    assertThat(Executors.maySharePlaces(false, 1, unset)).as("one executor").isFalse();
    assertThat(Executors.maySharePlaces(true, 1, unset)).as("local mode").isFalse();
  }
}
