// Small dense symmetric systems in double, without allocation: one for each row of a side.
package lacuna.kernels;

/**
 * Cholesky factorisation and triangular products of {@code n x n} matrices in row-major arrays with
 * a row length of their own. Only lower triangles are read and written. Inner products are taken
 * for four rows at a time, each in the order of its entries, so that the bits are those of the
 * plain loop.
 */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Replaces a symmetric positive definite matrix by its lower factor C, A = C Cᵀ.
   *
   * @param a lower triangle, {@code n x width}
   * @param n rows
   * @param width length of a row in the array
   * @return false when a pivot is not above zero or not finite; the array is then spoilt
   */
  public static boolean factor(double[] a, int n, int width) {
    return factor(a, n, width, 0);
  }

  /**
   * The same for a matrix whose pivots are known to be not below some number, and are so only by
   * rounding.
   *
   * @param least what pivots below it are taken for
   * @return false when a pivot is not above zero or not finite; the array is then spoilt
   */
  public static boolean factor(double[] a, int n, int width, double least) {
    for (int j = 0; j < n; j++) {
      int rowJ = j * width;
      double pivot = a[rowJ + j];
      for (int k = 0; k < j; k++) {
        pivot -= a[rowJ + k] * a[rowJ + k];
      }
      pivot = Math.max(pivot, least);
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      a[rowJ + j] = root;
      int i = j + 1;
      for (; i + 4 <= n; i += 4) {
        fourRows(a, i * width, width, rowJ, j, root);
      }
      for (; i < n; i++) {
        int rowI = i * width;
        double sum = a[rowI + j];
        for (int k = 0; k < j; k++) {
          sum -= a[rowI + k] * a[rowJ + k];
        }
        a[rowI + j] = sum / root;
      }
    }
    return true;
  }

  private static void fourRows(double[] a, int first, int width, int rowJ, int j, double root) {
    int second = first + width;
    int third = second + width;
    int fourth = third + width;
    double s0 = a[first + j];
    double s1 = a[second + j];
    double s2 = a[third + j];
    double s3 = a[fourth + j];
    for (int k = 0; k < j; k++) {
      double c = a[rowJ + k];
      s0 -= a[first + k] * c;
      s1 -= a[second + k] * c;
      s2 -= a[third + k] * c;
      s3 -= a[fourth + k] * c;
    }
    a[first + j] = s0 / root;
    a[second + j] = s1 / root;
    a[third + j] = s2 / root;
    a[fourth + j] = s3 / root;
  }

  /** Solves C x = b in place of b, for the lower factor C. */
  public static void solveLower(double[] c, int n, int width, double[] b) {
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= c[i * width + k] * b[k];
      }
      b[i] = sum / c[i * width + i];
    }
  }

  /** Solves Cᵀ x = b in place of b, for the lower factor C. */
  public static void solveUpper(double[] c, int n, int width, double[] b) {
    for (int i = n - 1; i >= 0; i--) {
      double x = b[i] / c[i * width + i];
      b[i] = x;
      for (int k = 0; k < i; k++) {
        b[k] -= c[i * width + k] * x;
      }
    }
  }

  /**
   * The inverse of a lower factor.
   *
   * @return a new lower triangle, {@code n x n}
   */
  public static double[] inverse(double[] c, int n, int width) {
    double[] inverse = new double[n * n];
    for (int column = 0; column < n; column++) {
      for (int i = column; i < n; i++) {
        double sum = i == column ? 1 : 0;
        for (int k = column; k < i; k++) {
          sum -= c[i * width + k] * inverse[k * n + column];
        }
        inverse[i * n + column] = sum / c[i * width + i];
      }
    }
    return inverse;
  }

  /** {@code out = T x} for a lower triangle T, {@code n x n}. */
  public static void lowerTimes(double[] t, int n, double[] x, double[] out) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k <= i; k++) {
        sum += t[i * n + k] * x[k];
      }
      out[i] = sum;
    }
  }

  /** {@code out = Tᵀ x} for a lower triangle T, {@code n x n}. */
  public static void transposedTimes(double[] t, int n, double[] x, double[] out) {
    java.util.Arrays.fill(out, 0, n, 0);
    for (int i = 0; i < n; i++) {
      double factor = x[i];
      for (int k = 0; k <= i; k++) {
        out[k] += t[i * n + k] * factor;
      }
    }
  }
}
