// Eigenvalues of a symmetric matrix on the driver, by LAPACK. Used by whoever looks into factors.
package lacuna.factorisation.svd;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.util.Arrays;
import org.netlib.util.intW;

/**
 * The decomposition of a symmetric matrix ({@code dsyev}, LAPACK Users' Guide, 3rd ed.). Immutable
 * by convention.
 *
 * @param values eigenvalues, the smallest first
 * @param vectors unit vectors beside them, one after the other
 */
public record SymmetricEigen(double[] values, double[] vectors) {
  private static final LAPACK ROUTINES = JavaLAPACK.getInstance();

  /** dsyev wants three doubles a row at least, and more to work in blocks. */
  private static final int WORK_A_ROW = 34;

  /**
   * Decomposes.
   *
   * @param symmetric rows of a matrix that equals its transpose
   */
  public static SymmetricEigen of(double[][] symmetric) {
    int size = symmetric.length;
    double[] matrix = new double[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(symmetric[row], 0, matrix, row * size, size);
    }
    double[] values = new double[size];
    double[] work = new double[WORK_A_ROW * size];
    intW info = new intW(0);
    ROUTINES.dsyev("V", "U", size, matrix, size, values, work, work.length, info);
    if (info.val != 0) {
      throw new ArithmeticException(
          "LAPACK's dsyev did not decompose a matrix of "
              + size
              + " rows; it returned "
              + info.val);
    }
    return new SymmetricEigen(values, matrix);
  }

  /** The unit vector of an eigenvalue. */
  public double[] vector(int k) {
    return Arrays.copyOfRange(vectors, k * values.length, (k + 1) * values.length);
  }

  /** The symmetric root of the matrix, whose eigenvalues below zero are taken for zero. */
  public double[][] root() {
    int size = values.length;
    double[][] root = new double[size][size];
    for (int k = 0; k < size; k++) {
      double[] vector = vector(k);
      double scale = Math.sqrt(Math.max(0, values[k]));
      for (int r = 0; r < size; r++) {
        for (int c = 0; c < size; c++) {
          root[r][c] += scale * vector[r] * vector[c];
        }
      }
    }
    return root;
  }
}
