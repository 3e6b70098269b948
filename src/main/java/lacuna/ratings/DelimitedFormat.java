// Delimited text: a rating a line. The format that everything is taken for that no other
// recognises.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.types.DataTypes;

/** Lines of user, item, rating and more, with any separator; ids are text. */
final class DelimitedFormat implements RatingFormat {
  @Override
  public String name() {
    return "delimited";
  }

  @Override
  public boolean recognises(Input input) {
    return input.first().text();
  }

  @Override
  public Reading read(Input input) {
    return read(input, false);
  }

  /**
   * Opens the input.
   *
   * @param itemFirst whether, without a header or asked-for columns, the item stands first
   */
  Reading read(Input input, boolean itemFirst) {
    FirstBytes first = input.first();
    List<byte[]> lines = first.lines();
    if (lines.isEmpty()) {
      throw new InputException(
          first.shown() + " holds only blank lines; give a file of " + input.request().records());
    }
    LayoutFinder finder = new LayoutFinder(first.shown(), lines, input.request());
    DelimitedLayout layout = finder.find(itemFirst);
    if (input.timesDecide() && layout.timestamp() < 0) {
      throw noTimes(first.shown(), input.request());
    }
    String format = itemFirst ? "item-first" : name();
    Supplier<Reading> joined =
        () -> reading(input, format, layout, true).with(finder.warnings(), Optional.empty());
    return QuotedLines.possible(layout) && QuotedLines.any(first)
        ? joined.get()
        : reading(input, format, layout, false).with(finder.warnings(), Optional.of(joined));
  }

  /**
   * The reading by a layout.
   *
   * @param joined whether quotes hold line ends, so that no file can be cut
   */
  private static Reading reading(
      Input input, String format, DelimitedLayout layout, boolean joined) {
    boolean timed = input.timesDecide();
    TextReading reading = joined ? TextReading.whole(input) : TextReading.plan(input);
    Map<String, String> details = details(layout, timed);
    if (joined) {
      details.put("line ends in quotes", "yes");
    }
    return new Reading(
        reading.chunks(new DelimitedLines(layout.reading(timed), joined)),
        new Understood.Source(input.shown(), input.files().size(), input.bytes(), format, details),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  /** The error of an input without the times that a rule needs. */
  static InputException noTimes(String shown, RatingsRequest request) {
    String why =
        request.duplicates().needsTimestamps()
            ? "--duplicates " + request.duplicates().name().toLowerCase(Locale.ROOT)
            : "--split latest";
    return new InputException(
        shown
            + " has no timestamps, and "
            + why
            + " goes by them; name their column by --timestamp-column or choose another rule");
  }

  /** What there is to say of a layout. */
  static Map<String, String> details(DelimitedLayout layout, boolean timed) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("separator", named(layout.separator()));
    details.put("header", layout.header() == null ? "no" : "yes");
    List<String> columns = new ArrayList<>();
    Fields fields = new Fields(layout.separator());
    byte[] header =
        layout.header() == null ? null : layout.header().getBytes(StandardCharsets.UTF_8);
    int count = header == null ? 0 : fields.splitAll(header, 0, header.length);
    String[] roles = {"user", "item", "rating", "timestamp", "weight"};
    int[] places = {
      layout.user(), layout.item(), layout.rating(), layout.timestamp(), layout.weight()
    };
    for (int r = 0; r < roles.length; r++) {
      if (places[r] >= 0) {
        String column = places[r] < count ? fields.string(places[r]) : "column " + (places[r] + 1);
        columns.add(roles[r] + " = " + column + (r == 3 && !timed ? " (not needed)" : ""));
      }
    }
    details.put("columns", String.join(", ", columns));
    return details;
  }

  /** A separator's name for people. */
  static String named(String separator) {
    return switch (separator) {
      case "\t" -> "tab";
      case "," -> "comma";
      case ";" -> "semicolon";
      case Fields.BLANKS -> "blanks";
      default -> separator;
    };
  }
}
