// What is known of users and items beside ratings, as workers have it.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.factorisation.Initialisation.Side;
import lacuna.ratings.FeatureRows;
import lacuna.ratings.Ids;
import lacuna.ratings.SideFeatures;

/** Features of both sides by the index of ids. A class of plain fields, since it is broadcast. */
public final class KnownFeatures implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureRows users;
  private final FeatureRows items;

  private KnownFeatures(FeatureRows users, FeatureRows items) {
    this.users = users;
    this.items = items;
  }

  /** Features by the indices of a table's ids. */
  static KnownFeatures of(SideFeatures features, Ids users, Ids items) {
    return new KnownFeatures(
        features.users() == null ? null : features.users().of(users),
        features.items() == null ? null : features.items().of(items));
  }

  /** The features of a side; null where nothing is known of it. */
  public FeatureRows of(Side side) {
    return side == Side.USERS ? users : items;
  }
}
