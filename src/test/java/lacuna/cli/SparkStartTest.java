// What a session has where nobody says otherwise.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkStartTest {
  private static final String DEPTH = "spark.executor.killOnFatalError.depth";

  private static SparkConf settings(String master) {
    return SparkStart.settings(new SparkConf(false).setMaster(master));
  }

  @Test
  void aTaskOutOfMemoryEndsTheJobAndNotTheProcessWhereBothAreOne() {
    assertThat(settings("local[*]").get(DEPTH)).isEqualTo("0");
    assertThat(settings("spark://host:7077").contains(DEPTH)).isFalse();
  }

  @Test
  void leavesWhatWasGivenAsItIs() {
    SparkConf given = new SparkConf(false).setMaster("local[*]").set(DEPTH, "5").setAppName("a");
    assertThat(SparkStart.settings(given).get(DEPTH)).isEqualTo("5");
    assertThat(SparkStart.settings(given).get("spark.app.name")).isEqualTo("a");
  }
}
