// Keeps the factors of the best epoch beside the current ones.
package lacuna.factorisation;

import java.util.Map;
import lacuna.blocks.Stripe;

/**
 * The best epoch's factors and biases, as columns of the same stripe with a prefix to their names.
 */
public final class BestColumns {
  private static final String PREFIX = "best.";

  private BestColumns() {}

  /** The stripe with its present factors and biases noted as the best ones. */
  public static Stripe noted(Stripe stripe) {
    Stripe with = stripe.with(PREFIX + Stripe.FACTORS, stripe.column(Stripe.FACTORS).clone());
    float[] bias = stripe.column(Stripe.BIAS);
    return bias == null ? with : with.with(PREFIX + Stripe.BIAS, bias.clone());
  }

  /**
   * A stripe of factors and biases alone.
   *
   * @param best whether to take those that were noted
   */
  public static Stripe result(Stripe stripe, boolean best) {
    Map<String, float[]> columns = stripe.columns();
    String prefix = best && columns.containsKey(PREFIX + Stripe.FACTORS) ? PREFIX : "";
    Stripe result =
        Stripe.of(stripe.index(), stripe.rows())
            .with(Stripe.FACTORS, columns.get(prefix + Stripe.FACTORS));
    float[] bias = columns.get(prefix + Stripe.BIAS);
    return bias == null ? result : result.with(Stripe.BIAS, bias);
  }

  /** The stripe with the best epoch's factors and biases taken from another one. */
  public static Stripe noted(Stripe stripe, Stripe best) {
    Stripe with = stripe.with(PREFIX + Stripe.FACTORS, best.column(Stripe.FACTORS));
    float[] bias = best.column(Stripe.BIAS);
    return bias == null ? with : with.with(PREFIX + Stripe.BIAS, bias);
  }

  /** The stripe without what was noted. */
  public static Stripe forgotten(Stripe stripe) {
    return stripe.without(PREFIX + Stripe.FACTORS).without(PREFIX + Stripe.BIAS);
  }
}
