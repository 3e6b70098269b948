// A small file of text as lines and fields. Used by what is read on the driver: titles and
// features.
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
import java.util.regex.Pattern;

/**
 * Lines that are not blank, each cut into fields by the separator that most of the first ones meet
 * first: what stands before it is an id, and ids hold none. UTF-8, else Latin-1.
 */
final class FieldText {
  private static final List<String> SEPARATORS = List.of("::", "\t", "|", ";", ",");
  private static final int LOOKED_AT = 50;

  private final List<String> texts = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<List<String>> records = new ArrayList<>();
  private String separator;

  private FieldText() {}

  /**
   * Cuts a file.
   *
   * @param shown its name for people
   * @param what stands in it, for messages
   * @param line what stands in a line, likewise
   * @throws InputException if it is empty, or nothing separates fields
   */
  static FieldText of(String shown, byte[] bytes, String what, String line) {
    FieldText text = new FieldText();
    String decoded = decoded(bytes);
    text.cut(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
    if (text.texts.isEmpty()) {
      throw new InputException(shown + " is empty; give a file with " + line);
    }
    text.separator = text.separator(shown, what, line);
    text.texts.forEach(each -> text.records.add(text.split(each)));
    return text;
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
        texts.add(each[k]);
        lines.add(k + 1);
      }
    }
  }

  private String separator(String shown, String what, String line) {
    Map<String, Integer> votes = new HashMap<>();
    for (String text : texts.subList(0, Math.min(LOOKED_AT, texts.size()))) {
      SEPARATORS.stream()
          .filter(text::contains)
          .min(Comparator.comparingInt(text::indexOf))
          .ifPresent(first -> votes.merge(first, 1, Integer::sum));
    }
    return SEPARATORS.stream()
        .filter(votes::containsKey)
        .max(Comparator.comparingInt(votes::get))
        .orElseThrow(
            () ->
                new InputException(
                    shown
                        + " is no list of "
                        + what
                        + ": no tab, \"::\", \"|\", semicolon or comma cuts its lines into "
                        + line.replace(" a line", "")
                        + ", such as "
                        + Shown.text(texts.get(0))));
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

  /** Between the fields. */
  String separator() {
    return separator;
  }

  /** The fields of each line that is not blank; at least one line. */
  List<List<String>> records() {
    return records;
  }

  /** Number in the file of such a line, counted from 1. */
  int line(int record) {
    return lines.get(record);
  }

  /** The text of such a line. */
  String text(int record) {
    return texts.get(record);
  }
}
