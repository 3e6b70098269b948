// Numbers of ratings by user and by item.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import lacuna.blocks.Axis;
import lacuna.blocks.Role;
import lacuna.blocks.RoleOf;
import lacuna.blocks.Stripe;
import lacuna.ratings.Part;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;

/**
 * Ratings of each user and each item in some parts of the split, by id.
 *
 * <p>A class of plain fields and no record, since it crosses processes and Spark's Kryo can't
 * rebuild a record.
 */
public final class Counts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] users;
  private final int[] items;

  Counts(int[] users, int[] items) {
    this.users = users;
    this.items = items;
  }

  /** Ratings by user id. */
  public int[] users() {
    return users;
  }

  /** Ratings by item id. */
  public int[] items() {
    return items;
  }

  /** Ratings of each row of a user stripe. */
  public int[] usersOf(Axis axis, Stripe stripe) {
    return byRow(users, axis, stripe);
  }

  /** Ratings of each row of an item stripe. */
  public int[] itemsOf(Axis axis, Stripe stripe) {
    return byRow(items, axis, stripe);
  }

  private static int[] byRow(int[] counts, Axis axis, Stripe stripe) {
    int[] ratings = new int[stripe.rows()];
    for (int row = 0; row < ratings.length; row++) {
      ratings[row] = counts[axis.idAt(stripe.index(), row)];
    }
    return ratings;
  }

  /** Counts of each part of the split, in one pass over the ratings. */
  static Counts[] byPart(RatingTable table) {
    int users = table.users().size();
    int items = table.items().size();
    Counts[] total = empty(users, items);
    for (Counts[] counts :
        table
            .columns()
            .mapPartitions(
                batches -> Collections.singletonList(count(batches, users, items)).iterator())
            .collect()) {
      for (int part = 0; part < total.length; part++) {
        total[part].add(counts[part]);
      }
    }
    return total;
  }

  /** Counts of the ratings that play the training role. */
  static Counts training(Counts[] byPart, RoleOf roles) {
    Counts sum = empty(byPart[0].users.length, byPart[0].items.length)[0];
    for (Part part : Part.values()) {
      if (roles.of((byte) part.ordinal()) == Role.TRAIN) {
        sum.add(byPart[part.ordinal()]);
      }
    }
    return sum;
  }

  private static Counts[] count(Iterator<RatingColumns> batches, int users, int items) {
    Counts[] counts = empty(users, items);
    while (batches.hasNext()) {
      RatingColumns batch = batches.next();
      for (int t = 0; t < batch.user().length; t++) {
        Counts part = counts[batch.part()[t]];
        part.users[batch.user()[t]]++;
        part.items[batch.item()[t]]++;
      }
    }
    return counts;
  }

  private static Counts[] empty(int users, int items) {
    Counts[] counts = new Counts[Part.values().length];
    for (int part = 0; part < counts.length; part++) {
      counts[part] = new Counts(new int[users], new int[items]);
    }
    return counts;
  }

  private void add(Counts other) {
    addTo(users, other.users);
    addTo(items, other.items);
  }

  private static void addTo(int[] sum, int[] addend) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += addend[k];
    }
  }
}
