// Makes the files of data/sample, which are checked in: ratings by SyntheticRatings, and titles
// that nobody has used.
package lacuna.ratings;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import lacuna.ratings.SyntheticRatings.Plan;

/** The text of data/sample's files, from a fixed plan and seed. */
final class SampleData {
  static final Plan PLAN = new Plan(200, 120, 5000, 2, 0.5, 1, 0.5, 1897);

  private static final List<String> ADJECTIVES =
      List.of(
          "Quiet",
          "Borrowed",
          "Crooked",
          "Salt",
          "Seventh",
          "Unsent",
          "Paper",
          "Slow",
          "Copper",
          "Late",
          "Hollow",
          "Patient");
  private static final List<String> NOUNS =
      List.of(
          "Lantern",
          "Orchard",
          "Ferry",
          "Harbour",
          "Letter",
          "Clockmaker",
          "Meadow",
          "Bridge",
          "Winter",
          "Cartographer",
          "Kitchen",
          "Tide",
          "Archive",
          "Sparrow",
          "Signal");
  private static final List<String> PLACES =
      List.of("Aldermoor", "Vessel Street", "Kestrel Bay", "Lower Finch", "Oakhaven", "Tarn");

  private SampleData() {}

  /** user,item,rating,timestamp with a header. */
  static String ratings() {
    StringBuilder text = new StringBuilder("user,item,rating,timestamp\n");
    new SyntheticRatings(PLAN)
        .forEach(
            0,
            PLAN.count(),
            (user, item, rating, time) ->
                text.append(
                    String.format(Locale.ROOT, "%d,%d,%.1f,%d%n", user, item, rating, time)));
    return text.toString().replace("\r", "");
  }

  /** item,title with a header; titles with a comma or a quotation mark are quoted. */
  static String titles() {
    Random random = new Random(PLAN.seed());
    Set<String> used = new HashSet<>();
    StringBuilder text = new StringBuilder("item,title\n");
    for (int item = 0; item < PLAN.items(); item++) {
      String title = title(item, random);
      while (!used.add(title)) {
        title = title(item, random);
      }
      text.append(item).append(',').append(quoted(title)).append('\n');
    }
    return text.toString();
  }

  private static String title(int item, Random random) {
    String adjective = any(ADJECTIVES, random);
    String noun = any(NOUNS, random);
    String place = any(PLACES, random);
    return switch (item % 6) {
      case 0 -> "The " + adjective + " " + noun;
      case 1 -> "A " + noun + " in " + place;
      case 2 -> noun + ", " + adjective;
      case 3 -> place + ": The " + noun + " Years";
      case 4 -> "Her " + adjective + " " + noun;
      default -> "The \"" + adjective + "\" " + noun + " of " + place;
    };
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static String quoted(String title) {
    boolean plain = title.indexOf(',') < 0 && title.indexOf('"') < 0;
    return plain ? title : '"' + title.replace("\"", "\"\"") + '"';
  }
}
