// Sorts the ids of a batch before they are joined on the driver.
package lacuna.ratings;

/**
 * Sorts the ids of an {@link IdList} by a merge sort of their positions. Most comparisons are of
 * one {@code long} a side, which holds the length and the first seven bytes.
 */
final class IdOrder {
  private static final int RUN = 16;

  private final IdList ids;
  private final long[] prefix;

  private IdOrder(IdList ids) {
    this.ids = ids;
    this.prefix = new long[ids.size()];
    for (int i = 0; i < prefix.length; i++) {
      prefix[i] = ids.prefix(i);
    }
  }

  /** The positions of the ids in sorted order; equal ids keep their order. */
  static int[] sort(IdList ids) {
    IdOrder order = new IdOrder(ids);
    int[] positions = new int[ids.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    order.sort(positions, positions.clone(), 0, positions.length);
    return positions;
  }

  /** Sorts {@code into[from, to)}, whose values {@code spare} holds too. */
  private void sort(int[] into, int[] spare, int from, int to) {
    if (to - from <= RUN) {
      insert(into, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(spare, into, from, middle);
    sort(spare, into, middle, to);
    int left = from;
    int right = middle;
    for (int k = from; k < to; k++) {
      boolean takeLeft = right == to || left < middle && compare(spare[left], spare[right]) <= 0;
      into[k] = takeLeft ? spare[left++] : spare[right++];
    }
  }

  private void insert(int[] into, int from, int to) {
    for (int k = from + 1; k < to; k++) {
      int moved = into[k];
      int at = k;
      for (; at > from && compare(into[at - 1], moved) > 0; at--) {
        into[at] = into[at - 1];
      }
      into[at] = moved;
    }
  }

  private int compare(int i, int j) {
    int order = Long.compare(prefix[i], prefix[j]);
    return order != 0 || ids.length(i) <= 7 ? order : ids.compare(i, ids, j);
  }
}
