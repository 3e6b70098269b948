// ARFF files, as Weka and LibRec have them: names of columns in a head, then delimited lines.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataTypes;

/** {@code @attribute} lines name the columns; below {@code @data} stand lines with commas. */
final class ArffFormat implements RatingFormat {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "@attribute\\s+('[^']*'|\"[^\"]*\"|[^\\s{]+)\\s*\\S.*", Pattern.CASE_INSENSITIVE);

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
        TextReading.plan(input).chunks(new ArffLines(layout.headless().reading(timed))),
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

  /** The layout as if the names of the attributes were a header. */
  static DelimitedLayout layout(FirstBytes first, RatingsRequest request) {
    List<String> names = new ArrayList<>();
    List<byte[]> lines = new ArrayList<>();
    boolean data = false;
    for (byte[] bytes : first.lines()) {
      String line = text(bytes);
      Matcher attribute = ATTRIBUTE.matcher(line);
      if (data && !line.startsWith("%")) {
        lines.add(bytes);
      } else if (ArffLines.isData(line)) {
        data = true;
      } else if (attribute.matches()) {
        names.add(attribute.group(1).replaceAll("^['\"]|['\"]$", "").replace(',', ' '));
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
