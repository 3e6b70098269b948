// A picture with its words and its numbers: what a page is made of. Made by whoever knows the
// figures, drawn by Page.
package lacuna.report;

import java.util.List;

/**
 * One figure: a heading that says what is to be seen, a sentence on how to read it, a chart, and
 * the same numbers as a table for whoever can't see the chart. A figure without a chart is its
 * table alone.
 *
 * @param id unique in its page; letters, digits and hyphens
 * @param heading what is to be seen
 * @param caption how to read it, and what follows
 * @param chart the picture, null for none
 * @param table the numbers
 */
public record Figure(String id, String heading, String caption, Chart chart, Table table) {
  public Figure {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "figure id is " + id + "; it takes small letters, digits and hyphens");
    }
  }

  /**
   * A table of texts.
   *
   * @param headings one a column
   * @param rows texts of each row
   * @param numeric whether all columns but the first hold numbers, which stand to the right
   */
  public record Table(List<String> headings, List<List<String>> rows, boolean numeric) {
    public Table {
      headings = List.copyOf(headings);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != headings.size()) {
          throw new IllegalArgumentException(row.size() + " cells under " + headings);
        }
      }
    }

    /** A table of numbers by a name in the first column. */
    public static Table of(List<String> headings, List<List<String>> rows) {
      return new Table(headings, rows, true);
    }
  }
}
