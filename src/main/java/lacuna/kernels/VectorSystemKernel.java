// One row's system of equations by the Vector API: twin of ScalarSystemKernel with the same bits.
package lacuna.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SystemKernel} on vectors of four or eight doubles, which stand in fixed places of a row:
 * the ones across the diagonal also have entries beside the triangle, which nothing reads. Products
 * are rounded before they are taken off, as plain Java does. See the package for the casts.
 *
 * <p>Decision: the machine's widest vectors, up to eight doubles. Because: no sum runs across a
 * vector, so that bits are the same with any; and MLlib's linear algebra takes the widest too, so
 * that neither spoils the other's profile. Costs: entries beside the triangle.
 */
final class VectorSystemKernel implements SystemKernel {
  private static final VectorSpecies<Double> WIDEST =
      DoubleVector.SPECIES_PREFERRED.length() > Lanes.COUNT
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final Class<? extends DoubleVector> DOUBLES =
      WIDEST.vectorType().asSubclass(DoubleVector.class);
  private static final DoubleVector ZEROS = DoubleVector.zero(WIDEST);
  private static final int LANES = WIDEST.length();

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public boolean factor(double[] a, int n, int width, double[] r) {
    for (int k = 0; k < n; k++) {
      int row = k * width;
      int first = k / LANES * LANES;
      int i = first;
      for (; i + 2 * LANES <= width; i += 2 * LANES) {
        reduceTwo(a, r, k, i, width);
      }
      if (i < width) {
        reduce(a, r, k, i, width);
      }
      double pivot = r[row + k];
      if (!(pivot > 0)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      divide(r, row + first, row + width, root);
      r[row + k] = root;
      for (i = k; i < n; i++) {
        a[i * width + k] = r[row + i];
      }
    }
    return true;
  }

  /** Writes two vectors of row k before their division. */
  private static void reduceTwo(double[] a, double[] r, int k, int i, int width) {
    int at = k * width + i;
    DoubleVector s0 = DOUBLES.cast(DoubleVector.fromArray(WIDEST, a, at));
    DoubleVector s1 = DOUBLES.cast(DoubleVector.fromArray(WIDEST, a, at + LANES));
    int from = 0;
    for (int m = 0; m < k; m++) {
      DoubleVector by = ZEROS.broadcast(r[from + k]);
      s0 = DOUBLES.cast(s0).sub(by.mul(DoubleVector.fromArray(WIDEST, r, from + i)));
      s1 = DOUBLES.cast(s1).sub(by.mul(DoubleVector.fromArray(WIDEST, r, from + i + LANES)));
      from += width;
    }
    DOUBLES.cast(s0).intoArray(r, at);
    DOUBLES.cast(s1).intoArray(r, at + LANES);
  }

  /** Writes one vector of row k before its division. */
  private static void reduce(double[] a, double[] r, int k, int i, int width) {
    int at = k * width + i;
    DoubleVector sum = DOUBLES.cast(DoubleVector.fromArray(WIDEST, a, at));
    int from = 0;
    for (int m = 0; m < k; m++) {
      DoubleVector by = ZEROS.broadcast(r[from + k]);
      sum = DOUBLES.cast(sum).sub(by.mul(DoubleVector.fromArray(WIDEST, r, from + i)));
      from += width;
    }
    DOUBLES.cast(sum).intoArray(r, at);
  }

  private static void divide(double[] r, int from, int to, double by) {
    DoubleVector divisor = ZEROS.broadcast(by);
    for (int at = from; at < to; at += LANES) {
      DOUBLES
          .cast(DOUBLES.cast(DoubleVector.fromArray(WIDEST, r, at)).div(divisor))
          .intoArray(r, at);
    }
  }

  @Override
  public void solveLower(double[] r, int n, int width, double[] b) {
    for (int k = 0; k < n; k++) {
      int row = k * width;
      double x = b[k] / r[row + k];
      b[k] = x;
      int next = k / LANES * LANES + LANES;
      for (int i = k + 1; i < next; i++) {
        b[i] -= r[row + i] * x;
      }
      takeOff(r, row + next, x, b, next, width);
    }
  }

  @Override
  public void solveUpper(double[] a, int n, int width, double[] b) {
    for (int i = n - 1; i >= 0; i--) {
      int row = i * width;
      double x = b[i] / a[row + i];
      b[i] = x;
      int whole = i / LANES * LANES;
      takeOff(a, row, x, b, 0, whole);
      for (int k = whole; k < i; k++) {
        b[k] -= a[row + k] * x;
      }
    }
  }

  /** {@code b[from, to) -= x * a[at, ..)}. */
  private static void takeOff(double[] a, int at, double x, double[] b, int from, int to) {
    DoubleVector by = ZEROS.broadcast(x);
    for (int i = from; i < to; i += LANES) {
      DoubleVector more = by.mul(DoubleVector.fromArray(WIDEST, a, at + i - from));
      DOUBLES.cast(DOUBLES.cast(DoubleVector.fromArray(WIDEST, b, i)).sub(more)).intoArray(b, i);
    }
  }
}
