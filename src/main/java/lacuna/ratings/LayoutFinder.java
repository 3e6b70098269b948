// Finds out how a delimited text is laid out. Used by DelimitedFormat on the driver.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lacuna.UsageException;

/**
 * Looks at the first lines.
 *
 * <ul>
 *   <li>Separator: of tab, {@code ::}, comma, semicolon, {@code |} and blanks the one that cuts the
 *       most lines into three fields or more, of pairs into two; of equals the first in this order.
 *   <li>Header: a first line with a known name among its fields, or with no number at all above a
 *       line that has one.
 *   <li>Columns: by the header's names where they are known, else by place: user, item, rating,
 *       timestamp. Pairs have a user and an item alone.
 * </ul>
 */
final class LayoutFinder {
  static final List<String> SEPARATORS = List.of("\t", "::", ",", ";", "|", Fields.BLANKS);

  /** Places of user, item, rating and timestamp where the item stands first. */
  private static final int[] SWAPPED = {1, 0, 2, 3};

  private final String shown;
  private final List<byte[]> lines;
  private final RatingsRequest request;
  private final int fewestFields;
  private final List<String> warnings = new ArrayList<>();
  private Fields fields;
  private List<String> names;
  private int columns;

  /**
   * @param shown the file's name
   * @param lines its first lines, at least one
   */
  LayoutFinder(String shown, List<byte[]> lines, RatingsRequest request) {
    this.shown = shown;
    this.lines = lines;
    this.request = request;
    this.fewestFields = request.rated() ? 3 : 2;
  }

  /** What was odd, one line each. */
  List<String> warnings() {
    return warnings;
  }

  /**
   * The layout.
   *
   * @throws InputException if there are too few columns, or a column that was asked for is not
   *     there
   */
  DelimitedLayout find() {
    return find(false);
  }

  /**
   * The same, where the item stands before the user if nothing says otherwise.
   *
   * @throws InputException as {@link #find()}
   */
  DelimitedLayout find(boolean itemFirst) {
    String separator = request.separator().map(LayoutFinder::unescaped).orElseGet(this::separator);
    fields = new Fields(separator);
    return find(
        request.header().orElseGet(() -> looksLikeHeader(strings(lines.get(0)))), itemFirst);
  }

  /** The layout of a text with commas whose first line is known to name the columns. */
  DelimitedLayout named() {
    fields = new Fields(",");
    return find(true, false);
  }

  private DelimitedLayout find(boolean header, boolean itemFirst) {
    String separator = fields.separator();
    List<String> first = strings(lines.get(0));
    names = header ? first : null;
    columns = lines.size() > 1 && header ? strings(lines.get(1)).size() : first.size();
    columns = Math.max(columns, first.size());
    if (columns < fewestFields) {
      throw tooFew(separator, columns);
    }
    int[] places = places(itemFirst);
    return new DelimitedLayout(
        separator,
        header ? new String(lines.get(0), StandardCharsets.UTF_8) : null,
        request.header().orElse(false),
        places[0],
        places[1],
        places[2],
        places[3],
        request.weightColumn().map(this::asked).orElse(-1));
  }

  /** A separator as written on a command line: {@code \t} and {@code tab} are a tab. */
  static String unescaped(String separator) {
    String text = separator.equals("tab") ? "\t" : separator.replace("\\t", "\t");
    if (text.isEmpty() || text.contains("\"") || text.contains("\n")) {
      throw new UsageException(
          "--separator is \"" + separator + "\"; give one or more characters, no quote among them");
    }
    return text.isBlank() && !text.equals("\t") ? Fields.BLANKS : text;
  }

  private String separator() {
    String best = null;
    int most = 0;
    for (String candidate : SEPARATORS) {
      Fields splitter = new Fields(candidate);
      int cut = 0;
      for (byte[] line : lines) {
        cut += splitter.split(line, 0, line.length, fewestFields) == fewestFields ? 1 : 0;
      }
      if (cut > most) {
        best = candidate;
        most = cut;
      }
    }
    if (best == null) {
      throw tooFew(null, 0);
    }
    return best;
  }

  private InputException tooFew(String separator, int found) {
    String line = new String(lines.get(0), StandardCharsets.UTF_8);
    String shownLine = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    String what =
        separator == null
            ? "no tab, \"::\", comma, semicolon, \"|\" or blank cuts its lines into "
                + (request.rated() ? "three fields" : "two fields")
            : "its first line has " + found + " separated by " + DelimitedFormat.named(separator);
    return new InputException(
        shown
            + ": too few columns, "
            + what
            + ": \""
            + shownLine
            + "\"; "
            + (request.rated() ? "ratings need user, item and rating" : "pairs need user and item")
            + " (--separator names another separator, --format another format)");
  }

  private List<String> strings(byte[] line) {
    List<String> strings = new ArrayList<>();
    int count = fields.splitAll(line, 0, line.length);
    for (int k = 0; k < count; k++) {
      strings.add(fields.string(k));
    }
    return strings;
  }

  private boolean looksLikeHeader(List<String> first) {
    if (first.stream().anyMatch(LayoutFinder::isNumber)) {
      return false;
    }
    if (first.stream().anyMatch(ColumnNames::known)) {
      return true;
    }
    return lines.size() > 1 && strings(lines.get(1)).stream().anyMatch(LayoutFinder::isNumber);
  }

  private static boolean isNumber(String field) {
    byte[] text = field.getBytes(StandardCharsets.UTF_8);
    float value = FloatText.parse(text, 0, text.length);
    return value == value;
  }

  /** Columns of user, item, rating and timestamp; of pairs the first two, and -1 for the others. */
  private int[] places(boolean itemFirst) {
    List<ColumnNames.Role> roles =
        request.rated()
            ? List.of(ColumnNames.Role.values())
            : List.of(ColumnNames.Role.USER, ColumnNames.Role.ITEM);
    List<Optional<String>> asked =
        List.of(
            request.userColumn(),
            request.itemColumn(),
            request.ratingColumn(),
            request.timestampColumn());
    int[] places = {-1, -1, -1, -1};
    List<ColumnNames.Role> unknown = new ArrayList<>();
    for (ColumnNames.Role role : roles) {
      int r = role.ordinal();
      places[r] = asked.get(r).map(this::asked).orElse(-1);
      if (places[r] < 0 && names != null) {
        places[r] = ColumnNames.find(role, names).orElse(-1);
      }
      if (places[r] < 0 && (names == null || role != ColumnNames.Role.TIMESTAMP)) {
        unknown.add(role);
      }
    }
    for (ColumnNames.Role role : unknown) {
      byPlace(role, itemFirst ? SWAPPED[role.ordinal()] : role.ordinal(), places);
    }
    ColumnNames.checkApart(shown, places[0] == places[1], columnText(places[0]));
    if (names != null && !unknown.isEmpty()) {
      warnings.add(
          shown
              + ": the header \""
              + String.join(", ", names)
              + "\" names no "
              + String.join(", no ", unknown.stream().map(ColumnNames.Role::text).toList())
              + "; taken by place as user, item"
              + (request.rated() ? ", rating" : ""));
    }
    return places;
  }

  private void byPlace(ColumnNames.Role role, int place, int[] places) {
    boolean taken = false;
    for (int other : places) {
      taken |= other == place;
    }
    if (!taken && place < columns) {
      places[role.ordinal()] = place;
    } else if (role != ColumnNames.Role.TIMESTAMP) {
      throw new InputException(
          shown
              + " has no column known to hold the "
              + role.text()
              + "; its columns are "
              + columnsText()
              + "; name one by --"
              + role.text()
              + "-column");
    }
  }

  /** A column asked for by name or by its place counted from 1. */
  private int asked(String column) {
    if (names != null) {
      Optional<Integer> named = ColumnNames.named(column, names);
      if (named.isPresent()) {
        return named.get();
      }
    }
    if (column.matches("\\d{1,4}")) {
      int place = Integer.parseInt(column);
      if (place >= 1 && place <= columns) {
        return place - 1;
      }
    }
    throw new InputException(
        shown + " has no column " + column + "; its columns are " + columnsText());
  }

  private String columnText(int place) {
    return names != null && place < names.size() ? names.get(place) : String.valueOf(place + 1);
  }

  private String columnsText() {
    return names != null ? String.join(", ", names) : "1 to " + columns;
  }
}
