// The text of a file of titles, understood. Used by Titles.
package lacuna.ratings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits lines into ids and titles. A header says which column is which; without one the id is the
 * first and the title the second, or the third behind a column of years. A line with more fields
 * than the first has commas in its title: they are given back to it.
 */
final class TitleText {
  static final Set<String> TITLE_NAMES =
      Set.of(
          "title",
          "name",
          "movietitle",
          "moviename",
          "itemtitle",
          "itemname",
          "originaltitle",
          "booktitle",
          "artistname",
          "songtitle",
          "label");
  private static final int LOOKED_AT = 50;

  private final String shown;
  private final FieldText text;
  private final List<List<String>> records;
  private int idColumn;
  private int titleColumn = 1;
  private int columns;
  private boolean header;

  private TitleText(String shown, FieldText text) {
    this.shown = shown;
    this.text = text;
    this.records = text.records();
  }

  /**
   * Titles by id.
   *
   * @throws InputException if a line has no id and title, or there is none
   */
  static Map<String, String> parse(String shown, byte[] bytes) {
    FieldText cut = FieldText.of(shown, bytes, "titles", "an id and a title a line");
    TitleText text = new TitleText(shown, cut);
    text.findLayout();
    return text.titles();
  }

  private void findLayout() {
    List<String> first = records.get(0);
    List<String> plain = first.stream().map(ColumnNames::plain).toList();
    int title = -1;
    int id = -1;
    for (int c = 0; c < plain.size(); c++) {
      if (title < 0 && TITLE_NAMES.contains(plain.get(c))) {
        title = c;
      } else if (id < 0 && ColumnNames.isItem(plain.get(c))) {
        id = c;
      }
    }
    columns = first.size();
    if (title >= 0 && id >= 0) {
      header = true;
      titleColumn = title;
      idColumn = id;
    } else if (columns > 2 && yearsStandSecond()) {
      columns = 3;
      titleColumn = 2;
    } else if (columns > 2 && text.separator().equals(",") && !fieldsAgree()) {
      columns = 2;
    }
  }

  /** The Netflix Prize's list has the year before the title. */
  private boolean yearsStandSecond() {
    return records.stream()
        .limit(LOOKED_AT)
        .allMatch(fields -> fields.size() > 2 && fields.get(1).strip().matches("\\d{4}|NULL"));
  }

  /** Whether all of the first lines have as many fields as the very first. */
  private boolean fieldsAgree() {
    return records.stream().limit(LOOKED_AT).allMatch(fields -> fields.size() == columns);
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new HashMap<>();
    for (int k = header ? 1 : 0; k < records.size(); k++) {
      List<String> fields = records.get(k);
      int surplus = Math.max(0, fields.size() - columns);
      int idAt = idColumn > titleColumn ? idColumn + surplus : idColumn;
      if (fields.size() <= Math.max(idAt, titleColumn) || fields.get(idAt).isBlank()) {
        throw new InputException(
            shown
                + ", line "
                + text.line(k)
                + ": no id and title in "
                + Shown.text(text.text(k))
                + "; give both, separated by "
                + DelimitedFormat.named(text.separator()));
      }
      String title =
          String.join(text.separator(), fields.subList(titleColumn, titleColumn + 1 + surplus))
              .strip();
      if (!title.isEmpty()) {
        titles.putIfAbsent(fields.get(idAt).strip(), title);
      }
    }
    if (titles.isEmpty()) {
      throw new InputException(
          shown + " holds no titles; give a file with an id and a title a line");
    }
    return titles;
  }
}
