// How ratings are held out: part of a RatingsRequest.
package lacuna.ratings;

/**
 * How the test part is cut out of the ratings, and the validation part out of what remains. Where
 * test ratings are given by a path, the rule cuts the validation part alone.
 */
public enum SplitRule {
  /** By a hash of (seed, user, item): each rating by itself, whatever else the data holds. */
  RANDOM,
  /**
   * Each user's last ratings by time, ties by item: of n ratings {@code floor(fraction * n + 0.5)},
   * and at most n - 1. Validation takes the last of what remains in the same manner.
   */
  LATEST,
  /** Whole users by a hash of (seed, user). Validation takes whole users among the others. */
  USER
}
