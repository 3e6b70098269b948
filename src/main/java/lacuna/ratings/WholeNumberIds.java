// Ids of a table that are whole numbers: looked up as numbers, written as text once each.
package lacuna.ratings;

import org.apache.spark.sql.catalyst.InternalRow;

/** Ids by their value; the batch gets the decimal text of each once. */
final class WholeNumberIds implements TableIds {
  private final RatingChunkBuilder builder;
  private final NumberCodes users;
  private final NumberCodes items;
  private int batch;

  WholeNumberIds(RatingChunkBuilder builder) {
    this.builder = builder;
    this.batch = builder.batch();
    this.users = new NumberCodes(text -> builder.user(text, 0, text.length));
    this.items = new NumberCodes(text -> builder.item(text, 0, text.length));
  }

  @Override
  public String add(InternalRow row, float rating, float weight, long time) {
    add(row.getLong(USER), row.getLong(ITEM), rating, weight, time);
    return null;
  }

  /** Adds a rating to the batch. */
  void add(long user, long item, float rating, float weight, long time) {
    if (builder.batch() != batch) {
      users.clear();
      items.clear();
      batch = builder.batch();
    }
    builder.add(users.code(user), items.code(item), rating, weight, time);
  }

  @Override
  public String text(InternalRow row, int side) {
    return Long.toString(row.getLong(side));
  }
}
