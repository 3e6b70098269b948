// The text of a file of features, understood. Used by Features.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import lacuna.ratings.ColumnNames.Role;

/**
 * Two layouts, told apart by the ids: where each stands in one line, the other columns are what is
 * known of it; where ids repeat, or columns are called name and value, a line is one feature of an
 * id, with the value 1 where there is no third column.
 *
 * <p>A column of numbers is one feature, centred and divided by its standard deviation; where it is
 * silent it counts as its mean. Any other column is a feature for each of its words, or of its
 * {@code |}-separated tags: 1/√m for an id with m of them. A list of names is one feature for each,
 * divided by the root of its mean square over the ids that have it, and by √m. Every column thus
 * weighs about as much as the rating pattern, whatever its units. Left out are columns of one
 * number, columns of words that hardly any two ids share, such as titles, and features of one id.
 *
 * <p>Numbers that name something, such as codes of occupations, are taken for quantities; a letter
 * before them makes words of them.
 */
final class FeatureText {
  private static final Set<String> NAME_NAMES =
      Set.of("name", "feature", "featureid", "tag", "tagid", "attribute", "property", "key");
  private static final Set<String> VALUE_NAMES =
      Set.of("value", "weight", "relevance", "score", "amount", "count");
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "nan", "null", "none", "\\n", "?", "-");

  /** A column is one of numbers when this share of it is; the rest are mistakes. */
  private static final double MOSTLY = 0.9;

  private final String shown;
  private final FieldText text;
  private final List<List<String>> records;
  private final Role side;
  private List<String> header;
  private int idColumn;
  private final int first;
  private final IdList ids;
  private final int[] idOf;

  private FeatureText(String shown, FieldText text, Role side) {
    this.shown = shown;
    this.text = text;
    this.records = text.records();
    this.side = side;
    findHeader();
    this.first = header == null ? 0 : 1;
    checkFields();
    this.ids = ids();
    this.idOf = new int[records.size()];
    for (int k = first; k < idOf.length; k++) {
      byte[] utf8 = records.get(k).get(idColumn).strip().getBytes(StandardCharsets.UTF_8);
      idOf[k] = ids.find(utf8, 0, utf8.length);
    }
  }

  /**
   * Features by id.
   *
   * @throws InputException for a line that can't be used, or if no two ids have a feature in common
   */
  static Features parse(String shown, byte[] bytes, Role side) {
    FieldText cut = FieldText.of(shown, bytes, "features", "an id and its features a line");
    FeatureText text = new FeatureText(shown, cut, side);
    FeatureColumns columns = new FeatureColumns(text.ids.size());
    if (text.repeated() >= 0 || text.named()) {
      text.addList(columns);
    } else {
      text.addTable(columns);
    }
    return columns.features(shown, text.ids);
  }

  private void findHeader() {
    List<String> start = records.get(0).stream().map(String::strip).toList();
    List<String> plain = start.stream().map(ColumnNames::plain).toList();
    int known = plain.indexOf("id");
    for (int c = 0; known < 0 && c < plain.size(); c++) {
      known = side.has(plain.get(c)) && !TitleText.TITLE_NAMES.contains(plain.get(c)) ? c : -1;
    }
    boolean wordsAboveNumbers = false;
    for (int c = 0; c < start.size(); c++) {
      int column = c;
      IntFunction<String> field =
          k -> records.get(k).size() > column ? records.get(k).get(column).strip() : "";
      boolean numbers = records.size() > 1;
      for (int k = 1; numbers && k < records.size(); k++) {
        numbers = isNumber(field.apply(k));
      }
      wordsAboveNumbers |= numbers && !isNumber(field.apply(0)) && !missing(field.apply(0));
    }
    if (known >= 0 || wordsAboveNumbers) {
      header = start;
      idColumn = Math.max(0, known);
    }
  }

  private void checkFields() {
    int columns = records.get(0).size();
    for (int k = 0; k < records.size(); k++) {
      if (records.get(k).size() != columns) {
        throw fault(
            k,
            records.get(k).size() + " fields where the first line has " + columns,
            "put a field that holds the separator between quotation marks");
      }
      byte[] utf8 = records.get(k).get(idColumn).strip().getBytes(StandardCharsets.UTF_8);
      String wrong =
          utf8.length == 0
              ? "no id"
              : IdText.fault(side.name().toLowerCase(Locale.ROOT), utf8, 0, utf8.length);
      if (k >= first && wrong != null) {
        throw fault(k, wrong, "give each line an id");
      }
    }
    if (records.size() == first) {
      throw new InputException(shown + " has a header and nothing else; give features of some ids");
    }
  }

  private InputException fault(int record, String what, String todo) {
    return new InputException(
        shown
            + ", line "
            + text.line(record)
            + ": "
            + what
            + " in "
            + Shown.text(text.text(record))
            + "; "
            + todo);
  }

  private IdList ids() {
    List<String> all = new ArrayList<>();
    for (int k = first; k < records.size(); k++) {
      all.add(records.get(k).get(idColumn).strip());
    }
    return IdList.of(all).sorted();
  }

  /** The first line whose id stood before; -1 for none. */
  private int repeated() {
    boolean[] met = new boolean[ids.size()];
    for (int k = first; k < records.size(); k++) {
      if (met[idOf[k]]) {
        return k;
      }
      met[idOf[k]] = true;
    }
    return -1;
  }

  /** Whether the columns are called so that a line must be one feature. */
  private boolean named() {
    return header != null && column(NAME_NAMES) >= 0 && column(VALUE_NAMES) >= 0;
  }

  /** The first column but the id's that goes by one of these names; -1 for none. */
  private int column(Set<String> names) {
    for (int c = 0; header != null && c < header.size(); c++) {
      if (c != idColumn && names.contains(ColumnNames.plain(header.get(c)))) {
        return c;
      }
    }
    return -1;
  }

  private void addList(FeatureColumns columns) {
    int width = records.get(0).size();
    int nameColumn = column(NAME_NAMES);
    int valueColumn = column(VALUE_NAMES);
    if (nameColumn < 0 && width <= 3) {
      nameColumn = idColumn == 0 ? 1 : 0;
    }
    if (valueColumn < 0 && width == 3) {
      valueColumn = 3 - idColumn - nameColumn;
    }
    if (nameColumn < 0 || nameColumn >= width) {
      throw fault(
          repeated(),
          "an id that an earlier line has too",
          "give a line for each id, or call the columns id, name and value");
    }
    FeatureColumns.Names list = columns.names();
    for (int k = first; k < records.size(); k++) {
      String name = records.get(k).get(nameColumn).strip();
      String value = valueColumn < 0 ? "1" : records.get(k).get(valueColumn).strip();
      if (missing(name) || missing(value)) {
        continue;
      }
      if (!isNumber(value)) {
        throw fault(k, "no number " + Shown.text(value), "give id, name and value");
      }
      if (!list.add(idOf[k], name, Double.parseDouble(value))) {
        throw fault(
            k,
            "another value of " + Shown.text(name) + " for an id that has one",
            "give one value for each id and name");
      }
    }
    list.end();
  }

  private void addTable(FeatureColumns columns) {
    checkNames();
    for (int c = 0; c < records.get(0).size(); c++) {
      if (c == idColumn) {
        continue;
      }
      String name = header == null ? "column " + (c + 1) : header.get(c);
      int present = 0;
      int numbers = 0;
      boolean tags = false;
      Set<String> words = new HashSet<>();
      for (int k = first; k < records.size(); k++) {
        String field = records.get(k).get(c).strip();
        if (!missing(field)) {
          present++;
          numbers += isNumber(field) ? 1 : 0;
          tags |= field.indexOf('|') >= 0;
          words.add(field);
        }
      }
      if (present > 0 && numbers >= MOSTLY * present) {
        addNumbers(columns, c, name);
      } else if (tags || 2 * words.size() <= present) {
        addWords(columns, c, name);
      } else {
        columns.leftOut(name, present == 0 ? "is empty" : "hardly says the same of any two");
      }
    }
  }

  private void checkNames() {
    Set<String> met = new HashSet<>();
    for (int c = 0; header != null && c < header.size(); c++) {
      if (c != idColumn && !met.add(header.get(c))) {
        throw fault(0, "two columns called " + Shown.text(header.get(c)), "give each its own name");
      }
    }
  }

  private void addNumbers(FeatureColumns columns, int column, String name) {
    double[] values = new double[ids.size()];
    java.util.Arrays.fill(values, Double.NaN);
    for (int k = first; k < records.size(); k++) {
      String field = records.get(k).get(column).strip();
      if (missing(field)) {
        continue;
      }
      if (!isNumber(field)) {
        throw fault(
            k,
            Shown.text(field) + " in column " + name + ", which holds numbers",
            "leave it empty where nothing is known");
      }
      values[idOf[k]] = Double.parseDouble(field);
    }
    columns.addNumbers(name, values);
  }

  private void addWords(FeatureColumns columns, int column, String name) {
    FeatureColumns.Names words = columns.words(name);
    for (int k = first; k < records.size(); k++) {
      for (String word : records.get(k).get(column).split("\\|")) {
        if (!missing(word.strip())) {
          words.add(idOf[k], word.strip(), 1);
        }
      }
    }
    words.end();
  }

  private static boolean missing(String field) {
    return MISSING.contains(field.toLowerCase(Locale.ROOT));
  }

  /** Whether it is a finite number in decimal. */
  private static boolean isNumber(String field) {
    return field.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
        && Float.isFinite(Float.parseFloat(field));
  }
}
