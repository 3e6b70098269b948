// A table's ratings as plain text, so that tests can compare tables whatever their partitions.
package lacuna.ratings;

import java.util.List;
import java.util.TreeMap;

/** What a {@link RatingTable} holds, by (user id, item id). */
final class Contents {
  private Contents() {}

  /** For each "user item": "rating weight PART", with the weight only where there are weights. */
  static TreeMap<String, String> of(RatingTable table) {
    TreeMap<String, String> all = new TreeMap<>();
    List<RatingColumns> collected = table.columns().collect();
    for (RatingColumns columns : collected) {
      for (int k = 0; k < columns.size(); k++) {
        String pair =
            table.users().get(columns.user()[k]) + " " + table.items().get(columns.item()[k]);
        String weight = columns.weight() == null ? "" : " " + columns.weight()[k];
        String before = all.put(pair, columns.rating()[k] + weight + " " + columns.part(k));
        if (before != null) {
          throw new AssertionError("pair " + pair + " stands twice");
        }
      }
    }
    return all;
  }
}
