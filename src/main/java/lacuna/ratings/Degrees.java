// How many ratings each user and item has. Asked for by the doctor.
package lacuna.ratings;

import java.util.Arrays;

/** Numbers of ratings of the rows of one side, ascending. Immutable. */
public final class Degrees {
  private static final int DEPTH = 2;

  private final int[] sorted;
  private final long total;

  private Degrees(int[] counts) {
    this.sorted = counts.clone();
    Arrays.sort(this.sorted);
    this.total = Arrays.stream(counts).asLongStream().sum();
  }

  /** Degrees of the users of a table. Runs a Spark job. */
  public static Degrees ofUsers(RatingTable table) {
    return of(table, table.users().size(), true);
  }

  /** Degrees of its items. Runs a Spark job. */
  public static Degrees ofItems(RatingTable table) {
    return of(table, table.items().size(), false);
  }

  private static Degrees of(RatingTable table, int size, boolean users) {
    return new Degrees(
        table
            .columns()
            .map(columns -> counts(users ? columns.user() : columns.item(), size))
            .treeReduce(Degrees::add, DEPTH));
  }

  private static int[] counts(int[] indices, int size) {
    int[] counts = new int[size];
    for (int index : indices) {
      counts[index]++;
    }
    return counts;
  }

  private static int[] add(int[] a, int[] b) {
    int[] sum = a.clone();
    for (int k = 0; k < sum.length; k++) {
      sum[k] += b[k];
    }
    return sum;
  }

  /** The degree that a share of the rows, from 0 to 1, don't exceed. */
  public int percentile(double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  /** The share of all ratings that the busiest hundredth of the rows has, one row at least. */
  public double ofBusiest() {
    int rows = Math.max(1, sorted.length / 100);
    long theirs = Arrays.stream(sorted, sorted.length - rows, sorted.length).asLongStream().sum();
    return total == 0 ? 0 : (double) theirs / total;
  }
}
