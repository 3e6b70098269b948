// One side's rows packed for blocks of products.
package lacuna.serving;

import lacuna.kernels.ProductKernel;

/**
 * Rows in panels of eight, column by column, as {@link ProductKernel} takes them. Made once in each
 * process that works; immutable.
 *
 * @param size number of rows
 * @param stride floats of a row
 * @param packed the panels, the last one filled up with zeros
 * @param bias biases, likewise; null without
 */
record Panels(int size, int stride, float[] packed, float[] bias) {
  private static final int PANEL = ProductKernel.PANEL;

  /** The rows of a side with their biases. */
  static Panels of(ServedSide side) {
    return of(side.factors(), side.size(), side.stride(), side.biases());
  }

  /**
   * Rows as they are.
   *
   * @param rows {@code size x stride}, row-major
   */
  static Panels of(float[] rows, int size, int stride, float[] bias) {
    int panels = (size + PANEL - 1) / PANEL;
    float[] packed = new float[Math.multiplyExact(panels, PANEL * stride)];
    for (int row = 0; row < size; row++) {
      int at = row / PANEL * stride * PANEL + row % PANEL;
      for (int k = 0; k < stride; k++) {
        packed[at + k * PANEL] = rows[row * stride + k];
      }
    }
    float[] padded = bias == null ? null : java.util.Arrays.copyOf(bias, panels * PANEL);
    return new Panels(size, stride, packed, padded);
  }

  /** Number of panels. */
  int count() {
    return (size + PANEL - 1) / PANEL;
  }
}
