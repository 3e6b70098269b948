// One thing that the doctor found. Made by MachineFindings and DataFindings.
package lacuna.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A subject, what is so, and what will go wrong because of it.
 *
 * @param text of one line or several
 * @param trouble empty where nothing will
 */
record Finding(String subject, String text, String trouble) {
  private static final int COLUMN = 11;

  static Finding fine(String subject, String text) {
    return new Finding(subject, text, "");
  }

  /** The lines to show, the subject before the first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line : Arrays.asList(text.split("\n"))) {
      String head = lines.isEmpty() ? subject : "";
      lines.add((head + " ".repeat(Math.max(1, COLUMN - head.length())) + line).stripTrailing());
    }
    return lines;
  }
}
