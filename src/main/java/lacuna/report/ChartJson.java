// A chart as JSON that may stand in a script of a page. Read by report.js.
package lacuna.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;

/**
 * Numbers keep seven figures, those that are not finite become null. Characters that mean something
 * to HTML, or that end a line for JavaScript alone, are written as escapes, so that no text can end
 * the script it stands in.
 */
final class ChartJson {
  private ChartJson() {}

  static String of(Chart chart) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", chart.kind().name().toLowerCase(Locale.ROOT));
    json.put("x", axis(chart.x()));
    json.put("y", axis(chart.y()));
    if (!chart.categories().isEmpty()) {
      json.put("categories", chart.categories());
    }
    List<Object> series = new ArrayList<>();
    for (Series one : chart.series()) {
      if (!one.empty()) {
        series.add(series(one));
      }
    }
    json.put("series", series);
    try {
      return escaped(new ObjectMapper().writeValueAsString(json));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> axis(Axis axis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", axis.title());
    json.put("log", axis.logarithmic());
    return json;
  }

  private static Map<String, Object> series(Series series) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", series.name());
    if (series.x() != null) {
      json.put("x", numbers(series.x()));
    }
    json.put("y", numbers(series.y()));
    if (series.labels() != null) {
      json.put("labels", series.labels());
    }
    json.put("dashed", series.dashed());
    return json;
  }

  private static List<Object> numbers(double[] values) {
    List<Object> numbers = new ArrayList<>(values.length);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        numbers.add(null);
      } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
        numbers.add((long) value);
      } else {
        numbers.add((float) value);
      }
    }
    return numbers;
  }

  private static String escaped(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int k = 0; k < json.length(); k++) {
      char c = json.charAt(k);
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
