// Small dense matrices in double, to check by: what exercises compute beside the solvers.
package lacuna.lab;

import lacuna.factorisation.svd.SymmetricEigen;

/** Arithmetic on arrays of rows. */
final class Matrices {
  private Matrices() {}

  /** {@code a bᵀ}. */
  static double[][] timesTransposed(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b.length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < b.length; c++) {
        for (int k = 0; k < a[r].length; k++) {
          product[r][c] += a[r][k] * b[c][k];
        }
      }
    }
    return product;
  }

  /** {@code a b}. */
  static double[][] times(double[][] a, double[][] b) {
    return timesTransposed(a, transposed(b));
  }

  static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < t.length; c++) {
        t[c][r] = a[r][c];
      }
    }
    return t;
  }

  /** Sum of squared differences, cells left out where {@code a} is NaN. */
  static double squaredDistance(double[][] a, double[][] b) {
    double sum = 0;
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < a[r].length; c++) {
        double difference = a[r][c] - b[r][c];
        sum += Double.isNaN(difference) ? 0 : difference * difference;
      }
    }
    return sum;
  }

  /** {@code a} with its gaps where the mask is 0. */
  static double[][] masked(double[][] a, double[][] mask) {
    double[][] with = new double[a.length][];
    for (int r = 0; r < a.length; r++) {
      with[r] = a[r].clone();
      for (int c = 0; c < a[r].length; c++) {
        with[r][c] = mask[r][c] == 0 ? Double.NaN : a[r][c];
      }
    }
    return with;
  }

  /** {@code a} less the mean of each column. */
  static double[][] centred(double[][] a) {
    double[][] centred = new double[a.length][a[0].length];
    for (int c = 0; c < a[0].length; c++) {
      double sum = 0;
      for (double[] row : a) {
        sum += row[c];
      }
      for (int r = 0; r < a.length; r++) {
        centred[r][c] = a[r][c] - sum / a.length;
      }
    }
    return centred;
  }

  /**
   * The Hessian of {@code ½ Σ (a − u·v)²} over the cells that are not NaN, by the entries of U row
   * by row, then those of V.
   */
  static double[][] hessian(double[][] a, double[][] u, double[][] v) {
    int rank = u[0].length;
    int size = (u.length + v.length) * rank;
    double[][] hessian = new double[size][size];
    for (int r = 0; r < u.length; r++) {
      for (int c = 0; c < v.length; c++) {
        if (Double.isNaN(a[r][c])) {
          continue;
        }
        double error = a[r][c];
        for (int k = 0; k < rank; k++) {
          error -= u[r][k] * v[c][k];
        }
        int atU = r * rank;
        int atV = (u.length + c) * rank;
        for (int k = 0; k < rank; k++) {
          for (int l = 0; l < rank; l++) {
            hessian[atU + k][atU + l] += v[c][k] * v[c][l];
            hessian[atV + k][atV + l] += u[r][k] * u[r][l];
            double mixed = v[c][k] * u[r][l] - (k == l ? error : 0);
            hessian[atU + k][atV + l] = mixed;
            hessian[atV + l][atU + k] = mixed;
          }
        }
      }
    }
    return hessian;
  }

  /** The smallest eigenvalue of a symmetric matrix. */
  static double smallestEigenvalue(double[][] symmetric) {
    return SymmetricEigen.of(symmetric).values()[0];
  }
}
