// Turns settings that were left open into numbers that suit the scale of the ratings.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Schedule;

/**
 * Numbers in units of the ratings, filled in from their spread σ (the standard deviation of the
 * training ratings) wherever the settings leave them open.
 *
 * <p>Decision: with ratings times c, factors are times √c, so λ of factors grows as σ, the step of
 * factors shrinks as 1/σ, and λ and step of biases are pure numbers. Because: only then does a
 * default run on ratings times 100 do the same thing. Costs: none.
 *
 * @param lambdaUser λ of user factors
 * @param lambdaItem λ of item factors
 * @param lambdaBias λ of biases
 * @param step first step of factors
 * @param biasStep first step of biases
 * @param initSize half-width of the uniform, or standard deviation of the normal initial factors
 * @param squares where AdaGrad's sums of factors start
 * @param biasSquares where AdaGrad's sums of biases start
 */
public record Scale(
    double lambdaUser,
    double lambdaItem,
    double lambdaBias,
    double step,
    double biasStep,
    double initSize,
    double squares,
    double biasSquares)
    implements Serializable {
  private static final double LAMBDA = 0.095;
  private static final double LAMBDA_BIAS = 0.02;
  private static final double STEP = 0.02;
  private static final double ADAGRAD_STEP = 0.1;
  private static final double INIT = 0.1;

  /** Fills in what the settings leave open, for training ratings of this standard deviation. */
  public static Scale of(Settings settings, double sigma) {
    double spread = sigma > 0 ? sigma : 1;
    Settings.Regularisation given = settings.regularisation();
    boolean adaGrad = settings.step().schedule() == Schedule.ADAGRAD;
    double first = adaGrad ? ADAGRAD_STEP : STEP;
    double size = settings.step().size();
    boolean open = Double.isNaN(size);
    return new Scale(
        orElse(given.user(), LAMBDA * spread),
        orElse(given.item(), LAMBDA * spread),
        orElse(given.bias(), LAMBDA_BIAS),
        open ? (adaGrad ? first * Math.sqrt(spread) : first / spread) : size,
        open ? (adaGrad ? first * spread : first) : size,
        settings.init().distribution() == Distribution.TORCH
            ? 1
            : INIT * Math.sqrt(spread / Math.sqrt(settings.rank())),
        spread * spread * spread,
        spread * spread);
  }

  private static double orElse(double given, double otherwise) {
    return Double.isNaN(given) ? otherwise : given;
  }
}
