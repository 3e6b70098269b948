// Systems side by side in plain Java: the fallback, and the twin that says what the vector kernel's
// bits must be.
package lacuna.kernels;

import java.util.Arrays;

/** {@link SystemBatchKernel} without the Vector API: one system after the other. */
final class ScalarSystemBatchKernel implements SystemBatchKernel {
  static final ScalarSystemBatchKernel INSTANCE = new ScalarSystemBatchKernel();

  /** Chains that a sum of {@link #solveLower} is added in, entry k in chain k mod 4. */
  private static final int CHAINS = 4;

  private ScalarSystemBatchKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int factor(double[] a, int n) {
    int failed = 0;
    for (int lane = 0; lane < LANES; lane++) {
      for (int k = 0; k < n; k++) {
        int rowK = k * n * LANES + lane;
        for (int i = k; i < n; i++) {
          int rowI = i * n * LANES + lane;
          double sum = a[rowI + k * LANES];
          for (int m = 0; m < k * LANES; m += LANES) {
            sum -= a[rowI + m] * a[rowK + m];
          }
          a[rowI + k * LANES] = sum;
        }
        double inverse = 1 / Math.sqrt(a[rowK + k * LANES]);
        a[rowK + k * LANES] = inverse;
        for (int i = k + 1; i < n; i++) {
          a[(i * n + k) * LANES + lane] *= inverse;
        }
      }
      failed |= failed(a, n, lane) ? 1 << lane : 0;
    }
    return failed;
  }

  /** Whether a pivot was not above zero: what it spoils spreads to the last one. */
  static boolean failed(double[] a, int n, int lane) {
    double last = a[(n * n - 1) * LANES + lane];
    return !(last > 0 && last < Double.POSITIVE_INFINITY);
  }

  @Override
  public void solveLower(double[] a, int n, double[] b) {
    double[] chains = new double[CHAINS];
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < n; i++) {
        Arrays.fill(chains, 0);
        for (int k = 0; k < i; k++) {
          chains[k % CHAINS] += a[(i * n + k) * LANES + lane] * b[k * LANES + lane];
        }
        double sum = (chains[0] + chains[1]) + (chains[2] + chains[3]);
        int at = i * LANES + lane;
        b[at] = (b[at] - sum) * a[(i * n + i) * LANES + lane];
      }
    }
  }

  @Override
  public void solveUpper(double[] a, int n, double[] b) {
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = n - 1; i >= 0; i--) {
        int row = i * n * LANES + lane;
        double x = b[i * LANES + lane] * a[row + i * LANES];
        b[i * LANES + lane] = x;
        for (int k = 0; k < i; k++) {
          b[k * LANES + lane] -= a[row + k * LANES] * x;
        }
      }
    }
  }

  @Override
  public void upperTimes(double[] upper, int n, double[] x, double[] out) {
    for (int k = 0; k < n; k++) {
      for (int lane = 0; lane < LANES; lane++) {
        double sum = 0;
        for (int i = k; i < n; i++) {
          sum += upper[k * n + i] * x[i * LANES + lane];
        }
        out[k * LANES + lane] = sum;
      }
    }
  }
}
