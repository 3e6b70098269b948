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
  private static final double LAMBDA = 0.09;
  private static final double LAMBDA_BIAS = 0.02;
  private static final double INIT_ROW_NORM = 0.1;

  /** First steps for ratings of standard deviation 1. */
  private record Steps(double factors, double biases) {
    static Steps of(Schedule schedule) {
      return switch (schedule) {
        case LINEAR, INVERSE -> new Steps(0.05, 0.02);
        case CONSTANT -> new Steps(0.025, 0.01);
        case BOLD -> new Steps(0.02, 0.008);
        case ADAGRAD -> new Steps(0.05, 0.1);
      };
    }
  }

  /** Fills in what the settings leave open, for these training ratings. */
  public static Scale of(Settings settings, Statistics ratings) {
    double sigma = ratings.sigma() > 0 ? ratings.sigma() : 1;
    // Without μ and biases the factors have to reach the ratings themselves, not what is left of
    // them.
    double size =
        settings.biases() ? sigma : Math.sqrt(ratings.variance() + ratings.mean() * ratings.mean());
    double spread = size > 0 ? size : 1;
    Settings.Regularisation given = settings.regularisation();
    boolean adaGrad = settings.step().schedule() == Schedule.ADAGRAD;
    Steps steps = Steps.of(settings.step().schedule());
    double step = settings.step().size();
    boolean open = Double.isNaN(step);
    return new Scale(
        orElse(given.user(), LAMBDA * sigma),
        orElse(given.item(), LAMBDA * sigma),
        orElse(given.bias(), LAMBDA_BIAS),
        open ? (adaGrad ? steps.factors * Math.sqrt(spread) : steps.factors / spread) : step,
        open ? (adaGrad ? steps.biases * spread : steps.biases) : step,
        initSize(settings, spread),
        spread * spread * spread,
        spread * spread);
  }

  /** Rows start small: a long first row of an id with one rating is noise that nothing corrects. */
  private static double initSize(Settings settings, double spread) {
    double root = Math.sqrt(spread / settings.rank());
    if (settings.nonnegative() || !settings.biases()) {
      return settings.biases() ? 3 * INIT_ROW_NORM * root : 2 * root;
    }
    double deviation = INIT_ROW_NORM * root;
    return settings.init().distribution() == Distribution.NORMAL
        ? deviation
        : Math.sqrt(3) * deviation;
  }

  private static double orElse(double given, double otherwise) {
    return Double.isNaN(given) ? otherwise : given;
  }
}
