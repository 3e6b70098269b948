// The sums of one user stripe over all methods: the leaf of the tree in which totals are joined.
package lacuna.evaluation;

import lacuna.blocks.Role;

/**
 * Sums by method and role, and moments of the users' held-out errors, as one array of doubles, so
 * that they are joined as one. Counts are exact in double up to 2^53.
 *
 * @param methods number of methods
 * @param sums the array
 */
record StripeTotals(int methods, double[] sums) {
  private static final int ROLES = Role.values().length;
  private static final int COUNT = 0;
  private static final int OWN = 1;
  private static final int SSE = 2;
  private static final int SAE = 3;
  private static final int FIELDS = 4;

  /** All zero. */
  static StripeTotals zero(int methods) {
    return new StripeTotals(
        methods, new double[methods * ROLES * FIELDS + PairedMoments.size(methods)]);
  }

  private int at(int method, Role role) {
    return (method * ROLES + role.ordinal()) * FIELDS;
  }

  /** Counts one rating of a method. */
  void add(int method, Role role, double error, boolean own) {
    int at = at(method, role);
    sums[at + COUNT]++;
    sums[at + OWN] += own ? 1 : 0;
    sums[at + SSE] += error * error;
    sums[at + SAE] += Math.abs(error);
  }

  /** The totals of a method. */
  Score score(int method, Role role) {
    int at = at(method, role);
    SquaredErrors errors =
        new SquaredErrors((long) sums[at + COUNT], sums[at + SSE], sums[at + SAE]);
    return new Score(errors, (long) sums[at + OWN]);
  }

  /** The moments of the users' held-out errors. */
  PairedMoments moments() {
    return new PairedMoments(methods, sums, methods * ROLES * FIELDS);
  }
}
