// Proves that the test JVM is one that Spark and the vector kernel can run in.
package lacuna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkForTestsTest {
  @Test
  void sharedSessionCountsRowsAcrossAShuffle() {
    assertThat(SparkForTests.session().range(0, 1000, 1, 3).repartition(2).count()).isEqualTo(1000);
  }

  @Test
  void testsRunWithTheVectorModule() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
  }
}
