// Ids of a table's rows that are text, or whose text names them.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.InternalRow;

/** Ids by the bytes of their text. */
final class TextIds implements TableIds {
  private final RatingChunkBuilder builder;
  private byte[] ids = new byte[64];

  TextIds(RatingChunkBuilder builder) {
    this.builder = builder;
  }

  @Override
  public String add(InternalRow row, float rating, float weight, long time) {
    byte[] user = row.getUTF8String(USER).getBytes();
    byte[] item = row.getUTF8String(ITEM).getBytes();
    int length = user.length + item.length;
    if (length + Long.BYTES > ids.length) {
      ids = new byte[2 * length + Long.BYTES];
    }
    System.arraycopy(user, 0, ids, 0, user.length);
    System.arraycopy(item, 0, ids, user.length, item.length);
    return builder.add(ids, 0, user.length, user.length, length, rating, weight, time);
  }

  @Override
  public String text(InternalRow row, int side) {
    return new String(row.getUTF8String(side).getBytes(), StandardCharsets.UTF_8);
  }
}
