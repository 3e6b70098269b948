// Half of a product with XᵀX.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/**
 * Writes, for each row, the sum of the other side's directions over its ratings divided by their
 * number: X times the direction with the 1/√n of Xᵀ taken along.
 */
record ProductPass(int rank) implements RowPass {
  @Override
  public String reads() {
    return GradientColumns.DIRECTION;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        stripe -> {
          RowBlock block = rows.ratings()[stripe];
          float[] sent = rows.columnOf(stripe, GradientColumns.SENT, stride);
          for (int row = 0; row < block.rows(); row++) {
            int at = row * stride;
            RowKernels.best()
                .sum(
                    rows.other(),
                    block.others(),
                    block.start(row),
                    block.start(row + 1),
                    stride,
                    sent,
                    at);
            float share = 1f / Math.max(1, block.count(row));
            for (int k = at; k < at + rank; k++) {
              sent[k] *= share;
            }
          }
        });
    return null;
  }
}
