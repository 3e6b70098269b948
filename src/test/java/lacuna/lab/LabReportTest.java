// The lab's page where names and titles are hostile: text stays text, in a real browser.
package lacuna.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lacuna.lab.Exercise.Quantity;
import lacuna.lab.Exercise.Verdict;
import lacuna.report.Chart;
import lacuna.report.Chart.Axis;
import lacuna.report.Chromium;
import lacuna.report.Figure;
import lacuna.report.HostileTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabReportTest {
  @TempDir private Path folder;

  private static Figure map(List<String> titles) {
    double[] places = new double[titles.size()];
    java.util.Arrays.setAll(places, k -> k);
    return new Figure(
        "map",
        "A map",
        "Of titles",
        Chart.dots(
            Axis.of("x"),
            Axis.of("y"),
            List.of(new Chart.Series("items", places, places, titles, false))),
        Figure.Table.of(List.of("item"), titles.stream().map(List::of).toList()));
  }

  @Test
  void titlesOfAnyKindComeOutAsText() throws Exception {
    List<Quantity> quantities =
        HostileTexts.ALL.stream()
            .map(text -> new Quantity(text, "", Double.NaN, 1, Double.NaN, Verdict.MEASURED, text))
            .toList();
    Exercise exercise =
        new Exercise("4", "Titles", quantities, HostileTexts.ALL, List.of(map(HostileTexts.ALL)));
    Path page =
        Files.writeString(folder.resolve("lab.html"), LabReport.page(List.of(exercise)).toHtml());
    try (Chromium browser = Chromium.start()) {
      browser.open(page);
      browser.assertDrawn(1);
      HostileTexts.assertHarmless(browser);
      assertThat(browser.tooltip("map", 1)).isEqualTo(HostileTexts.ALL.get(1));
    }
  }

  @Test
  void numbersAreAsShortAsTheyCanBe() {
    assertThat(LabReport.text(0.6168, 7)).isEqualTo("0.6168");
    assertThat(LabReport.text(-0.15298681, 7)).isEqualTo("−0.1529868");
    assertThat(LabReport.text(4.328318e-5, 2)).isEqualTo("4.3e−5");
    assertThat(LabReport.text(1e-5, 7)).isEqualTo("1e−5");
    assertThat(LabReport.text(1_000_000, 7)).isEqualTo("1,000,000");
    assertThat(LabReport.text(780225.43, 7)).isEqualTo("780,225.4");
    assertThat(LabReport.text(0, 2)).isEqualTo("0");
    assertThat(LabReport.text(Double.NaN, 2)).isEqualTo("–");
  }
}
