// What an epoch of SGD costs, as a sum of parts fitted to measured epochs.
package lacuna.bench;

import java.util.List;
import java.util.Locale;

/**
 * Seconds of an epoch over n ratings of U users and I items, with factor rows of s floats, on P
 * workers whose tasks keep C cores busy altogether:
 *
 * <pre>
 * arithmetic   (a0 + a1 s) n / C
 * exchange     e · 8 P I s / C       if P &gt; 1: all items move in each of P strata, and once
 *                                    more to measure the epoch; 4 bytes a float, out and in
 * copies       u · 4 P U s / C       if P &gt; 1: a task works on its own copy of its users, in each
 *                                    of P strata
 * stages       g (P + 1)             if P &gt; 1
 * </pre>
 *
 * <p>The five constants are at least 0 and minimise the sum of squared relative errors.
 *
 * <p>On two cores of the machine that the package speaks of, 48 epochs over 1, 3 and 10 million
 * ratings at ranks 16 to 128, with P of 1, 2 and 4 and for P = 1 with one thread too, came to a0 =
 * 12.1 ns, a1 = 0.120 ns, e = 2.3 ns, u = 0.9 ns, g = 22 ms. Half of them are within 10 %, all
 * within 56 %, those on one thread within 14 %; of eight that are more than 30 % off, seven took
 * longer than the model says. Fitted to 1 and 3 million ratings alone, the model is within 16 % for
 * half of those over 10 million, and within 53 % for all. Neither 30 million ratings nor a cluster
 * were measured.
 *
 * <p>Its forecast of an epoch at rank 64 on executors of 8 cores, in seconds: arithmetic, exchange,
 * copies, stages.
 *
 * <table>
 *   <caption>1 billion ratings of 5 million users and 200,000 items; 100 billion of 200 million and
 *   5 million</caption>
 *   <tr><th>executors</th><th>1 billion</th><th>100 billion</th></tr>
 *   <tr><td>8</td><td>0.31, 0.31, 1.12, 0.20</td><td>30.9, 7.8, 44.7, 0.2</td></tr>
 *   <tr><td>16</td><td>0.15, 0.31, 1.12, 0.38</td><td>15.5, 7.8, 44.7, 0.4</td></tr>
 *   <tr><td>32</td><td>0.08, 0.31, 1.12, 0.73</td><td>7.7, 7.8, 44.7, 0.7</td></tr>
 *   <tr><td>64</td><td>0.04, 0.31, 1.12, 1.44</td><td>3.9, 7.8, 44.7, 1.4</td></tr>
 *   <tr><td>128</td><td>0.02, 0.31, 1.12, 2.85</td><td>1.9, 7.8, 44.7, 2.9</td></tr>
 * </table>
 *
 * <p>So more executors than hold the ratings hardly pay: a task copies its users' rows once in each
 * stratum, there are as many strata as tasks, and each stratum is a stage.
 *
 * @param a0 seconds a rating
 * @param a1 seconds a float of a rating's rows
 * @param e seconds a byte of items that moves
 * @param u seconds a byte of users that is copied
 * @param g seconds a stage
 */
record CostModel(double a0, double a1, double e, double u, double g) {
  /** Bytes a second of a network of 10 Gbit/s, for forecasts alone. */
  private static final double NETWORK = 1.25e9;

  private static final int CONSTANTS = 5;
  private static final int SWEEPS = 20_000;

  /**
   * A measured epoch.
   *
   * @param ratings n
   * @param users U
   * @param items I
   * @param stride s
   * @param workers P
   * @param threads of each worker
   * @param cores C
   * @param seconds measured
   */
  record Epoch(
      long ratings,
      long users,
      int items,
      int stride,
      int workers,
      int threads,
      int cores,
      double seconds) {
    private double[] parts() {
      double moved = workers == 1 ? 0 : 4.0 * workers * stride / cores;
      return new double[] {
        (double) ratings / cores,
        (double) ratings * stride / cores,
        2 * moved * items,
        moved * users,
        workers == 1 ? 0 : workers + 1
      };
    }
  }

  /** The constants that fit these epochs best. */
  static CostModel fit(List<Epoch> epochs) {
    double[][] a = new double[CONSTANTS][CONSTANTS];
    double[] b = new double[CONSTANTS];
    for (Epoch epoch : epochs) {
      double[] parts = epoch.parts();
      for (int j = 0; j < CONSTANTS; j++) {
        double relative = parts[j] / epoch.seconds;
        b[j] += relative;
        for (int k = 0; k < CONSTANTS; k++) {
          a[j][k] += relative * parts[k] / epoch.seconds;
        }
      }
    }
    double[] x = new double[CONSTANTS];
    // Each constant at its best for the others, never below zero, until nothing moves.
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int j = 0; j < CONSTANTS; j++) {
        double rest = b[j];
        for (int k = 0; k < CONSTANTS; k++) {
          rest -= k == j ? 0 : a[j][k] * x[k];
        }
        x[j] = a[j][j] > 0 ? Math.max(0, rest / a[j][j]) : 0;
      }
    }
    return new CostModel(x[0], x[1], x[2], x[3], x[4]);
  }

  /** Seconds that the model gives an epoch. */
  double seconds(Epoch epoch) {
    double[] parts = epoch.parts();
    return a0 * parts[0] + a1 * parts[1] + e * parts[2] + u * parts[3] + g * parts[4];
  }

  /** How far off that is, as a share of what was measured. */
  double relativeError(Epoch epoch) {
    return Math.abs(seconds(epoch) / epoch.seconds - 1);
  }

  /**
   * Arithmetic, exchange, copies and stages of an epoch on a cluster of such cores, in seconds. An
   * executor's task serialises and copies on one thread, and its items pass a network of 10 Gbit/s
   * once in and once out at the same time.
   */
  double[] onCluster(
      long ratings, long users, int items, int stride, int executors, int coresOfEach) {
    double itemBytes = 4.0 * items * stride;
    return new double[] {
      (a0 + a1 * stride) * ratings / ((double) executors * coresOfEach),
      2 * itemBytes * (e + 1 / NETWORK),
      u * 4.0 * users * stride,
      g * (executors + 1)
    };
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "a0 %.2f ns, a1 %.4f ns, e %.2f ns, u %.2f ns, g %.1f ms",
        a0 * 1e9,
        a1 * 1e9,
        e * 1e9,
        u * 1e9,
        g * 1e3);
  }
}
