// What a session has where nobody says otherwise.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkStartTest {
  private static final String DEPTH = "spark.executor.killOnFatalError.depth";

  private static SparkConf settings(String master) {
    return SparkStart.settings(new SparkConf(false).setMaster(master), Map.of());
  }

  @Test
  void aTaskOutOfMemoryEndsTheJobAndNotTheProcessWhereBothAreOne() {
    assertThat(settings("local[*]").get(DEPTH)).isEqualTo("0");
    assertThat(settings("spark://host:7077").contains(DEPTH)).isFalse();
  }

  @Test
  void workersGoToExecutorsOfTheirOwn() {
    String locality = "spark.shuffle.reduceLocality.enabled";
    assertThat(settings("spark://host:7077").get(locality)).isEqualTo("false");
    assertThat(settings("local[*]").contains(locality)).isFalse();
  }

  @Test
  void leavesWhatWasGivenAsItIs() {
    SparkConf given = new SparkConf(false).setMaster("local[*]").set(DEPTH, "5").setAppName("a");
    assertThat(SparkStart.settings(given, Map.of()).get(DEPTH)).isEqualTo("5");
    assertThat(SparkStart.settings(given, Map.of()).get("spark.app.name")).isEqualTo("a");
  }

  @Test
  void findsTheSecretThatAWorkerHandsToItsDriver() {
    Map<String, String> environment = Map.of("_SPARK_AUTH_SECRET", "s");
    SparkConf asked = new SparkConf(false).set("spark.authenticate", "true");
    assertThat(SparkStart.settings(asked, environment).get("spark.authenticate.secret"))
        .isEqualTo("s");
    assertThat(SparkStart.settings(new SparkConf(false), environment).getAll())
        .noneMatch(setting -> setting._1().contains("authenticate"));
  }

  @Test
  void leavesNoWarehouseButOneThatWasThereOrHasTables(@TempDir Path folder) throws IOException {
    Path warehouse = folder.resolve("spark-warehouse");
    SparkStart spark = new SparkStart(warehouse);
    spark.leaveNoEmptyWarehouse();
    Path table = Files.createDirectories(warehouse.resolve("table"));
    spark.leaveNoEmptyWarehouse();
    assertThat(table).exists();
    Files.delete(table);
    new SparkStart(warehouse).leaveNoEmptyWarehouse();
    assertThat(warehouse).exists();
    spark.leaveNoEmptyWarehouse();
    assertThat(warehouse).doesNotExist();
  }
}
