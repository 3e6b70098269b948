// The next direction of conjugate gradients.
package lacuna.factorisation.bayes;

import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;

/**
 * Direction = preconditioned residual, which {@link AdvancePass} left in the image's place, plus
 * each column's share of the direction before.
 */
record DirectionPass(int rank, double[] share) implements RowPass {
  @Override
  public String reads() {
    return null;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    float[] kept = new float[rank];
    for (int k = 0; k < rank; k++) {
      kept[k] = (float) share[k];
    }
    rows.eachStripe(
        stripe -> {
          float[] direction = rows.column(stripe, GradientColumns.DIRECTION);
          float[] next = rows.column(stripe, GradientColumns.IMAGE);
          for (int at = 0; at < direction.length; at += stride) {
            for (int k = 0; k < rank; k++) {
              direction[at + k] = Math.fma(kept[k], direction[at + k], next[at + k]);
            }
          }
        });
    return null;
  }
}
