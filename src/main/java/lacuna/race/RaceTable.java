// The ratings of a race: one cached table, and the two parts of it that ALS is given.
package lacuna.race;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import lacuna.factorisation.Statistics;
import lacuna.ratings.Ids;
import lacuna.ratings.Part;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingStatistics;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Ratings of whole-numbered users and items. The split goes by a hash of (seed, user, item), so
 * that whoever splits the table again has the same parts.
 *
 * @param all training and held-out ratings
 * @param train the training ratings
 * @param test the held-out ratings, each of a user and an item with training ratings
 * @param statistics of the ratings
 */
record RaceTable(Dataset<Row> all, Dataset<Row> train, Dataset<Row> test, Statistics statistics)
    implements AutoCloseable {
  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.IntegerType, false)
          .add("item", DataTypes.IntegerType, false)
          .add("rating", DataTypes.FloatType, false);

  /** How every table of a race is split. */
  static RatingsRequest split(RaceSettings settings) {
    return RatingsRequest.of()
        .testFraction(settings.testFraction())
        .seed(settings.learning().seed())
        .build();
  }

  /**
   * Numbers and splits ratings, and caches all three tables.
   *
   * @param read the ratings with ids of any kind, all of one part; freed
   */
  static RaceTable of(SparkSession spark, RatingTable read, RaceSettings settings) {
    Dataset<Row> numbered = cached(frame(spark, read.columns().flatMap(RaceTable::numbered)));
    read.unpersist();
    RatingTable split = RatingsLoader.load(spark, numbered, split(settings));
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      Broadcast<int[]> users = context.broadcast(numbers(split.users()));
      Broadcast<int[]> items = context.broadcast(numbers(split.items()));
      Broadcast<Known> known =
          context.broadcast(split.columns().map(Known::of).treeReduce(Known::join));
      Dataset<Row> train =
          cached(
              frame(
                  spark,
                  split
                      .columns()
                      .flatMap(
                          part -> rows(part, Part.TRAIN, null, users.value(), items.value()))));
      Dataset<Row> test =
          cached(
              frame(
                  spark,
                  split
                      .columns()
                      .flatMap(
                          part ->
                              rows(part, Part.TEST, known.value(), users.value(), items.value()))));
      Dataset<Row> all = cached(train.union(test).coalesce(train.rdd().getNumPartitions()));
      // The driver keeps its own, for a part of the tables that is lost and made again.
      List.of(users, items, known).forEach(sent -> sent.unpersist(false));
      return new RaceTable(all, train, test, statistics(split.training(), test.count()));
    } finally {
      split.unpersist();
      numbered.unpersist();
    }
  }

  private static Statistics statistics(RatingStatistics train, long heldOut) {
    return new Statistics(
        train.count(), 0, heldOut, train.mean(), train.variance(), train.min(), train.max());
  }

  private static Dataset<Row> frame(SparkSession spark, JavaRDD<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** Cached and filled, so that no training pays for it. */
  private static Dataset<Row> cached(Dataset<Row> table) {
    table.persist().count();
    return table;
  }

  private static Iterator<Row> numbered(RatingColumns columns) {
    List<Row> rows = new ArrayList<>(columns.size());
    for (int k = 0; k < columns.size(); k++) {
      rows.add(RowFactory.create(columns.user()[k], columns.item()[k], columns.rating()[k]));
    }
    return rows.iterator();
  }

  /** The numbers that ids stand for, by index. */
  private static int[] numbers(Ids ids) {
    int[] numbers = new int[ids.size()];
    for (int index = 0; index < numbers.length; index++) {
      numbers[index] = Integer.parseInt(ids.get(index));
    }
    return numbers;
  }

  /** Users and items with training ratings, by index. */
  private static final class Known implements Serializable {
    private static final long serialVersionUID = 1L;
    private final BitSet users = new BitSet();
    private final BitSet items = new BitSet();

    static Known of(RatingColumns columns) {
      Known known = new Known();
      for (int k = 0; k < columns.size(); k++) {
        if (columns.part(k) == Part.TRAIN) {
          known.users.set(columns.user()[k]);
          known.items.set(columns.item()[k]);
        }
      }
      return known;
    }

    Known join(Known other) {
      users.or(other.users);
      items.or(other.items);
      return this;
    }
  }

  /**
   * Rows of one part.
   *
   * @param known whose ratings alone to take; null for all
   */
  private static Iterator<Row> rows(
      RatingColumns columns, Part part, Known known, int[] users, int[] items) {
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      int user = columns.user()[k];
      int item = columns.item()[k];
      if (columns.part(k) == part
          && (known == null || known.users.get(user) && known.items.get(item))) {
        rows.add(RowFactory.create(users[user], items[item], columns.rating()[k]));
      }
    }
    return rows.iterator();
  }

  @Override
  public void close() {
    all.unpersist();
    train.unpersist();
    test.unpersist();
  }
}
