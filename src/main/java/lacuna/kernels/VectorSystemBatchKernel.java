// Systems side by side by the Vector API: twin of ScalarSystemBatchKernel with the same bits.
package lacuna.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SystemBatchKernel} on vectors of four doubles. Products are rounded before they are added
 * or taken off, as plain Java does. See the package for the casts.
 */
final class VectorSystemBatchKernel implements SystemBatchKernel {
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
  private static final Class<? extends DoubleVector> DOUBLES =
      FOUR.vectorType().asSubclass(DoubleVector.class);
  private static final DoubleVector ZEROS = DoubleVector.zero(FOUR);

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int factor(double[] a, int n) {
    int k = 0;
    for (; k + 2 <= n; k += 2) {
      int i = k;
      for (; i + 4 <= n; i += 4) {
        reduceFour(a, n, k, i);
      }
      for (; i < n; i++) {
        reduce(a, n, k, k, i);
        reduce(a, n, k, k + 1, i);
      }
      divide(a, n, k);
    }
    if (k < n) {
      reduce(a, n, k, k, k);
      inverseRoot(DoubleVector.fromArray(FOUR, a, (k * n + k) * LANES))
          .intoArray(a, (k * n + k) * LANES);
    }
    int failed = 0;
    for (int lane = 0; lane < LANES; lane++) {
      failed |= ScalarSystemBatchKernel.failed(a, n, lane) ? 1 << lane : 0;
    }
    return failed;
  }

  private static DoubleVector inverseRoot(DoubleVector pivot) {
    DoubleVector root = DOUBLES.cast(DOUBLES.cast(pivot).sqrt());
    return DOUBLES.cast(ZEROS.broadcast(1).div(root));
  }

  /** Ends columns k and k + 1, from which all columns before have been taken off. */
  private static void divide(double[] a, int n, int k) {
    int at = (k * n + k) * LANES;
    int below = at + n * LANES;
    DoubleVector first = inverseRoot(DoubleVector.fromArray(FOUR, a, at));
    first.intoArray(a, at);
    DoubleVector link = DOUBLES.cast(first.mul(DoubleVector.fromArray(FOUR, a, below)));
    link.intoArray(a, below);
    DoubleVector pivot = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, below + LANES));
    DoubleVector second = inverseRoot(pivot.sub(DOUBLES.cast(link.mul(link))));
    second.intoArray(a, below + LANES);
    for (int i = k + 2; i < n; i++) {
      int place = (i * n + k) * LANES;
      DoubleVector x = DOUBLES.cast(first.mul(DoubleVector.fromArray(FOUR, a, place)));
      x.intoArray(a, place);
      DoubleVector y = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, place + LANES));
      DoubleVector rest = DOUBLES.cast(y.sub(DOUBLES.cast(x.mul(link))));
      DOUBLES.cast(rest.mul(second)).intoArray(a, place + LANES);
    }
  }

  /** Takes columns before k off columns k and k + 1 of four rows. */
  private static void reduceFour(double[] a, int n, int k, int i) {
    int left = k * n * LANES;
    int right = left + n * LANES;
    int row0 = i * n * LANES;
    int row1 = row0 + n * LANES;
    int row2 = row1 + n * LANES;
    int row3 = row2 + n * LANES;
    int at = k * LANES;
    DoubleVector a0 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row0 + at));
    DoubleVector a1 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row1 + at));
    DoubleVector a2 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row2 + at));
    DoubleVector a3 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row3 + at));
    DoubleVector b0 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row0 + at + LANES));
    DoubleVector b1 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row1 + at + LANES));
    DoubleVector b2 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row2 + at + LANES));
    DoubleVector b3 = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row3 + at + LANES));
    for (int m = 0; m < at; m += LANES) {
      DoubleVector x = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, left + m));
      DoubleVector y = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, right + m));
      DoubleVector by = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row0 + m));
      a0 = DOUBLES.cast(a0).sub(by.mul(x));
      b0 = DOUBLES.cast(b0).sub(by.mul(y));
      by = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row1 + m));
      a1 = DOUBLES.cast(a1).sub(by.mul(x));
      b1 = DOUBLES.cast(b1).sub(by.mul(y));
      by = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row2 + m));
      a2 = DOUBLES.cast(a2).sub(by.mul(x));
      b2 = DOUBLES.cast(b2).sub(by.mul(y));
      by = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, row3 + m));
      a3 = DOUBLES.cast(a3).sub(by.mul(x));
      b3 = DOUBLES.cast(b3).sub(by.mul(y));
    }
    DOUBLES.cast(a0).intoArray(a, row0 + at);
    DOUBLES.cast(a1).intoArray(a, row1 + at);
    DOUBLES.cast(a2).intoArray(a, row2 + at);
    DOUBLES.cast(a3).intoArray(a, row3 + at);
    DOUBLES.cast(b0).intoArray(a, row0 + at + LANES);
    DOUBLES.cast(b1).intoArray(a, row1 + at + LANES);
    DOUBLES.cast(b2).intoArray(a, row2 + at + LANES);
    DOUBLES.cast(b3).intoArray(a, row3 + at + LANES);
  }

  /** Takes columns before k off one column of a row. */
  private static void reduce(double[] a, int n, int k, int column, int i) {
    int own = column * n * LANES;
    int row = i * n * LANES;
    int at = row + column * LANES;
    DoubleVector sum = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, at));
    for (int m = 0; m < k * LANES; m += LANES) {
      DoubleVector by = DOUBLES.cast(DoubleVector.fromArray(FOUR, a, own + m));
      sum = DOUBLES.cast(sum).sub(by.mul(DoubleVector.fromArray(FOUR, a, row + m)));
    }
    DOUBLES.cast(sum).intoArray(a, at);
  }

  @Override
  public void solveLower(double[] a, int n, double[] b) {
    for (int i = 0; i < n; i++) {
      lower(a, i * n * LANES, i * LANES, b);
    }
  }

  private static void lower(double[] a, int row, int end, double[] b) {
    DoubleVector c0 = DoubleVector.zero(FOUR);
    DoubleVector c1 = c0;
    DoubleVector c2 = c0;
    DoubleVector c3 = c0;
    int k = 0;
    for (; k + 4 * LANES <= end; k += 4 * LANES) {
      c0 = product(a, row + k, b, k).add(DOUBLES.cast(c0));
      c1 = product(a, row + k + LANES, b, k + LANES).add(DOUBLES.cast(c1));
      c2 = product(a, row + k + 2 * LANES, b, k + 2 * LANES).add(DOUBLES.cast(c2));
      c3 = product(a, row + k + 3 * LANES, b, k + 3 * LANES).add(DOUBLES.cast(c3));
    }
    if (k < end) {
      c0 = product(a, row + k, b, k).add(DOUBLES.cast(c0));
    }
    if (k + LANES < end) {
      c1 = product(a, row + k + LANES, b, k + LANES).add(DOUBLES.cast(c1));
    }
    if (k + 2 * LANES < end) {
      c2 = product(a, row + k + 2 * LANES, b, k + 2 * LANES).add(DOUBLES.cast(c2));
    }
    DoubleVector left = DOUBLES.cast(DOUBLES.cast(c0).add(DOUBLES.cast(c1)));
    DoubleVector sum = left.add(DOUBLES.cast(c2).add(DOUBLES.cast(c3)));
    DoubleVector rest = DOUBLES.cast(DOUBLES.cast(DoubleVector.fromArray(FOUR, b, end)).sub(sum));
    DOUBLES.cast(rest.mul(DoubleVector.fromArray(FOUR, a, row + end))).intoArray(b, end);
  }

  private static DoubleVector product(double[] a, int i, double[] b, int k) {
    return DOUBLES.cast(
        DOUBLES.cast(DoubleVector.fromArray(FOUR, a, i)).mul(DoubleVector.fromArray(FOUR, b, k)));
  }

  @Override
  public void solveUpper(double[] a, int n, double[] b) {
    for (int i = n - 1; i >= 0; i--) {
      int row = i * n * LANES;
      int at = i * LANES;
      DoubleVector x = product(a, row + at, b, at);
      x.intoArray(b, at);
      for (int k = 0; k < at; k += LANES) {
        DoubleVector less = x.mul(DoubleVector.fromArray(FOUR, a, row + k));
        DOUBLES.cast(DOUBLES.cast(DoubleVector.fromArray(FOUR, b, k)).sub(less)).intoArray(b, k);
      }
    }
  }

  @Override
  public void upperTimes(double[] upper, int n, double[] x, double[] out) {
    int k = 0;
    for (; k + 4 <= n; k += 4) {
      timesFour(upper, n, k, x, out);
    }
    for (; k < n; k++) {
      DoubleVector sum = DoubleVector.zero(FOUR);
      for (int i = k; i < n; i++) {
        sum = times(upper[k * n + i], x, i).add(DOUBLES.cast(sum));
      }
      DOUBLES.cast(sum).intoArray(out, k * LANES);
    }
  }

  /** Four rows of the triangle, whose first columns differ. */
  private static void timesFour(double[] upper, int n, int k, double[] x, double[] out) {
    int row0 = k * n;
    int row1 = row0 + n;
    int row2 = row1 + n;
    int row3 = row2 + n;
    DoubleVector s0 = DoubleVector.zero(FOUR);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    s0 = times(upper[row0 + k], x, k).add(DOUBLES.cast(s0));
    s0 = times(upper[row0 + k + 1], x, k + 1).add(DOUBLES.cast(s0));
    s0 = times(upper[row0 + k + 2], x, k + 2).add(DOUBLES.cast(s0));
    s1 = times(upper[row1 + k + 1], x, k + 1).add(DOUBLES.cast(s1));
    s1 = times(upper[row1 + k + 2], x, k + 2).add(DOUBLES.cast(s1));
    s2 = times(upper[row2 + k + 2], x, k + 2).add(DOUBLES.cast(s2));
    for (int i = k + 3; i < n; i++) {
      s0 = times(upper[row0 + i], x, i).add(DOUBLES.cast(s0));
      s1 = times(upper[row1 + i], x, i).add(DOUBLES.cast(s1));
      s2 = times(upper[row2 + i], x, i).add(DOUBLES.cast(s2));
      s3 = times(upper[row3 + i], x, i).add(DOUBLES.cast(s3));
    }
    int at = k * LANES;
    DOUBLES.cast(s0).intoArray(out, at);
    DOUBLES.cast(s1).intoArray(out, at + LANES);
    DOUBLES.cast(s2).intoArray(out, at + 2 * LANES);
    DOUBLES.cast(s3).intoArray(out, at + 3 * LANES);
  }

  private static DoubleVector times(double by, double[] x, int i) {
    return DOUBLES.cast(ZEROS.broadcast(by).mul(DoubleVector.fromArray(FOUR, x, i * LANES)));
  }
}
