// A part of a page under a heading. Made by RunReport and by the lab, laid out by Page.
package lacuna.report;

import java.util.List;

/**
 * One section.
 *
 * @param heading a few words
 * @param paragraphs explanations, plain text
 * @param figures pictures and tables, in their order
 */
public record Section(String heading, List<String> paragraphs, List<Figure> figures) {
  public Section {
    paragraphs = List.copyOf(paragraphs);
    figures = List.copyOf(figures);
  }

  /** Whether there is nothing under the heading. */
  boolean empty() {
    return paragraphs.isEmpty() && figures.isEmpty();
  }
}
