// Cuts a partition of ratings into slices by role and user stripe: the sending side of blocking.
package lacuna.blocks;

import java.util.ArrayList;
import java.util.List;
import lacuna.ratings.RatingColumns;

/** Cuts columns of ratings into {@link Slice}s, in two passes over primitive arrays. */
final class Slicer {
  private final Grid grid;
  private final RoleOf roles;

  Slicer(Grid grid, RoleOf roles) {
    this.grid = grid;
    this.roles = roles;
  }

  List<Slice> slices(RatingColumns columns) {
    int stripes = grid.users().stripes();
    int[] user = columns.user();
    byte[] part = columns.part();
    int[] size = new int[Role.values().length * stripes];
    for (int t = 0; t < user.length; t++) {
      Role role = roles.of(part[t]);
      if (role != null) {
        size[role.ordinal() * stripes + grid.users().stripeOf(user[t])]++;
      }
    }
    Slice[] slices = new Slice[size.length];
    for (Role role : Role.values()) {
      for (int stripe = 0; stripe < stripes; stripe++) {
        int slot = role.ordinal() * stripes + stripe;
        if (size[slot] > 0) {
          slices[slot] = new Slice(role, stripe, size[slot], columns.weight() != null);
        }
      }
    }
    fill(columns, slices);
    List<Slice> filled = new ArrayList<>();
    for (Slice slice : slices) {
      if (slice != null) {
        filled.add(slice);
      }
    }
    return filled;
  }

  private void fill(RatingColumns columns, Slice[] slices) {
    Axis users = grid.users();
    Axis items = grid.items();
    int[] user = columns.user();
    int[] item = columns.item();
    byte[] part = columns.part();
    int[] next = new int[slices.length];
    for (int t = 0; t < user.length; t++) {
      Role role = roles.of(part[t]);
      if (role == null) {
        continue;
      }
      int slot = role.ordinal() * users.stripes() + users.stripeOf(user[t]);
      Slice slice = slices[slot];
      int at = next[slot]++;
      slice.user[at] = (char) users.rowOf(user[t]);
      slice.item[at] = items.stripeOf(item[t]) << 16 | items.rowOf(item[t]);
      slice.rating[at] = columns.rating()[t];
      if (slice.weight != null) {
        slice.weight[at] = columns.weight()[t];
      }
    }
  }
}
