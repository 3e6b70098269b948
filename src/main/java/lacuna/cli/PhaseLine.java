// One phase of a command as lines of the console; pure.
package lacuna.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a phase: its name, what came of it, and its time at the right edge. Text that is too
 * long for its column goes on below.
 */
final class PhaseLine {
  private static final int NAME = 10;
  private static final int TIME = 13;
  private static final int TEXT = Console.WIDTH - NAME - TIME;

  private PhaseLine() {}

  /** The live line of a phase that runs. */
  static String started(String name) {
    return pad(name, NAME) + "...";
  }

  /** The lines of a phase that is over. */
  static List<String> ended(String name, String text, double seconds) {
    List<String> parts = wrapped(text, TEXT);
    List<String> lines = new ArrayList<>();
    String time = Figures.duration(seconds);
    lines.add(pad(name, NAME) + pad(parts.get(0), TEXT) + " ".repeat(TIME - time.length()) + time);
    for (String part : parts.subList(1, parts.size())) {
      lines.add(" ".repeat(NAME) + part);
    }
    return lines;
  }

  /** The lines of something that took no time worth saying. */
  static List<String> note(String name, String text) {
    List<String> parts = wrapped(text, Console.WIDTH - NAME);
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      lines.add(pad(k == 0 ? name : "", NAME) + parts.get(k));
    }
    return lines;
  }

  /** Cuts a text between words; a word that is longer than a line keeps a line of its own. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
