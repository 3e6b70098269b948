// What people call the rows of a model, and which row they mean.
package lacuna.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lacuna.ratings.Ids;
import lacuna.ratings.InputException;
import lacuna.ratings.Titles;
import lacuna.serving.SideIds;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The names of one side: ids, and titles where there are any. */
final class ServedNames {
  private static final int SHOWN = 5;

  private final String word;
  private final SideIds ids;
  private final Titles titles;

  /** Rows by title in lower case; made when first asked for. */
  private Map<String, List<Integer>> byTitle;

  /**
   * @param word for one of them, user or item
   * @param titles of them; none for users
   */
  ServedNames(String word, SideIds ids, Titles titles) {
    this.word = word;
    this.ids = ids;
    this.titles = titles;
  }

  /** Whether they have titles. */
  boolean titled() {
    return titles.size() > 0;
  }

  /** The title of an id, or nothing. */
  String title(String id) {
    return titles.of(id).orElse("");
  }

  /** An id with its title. */
  String shown(String id) {
    return titles.of(id).map(title -> id + " \"" + title + "\"").orElse(id);
  }

  /**
   * The row that a word means: an id, else a title, else the only title that it is a part of; cases
   * count in ids alone.
   *
   * @return -1 when there is none
   * @throws InputException when it may mean several
   */
  int find(String name) {
    int index = findWhole(name);
    if (index >= 0 || !titled()) {
      return index;
    }
    String sought = name.toLowerCase(Locale.ROOT);
    List<Integer> parts =
        byTitle().entrySet().stream()
            .filter(entry -> entry.getKey().contains(sought))
            .flatMap(entry -> entry.getValue().stream())
            .sorted()
            .toList();
    if (parts.size() > 1) {
      throw several(name, "part of " + parts.size() + " titles", parts, "more of one, or its id");
    }
    return parts.isEmpty() ? -1 : parts.get(0);
  }

  /**
   * The row that a word means: an id, else a whole title.
   *
   * @return -1 when there is none
   * @throws InputException for a title of several
   */
  private int findWhole(String name) {
    int index = ids.find(name);
    if (index >= 0 || !titled()) {
      return index;
    }
    List<Integer> rows = byTitle().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (rows.size() > 1) {
      throw several(name, "the title of " + rows.size() + " " + word + "s", rows, "an id");
    }
    return rows.isEmpty() ? -1 : rows.get(0);
  }

  private InputException several(String name, String what, List<Integer> rows, String advice) {
    String first =
        rows.stream()
            .limit(SHOWN)
            .map(k -> shown(ids.text(k)))
            .collect(Collectors.joining(", ", "", rows.size() > SHOWN ? " and more" : ""));
    return new InputException(
        String.format("\"%s\" is %s: %s; give %s", name, what, first, advice));
  }

  private Map<String, List<Integer>> byTitle() {
    if (byTitle == null) {
      byTitle = new HashMap<>();
      for (int k = 0; k < ids.size(); k++) {
        int row = k;
        titles
            .of(ids.text(k))
            .ifPresent(
                title ->
                    byTitle
                        .computeIfAbsent(title.toLowerCase(Locale.ROOT), none -> new ArrayList<>())
                        .add(row));
      }
    }
    return byTitle;
  }

  /**
   * The ids that the titles among some words mean. A part of a title means nothing here, since an
   * unknown id of a file may well be one.
   *
   * @throws InputException for a title of several
   */
  Map<String, String> byWholeTitle(Ids words) {
    Map<String, String> meant = new HashMap<>();
    for (int k = 0; titled() && k < words.size(); k++) {
      String name = words.get(k);
      int row = findWhole(name);
      if (row >= 0 && !ids.text(row).equals(name)) {
        meant.put(name, ids.text(row));
      }
    }
    return meant;
  }

  /**
   * The row that a word means.
   *
   * @throws InputException when there is none, or several
   */
  int require(String name) {
    int index = find(name);
    if (index < 0) {
      throw new InputException(
          "the model has no "
              + word
              + " "
              + name
              + "; its "
              + Figures.count(ids.size(), word, word + "s")
              + " are such as "
              + shown(ids.text(0))
              + (word.equals("item") && !titled() ? "; --titles FILE lets you ask by title" : "")
              + Nearest.question(name, names()));
    }
    return index;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (int k = 0; titled() && k < ids.size(); k++) {
      titles.of(ids.text(k)).ifPresent(names::add);
    }
    return names;
  }

  /** A table with the titles of a column of ids behind it; the same where there are none. */
  Dataset<Row> titled(SparkSession spark, Dataset<Row> table, String column) {
    if (!titled()) {
      return table;
    }
    Map<String, String> byId = new HashMap<>();
    for (int k = 0; k < ids.size(); k++) {
      String id = ids.text(k);
      titles.of(id).ifPresent(title -> byId.put(id, title));
    }
    Broadcast<Map<String, String>> sent =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(byId);
    UDF1<String, String> title = id -> sent.value().get(id);
    return table.withColumn(
        "title",
        functions
            .udf(title, DataTypes.StringType)
            .apply(lacuna.serving.PairPredictions.text(table, column, ids.type())));
  }
}
