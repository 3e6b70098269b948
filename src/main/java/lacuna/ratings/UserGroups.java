// One partition's ratings while they are grouped by user: gathered from slices, sorted, made one
// for
// each pair, split.
package lacuna.ratings;

import java.util.Arrays;
import java.util.List;

/**
 * Turns slices, in whatever order the shuffle delivers them, into {@link RatingColumns}: a counting
 * sort by item, then one by user, which leaves each user's items in order. Not safe for several
 * threads.
 */
final class UserGroups {
  private static final int DIGIT_BITS = 16;
  private static final int DIGIT = (1 << DIGIT_BITS) - 1;

  private final int slices;
  private final int size;
  private final int[] user;
  private final int[] item;
  private final float[] rating;
  private final float[] weight;
  private final long[] time;

  /** Whether a rating came from the given test path. */
  private final boolean[] given;

  /** For each place in the result the position among the gathered. */
  private int[] order;

  /** Where each user's ratings begin in {@link #order}, by index over the number of slices. */
  private int[] start;

  /**
   * @param packed the slices of one partition
   * @param slices number of partitions; the users of this one are equal modulo it
   */
  UserGroups(List<byte[]> packed, int slices, boolean weighted, boolean timed) {
    this.slices = slices;
    long total = 0;
    for (byte[] slice : packed) {
      total += PackedRatings.count(slice);
    }
    size = Math.toIntExact(total);
    user = new int[size];
    item = new int[size];
    rating = new float[size];
    weight = weighted ? new float[size] : null;
    time = timed ? new long[size] : null;
    given = new boolean[size];
    int at = 0;
    for (byte[] slice : packed) {
      int n = PackedRatings.count(slice);
      PackedRatings.ints(slice, 0, user, at);
      PackedRatings.ints(slice, 1, item, at);
      PackedRatings.floats(slice, 2, rating, at);
      if (weighted) {
        PackedRatings.floats(slice, 3, weight, at);
      }
      if (timed) {
        PackedRatings.longs(slice, weighted ? 4 : 3, time, at);
      }
      Arrays.fill(given, at, at + n, PackedRatings.source(slice) == Part.TEST);
      at += n;
    }
  }

  /** The finished columns. */
  RatingColumns columns(Ids users, Ids items, Duplicates rule, Cut cut) {
    sort();
    Result result = new Result(rule);
    for (int u = 0; u + 1 < start.length; u++) {
      int from = result.size;
      result.addUser(start[u], start[u + 1]);
      if (result.size > from) {
        cut.user(
            users.hash(result.user[from]),
            items.hashes(),
            result.item,
            result.time,
            result.part,
            from,
            result.size);
      }
    }
    order = null;
    return result.columns();
  }

  private void sort() {
    int[] byItem = byDigit(null, 0);
    if (most(item) >>> DIGIT_BITS > 0) {
      byItem = byDigit(byItem, DIGIT_BITS);
    }
    start = new int[most(user) / slices + 2];
    for (int u : user) {
      start[u / slices + 1]++;
    }
    for (int u = 1; u < start.length; u++) {
      start[u] += start[u - 1];
    }
    int[] next = start.clone();
    order = new int[size];
    for (int k : byItem) {
      order[next[user[k] / slices]++] = k;
    }
  }

  /** Positions sorted by 16 bits of their items, equal ones in the order they had before. */
  private int[] byDigit(int[] before, int shift) {
    int[] next = new int[(1 << DIGIT_BITS) + 1];
    for (int i : item) {
      next[(i >>> shift & DIGIT) + 1]++;
    }
    for (int digit = 1; digit < next.length; digit++) {
      next[digit] += next[digit - 1];
    }
    int[] sorted = new int[size];
    for (int at = 0; at < size; at++) {
      int k = before == null ? at : before[at];
      sorted[next[item[k] >>> shift & DIGIT]++] = k;
    }
    return sorted;
  }

  private static int most(int[] indices) {
    int most = -1;
    for (int index : indices) {
      most = Math.max(most, index);
    }
    return most;
  }

  private int itemAt(int place) {
    return item[order[place]];
  }

  /** The columns as they fill up, each pair once. */
  private final class Result {
    private final int[] user = new int[UserGroups.this.size];
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

    void addUser(int from, int to) {
      int k = from;
      while (k < to) {
        int end = k + 1;
        while (end < to && itemAt(end) == itemAt(k)) {
          end++;
        }
        if (end == k + 1) {
          addSingle(order[k]);
        } else {
          addRepeated(k, end);
        }
        k = end;
      }
    }

    private void addSingle(int k) {
      int at = size++;
      user[at] = UserGroups.this.user[k];
      item[at] = UserGroups.this.item[k];
      rating[at] = UserGroups.this.rating[k];
      if (weight != null) {
        weight[at] = UserGroups.this.weight[k];
      }
      if (time != null) {
        time[at] = UserGroups.this.time[k];
      }
      part[at] = (given[k] ? Part.TEST : Part.TRAIN).code();
    }

    /** A pair in both sources is tested on, and left out of training. */
    private void addRepeated(int from, int to) {
      int[] own = positions(from, to, false);
      int[] test = positions(from, to, true);
      countRepeated(own);
      countRepeated(test);
      repeated.common += own.length > 0 && test.length > 0 ? 1 : 0;
      int[] standing = test.length > 0 ? test : own;
      repetition.merge(standing);
      addSingle(standing[0]);
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
      return Arrays.stream(order, from, to).filter(k -> given[k] == fromTest).toArray();
    }

    private void countRepeated(int[] positions) {
      if (positions.length > 1) {
        int k = positions[0];
        repeated.add(
            new RepeatedPair(
                UserGroups.this.user[k], UserGroups.this.item[k], repetition.ratings(positions)));
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
