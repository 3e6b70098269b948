// The text of a file of titles, understood. Used by Titles.
package lacuna.ratings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits lines into ids and titles. A header says which column is which; without one the id is the
 * first and the title the second, or the third behind a column of years. A line with more fields
 * than the first has commas in its title: they are given back to it.
 */
final class TitleText {
  private static final Set<String> TITLE_NAMES =
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
  private static final List<String> SEPARATORS = List.of("::", "\t", "|", ";", ",");
  private static final int LOOKED_AT = 50;

  private final String shown;
  private final List<String> records;
  private final List<Integer> lines;
  private String separator;
  private int idColumn;
  private int titleColumn = 1;
  private int columns;
  private boolean header;

  private TitleText(String shown, String text) {
    this.shown = shown;
    this.records = new ArrayList<>();
    this.lines = new ArrayList<>();
    cut(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /**
   * Titles by id.
   *
   * @throws InputException if a line has no id and title, or there is none
   */
  static Map<String, String> parse(String shown, byte[] bytes) {
    TitleText text = new TitleText(shown, decoded(bytes));
    if (text.records.isEmpty()) {
      throw new InputException(shown + " is empty; give a file with an id and a title a line");
    }
    text.findLayout();
    return text.titles();
  }

  /** UTF-8 where it is, else Latin-1, in which every byte is a letter. */
  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private void cut(String text) {
    String[] each = text.split("\r\n|\n|\r", -1);
    for (int k = 0; k < each.length; k++) {
      if (!each[k].isBlank()) {
        records.add(each[k]);
        lines.add(k + 1);
      }
    }
  }

  private void findLayout() {
    separator = separator();
    List<String> first = split(records.get(0));
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
    } else if (columns > 2 && separator.equals(",") && !fieldsAgree()) {
      columns = 2;
    }
  }

  /** The separator that most of the first lines meet first: ids hold none. */
  private String separator() {
    Map<String, Integer> votes = new HashMap<>();
    for (String line : records.subList(0, Math.min(LOOKED_AT, records.size()))) {
      SEPARATORS.stream()
          .filter(line::contains)
          .min(Comparator.comparingInt(line::indexOf))
          .ifPresent(first -> votes.merge(first, 1, Integer::sum));
    }
    return SEPARATORS.stream()
        .filter(votes::containsKey)
        .max(Comparator.comparingInt(votes::get))
        .orElseThrow(
            () ->
                new InputException(
                    shown
                        + " is no list of titles: no tab, \"::\", \"|\", semicolon or comma cuts its"
                        + " lines into id and title, such as "
                        + Shown.text(records.get(0))));
  }

  /** The Netflix Prize's list has the year before the title. */
  private boolean yearsStandSecond() {
    return records.stream()
        .limit(LOOKED_AT)
        .map(this::split)
        .allMatch(fields -> fields.size() > 2 && fields.get(1).strip().matches("\\d{4}|NULL"));
  }

  /** Whether all of the first lines have as many fields as the very first. */
  private boolean fieldsAgree() {
    return records.stream().limit(LOOKED_AT).allMatch(line -> split(line).size() == columns);
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new HashMap<>();
    for (int k = header ? 1 : 0; k < records.size(); k++) {
      List<String> fields = split(records.get(k));
      int surplus = Math.max(0, fields.size() - columns);
      int idAt = idColumn > titleColumn ? idColumn + surplus : idColumn;
      if (fields.size() <= Math.max(idAt, titleColumn) || fields.get(idAt).isBlank()) {
        throw new InputException(
            shown
                + ", line "
                + lines.get(k)
                + ": no id and title in "
                + Shown.text(records.get(k))
                + "; give both, separated by "
                + DelimitedFormat.named(separator));
      }
      String title =
          String.join(separator, fields.subList(titleColumn, titleColumn + 1 + surplus)).strip();
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

  /**
   * The fields of a line with the blanks around them; with a separator of one letter they may be
   * quoted.
   */
  private List<String> split(String line) {
    if (separator.length() > 1 || separator.equals("|") || separator.equals("\t")) {
      return Arrays.asList(line.split(Pattern.quote(separator), -1));
    }
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    char mark = separator.charAt(0);
    for (int k = 0; k < line.length(); k++) {
      char letter = line.charAt(k);
      if (letter == '"' && quoted && k + 1 < line.length() && line.charAt(k + 1) == '"') {
        field.append(letter);
        k++;
      } else if (letter == '"' && (quoted || field.toString().isBlank())) {
        quoted = !quoted;
      } else if (letter == mark && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(letter);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
