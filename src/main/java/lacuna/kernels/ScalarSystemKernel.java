// One row's system of equations in plain Java: the fallback, and the twin that says what the vector
// kernel's bits must be.
package lacuna.kernels;

/** {@link SystemKernel} without the Vector API. */
final class ScalarSystemKernel implements SystemKernel {
  static final ScalarSystemKernel INSTANCE = new ScalarSystemKernel();

  private ScalarSystemKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public boolean factor(double[] a, int n, int width, double[] r) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[i * width + j] = a[j * width + i];
      }
    }
    boolean positive = Cholesky.factor(a, n, width);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        r[j * width + i] = a[i * width + j];
      }
    }
    return positive;
  }

  @Override
  public void solveLower(double[] r, int n, int width, double[] b) {
    for (int k = 0; k < n; k++) {
      double x = b[k] / r[k * width + k];
      b[k] = x;
      for (int i = k + 1; i < n; i++) {
        b[i] -= r[k * width + i] * x;
      }
    }
  }

  @Override
  public void solveUpper(double[] a, int n, int width, double[] b) {
    Cholesky.solveUpper(a, n, width, b);
  }
}
