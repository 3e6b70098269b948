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
 * rows         r · 4 U s / C         users' rows come from memory: what few ratings a user cost
 * exchange     e · 8 P I s / C       if P &gt; 1: all items move in each of P strata, and once
 *                                    more to measure the epoch; 4 bytes a float, out and in
 * copies       u · 4 P U s / C       if P &gt; 1: a task works on its own copy of its users, in each
 *                                    of P strata
 * stages       g (P + 1)             if P &gt; 1
 * </pre>
 *
 * <p>The six constants are at least 0 and minimise the sum of squared relative errors.
 *
 * <p>On two cores of the machine that the package speaks of, 76 epochs at ranks 16 to 128, with P
 * of 1, 2 and 4 and for P = 1 with one thread too, over 1, 3, 10 and 30 million ratings, 140 a
 * user, and over 10 million, 14 a user, came to the constants below. Five such sets, four ranks and
 * four shapes would be 80: of 14 ratings a user, the four on one thread were not measured. Half of
 * the epochs are within 12 %, all within 42 %: on two threads an epoch of a million ratings takes 3
 * to 10 ms more than the model says, and one epoch at P = 4 took longer than that of twice its
 * rank. Fitted without 30 million ratings, the model is within 14 % for half of those, and within
 * 37 % for all. Without the rows it was up to 76 % off, where users have 14 ratings each. A cluster
 * was not measured.
 *
 * <table>
 *   <caption>Constants, and what nine in ten fits say to as many epochs drawn from these with
 *   replacement</caption>
 *   <tr><td>a0</td><td>7.9 ns</td><td>6.8 to 9.0</td></tr>
 *   <tr><td>a1</td><td>0.104 ns</td><td>0.068 to 0.132</td></tr>
 *   <tr><td>r</td><td>2.7 ns</td><td>2.3 to 3.4</td></tr>
 *   <tr><td>e</td><td>2.9 ns</td><td>0.4 to 5.6</td></tr>
 *   <tr><td>u</td><td>0.42 ns</td><td>0.05 to 0.69</td></tr>
 *   <tr><td>g</td><td>27 ms</td><td>22 to 32</td></tr>
 * </table>
 *
 * <p>Its forecast of an epoch at rank 64 on executors of 8 cores, in seconds: arithmetic, rows,
 * exchange, copies, stages; and their sum in nine in ten of those fits.
 *
 * <table>
 *   <caption>1 billion ratings of 5 million users and 200,000 items; 100 billion of 200 million and
 *   5 million</caption>
 *   <tr><th>executors</th><th>1 billion</th><th>sum</th><th>100 billion</th><th>sum</th></tr>
 *   <tr><td>8</td><td>0.23, 0.05, 0.38, 0.54, 0.25</td><td>1.0 to 1.8</td>
 *     <td>22.7, 2.2, 9.5, 21.5, 0.2</td><td>38 to 69</td></tr>
 *   <tr><td>16</td><td>0.11, 0.03, 0.38, 0.54, 0.46</td><td>1.1 to 1.8</td>
 *     <td>11.3, 1.1, 9.5, 21.5, 0.5</td><td>27 to 57</td></tr>
 *   <tr><td>32</td><td>0.06, 0.01, 0.38, 0.54, 0.90</td><td>1.5 to 2.2</td>
 *     <td>5.7, 0.5, 9.5, 21.5, 0.9</td><td>21 to 51</td></tr>
 *   <tr><td>64</td><td>0.03, 0.01, 0.38, 0.54, 1.77</td><td>2.3 to 3.0</td>
 *     <td>2.8, 0.3, 9.5, 21.5, 1.8</td><td>19 to 49</td></tr>
 *   <tr><td>128</td><td>0.01, 0.00, 0.38, 0.54, 3.51</td><td>3.9 to 5.0</td>
 *     <td>1.4, 0.1, 9.5, 21.5, 3.5</td><td>19 to 49</td></tr>
 * </table>
 *
 * <p>So more executors than hold the ratings hardly pay: a task copies its users' rows once in each
 * stratum, there are as many strata as tasks, and each stratum is a stage.
 *
 * @param a0 seconds a rating
 * @param a1 seconds a float of a rating's rows
 * @param r seconds a byte of users' rows
 * @param e seconds a byte of items that moves
 * @param u seconds a byte of users that is copied
 * @param g seconds a stage
 */
record CostModel(double a0, double a1, double r, double e, double u, double g) {
  /** Bytes a second of a network of 10 Gbit/s, for forecasts alone. */
  private static final double NETWORK = 1.25e9;

  private static final int CONSTANTS = 6;
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
        4.0 * users * stride / cores,
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
    return new CostModel(x[0], x[1], x[2], x[3], x[4], x[5]);
  }

  /** Seconds that the model gives an epoch. */
  double seconds(Epoch epoch) {
    double[] parts = epoch.parts();
    return a0 * parts[0]
        + a1 * parts[1]
        + r * parts[2]
        + e * parts[3]
        + u * parts[4]
        + g * parts[5];
  }

  /** How far off that is, as a share of what was measured. */
  double relativeError(Epoch epoch) {
    return Math.abs(seconds(epoch) / epoch.seconds - 1);
  }

  /**
   * Arithmetic, rows, exchange, copies and stages of an epoch on a cluster of such cores, in
   * seconds. An executor's task serialises and copies on one thread, and its items pass a network
   * of 10 Gbit/s once in and once out at the same time.
   */
  double[] onCluster(
      long ratings, long users, int items, int stride, int executors, int coresOfEach) {
    double itemBytes = 4.0 * items * stride;
    double userBytes = 4.0 * users * stride;
    double cores = (double) executors * coresOfEach;
    return new double[] {
      (a0 + a1 * stride) * ratings / cores,
      r * userBytes / cores,
      2 * itemBytes * (e + 1 / NETWORK),
      u * userBytes,
      g * (executors + 1)
    };
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "a0 %.2f ns, a1 %.4f ns, r %.2f ns, e %.2f ns, u %.2f ns, g %.1f ms",
        a0 * 1e9,
        a1 * 1e9,
        r * 1e9,
        e * 1e9,
        u * 1e9,
        g * 1e3);
  }
}
