// What one task does with its batches of a table's columns: columns in, batches of ratings out.
// Made by TableReading.
package lacuna.ratings;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Iterates over batches of the columns user, item, then rating and weight where there are any. Says
 * of a bad record what {@link TableChunks} says of the row.
 */
final class ColumnChunks implements Iterator<RatingChunk> {
  private static final int USER = 0;
  private static final int ITEM = 1;

  private final Iterator<ColumnarBatch> batches;
  private final int ratingPlace;
  private final int weightPlace;
  private final RatingChunkBuilder builder;
  private final WholeNumberIds ids;
  private final PieceReport report;
  private final boolean stopAtBad;
  private boolean ended;

  /** Columns of the batch at hand, used again for the next. */
  private long[] users = {};

  private long[] items = {};
  private double[] ratings = {};
  private double[] weights = {};

  /**
   * @param ratingPlace of the ratings among the columns, below 0 where all are 0
   * @param weightPlace of the weights, below 0 where all are 1
   */
  ColumnChunks(
      int task,
      String shown,
      Iterator<ColumnarBatch> batches,
      int ratingPlace,
      int weightPlace,
      RatingChunkBuilder builder,
      int keptBad,
      boolean stopAtBad) {
    this.batches = batches;
    this.ratingPlace = ratingPlace;
    this.weightPlace = weightPlace;
    this.builder = builder;
    this.ids = new WholeNumberIds(builder);
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
    while (!ended && builder.size() < TableChunks.MOST_RATINGS) {
      if (batches.hasNext()) {
        take(batches.next());
      } else {
        ended = true;
      }
    }
    if (ended) {
      builder.report(report);
    }
    return builder.build();
  }

  private void take(ColumnarBatch batch) {
    int size = batch.numRows();
    ColumnVector user = batch.column(USER);
    ColumnVector item = batch.column(ITEM);
    ColumnVector rating = ratingPlace < 0 ? null : batch.column(ratingPlace);
    ColumnVector weight = weightPlace < 0 ? null : batch.column(weightPlace);
    allocate(size);
    TableColumns.longs(user, size, users);
    TableColumns.longs(item, size, items);
    if (rating != null) {
      TableColumns.doubles(rating, size, ratings);
    }
    if (weight != null) {
      TableColumns.doubles(weight, size, weights);
    }
    for (int k = 0; k < size && !ended; k++) {
      float value = (float) ratings[k];
      float itsWeight = weight == null ? 1 : isNull(weight, k) ? Float.NaN : (float) weights[k];
      String fault =
          TableChunks.fault(
              isNull(rating, k), ratings[k], itsWeight, false, isNull(user, k), isNull(item, k));
      if (fault == null) {
        ids.add(users[k], items[k], value, itsWeight, 0);
      } else {
        report.reject(
            0,
            TableChunks.text(
                isNull(user, k) ? null : Long.toString(users[k]),
                isNull(item, k) ? null : Long.toString(items[k]),
                isNull(rating, k) ? null : ratings[k]),
            fault);
        ended = stopAtBad;
      }
    }
  }

  private void allocate(int size) {
    if (users.length < size) {
      users = new long[size];
      items = new long[size];
      ratings = new double[size];
      weights = new double[size];
    }
  }

  private static boolean isNull(ColumnVector column, int k) {
    return column != null && column.hasNull() && column.isNullAt(k);
  }
}
