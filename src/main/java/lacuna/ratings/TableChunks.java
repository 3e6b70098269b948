// What one task does with its rows of a table: rows in, batches out. Made by TableReading.
package lacuna.ratings;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/** Iterates over the batches of rows {user, item, rating, weight, time}. */
final class TableChunks implements Iterator<RatingChunk> {
  /** Ratings of a batch from which on it takes no more. */
  static final int MOST_RATINGS = 1 << 22;

  private static final int RATING = 2;
  private static final int WEIGHT = 3;
  private static final int TIME = 4;

  private final Iterator<InternalRow> rows;
  private final TableIds ids;
  private final RatingChunkBuilder builder;
  private final PieceReport report;
  private final boolean stopAtBad;
  private boolean ended;

  TableChunks(
      int task,
      String shown,
      Iterator<InternalRow> rows,
      TableIds ids,
      RatingChunkBuilder builder,
      int keptBad,
      boolean stopAtBad) {
    this.rows = rows;
    this.ids = ids;
    this.builder = builder;
    this.report = new PieceReport(task, shown, keptBad);
    this.stopAtBad = stopAtBad;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public RatingChunk next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    while (!ended && builder.size() < MOST_RATINGS) {
      if (!rows.hasNext()) {
        ended = true;
      } else {
        InternalRow row = rows.next();
        String fault = take(row);
        if (fault != null) {
          report.reject(0, text(row), fault);
          ended = stopAtBad;
        } else if (builder.timeKinds() != report.timeKinds) {
          report.time(builder.timeKinds(), builder.lastTime(), 0);
        }
      }
    }
    if (ended) {
      builder.report(report);
    }
    return builder.build();
  }

  private String take(InternalRow row) {
    double rating = row.isNullAt(RATING) ? 0 : row.getDouble(RATING);
    float weight = row.isNullAt(WEIGHT) ? Float.NaN : (float) row.getDouble(WEIGHT);
    String fault =
        fault(
            row.isNullAt(RATING),
            rating,
            weight,
            row.isNullAt(TIME),
            row.isNullAt(TableIds.USER),
            row.isNullAt(TableIds.ITEM));
    return fault == null ? ids.add(row, (float) rating, weight, row.getLong(TIME)) : fault;
  }

  /**
   * What is wrong with a record, ids aside that are there; null where nothing is.
   *
   * @param weight NaN where it is null
   */
  static String fault(
      boolean noRating,
      double rating,
      float weight,
      boolean noTime,
      boolean noUser,
      boolean noItem) {
    if (noRating) {
      return "the rating is null";
    }
    if (!Float.isFinite((float) rating)) {
      return Double.isFinite(rating)
          ? "the rating is " + rating + ", beyond the range of a float"
          : "the rating is " + rating + ", not a finite number";
    }
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      return "the weight is not a finite number from 0";
    }
    if (noTime) {
      return "the timestamp is null";
    }
    return noUser || noItem ? "the " + (noUser ? "user" : "item") + " id is null" : null;
  }

  private String text(InternalRow row) {
    return text(
        id(row, TableIds.USER),
        id(row, TableIds.ITEM),
        row.isNullAt(RATING) ? null : row.getDouble(RATING));
  }

  private String id(InternalRow row, int side) {
    return row.isNullAt(side) ? null : ids.text(row, side);
  }

  /** A record as people read it; null for what is null. */
  static String text(String user, String item, Double rating) {
    return "user " + user + ", item " + item + ", rating " + rating;
  }
}
