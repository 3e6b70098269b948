// Pages without a browser: nothing that is text becomes markup, nothing is loaded, nothing is
// empty.
package lacuna.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE = "</script><b onclick='x'>&amp;\u2028\"";

  private static Page page(String text, double... values) {
    double[] places = new double[values.length];
    List<String> labels = java.util.Collections.nCopies(values.length, text);
    Chart chart =
        Chart.dots(
            Axis.of(text), Axis.of(text), List.of(new Series(text, places, values, labels, false)));
    Table table = Table.of(List.of(text), List.of(List.of(text)));
    Figure figure = new Figure("figure", text, text, chart, table);
    Section section = new Section(text, List.of(text), List.of(figure));
    return new Page(text, text, List.of(text), List.of(section, section, section), List.of(text));
  }

  @Test
  void textStaysText() {
    String html = page(HOSTILE, 1, 2).toHtml();
    assertThat(html).doesNotContain("<b onclick").doesNotContain("</script><b");
    assertThat(html).contains("&lt;/script&gt;&lt;b onclick=");
    assertThat(html).contains("\\u003c/script\\u003e\\u003cb onclick='x'\\u003e\\u0026amp;\\u2028");
  }

  @Test
  void namesNoAddressToLoadFrom() {
    assertThat(page("plain", 1).toHtml())
        .doesNotContain("<link")
        .doesNotContain(" src=")
        .doesNotContain("sourceMappingURL")
        .doesNotContain("@import")
        .contains("default-src &#x27;none&#x27;");
  }

  @Test
  void aChartWithoutNumbersLeavesItsTable() {
    String html = page("plain", Double.NaN).toHtml();
    assertThat(html).doesNotContain("<canvas").contains("<table");
  }

  @Test
  void sectionsWithNothingInThemAreLeftOut() {
    Page page =
        new Page(
            "k", "h", List.of(), List.of(new Section("Nothing", List.of(), List.of())), List.of());
    assertThat(page.toHtml()).doesNotContain("Nothing");
  }
}
