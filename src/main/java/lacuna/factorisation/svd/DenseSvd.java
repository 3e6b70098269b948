// The whole decomposition by LAPACK: for small matrices, and for the last step on large ones.
package lacuna.factorisation.svd;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Thin SVD of a dense matrix by divide and conquer ({@code dgesdd}, LAPACK Users' Guide, 3rd ed.).
 */
final class DenseSvd {
  private static final LAPACK ROUTINES = JavaLAPACK.getInstance();

  /** Cells that an array holds. */
  static final long MOST_CELLS = Integer.MAX_VALUE - 8;

  private DenseSvd() {}

  /** The leading {@code rank} values and vectors, rank at most the smaller side. */
  static Svd of(FilledMatrix matrix, int rank) {
    if (matrix.cells() > MOST_CELLS) {
      throw new IllegalArgumentException(
          "rank "
              + rank
              + " needs the whole decomposition of "
              + matrix.users()
              + " x "
              + matrix.items()
              + " cells, which is too large; a rank below half the smaller side does not");
    }
    Thin thin = thin(matrix.dense(), matrix.users(), matrix.items());
    int smaller = thin.values.length;
    double[] v = new double[matrix.items() * rank];
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < matrix.items(); i++) {
        v[k * matrix.items() + i] = thin.vt[i * smaller + k];
      }
    }
    return TruncatedSvd.signed(
        Arrays.copyOf(thin.values, rank), thin.u, matrix.users(), v, matrix.items(), "dgesdd");
  }

  /**
   * All of a thin decomposition, min = min(rows, columns).
   *
   * @param values min singular values, descending
   * @param u rows x min, column-major
   * @param vt min x columns, column-major
   */
  record Thin(double[] values, double[] u, double[] vt) {}

  /**
   * Decomposes rows x columns cells, column-major, which are overwritten.
   *
   * @throws SvdException when the routine does not converge
   */
  static Thin thin(double[] cells, int rows, int columns) {
    int min = Math.min(rows, columns);
    double[] values = new double[min];
    double[] u = new double[Math.multiplyExact(rows, min)];
    double[] vt = new double[Math.multiplyExact(min, columns)];
    int[] integers = new int[8 * min];
    intW info = new intW(0);
    double[] size = new double[1];
    ROUTINES.dgesdd(
        "S", rows, columns, cells, rows, values, u, rows, vt, min, size, -1, integers, info);
    double[] work = new double[(int) size[0]];
    ROUTINES.dgesdd(
        "S",
        rows,
        columns,
        cells,
        rows,
        values,
        u,
        rows,
        vt,
        min,
        work,
        work.length,
        integers,
        info);
    if (info.val != 0) {
      throw new SvdException(
          "LAPACK's dgesdd did not decompose a matrix of "
              + rows
              + " x "
              + columns
              + " (info "
              + info.val
              + (info.val < 0 ? ": a value that is not a number?)" : ": no convergence)"));
    }
    return new Thin(values, u, vt);
  }
}
