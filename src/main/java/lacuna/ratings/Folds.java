// Cuts a table that is there already into others, to choose settings by: nothing is read again.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.CounterRandom;
import lacuna.CounterRandom.Purpose;
import lacuna.UsageException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Tables of training and validation ratings alone. None has a test rating, so that whoever chooses
 * by them can't choose by the test part.
 *
 * <p>Every table's columns are persisted and the caller's to unpersist; the given table stays.
 */
public final class Folds {
  /** A rating that the new table does not have. */
  private static final byte NONE = -1;

  private Folds() {}

  /** The training and validation part as they are. */
  public static RatingTable validation(RatingTable table) {
    return relabelled(table, columns -> mapped(columns, Part.TRAIN, Part.VALIDATION, null));
  }

  /** The training and validation part to learn from, and the test part to choose by. */
  public static RatingTable given(RatingTable table) {
    return relabelled(table, columns -> mapped(columns, Part.TRAIN, Part.TRAIN, Part.VALIDATION));
  }

  /**
   * K tables in which the training and validation ratings of one fold each are to choose by: a
   * rating's fold is a hash of (seed, user, item), whatever else the data holds.
   *
   * @throws UsageException for fewer than two folds
   */
  public static List<RatingTable> cross(RatingTable table, int folds, long seed) {
    if (folds < 2) {
      throw new UsageException("--folds takes a whole number from 2, given " + folds);
    }
    List<RatingTable> tables = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      int fold = f;
      tables.add(relabelled(table, columns -> crossed(columns, fold, folds, seed)));
    }
    return tables;
  }

  private static byte[] mapped(RatingColumns columns, Part train, Part validation, Part test) {
    byte[] code = new byte[Part.values().length];
    code[Part.TRAIN.code()] = train.code();
    code[Part.VALIDATION.code()] = validation.code();
    code[Part.TEST.code()] = test == null ? NONE : test.code();
    byte[] parts = new byte[columns.size()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = code[columns.part()[k]];
    }
    return parts;
  }

  private static byte[] crossed(RatingColumns columns, int fold, int folds, long seed) {
    byte[] parts = new byte[columns.size()];
    for (int k = 0; k < parts.length; k++) {
      long bits = CounterRandom.bits(seed, Purpose.FOLD, columns.user()[k], columns.item()[k]);
      boolean chosen = CounterRandom.below(folds, bits) == fold;
      boolean test = columns.part(k) == Part.TEST;
      parts[k] = test ? NONE : chosen ? Part.VALIDATION.code() : Part.TRAIN.code();
    }
    return parts;
  }

  private static RatingTable relabelled(
      RatingTable table, Function<RatingColumns, byte[]> partsOf) {
    JavaRDD<RatingColumns> columns =
        table
            .columns()
            .map(before -> kept(before, partsOf.call(before)))
            // Counted, then read by whoever makes blocks.
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(columns.context());
    Broadcast<Ids> users = spark.broadcast(table.users());
    Broadcast<Ids> items = spark.broadcast(table.items());
    Tally tally =
        columns
            .map(column -> Tally.of(column, users.value(), items.value()))
            .treeReduce(Tally::join, 2);
    users.destroy();
    items.destroy();
    return new RatingTable(
        table.users(),
        table.items(),
        columns,
        table.weighted(),
        tally.count(Part.TRAIN),
        tally.count(Part.VALIDATION),
        0,
        tally.statistics(Part.TRAIN),
        tally.statistics(Part.TRAIN, Part.VALIDATION),
        table.understood());
  }

  /** The ratings that have a part, in their order. */
  private static RatingColumns kept(RatingColumns before, byte[] parts) {
    int size = 0;
    for (byte part : parts) {
      size += part == NONE ? 0 : 1;
    }
    int[] user = new int[size];
    int[] item = new int[size];
    float[] rating = new float[size];
    float[] weight = before.weight() == null ? null : new float[size];
    byte[] part = new byte[size];
    int at = 0;
    for (int k = 0; k < parts.length; k++) {
      if (parts[k] != NONE) {
        user[at] = before.user()[k];
        item[at] = before.item()[k];
        rating[at] = before.rating()[k];
        if (weight != null) {
          weight[at] = before.weight()[k];
        }
        part[at++] = parts[k];
      }
    }
    return new RatingColumns(user, item, rating, weight, Arrays.copyOf(part, size));
  }
}
