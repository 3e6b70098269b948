// A table in plain text. Used for the comparison at the end of a run; pure.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns as wide as their longest text. */
final class TextTable {
  private static final String GAP = "  ";
  private static final int TITLE = 60;

  /** On which side of a column its texts stand. */
  enum Align {
    LEFT,
    RIGHT
  }

  private final List<Align> aligns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with the headings of its columns. */
  TextTable(List<String> headings, List<Align> aligns) {
    this.aligns.addAll(aligns);
    add(headings);
  }

  /** Adds a row with a text for each column. */
  void add(List<String> row) {
    if (row.size() != aligns.size()) {
      throw new IllegalArgumentException(row.size() + " texts for " + aligns.size() + " columns");
    }
    rows.add(List.copyOf(row));
  }

  /** The lines: headings first, no blanks at the ends. */
  List<String> lines() {
    int[] widths = new int[aligns.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /** A title that leaves room on a line. */
  static String cut(String title) {
    return title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…";
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String text = row.get(c);
      String blanks = " ".repeat(widths[c] - text.length());
      line.append(c == 0 ? "" : GAP);
      line.append(aligns.get(c) == Align.LEFT ? text + blanks : blanks + text);
    }
    return line.toString().stripTrailing();
  }
}
