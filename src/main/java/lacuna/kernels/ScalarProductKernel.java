// Blocks of predictions in plain Java: the fallback, and the twin that says what the vector
// kernel's bits must be.
package lacuna.kernels;

/** {@link ProductKernel} without the Vector API. */
final class ScalarProductKernel implements ProductKernel {
  static final ScalarProductKernel INSTANCE = new ScalarProductKernel();

  private ScalarProductKernel() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public float dot(float[] a, int aFrom, float[] b, int bFrom, int stride) {
    return Lanes.dot(a, aFrom, b, bFrom, stride);
  }

  @Override
  public void scores(
      float[] w,
      int wFrom,
      int rows,
      float[] base,
      float[] packed,
      int panelFrom,
      int panels,
      float[] bias,
      int stride,
      float[] out,
      int outStride) {
    float[] h = new float[stride];
    for (int j = 0; j < panels * PANEL; j++) {
      int panel = panelFrom + j / PANEL;
      for (int k = 0; k < stride; k++) {
        h[k] = packed[(panel * stride + k) * PANEL + j % PANEL];
      }
      float own = bias == null ? 0 : bias[panel * PANEL + j % PANEL];
      for (int r = 0; r < rows; r++) {
        float dot = Lanes.dot(w, wFrom + r * stride, h, 0, stride);
        out[r * outStride + j] = (base[r] + own) + dot;
      }
    }
  }

  @Override
  public int firstAbove(float[] scores, int from, int to, float threshold) {
    for (int j = from; j < to; j++) {
      if (scores[j] > threshold) {
        return j;
      }
    }
    return to;
  }
}
