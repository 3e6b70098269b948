// Pairs of user and item that the input holds more than once. Found while grouping, reported by the
// loader.
package lacuna.ratings;

import java.io.Serializable;
import java.util.List;

/**
 * One pair that stands more than once in the input.
 *
 * @param user index of the user
 * @param item index of the item
 * @param ratings its ratings, ascending, at most {@link #SHOWN_RATINGS}
 * @param count how often it stands there
 */
record Duplicate(int user, int item, List<Float> ratings, int count) implements Serializable {
  static final int SHOWN = 3;
  static final int SHOWN_RATINGS = 5;

  /**
   * What one partition found.
   *
   * @param pairs pairs that stood more than once within the ratings or within the test ratings
   * @param surplus ratings beyond the first of each such pair
   * @param common pairs that stood in the ratings and in the test ratings both
   * @param first the first few of the pairs in the order of (user, item)
   */
  record Found(long pairs, long surplus, long common, List<Duplicate> first)
      implements Serializable {
    static final Found NONE = new Found(0, 0, 0, List.of());
  }
}
