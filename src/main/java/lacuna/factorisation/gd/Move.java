// The step of one stripe along its gradient.
package lacuna.factorisation.gd;

import java.io.Serializable;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Columns;
import lacuna.factorisation.Settings.Form;

/**
 * Moves the rows of a stripe: {@code x += step (g − n λ x)} for factors, the same with {@code
 * biasStep} and {@code λ_b} for biases, with {@code n} the row's training ratings in the weighted
 * form and 1 in the plain one. A row without ratings stays as it is.
 *
 * @param step of factors
 * @param biasStep of biases
 * @param lambda of factors
 * @param lambdaBias of biases
 * @param form how λ counts
 * @param nonnegative whether factors that would fall below zero become zero
 */
record Move(
    double step, double biasStep, double lambda, double lambdaBias, Form form, boolean nonnegative)
    implements Serializable {

  /** Doubles that the gradient of a stripe takes: the factors' rows x stride, then the biases. */
  static int gradientLength(Stripe stripe) {
    float[] bias = stripe.column(Stripe.BIAS);
    return stripe.column(Stripe.FACTORS).length + (bias == null ? 0 : bias.length);
  }

  /** Adds the columns that hold what rounding to floats leaves over. */
  static Stripe prepared(Stripe stripe) {
    Stripe with = stripe.with(Columns.REMAINDER, new float[stripe.column(Stripe.FACTORS).length]);
    float[] bias = stripe.column(Stripe.BIAS);
    return bias == null ? with : with.with(Columns.BIAS_REMAINDER, new float[bias.length]);
  }

  /**
   * The stripe after the step, in arrays of its own.
   *
   * @param gradient {@code err V} and the biases' sums of errors, as {@link #gradientLength} says;
   *     null when no row has ratings
   * @param ratings training ratings of each row
   */
  Stripe moved(Stripe stripe, double[] gradient, int[] ratings) {
    if (gradient == null) {
      return stripe;
    }
    float[] factors = stripe.column(Stripe.FACTORS).clone();
    float[] remainder = stripe.column(Columns.REMAINDER).clone();
    int width = stripe.width(Stripe.FACTORS);
    for (int row = 0; row < ratings.length; row++) {
      if (ratings[row] > 0) {
        double shrink = times(ratings[row]) * lambda;
        for (int k = row * width; k < (row + 1) * width; k++) {
          double x = (double) factors[k] + remainder[k];
          double moved = x + step * (gradient[k] - shrink * x);
          store(nonnegative ? Math.max(moved, 0) : moved, factors, remainder, k);
        }
      }
    }
    Stripe result = stripe.with(Stripe.FACTORS, factors).with(Columns.REMAINDER, remainder);
    return stripe.column(Stripe.BIAS) == null
        ? result
        : withBiases(result, gradient, factors.length, ratings);
  }

  private Stripe withBiases(Stripe stripe, double[] gradient, int first, int[] ratings) {
    float[] bias = stripe.column(Stripe.BIAS).clone();
    float[] remainder = stripe.column(Columns.BIAS_REMAINDER).clone();
    for (int row = 0; row < ratings.length; row++) {
      if (ratings[row] > 0) {
        double x = (double) bias[row] + remainder[row];
        double shrink = times(ratings[row]) * lambdaBias;
        store(x + biasStep * (gradient[first + row] - shrink * x), bias, remainder, row);
      }
    }
    return stripe.with(Stripe.BIAS, bias).with(Columns.BIAS_REMAINDER, remainder);
  }

  private int times(int ratings) {
    return form == Form.WEIGHTED ? ratings : 1;
  }

  private static void store(double value, float[] rounded, float[] remainder, int at) {
    rounded[at] = (float) value;
    remainder[at] = (float) (value - rounded[at]);
  }
}
