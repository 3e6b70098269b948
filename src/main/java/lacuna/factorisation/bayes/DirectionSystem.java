// The small system behind each step of the conjugate gradients.
package lacuna.factorisation.bayes;

/**
 * Solves Π X = Y for Π = PᵀAP, whose columns may depend on one another: where the directions have
 * run out of dimensions, or a column of the solution is found before the others. By Cholesky's
 * method with the greatest pivot first; directions that the ones before leave less than {@value
 * #LEAST} of, squared, are left out, which loses next to nothing, since the others span them. (Π
 * comes from sums in float, so that less could be rounding alone.)
 */
final class DirectionSystem {
  private static final double LEAST = 1e-5;

  private final int size;
  private final double[] scale;
  private final double[] factor;
  private final int[] order;
  private int kept;

  /**
   * @param matrix Π, {@code size x size}; the mean of both triangles counts
   */
  DirectionSystem(double[] matrix, int size) {
    this.size = size;
    this.scale = new double[size];
    this.factor = new double[size * size];
    this.order = new int[size];
    for (int i = 0; i < size; i++) {
      double square = matrix[i * size + i];
      scale[i] = square > 0 ? 1 / Math.sqrt(square) : 0;
      order[i] = i;
    }
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        factor[i * size + k] =
            0.5 * (matrix[i * size + k] + matrix[k * size + i]) * scale[i] * scale[k];
      }
    }
    factorise();
  }

  /** Rows and columns stay in their places; order says which comes when. */
  private void factorise() {
    for (kept = 0; kept < size; kept++) {
      int next = kept;
      for (int i = kept + 1; i < size; i++) {
        if (diagonal(i) > diagonal(next)) {
          next = i;
        }
      }
      if (!(diagonal(next) > LEAST)) {
        return;
      }
      int pivot = order[next];
      order[next] = order[kept];
      order[kept] = pivot;
      double root = Math.sqrt(factor[pivot * size + pivot]);
      factor[pivot * size + pivot] = root;
      for (int i = kept + 1; i < size; i++) {
        factor[order[i] * size + pivot] /= root;
      }
      for (int i = kept + 1; i < size; i++) {
        int row = order[i] * size;
        for (int k = kept + 1; k <= i; k++) {
          double less = factor[row + pivot] * factor[order[k] * size + pivot];
          factor[row + order[k]] -= less;
          if (k < i) {
            factor[order[k] * size + order[i]] -= less;
          }
        }
      }
    }
  }

  private double diagonal(int place) {
    return factor[order[place] * size + order[place]];
  }

  /** Directions that count. */
  int kept() {
    return kept;
  }

  /**
   * Some X with Π X = Y.
   *
   * @param y {@code size x size} row-major, in the span of Π's columns
   * @return likewise, new
   */
  double[] solve(double[] y) {
    double[] x = new double[size * size];
    double[] b = new double[kept];
    for (int column = 0; column < size; column++) {
      for (int i = 0; i < kept; i++) {
        int row = order[i];
        double sum = scale[row] * y[row * size + column];
        for (int k = 0; k < i; k++) {
          sum -= factor[row * size + order[k]] * b[k];
        }
        b[i] = sum / factor[row * size + row];
      }
      for (int i = kept - 1; i >= 0; i--) {
        int row = order[i];
        b[i] /= factor[row * size + row];
        for (int k = 0; k < i; k++) {
          b[k] -= factor[row * size + order[k]] * b[i];
        }
        x[row * size + column] = scale[row] * b[i];
      }
    }
    return x;
  }
}
