// The exercises through the command line, once in their quick form, read back from Parquet.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
    thePageShowsThem(folder.resolve("lab/report.html"), rows.size());
  }

  private static void thePageShowsThem(Path page, int quantities) throws Exception {
    try (Chromium browser = Chromium.start()) {
      browser.open(page);
      assertThat(browser.errors()).isEmpty();
      assertThat(browser.value("document.querySelectorAll('[id^=table-] tbody tr').length").asInt())
          .isEqualTo(quantities);
      assertThat(browser.value("Number(document.documentElement.dataset.drawn)").asInt())
          .isGreaterThan(5);
    }
  }
}
