// One partition's ratings while they are grouped by user: gathered from slices, sorted, made one
// for each pair, split.
package lacuna.ratings;

import java.util.Arrays;
import java.util.List;

/**
 * Turns slices, in whatever order they come, into {@link RatingColumns}: a counting sort by user,
 * then a sort by item within each user. Not safe for several threads.
 */
final class UserGroups {
  private static final int UPPER = Integer.SIZE;

  private final int slice;
  private final int slices;

  /**
   * For each place in the result: the item above, the position of the rating in {@link #rating} and
   * the columns beside it below.
   */
  private final long[] placed;

  /** Where each user's ratings begin in {@link #placed}, by index over the number of slices. */
  private final int[] start;

  private final float[] rating;
  private final float[] weight;
  private final long[] time;

  /** Whether a rating came from the given test path; null where none did. */
  private final boolean[] given;

  /**
   * @param packed the slices of one partition
   * @param slice number of the partition: its users have this remainder
   * @param slices number of partitions
   */
  UserGroups(List<byte[]> packed, int slice, int slices, boolean weighted, boolean timed) {
    this.slice = slice;
    this.slices = slices;
    start = starts(packed);
    int size = start[start.length - 1];
    placed = new long[size];
    rating = new float[size];
    weight = weighted ? new float[size] : null;
    time = timed ? new long[size] : null;
    boolean tested = packed.stream().anyMatch(one -> PackedRatings.source(one) == Part.TEST);
    given = tested ? new boolean[size] : null;
    if (weighted || timed || tested) {
      place(packed, false);
      gather(packed);
      sort();
    } else {
      // Only the ratings stand beside the items: they are sorted with them, not looked up later.
      place(packed, true);
      sort();
      for (int k = 0; k < size; k++) {
        rating[k] = Float.intBitsToFloat((int) placed[k]);
        placed[k] = placed[k] >>> UPPER << UPPER | k;
      }
    }
  }

  private static int[] starts(List<byte[]> packed) {
    int users = 0;
    for (byte[] one : packed) {
      int n = PackedRatings.count(one);
      for (int k = 0; k < n; k++) {
        users = Math.max(users, PackedRatings.at(one, 0, n, k) + 1);
      }
    }
    int[] start = new int[users + 1];
    long total = 0;
    for (byte[] one : packed) {
      int n = PackedRatings.count(one);
      total += n;
      for (int k = 0; k < n; k++) {
        start[PackedRatings.at(one, 0, n, k) + 1]++;
      }
    }
    Math.toIntExact(total);
    for (int u = 1; u < start.length; u++) {
      start[u] += start[u - 1];
    }
    return start;
  }

  /**
   * @param withRatings whether the bits of the ratings stand where positions else do
   */
  private void place(List<byte[]> packed, boolean withRatings) {
    int[] next = start.clone();
    int position = 0;
    for (byte[] one : packed) {
      int n = PackedRatings.count(one);
      for (int k = 0; k < n; k++) {
        int lower = withRatings ? PackedRatings.at(one, 2, n, k) : position + k;
        placed[next[PackedRatings.at(one, 0, n, k)]++] =
            (long) PackedRatings.at(one, 1, n, k) << UPPER | lower & 0xFFFFFFFFL;
      }
      position += n;
    }
  }

  private void gather(List<byte[]> packed) {
    int at = 0;
    for (byte[] one : packed) {
      int n = PackedRatings.count(one);
      PackedRatings.floats(one, 2, rating, at);
      if (weight != null) {
        PackedRatings.floats(one, 3, weight, at);
      }
      if (time != null) {
        PackedRatings.longs(one, weight != null ? 4 : 3, time, at);
      }
      if (given != null) {
        Arrays.fill(given, at, at + n, PackedRatings.source(one) == Part.TEST);
      }
      at += n;
    }
  }

  private void sort() {
    RunSort byItem = new RunSort();
    for (int u = 0; u + 1 < start.length; u++) {
      byItem.sort(placed, start[u], start[u + 1]);
    }
  }

  /** The finished columns. */
  RatingColumns columns(Ids users, Ids items, Duplicates rule, Cut cut) {
    Result result = new Result(rule);
    for (int u = 0; u + 1 < start.length; u++) {
      int from = result.size;
      int index = u * slices + slice;
      result.addUser(index, start[u], start[u + 1]);
      if (result.size > from) {
        cut.user(
            users.hash(index),
            items.hashes(),
            result.item,
            result.time,
            result.part,
            from,
            result.size);
      }
    }
    return result.columns();
  }

  private int itemAt(int place) {
    return (int) (placed[place] >>> UPPER);
  }

  /** The columns as they fill up, each pair once. */
  private final class Result {
    private final int[] user = new int[placed.length];
    private final int[] item = new int[user.length];
    private final float[] rating = new float[user.length];
    private final float[] weight = UserGroups.this.weight == null ? null : new float[user.length];
    private final long[] time = UserGroups.this.time == null ? null : new long[user.length];
    private final byte[] part = new byte[user.length];
    private final Repetition repetition;
    private final RepeatedPair.Found repeated = new RepeatedPair.Found();
    private int size;

    Result(Duplicates rule) {
      repetition =
          new Repetition(
              rule, UserGroups.this.rating, UserGroups.this.weight, UserGroups.this.time);
    }

    void addUser(int index, int from, int to) {
      int k = from;
      while (k < to) {
        int end = k + 1;
        while (end < to && itemAt(end) == itemAt(k)) {
          end++;
        }
        if (end == k + 1) {
          addSingle(index, itemAt(k), (int) placed[k]);
        } else {
          addRepeated(index, k, end);
        }
        k = end;
      }
    }

    private void addSingle(int index, int itsItem, int position) {
      int at = size++;
      user[at] = index;
      item[at] = itsItem;
      rating[at] = UserGroups.this.rating[position];
      if (weight != null) {
        weight[at] = UserGroups.this.weight[position];
      }
      if (time != null) {
        time[at] = UserGroups.this.time[position];
      }
      part[at] = (isGiven(position) ? Part.TEST : Part.TRAIN).code();
    }

    private boolean isGiven(int position) {
      return given != null && given[position];
    }

    /** A pair in both sources is tested on, and left out of training. */
    private void addRepeated(int index, int from, int to) {
      int[] own = positions(from, to, false);
      int[] test = positions(from, to, true);
      int itsItem = itemAt(from);
      countRepeated(index, itsItem, own);
      countRepeated(index, itsItem, test);
      repeated.common += own.length > 0 && test.length > 0 ? 1 : 0;
      int[] standing = test.length > 0 ? test : own;
      repetition.merge(standing);
      addSingle(index, itsItem, standing[0]);
      int at = size - 1;
      rating[at] = repetition.value;
      if (weight != null) {
        weight[at] = repetition.itsWeight;
      }
      if (time != null) {
        time[at] = repetition.itsTime;
      }
    }

    private int[] positions(int from, int to, boolean fromTest) {
      return Arrays.stream(placed, from, to)
          .mapToInt(place -> (int) place)
          .filter(position -> isGiven(position) == fromTest)
          .toArray();
    }

    private void countRepeated(int index, int itsItem, int[] positions) {
      if (positions.length > 1) {
        repeated.add(new RepeatedPair(index, itsItem, repetition.ratings(positions)));
      }
    }

    RatingColumns columns() {
      boolean whole = size == user.length;
      return new RatingColumns(
          whole ? user : Arrays.copyOf(user, size),
          whole ? item : Arrays.copyOf(item, size),
          whole ? rating : Arrays.copyOf(rating, size),
          whole || weight == null ? weight : Arrays.copyOf(weight, size),
          whole ? part : Arrays.copyOf(part, size),
          repeated);
    }
  }
}
