// The regularisation term of the objective.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.blocks.Axis;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Settings.Form;

/**
 * Σ n (λ ‖row‖² + λ_b b²) over the rows of a stripe, with n the row's training ratings in the
 * weighted form and 1 in the plain one, added in double in the order of the rows.
 *
 * @param form how λ counts
 * @param lambda λ of the side's factors
 * @param lambdaBias λ of biases
 */
public record Penalty(Form form, double lambda, double lambdaBias) implements Serializable {
  /** The term of one stripe. */
  public double of(Stripe stripe, Axis axis, int[] counts) {
    float[] factors = stripe.column(Stripe.FACTORS);
    float[] bias = stripe.column(Stripe.BIAS);
    int width = stripe.width(Stripe.FACTORS);
    double sum = 0;
    for (int row = 0; row < stripe.rows(); row++) {
      int ratings = counts[axis.idAt(stripe.index(), row)];
      if (ratings == 0) {
        continue;
      }
      double term =
          lambda * squares(factors, row * width, width)
              + (bias == null ? 0 : lambdaBias * bias[row] * bias[row]);
      sum += (form == Form.WEIGHTED ? ratings : 1) * term;
    }
    return sum;
  }

  /** Sum of the squares of a padded row; four running sums, since one would wait for itself. */
  private static double squares(float[] factors, int from, int width) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int k = from; k < from + width; k += 4) {
      s0 += (double) factors[k] * factors[k];
      s1 += (double) factors[k + 1] * factors[k + 1];
      s2 += (double) factors[k + 2] * factors[k + 2];
      s3 += (double) factors[k + 3] * factors[k + 3];
    }
    return (s0 + s2) + (s1 + s3);
  }
}
