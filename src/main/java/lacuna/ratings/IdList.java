// Ids as UTF-8 in one array: made by each batch of ratings as read, joined on the driver to Ids.
package lacuna.ratings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Many ids as UTF-8 in one array: what batches of ratings send to the driver, and what {@link Ids}
 * is made of. Immutable; safe for any number of threads.
 *
 * <p>Ids sort by length, then by unsigned bytes, so whole numbers without leading zeros stand in
 * numeric order.
 */
public final class IdList implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  /** {@code size + 1} entries: id {@code i} is {@code bytes[offsets[i], offsets[i + 1])}. */
  private final int[] offsets;

  /** Takes the arrays as they are, without a copy. */
  IdList(byte[] bytes, int[] offsets) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  /** These ids, in the order given. */
  public static IdList of(Collection<String> ids) {
    Builder builder = new Builder(ids.size());
    for (String id : ids) {
      byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
      builder.add(utf8, 0, utf8.length);
    }
    return builder.build();
  }

  /** These ids, in the order given. */
  public static IdList of(String... ids) {
    return of(Arrays.asList(ids));
  }

  /** How many ids there are. */
  public int size() {
    return offsets.length - 1;
  }

  /** The id at {@code i}, from 0. */
  public String get(int i) {
    return new String(bytes, offsets[i], length(i), StandardCharsets.UTF_8);
  }

  /** Its length in bytes. */
  public int length(int i) {
    return offsets[i + 1] - offsets[i];
  }

  /** A fixed 64-bit hash of the id's bytes: the same on every machine and in every release. */
  public long hash64(int i) {
    return Hash64.of(bytes, offsets[i], offsets[i + 1]);
  }

  /** Orders id {@code i} of this list against id {@code j} of {@code other}: length, then bytes. */
  public int compare(int i, IdList other, int j) {
    return compare(i, other.bytes, other.offsets[j], other.offsets[j + 1]);
  }

  /** Orders id {@code i} against {@code text[from, to)}. */
  int compare(int i, byte[] text, int from, int to) {
    int byLength = Integer.compare(length(i), to - from);
    return byLength != 0
        ? byLength
        : Arrays.compareUnsigned(bytes, offsets[i], offsets[i + 1], text, from, to);
  }

  /** Where id {@code j} of {@code other} stands in this sorted list, or -1. */
  int find(IdList other, int j) {
    return find(other.bytes, other.offsets[j], other.offsets[j + 1]);
  }

  /** Where {@code text[from, to)} stands in this sorted list, or -1. */
  int find(byte[] text, int from, int to) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, text, from, to);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** These ids in sorted order, each once. */
  IdList sorted() {
    int[] order = IdOrder.sort(this);
    Builder builder = new Builder(size());
    for (int k = 0; k < order.length; k++) {
      if (k == 0 || compare(order[k - 1], this, order[k]) != 0) {
        builder.add(this, order[k]);
      }
    }
    return builder.build();
  }

  /** The union of two sorted lists, sorted, each id once. */
  static IdList union(IdList a, IdList b) {
    Builder builder = new Builder(Math.max(a.size(), b.size()));
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      int order = a.compare(i, b, j);
      builder.add(order <= 0 ? a : b, order <= 0 ? i : j);
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    for (; i < a.size(); i++) {
      builder.add(a, i);
    }
    for (; j < b.size(); j++) {
      builder.add(b, j);
    }
    return builder.build();
  }

  /** The first bytes of id {@code i} after its length, as a number that orders as the ids do. */
  long prefix(int i) {
    int length = length(i);
    long prefix = Math.min(length, 127);
    for (int k = 0; k < 7; k++) {
      prefix = prefix << 8 | (k < length ? bytes[offsets[i] + k] & 0xFF : 0);
    }
    return prefix;
  }

  /** Collects ids into arrays that grow. Not safe for several threads. */
  static final class Builder {
    private byte[] bytes;
    private int[] offsets;
    private int size;

    Builder(int expected) {
      bytes = new byte[Math.max(16, Math.min(expected, 1 << 26) * 8)];
      offsets = new int[Math.max(16, expected) + 1];
    }

    int size() {
      return size;
    }

    /** Whether id {@code i} is {@code text[from, to)}. */
    boolean is(int i, byte[] text, int from, int to) {
      return Arrays.equals(bytes, offsets[i], offsets[i + 1], text, from, to);
    }

    /**
     * Appends {@code text[from, to)}.
     *
     * @throws InputException if the ids exceed two billion bytes
     */
    void add(byte[] text, int from, int to) {
      int start = offsets[size];
      long end = (long) start + to - from;
      if (end > bytes.length) {
        if (end > Integer.MAX_VALUE - 16) {
          throw new InputException(
              "The ids of one side take more than 2 GB of text; use shorter ids");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * end, Integer.MAX_VALUE - 16));
      }
      System.arraycopy(text, from, bytes, start, to - from);
      if (size + 2 > offsets.length) {
        offsets = Arrays.copyOf(offsets, Math.max(offsets.length * 2, size + 2));
      }
      offsets[++size] = (int) end;
    }

    private void add(IdList list, int i) {
      add(list.bytes, list.offsets[i], list.offsets[i + 1]);
    }

    IdList build() {
      return new IdList(Arrays.copyOf(bytes, offsets[size]), Arrays.copyOf(offsets, size + 1));
    }
  }
}
