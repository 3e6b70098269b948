// What the rating pattern adds to the prior mean of each row.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;
import lacuna.kernels.Lanes;
import lacuna.kernels.RowKernels;

/**
 * Writes Bᵀx of each row: the sum of the rows of B, which stand with the other side, over the row's
 * ratings, divided by the root of their number.
 *
 * @param rank K
 */
record ShiftPass(int rank) implements RowPass {
  /** Column of the rows of the other side's B. */
  static final String BETA = "beta";

  @Override
  public String reads() {
    return BETA;
  }

  @Override
  public double[][] run(SideRows rows) {
    int stride = Lanes.stride(rank);
    rows.eachStripe(
        k -> {
          RowBlock block = rows.ratings()[k];
          float[] shift = rows.columnOf(k, Shift.PATTERN, stride);
          for (int row = 0; row < block.rows(); row++) {
            RowKernels.best()
                .sum(
                    rows.other(),
                    block.others(),
                    block.start(row),
                    block.start(row + 1),
                    stride,
                    shift,
                    row * stride);
            float share = (float) (1 / Math.sqrt(Math.max(1, block.count(row))));
            for (int j = row * stride; j < row * stride + rank; j++) {
              shift[j] *= share;
            }
          }
        });
    return null;
  }
}
