// Features in the making: scaled, counted, numbered. Filled by FeatureText.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Columns of a file as features by name. Everything is summed in the order of ids and numbered in
 * the order of names, so that the order of lines makes no difference.
 */
final class FeatureColumns {
  /**
   * Most features: their weights are drawn by a dense system, whose sides they are. Those that most
   * ids have stay.
   */
  static final int MOST = 512;

  private final int ids;
  private final TreeMap<String, Map<Integer, Double>> features = new TreeMap<>();
  private final List<String> told = new ArrayList<>();

  /**
   * @param ids how many ids there are
   */
  FeatureColumns(int ids) {
    this.ids = ids;
  }

  /** Says that a column is of no use. */
  void leftOut(String column, String why) {
    told.add(column + " left out, for it " + why);
  }

  /** A column of numbers by id, NaN where it is silent. */
  void addNumbers(String column, double[] values) {
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double mean = Arrays.stream(present).average().orElse(0);
    double variance = Arrays.stream(present).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    if (!(deviation > 1e-9 * Math.abs(mean)) || !(deviation > 0)) {
      leftOut(column, "is the same for all");
      return;
    }
    Map<Integer, Double> scaled = new HashMap<>();
    for (int id = 0; id < ids; id++) {
      if (!Double.isNaN(values[id]) && values[id] != mean) {
        scaled.put(id, (values[id] - mean) / deviation);
      }
    }
    features.put(column, scaled);
    told.add(column + " a number");
  }

  /** A column of words or tags. */
  Names words(String column) {
    return new Names(column);
  }

  /** A list of names with values. */
  Names names() {
    return new Names(null);
  }

  /** Names that some ids have, with values. */
  final class Names {
    private final String column;
    private final TreeMap<String, TreeMap<Integer, Double>> byName = new TreeMap<>();

    private Names(String column) {
      this.column = column;
    }

    /** Adds a value; false where there is another one for the same id and name. */
    boolean add(int id, String name, double value) {
      Double before = byName.computeIfAbsent(name, none -> new TreeMap<>()).put(id, value);
      return before == null || before == value;
    }

    /** Scales what came and takes it. */
    void end() {
      int[] counts = new int[ids];
      byName.values().forEach(values -> values.keySet().forEach(id -> counts[id]++));
      int taken = 0;
      for (Map.Entry<String, TreeMap<Integer, Double>> entry : byName.entrySet()) {
        TreeMap<Integer, Double> values = entry.getValue();
        double squares = 0;
        for (double value : values.values()) {
          squares += value * value;
        }
        if (values.size() < 2 || !(squares > 0)) {
          continue;
        }
        double size = Math.sqrt(squares / values.size());
        Map<Integer, Double> scaled = new HashMap<>();
        values.forEach(
            (id, value) -> {
              if (value != 0) {
                scaled.put(id, value / size / Math.sqrt(counts[id]));
              }
            });
        features.put(column == null ? entry.getKey() : column + "=" + entry.getKey(), scaled);
        taken++;
      }
      int single = byName.size() - taken;
      told.add(
          (column == null ? "" : column + " ")
              + Shown.count(taken, "name", "names")
              + (single == 0 ? "" : ", and " + single + " of one id each left out"));
    }
  }

  /**
   * What came together.
   *
   * @param shown the file for people
   * @param sorted the ids
   * @throws InputException if nothing did
   */
  Features features(String shown, IdList sorted) {
    if (features.isEmpty()) {
      throw new InputException(
          shown
              + " holds no features that two ids share ("
              + String.join("; ", told)
              + "); give columns of numbers, words or tags separated by |, or a list of id, name and"
              + " value");
    }
    if (features.size() > MOST) {
      told.add("the " + MOST + " of " + features.size() + " that most ids have");
      features.keySet().retainAll(mostCommon());
    }
    String[] names = features.keySet().toArray(new String[0]);
    int[] start = new int[ids + 1];
    for (Map<Integer, Double> values : features.values()) {
      values.keySet().forEach(id -> start[id + 1]++);
    }
    for (int id = 0; id < ids; id++) {
      start[id + 1] = Math.addExact(start[id], start[id + 1]);
    }
    int[] next = start.clone();
    int[] name = new int[start[ids]];
    float[] value = new float[start[ids]];
    for (int n = 0; n < names.length; n++) {
      for (Map.Entry<Integer, Double> entry : features.get(names[n]).entrySet()) {
        int at = next[entry.getKey()]++;
        name[at] = n;
        value[at] = entry.getValue().floatValue();
      }
    }
    return new Features(sorted, names, start, name, value, told);
  }

  private List<String> mostCommon() {
    return features.keySet().stream()
        .sorted(
            Comparator.comparingInt((String name) -> -features.get(name).size())
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }
}
