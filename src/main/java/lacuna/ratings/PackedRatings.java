// The ratings that one batch sends to one partition of users: what the one shuffle of loading
// moves.
package lacuna.ratings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Ratings by global index, packed into bytes: a head of two ints (count, source), then the columns
 * one after the other (user over the number of slices, item, rating, weight if any, timestamp if
 * any), little-endian. Bytes, because every serialiser copies them as they are.
 */
final class PackedRatings {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEAD = 2 * Integer.BYTES;

  private PackedRatings() {}

  /**
   * Cuts a batch by user, index modulo the number of slices.
   *
   * @param userIndex global index by the batch's code; likewise {@code itemIndex}
   * @return by partition; null for a partition that gets nothing
   */
  static byte[][] cut(RatingChunk chunk, int[] userIndex, int[] itemIndex, int slices) {
    int[] sliceOf = new int[userIndex.length];
    int[] inSlice = new int[userIndex.length];
    for (int code = 0; code < sliceOf.length; code++) {
      sliceOf[code] = userIndex[code] % slices;
      inSlice[code] = userIndex[code] / slices;
    }
    int[] count = new int[slices];
    for (int code : chunk.user) {
      count[sliceOf[code]]++;
    }
    byte[][] cut = new byte[slices][];
    for (int s = 0; s < slices; s++) {
      if (count[s] > 0) {
        cut[s] = allocate(chunk, count[s]);
      }
    }
    scatter(chunk, inSlice, itemIndex, sliceOf, count, cut);
    return cut;
  }

  private static byte[] allocate(RatingChunk chunk, int count) {
    int width = 3 * Integer.BYTES;
    width += chunk.weight == null ? 0 : Float.BYTES;
    width += chunk.timestamp == null ? 0 : Long.BYTES;
    byte[] slice = new byte[Math.toIntExact(HEAD + (long) count * width)];
    INT.set(slice, 0, count);
    INT.set(slice, Integer.BYTES, (int) chunk.source.code());
    return slice;
  }

  private static void scatter(
      RatingChunk chunk,
      int[] userInSlice,
      int[] itemIndex,
      int[] sliceOf,
      int[] count,
      byte[][] cut) {
    int[] next = new int[count.length];
    for (int k = 0; k < chunk.size(); k++) {
      int code = chunk.user[k];
      int s = sliceOf[code];
      byte[] slice = cut[s];
      int n = count[s];
      int at = next[s]++;
      int column = HEAD + at * Integer.BYTES;
      int columnBytes = n * Integer.BYTES;
      INT.set(slice, column, userInSlice[code]);
      INT.set(slice, column + columnBytes, itemIndex[chunk.item[k]]);
      INT.set(slice, column + 2 * columnBytes, Float.floatToRawIntBits(chunk.rating[k]));
      int end = HEAD + 3 * columnBytes;
      if (chunk.weight != null) {
        INT.set(slice, column + 3 * columnBytes, Float.floatToRawIntBits(chunk.weight[k]));
        end += columnBytes;
      }
      if (chunk.timestamp != null) {
        LONG.set(slice, end + at * Long.BYTES, chunk.timestamp[k]);
      }
    }
  }

  /** How many ratings a slice holds. */
  static int count(byte[] slice) {
    return (int) INT.get(slice, 0);
  }

  /** The source that its ratings come from. */
  static Part source(byte[] slice) {
    return Part.of((byte) (int) INT.get(slice, Integer.BYTES));
  }

  /**
   * The bits of one value of four bytes.
   *
   * @param column 0 users, 1 items, 2 ratings, 3 weights
   * @param n the slice's {@link #count}
   */
  static int at(byte[] slice, int column, int n, int k) {
    return (int) INT.get(slice, HEAD + (column * n + k) * Integer.BYTES);
  }

  /** Copies a column of floats: 2 ratings, 3 weights. */
  static void floats(byte[] slice, int column, float[] into, int at) {
    int n = count(slice);
    int from = HEAD + column * n * Integer.BYTES;
    for (int k = 0; k < n; k++) {
      into[at + k] = Float.intBitsToFloat((int) INT.get(slice, from + k * Integer.BYTES));
    }
  }

  /** Copies the timestamps, which stand behind {@code columns} columns of four bytes. */
  static void longs(byte[] slice, int columns, long[] into, int at) {
    int n = count(slice);
    int from = HEAD + columns * n * Integer.BYTES;
    for (int k = 0; k < n; k++) {
      into[at + k] = (long) LONG.get(slice, from + k * Long.BYTES);
    }
  }
}
