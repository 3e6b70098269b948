// What one input partition sends to one user stripe when ratings are blocked.
package lacuna.blocks;

import java.io.Serializable;

/**
 * Ratings of one role on their way to one user stripe, in no particular order.
 *
 * @param role what they are for
 * @param userStripe the stripe they go to
 * @param user rows within the user stripe
 * @param item places of the items: stripe in the upper, row in the lower 16 bits
 * @param rating the ratings
 * @param weight their weights, or null when all are 1
 */
record Slice(Role role, int userStripe, char[] user, int[] item, float[] rating, float[] weight)
    implements Serializable {
  int size() {
    return rating.length;
  }
}
