// Pairs of user and item that the input holds more than once. Found while grouping, reported by the
// loader.
package lacuna.ratings;

import java.io.Serializable;
import java.util.Arrays;

/**
 * One pair that stands more than once in the input. A class of plain fields, as all that Spark may
 * carry between processes here: its Kryo serialiser can't rebuild records.
 */
final class RepeatedPair implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_RATINGS = 5;

  final int user;
  final int item;
  final int count;

  /** Its lowest ratings, ascending. */
  private final float[] ratings;

  /**
   * @param ratings all its ratings, ascending
   */
  RepeatedPair(int user, int item, float[] ratings) {
    this.user = user;
    this.item = item;
    this.count = ratings.length;
    this.ratings = Arrays.copyOf(ratings, Math.min(ratings.length, SHOWN_RATINGS));
  }

  /** For a message: who, what, and the ratings. */
  String text(Ids users, Ids items) {
    StringBuilder text = new StringBuilder();
    text.append("user ").append(users.get(user)).append(", item ").append(items.get(item));
    for (int k = 0; k < ratings.length; k++) {
      text.append(k == 0 ? ": " : ", ").append(ratings[k]);
    }
    return text.append(count > ratings.length ? ", …" : "").toString();
  }

  /** What one partition found of such pairs. */
  static final class Found implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 3;

    static final Found NONE = new Found();

    /** Pairs that stood more than once within the ratings, or within the test ratings. */
    long pairs;

    /** Ratings beyond the first of each such pair. */
    long surplus;

    /** Pairs that stood in the ratings and in given test ratings both. */
    long common;

    /** The first few of the pairs by (user, item). */
    RepeatedPair[] first = {};

    /** Counts one more pair; pairs arrive in the order of (user, item). */
    void add(RepeatedPair pair) {
      pairs++;
      surplus += pair.count - 1L;
      if (first.length < SHOWN) {
        first = Arrays.copyOf(first, first.length + 1);
        first[first.length - 1] = pair;
      }
    }

    /** Joins what two partitions found; the order of the arguments doesn't matter. */
    Found join(Found other) {
      Found joined = new Found();
      joined.pairs = pairs + other.pairs;
      joined.surplus = surplus + other.surplus;
      joined.common = common + other.common;
      RepeatedPair[] all = Arrays.copyOf(first, first.length + other.first.length);
      System.arraycopy(other.first, 0, all, first.length, other.first.length);
      Arrays.sort(
          all,
          (a, b) ->
              a.user != b.user ? Integer.compare(a.user, b.user) : Integer.compare(a.item, b.item));
      joined.first = Arrays.copyOf(all, Math.min(all.length, SHOWN));
      return joined;
    }
  }
}
