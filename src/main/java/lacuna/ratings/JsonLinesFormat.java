// JSON: an object a line, or one array of objects. The lines are JsonLines', the arrays
// JsonArrayFormat's.
package lacuna.ratings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;

/**
 * Objects with a user, an item and a rating, as the reviews of Amazon and Yelp come. Which name is
 * which is found out from the first bytes, or said by {@code --user-column} and the like.
 */
final class JsonLinesFormat implements RatingFormat {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean recognises(Input input) {
    return input.first().text() && (firstLetter(input) == '{' || isArray(input.first()));
  }

  private static int firstLetter(Input input) {
    List<byte[]> lines = input.first().lines();
    if (lines.isEmpty()) {
      return -1;
    }
    byte[] line = lines.get(0);
    int at = 0;
    while (at < line.length - 1 && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return line[at];
  }

  /** A list of objects: it begins with a bracket, and then with a brace. */
  private static boolean isArray(FirstBytes first) {
    boolean bracket = false;
    for (byte letter : first.bytes()) {
      if (letter == '[') {
        bracket = true;
      } else if (letter > ' ') {
        return bracket && letter == '{';
      }
    }
    return false;
  }

  @Override
  public Reading read(Input input) {
    boolean array = isArray(input.first());
    String[] columns = columns(input.first(), input.request(), input.timesDecide());
    return new Reading(
        array
            ? TextReading.whole(input).chunks(new JsonArrayFormat(columns))
            : TextReading.plan(input).chunks(new JsonLines(columns)),
        new Understood.Source(
            input.shown(), input.files().size(), input.bytes(), name(), details(columns)),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  /** The name of each value that is wanted, in the order of {@link JsonLines}. */
  static String[] columns(FirstBytes first, RatingsRequest request, boolean timed) {
    List<String> names = names(first, request);
    String[] columns = new String[JsonObject.COLUMNS];
    columns[JsonObject.USER] = column(ColumnNames.Role.USER, request.userColumn(), names, first);
    columns[JsonObject.ITEM] = column(ColumnNames.Role.ITEM, request.itemColumn(), names, first);
    String user = columns[JsonObject.USER];
    ColumnNames.checkApart(first.shown(), user.equals(columns[JsonObject.ITEM]), user);
    if (request.rated()) {
      columns[JsonObject.RATING] =
          column(ColumnNames.Role.RATING, request.ratingColumn(), names, first);
    }
    columns[JsonObject.WEIGHT] = request.weightColumn().orElse(null);
    if (timed) {
      columns[JsonObject.TIME] = time(names, first, request);
    }
    return columns;
  }

  /** All names of the first lines, in the order met. */
  private static List<String> names(FirstBytes first, RatingsRequest request) {
    if (first.lines().isEmpty()) {
      throw new InputException(
          first.shown() + " holds only blank lines; give a file of " + request.records());
    }
    Set<String> names = new LinkedHashSet<>();
    List<byte[]> lines = isArray(first) ? List.of(first.bytes()) : first.lines();
    for (byte[] line : lines) {
      try (JsonParser parser = JSON.createParser(line)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token == JsonToken.START_OBJECT) {
            addNames(parser, names);
          }
        }
      } catch (IOException e) {
        continue; // cut off here, or told with its number by the task that reads it
      }
    }
    if (names.isEmpty()) {
      throw new InputException(
          first.shown()
              + " looks like JSON and none of its first lines is an object with names, such as "
              + Shown.text(new String(lines.get(0), StandardCharsets.UTF_8))
              + "; write one object a line (jq -c . does)");
    }
    return new ArrayList<>(names);
  }

  private static void addNames(JsonParser parser, Set<String> names) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      names.add(name);
      parser.nextToken();
      parser.skipChildren();
    }
  }

  private static String column(
      ColumnNames.Role role, Optional<String> asked, List<String> names, FirstBytes first) {
    String option = "; name it by --" + role.text() + "-column";
    int place =
        asked
            .map(name -> ColumnNames.named(name, names))
            .orElseGet(() -> ColumnNames.find(role, names))
            .orElseThrow(
                () ->
                    new InputException(
                        first.shown()
                            + " has no name "
                            + asked.orElse("known to hold the " + role.text())
                            + "; its names are "
                            + String.join(", ", names)
                            + option));
    return names.get(place);
  }

  private static String time(List<String> names, FirstBytes first, RatingsRequest request) {
    boolean known =
        request.timestampColumn().isPresent()
            || ColumnNames.find(ColumnNames.Role.TIMESTAMP, names).isPresent();
    if (!known) {
      throw DelimitedFormat.noTimes(first.shown(), request);
    }
    return column(ColumnNames.Role.TIMESTAMP, request.timestampColumn(), names, first);
  }

  private static Map<String, String> details(String[] columns) {
    String[] roles = {"user", "item", "rating", "timestamp", "weight"};
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < columns.length; k++) {
      if (columns[k] != null) {
        texts.add(roles[k] + " = " + columns[k]);
      }
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("columns", String.join(", ", texts));
    return details;
  }
}
