// Settings, environment and times, as run.json has them.
package lacuna.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lacuna.report.Figure.Table;

/** Tables of names and values. */
final class RecordFigures {
  private static final String SETTINGS = "Settings as given";

  private static final String FOUND_OUT =
      "With the defaults of those that were not; what is not named here was found out, or had no"
          + " part.";

  private RecordFigures() {}

  static List<Figure> of(JsonNode record) {
    return List.of(
        table("settings", SETTINGS, FOUND_OUT, record.path("settings")),
        table(
            "resolved",
            "What they came to mean",
            "Values that depend on the ratings.",
            record.path("resolved")),
        sources(record.path("data")),
        counts(record.path("counts")),
        table("environment", "Environment", "None of it changes a result.", environment(record)),
        seconds(record.path("timings")));
  }

  /** Settings of a command that keeps no record, null for what was left open or had no part. */
  static Figure settings(Map<String, Object> settings) {
    List<List<String>> rows = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          if (value != null) {
            rows.add(List.of(name, value instanceof List<?> all ? joined(all) : value.toString()));
          }
        });
    return new Figure(
        "settings", SETTINGS, FOUND_OUT, null, new Table(List.of("name", "value"), rows, false));
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static Figure counts(JsonNode counts) {
    List<List<String>> rows = new ArrayList<>();
    counts
        .properties()
        .forEach(of -> rows.add(List.of(of.getKey(), Texts.count(of.getValue().asLong()))));
    return new Figure(
        "counts",
        "Counts",
        "Of ratings unless they say otherwise. The search for the number of epochs learns from"
            + " searchTrain and is judged by validation; train is what models learn from.",
        null,
        Table.of(List.of("name", "number"), rows));
  }

  private static Figure seconds(JsonNode timings) {
    List<List<String>> rows = new ArrayList<>();
    timings
        .properties()
        .forEach(of -> rows.add(List.of(of.getKey(), Texts.fixed(of.getValue().asDouble(), 2))));
    return new Figure(
        "timings",
        "Seconds of each step",
        "On the driver's clock.",
        null,
        Table.of(List.of("step", "seconds"), rows));
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
    node.properties()
        .forEach(
            field -> {
              String value = value(field.getValue());
              if (!value.isEmpty()) {
                parts.add(field.getKey() + " " + value);
              }
            });
    return new com.fasterxml.jackson.databind.node.TextNode(String.join(", ", parts));
  }

  private static Figure table(String id, String heading, String caption, JsonNode values) {
    List<List<String>> rows = new ArrayList<>();
    values
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                rows.add(List.of(field.getKey(), value(field.getValue())));
              }
            });
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
