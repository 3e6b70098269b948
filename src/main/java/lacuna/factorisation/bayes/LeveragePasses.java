// The diagonal of XᵀX, once before the first sweep.
package lacuna.factorisation.bayes;

import lacuna.blocks.RowBlock;
import lacuna.factorisation.RowPass;
import lacuna.factorisation.SideRows;

/** Σ 1/n over the rows of the other side that a row has ratings with. */
final class LeveragePasses {
  private static final String SHARE = "share";

  private LeveragePasses() {}

  /** Writes 1/n of each row. */
  record Share() implements RowPass {
    @Override
    public String reads() {
      return null;
    }

    @Override
    public double[][] run(SideRows rows) {
      rows.eachStripe(
          stripe -> {
            RowBlock block = rows.ratings()[stripe];
            float[] share = rows.columnOf(stripe, SHARE, 1);
            for (int row = 0; row < share.length; row++) {
              share[row] = 1f / Math.max(1, block.count(row));
            }
          });
      return null;
    }
  }

  /** Writes their sums. */
  record Sum() implements RowPass {
    @Override
    public String reads() {
      return SHARE;
    }

    @Override
    public double[][] run(SideRows rows) {
      rows.eachStripe(
          stripe -> {
            RowBlock block = rows.ratings()[stripe];
            float[] leverage = rows.columnOf(stripe, GradientColumns.LEVERAGE, 1);
            for (int row = 0; row < leverage.length; row++) {
              double sum = 0;
              for (int t = block.start(row); t < block.start(row + 1); t++) {
                int place = block.others()[t];
                sum += rows.other()[place >>> 16][place & 0xFFFF];
              }
              leverage[row] = (float) sum;
            }
          });
      return null;
    }
  }
}
