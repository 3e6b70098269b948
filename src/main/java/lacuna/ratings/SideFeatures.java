// The features of both sides that a run was given.
package lacuna.ratings;

/**
 * Features of users and of items.
 *
 * @param users null where none were given
 * @param items likewise
 */
public record SideFeatures(Features users, Features items) {
  /** Of nobody. */
  public static final SideFeatures NONE = new SideFeatures(null, null);

  /** Whether there are any. */
  public boolean any() {
    return users != null || items != null;
  }
}
