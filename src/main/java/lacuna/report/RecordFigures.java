// Settings, environment and times, as run.json has them.
package lacuna.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lacuna.report.Figure.Table;

/** Tables of names and values. */
final class RecordFigures {
  private RecordFigures() {}

  static List<Figure> of(JsonNode record) {
    return List.of(
        table("settings", "Settings as given", "auto was found out.", record.path("settings")),
        table(
            "resolved",
            "What they came to mean",
            "Values that depend on the ratings.",
            record.path("resolved")),
        sources(record.path("data")),
        table("counts", "Counts", "Of ratings unless they say otherwise.", record.path("counts")),
        table("environment", "Environment", "None of it changes a result.", environment(record)),
        table("timings", "Seconds of each step", "On the driver's clock.", record.path("timings")));
  }

  /** Settings of a command that keeps no record, null for what was left open. */
  static Figure settings(Map<String, Object> settings) {
    List<List<String>> rows = new ArrayList<>();
    settings.forEach(
        (name, value) -> rows.add(List.of(name, value == null ? "auto" : String.valueOf(value))));
    return new Figure(
        "settings",
        "Settings as given",
        "auto was found out.",
        null,
        new Table(List.of("name", "value"), rows, false));
  }

  private static JsonNode environment(JsonNode record) {
    com.fasterxml.jackson.databind.node.ObjectNode all = record.path("versions").deepCopy();
    all.set("kernel", record.path("kernel"));
    all.set("grid", text(record.path("grid")));
    all.set("workers", text(record.path("workers")));
    all.set("data fingerprint", record.path("data").path("fingerprint"));
    all.set("factor hash", record.path("factorHash"));
    return all;
  }

  private static JsonNode text(JsonNode node) {
    List<String> parts = new ArrayList<>();
    node.properties().forEach(field -> parts.add(field.getKey() + " " + value(field.getValue())));
    return new com.fasterxml.jackson.databind.node.TextNode(String.join(", ", parts));
  }

  private static Figure table(String id, String heading, String caption, JsonNode values) {
    List<List<String>> rows = new ArrayList<>();
    values
        .properties()
        .forEach(field -> rows.add(List.of(field.getKey(), value(field.getValue()))));
    return new Figure(id, heading, caption, null, new Table(List.of("name", "value"), rows, false));
  }

  private static Figure sources(JsonNode data) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode source : data.path("sources")) {
      rows.add(
          List.of(
              source.path("path").asText(),
              source.path("format").asText(),
              text(source.path("details")).asText()));
    }
    for (JsonNode warning : data.path("warnings")) {
      rows.add(List.of("warning", "", warning.asText()));
    }
    return new Figure(
        "sources",
        "What was read",
        "And what it was taken for.",
        null,
        new Table(List.of("path", "format", "details"), rows, false));
  }

  private static String value(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "auto";
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(value(part)));
      return String.join(", ", parts);
    }
    if (value.isDouble()) {
      double number = value.doubleValue();
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Float.toString((float) number);
    }
    return value.asText();
  }
}
