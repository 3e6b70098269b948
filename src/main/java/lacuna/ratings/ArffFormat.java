// ARFF files, as Weka and LibRec have them: names of columns in a head, then delimited lines.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code @attribute} lines name the columns; below {@code @data} stand lines with commas, or rows
 * in the sparse form.
 */
final class ArffFormat implements RatingFormat {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "@attribute\\s+('[^']*'|\"[^\"]*\"|[^\\s{]+)\\s*(\\S.*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBER =
      Pattern.compile("(numeric|real|integer)\\b.*", Pattern.CASE_INSENSITIVE);

  private static final Pattern LISTED =
      Pattern.compile("\\{\\s*('[^']*'|\"[^\"]*\"|[^\\s,{}]+)\\s*[,}].*");

  @Override
  public String name() {
    return "arff";
  }

  @Override
  public boolean recognises(Input input) {
    return input.first().text()
        && input.first().lines().stream()
            .map(ArffFormat::text)
            .filter(line -> !line.startsWith("%"))
            .findFirst()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("@relation"))
            .isPresent();
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  @Override
  public Reading read(Input input) {
    FirstBytes first = input.first();
    DelimitedLayout layout = layout(first, input.request());
    boolean timed = input.timesDecide();
    if (timed && layout.timestamp() < 0) {
      throw DelimitedFormat.noTimes(first.shown(), input.request());
    }
    return new Reading(
        TextReading.plan(input).chunks(lines(first, layout.reading(timed))),
        new Understood.Source(
            input.shown(),
            input.files().size(),
            input.bytes(),
            name(),
            DelimitedFormat.details(layout, timed)),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  /** The format of the lines below the head. */
  static ArffLines lines(FirstBytes first, DelimitedLayout layout) {
    String[] leftOut = attributes(first).stream().map(ArffFormat::leftOut).toArray(String[]::new);
    return new ArffLines(layout.headless(), leftOut);
  }

  private static List<Matcher> attributes(FirstBytes first) {
    List<Matcher> attributes = new ArrayList<>();
    for (byte[] bytes : first.lines()) {
      String line = text(bytes);
      Matcher attribute = ATTRIBUTE.matcher(line);
      if (ArffLines.isData(line)) {
        break;
      } else if (attribute.matches()) {
        attributes.add(attribute);
      }
    }
    return attributes;
  }

  /** What an attribute's value is in a sparse row without it; null where that can't be known. */
  private static String leftOut(Matcher attribute) {
    String type = attribute.group(2);
    Matcher listed = LISTED.matcher(type);
    return NUMBER.matcher(type).matches()
        ? "0"
        : listed.matches() ? unquoted(listed.group(1)) : null;
  }

  private static String unquoted(String name) {
    return name.replaceAll("^['\"]|['\"]$", "");
  }

  /** The layout as if the names of the attributes were a header. */
  static DelimitedLayout layout(FirstBytes first, RatingsRequest request) {
    List<String> names = new ArrayList<>();
    List<byte[]> lines = new ArrayList<>();
    boolean data = false;
    for (byte[] bytes : first.lines()) {
      String line = text(bytes);
      Matcher attribute = ATTRIBUTE.matcher(line);
      if (data && !line.startsWith("%") && !line.startsWith("{")) {
        lines.add(bytes);
      } else if (ArffLines.isData(line)) {
        data = true;
      } else if (attribute.matches()) {
        names.add(unquoted(attribute.group(1)).replace(',', ' '));
      }
    }
    if (!data || names.isEmpty()) {
      throw new InputException(
          first.shown() + " names no columns by @attribute above @data in its first 200 lines");
    }
    lines.add(0, String.join(",", names).getBytes(StandardCharsets.UTF_8));
    return new LayoutFinder(first.shown(), lines, request).named();
  }
}
