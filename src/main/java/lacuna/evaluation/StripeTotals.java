// The sums of one user stripe over all methods: the leaf of the tree in which totals are joined.
package lacuna.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import lacuna.blocks.Role;

/**
 * Sums by method and role, counts by method and interval, and moments of the users' held-out
 * errors, as one array of doubles, so that they are joined as one. Counts are exact in double up to
 * 2^53.
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
        methods, new double[heldAt(methods, methods) + PairedMoments.size(methods)]);
  }

  private static int heldAt(int methods, int method) {
    return methods * ROLES * FIELDS + method * Calibration.levels();
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

  /**
   * Counts a held-out rating.
   *
   * @param deviations how many standard deviations it is from its prediction
   * @param law of how many it may be
   * @param noise share of the noise in the variance
   */
  void addHeldOut(int method, double deviations, PredictiveLaw law, double noise) {
    for (int level = 0; level < Calibration.levels(); level++) {
      sums[heldAt(methods, method) + level] += deviations <= law.reach(level, noise) ? 1 : 0;
    }
  }

  /** How many held-out ratings a method's intervals hold. */
  List<Calibration> calibration(int method) {
    long count = score(method, Role.TEST).errors().count();
    return IntStream.range(0, Calibration.levels())
        .mapToObj(
            level ->
                new Calibration(
                    Calibration.level(level), (long) sums[heldAt(methods, method) + level], count))
        .toList();
  }

  /** The moments of the users' held-out errors. */
  PairedMoments moments() {
    return new PairedMoments(methods, sums, heldAt(methods, methods));
  }
}
