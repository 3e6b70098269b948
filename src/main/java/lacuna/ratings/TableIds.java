// How the ids of a table's rows get into a batch. Made by TableReading, one for each task.
package lacuna.ratings;

import org.apache.spark.sql.catalyst.InternalRow;

/** Takes the two ids of a row, neither of them null. Not safe for several threads. */
interface TableIds {
  /** Place of the user's id in a row. */
  int USER = 0;

  /** Place of the item's id. */
  int ITEM = 1;

  /**
   * Adds a rating with the ids of this row to the batch.
   *
   * @return what is wrong with an id, in which case nothing is added; null where nothing is
   */
  String add(InternalRow row, float rating, float weight, long time);

  /** An id of a row as people read it. */
  String text(InternalRow row, int side);
}
