// The columns of a stripe as the kernels take them.
package lacuna.factorisation;

import lacuna.blocks.Stripe;
import lacuna.kernels.Lanes;
import lacuna.kernels.Rows;

/** Names of the columns that solvers add to a stripe, and the kernels' view of them. */
public final class Columns {
  /** AdaGrad's sum of each factor row. */
  public static final String SQUARES = "squares";

  /** AdaGrad's sum of each bias. */
  public static final String BIAS_SQUARES = "biasSquares";

  /** λ of each factor row, where it is not the same for all. */
  public static final String LAMBDA = "lambda";

  /** λ of each bias, where it is not the same for all. */
  public static final String LAMBDA_BIAS = "lambdaBias";

  /** What gd's rounding of factors to floats leaves over. */
  public static final String REMAINDER = "remainder";

  /** The same of biases. */
  public static final String BIAS_REMAINDER = "biasRemainder";

  private Columns() {}

  /** A stripe's columns for the kernels, shared. */
  public static Rows rows(Stripe stripe, int rank) {
    return new Rows(
        stripe.column(Stripe.FACTORS),
        Lanes.stride(rank),
        stripe.column(Stripe.BIAS),
        stripe.column(SQUARES),
        stripe.column(BIAS_SQUARES),
        stripe.column(LAMBDA),
        stripe.column(LAMBDA_BIAS));
  }

  /** The same for several stripes. */
  public static Rows[] rows(Stripe[] stripes, int rank) {
    Rows[] rows = new Rows[stripes.length];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = rows(stripes[k], rank);
    }
    return rows;
  }
}
