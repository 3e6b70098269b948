// What a run was asked to do, on what: a checkpoint is for this and nothing else.
package lacuna.checkpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings and data by name, as text.
 *
 * @param entries everything that a result depends on: options with their values, fingerprints
 */
public record Job(Map<String, String> entries) {
  public Job {
    entries = Map.copyOf(entries);
  }

  /** What is not the same, one entry each, as {@code rank 16, now 32}. */
  List<String> differences(Map<String, String> before) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(entries.keySet());
    for (String name : names) {
      String then = before.get(name);
      String now = entries.get(name);
      if (then == null || !then.equals(now)) {
        differences.add(name + " " + shown(then) + ", now " + shown(now));
      }
    }
    return differences;
  }

  private static String shown(String value) {
    return value == null || value.isEmpty() ? "not given" : value;
  }

  /** The entries in the order of their names. */
  Map<String, String> sorted() {
    return new TreeMap<>(entries);
  }
}
