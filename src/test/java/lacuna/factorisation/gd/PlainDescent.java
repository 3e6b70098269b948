// The full-gradient factorisation as the exercise writes it: what the solver is held to.
package lacuna.factorisation.gd;

/** Plain loops over a dense matrix and its mask, in double; no biases, no regularisation. */
final class PlainDescent {
  private PlainDescent() {}

  /** {@code err = (A − U Vᵀ) ∘ M; U += lr err V; V += lr errᵀ U}, epochs times, in place. */
  static void run(
      double[][] a,
      boolean[][] mask,
      double[][] u,
      double[][] v,
      double step,
      int epochs,
      boolean alternating) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      double[][] errors = errors(a, mask, u, v);
      double[][] old = copy(u);
      add(u, errors, v, step);
      add(v, transposed(errors), alternating ? u : old, step);
    }
  }

  static double[][] errors(double[][] a, boolean[][] mask, double[][] u, double[][] v) {
    double[][] errors = new double[a.length][a[0].length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < a[r].length; c++) {
        if (mask[r][c]) {
          errors[r][c] = a[r][c];
          for (int k = 0; k < u[r].length; k++) {
            errors[r][c] -= u[r][k] * v[c][k];
          }
        }
      }
    }
    return errors;
  }

  private static void add(double[][] rows, double[][] errors, double[][] others, double step) {
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < rows[r].length; k++) {
        double sum = 0;
        for (int c = 0; c < others.length; c++) {
          sum += errors[r][c] * others[c][k];
        }
        rows[r][k] += step * sum;
      }
    }
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] turned = new double[matrix[0].length][matrix.length];
    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c < turned.length; c++) {
        turned[c][r] = matrix[r][c];
      }
    }
    return turned;
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    java.util.Arrays.setAll(copy, r -> matrix[r].clone());
    return copy;
  }
}
