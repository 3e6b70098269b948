// The exercises through the command line, once in their quick form, read back from Parquet.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lacuna.SparkForTests;
import lacuna.report.Chromium;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCommandIT {
  @TempDir private Path folder;

  @Test
  void everyPublishedFigureAgreesAndIsWrittenBesideWhatWasObtained() throws Exception {
    String output = folder.resolve("lab").toString();
    InProcess result = InProcess.run("lab", "--output", output, "--quick");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).anyMatch(line -> line.contains("all of which agree"));
    List<Row> rows = SparkForTests.session().read().parquet(output + "/exercises").collectAsList();
    assertThat(rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet()))
        .contains("1", "2", "3", "4", "5", "6", "7", "8 gradients", "8 choosing K");
    assertThat(rows).noneMatch(row -> row.getString(6).equals("off"));
    assertThat(rows)
        .filteredOn(row -> row.getString(6).equals("agrees") && !row.isNullAt(5))
        .hasSizeGreaterThan(100)
        .allMatch(row -> Math.abs(row.getDouble(3) - row.getDouble(2)) <= row.getDouble(5));
    thePageShowsThem(folder.resolve("lab/report.html"), rows);
  }

  /** Names of the exercises in their order. */
  private static List<String> exercises(List<Row> rows) {
    return rows.stream().map(row -> row.getString(0)).distinct().toList();
  }

  /** Eight digits are shown. */
  private static void assertSame(String shown, Row row) {
    if (row.isNullAt(3)) {
      assertThat(shown).isEqualTo("–");
    } else {
      double value = Double.parseDouble(shown.replace(",", "").replace('−', '-'));
      assertThat(value).isCloseTo(row.getDouble(3), withinPercentage(1e-4));
    }
  }

  private static void thePageShowsThem(Path page, List<Row> rows) throws Exception {
    try (Chromium browser = Chromium.start()) {
      browser.open(page);
      browser.assertDrawn(6);
      List<String> titles =
          browser.table("exercise-8-map").stream().map(shown -> shown.get(0)).toList();
      assertThat(browser.tooltip("exercise-8-map", 0)).contains(titles.get(0));
      Map<String, Row> written = new HashMap<>();
      rows.forEach(row -> written.put(row.getString(0) + ": " + row.getString(1), row));
      int compared = 0;
      for (int k = 0; k < exercises(rows).size(); k++) {
        String exercise = exercises(rows).get(k);
        for (List<String> shown : browser.table("table-" + k)) {
          Row row = written.get(exercise + ": " + shown.get(0));
          assertSame(shown.get(2), row);
          assertThat(shown.get(5)).isEqualTo(row.getString(6));
          compared++;
        }
        for (List<String> shown : browser.table("measured-" + k)) {
          Row row = written.get(exercise + ": " + shown.get(0));
          assertSame(shown.get(1), row);
          assertThat(row.getString(6)).isEqualTo("measured");
          compared++;
        }
      }
      assertThat(compared).isEqualTo(rows.size());
    }
  }
}
