// The law of the noise: how far a rating lies from its prediction.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import java.util.Arrays;

/**
 * ε ~ t_ν/√(αw) with w the weight that a rating came with, in units of the scaled ratings. As a
 * mixture: ε ~ N(0, 1/(ατw)) with τ ~ Gamma(ν/2, rate ν/2), so that given τ everything else is
 * drawn as with normal noise; and τ given ε ~ Gamma((ν+1)/2, rate (ν + αwε²)/2).
 *
 * @param precision α
 * @param degrees ν; infinite for normal noise
 */
record Noise(double precision, double degrees) implements Serializable {
  private static final double NORMAL = Double.POSITIVE_INFINITY;

  /**
   * Values of ν, each as probable as another beforehand. Under 3 a rating has no variance to speak
   * of; above the last one the data can't tell it from the normal law.
   */
  private static final double[] DEGREES = {3, 4, 5, 7, 10, 15, 30, NORMAL};

  /** Where a chain starts whose noise may have tails. */
  private static final int START = 2;

  /** Normal noise of this precision. */
  static Noise normal(double precision) {
    return new Noise(precision, NORMAL);
  }

  /** Where a chain starts. */
  static Noise start(boolean tails) {
    return new Noise(1, tails ? DEGREES[START] : NORMAL);
  }

  /** A draw of the prior: α ~ Gamma(1, 1), and ν where it is open. */
  static Noise prior(boolean tails, Draws draws) {
    double precision = draws.gamma(1);
    return new Noise(precision, tails ? DEGREES[(int) (DEGREES.length * draws.below())] : NORMAL);
  }

  /** The same law with another α. */
  Noise with(double newPrecision) {
    return new Noise(newPrecision, degrees);
  }

  /** Whether the noise has no tails. */
  boolean normal() {
    return degrees == NORMAL;
  }

  /** Variance of ε of a rating of weight 1. */
  double variance() {
    return (normal() ? 1 : degrees / (degrees - 2)) / precision;
  }

  /** What τ of a rating is drawn by. */
  Mixing mixing() {
    return new Mixing(this);
  }

  /** The conditional of τ under one law. */
  static final class Mixing {
    private final float precision;
    private final float degrees;
    private final GammaStrips strips;

    private Mixing(Noise law) {
      // Half of each: what is in the denominator of a gamma number of rate 1.
      precision = (float) (law.precision / 2);
      degrees = (float) (law.degrees / 2);
      strips = law.normal() ? null : GammaStrips.of((law.degrees + 1) / 2);
    }

    /**
     * Draws τ of ratings.
     *
     * @param squares wε² of each
     * @param out where the numbers go
     */
    void draw(Draws draws, float[] squares, float[] out, int count) {
      if (strips == null) {
        Arrays.fill(out, 0, count, 1);
        return;
      }
      strips.draw(draws, out, count);
      for (int n = 0; n < count; n++) {
        out[n] /= precision * squares[n] + degrees;
      }
    }
  }

  /**
   * Where a Metropolis step would go: to a neighbouring ν, up or down with equal probability, and
   * to the α that gives the bulk of the noise the same width; here itself off the ends.
   */
  Noise proposed(Draws draws) {
    int now = 0;
    while (DEGREES[now] != degrees) {
      now++;
    }
    int next = now + (draws.below() < 0.5 ? -1 : 1);
    return next < 0 || next == DEGREES.length
        ? this
        : new Noise(precision * bulk(DEGREES[next]) / bulk(degrees), DEGREES[next]);
  }

  /**
   * α of the t law that fits noise from between two neighbouring ν best, up to a common factor and
   * 2 %.
   */
  private static double bulk(double degrees) {
    return 1 + 2.2 / degrees;
  }

  /**
   * Whether to take the step there.
   *
   * @param there where the step would go
   * @param gained what {@link LogLikelihood} of that place is above this one's
   * @param ratings so many of them
   */
  boolean takes(Noise there, double gained, long ratings, Draws draws) {
    if (there.equals(this)) {
      return false;
    }
    double likelihood = gained + ratings * (there.logConstant() - logConstant());
    // The prior of α, and the density of log α, in which the step goes as often there as back.
    double prior = precision - there.precision;
    double stretch = StrictMath.log(there.precision / precision);
    return StrictMath.log(draws.below()) < likelihood + prior + stretch;
  }

  /**
   * The logarithm of the density of the noise, added up over ratings, less what does not depend on
   * the law. Products are taken before logarithms, which would cost more than all the rest.
   */
  static final class LogLikelihood {
    private static final double MUCH = 1e150;

    private final Noise law;
    private double product = 1;
    private double sum;

    LogLikelihood(Noise law) {
      this.law = law;
    }

    /** Takes in a rating's wε². */
    void add(double square) {
      if (law.normal()) {
        sum += square;
        return;
      }
      product *= Math.fma(law.precision / law.degrees, square, 1);
      if (product > MUCH) {
        sum += StrictMath.log(product);
        product = 1;
      }
    }

    /** What came together, without the constant of each rating. */
    double value() {
      return law.normal()
          ? -law.precision / 2 * sum
          : -(law.degrees + 1) / 2 * (sum + StrictMath.log(product));
    }
  }

  /** What the logarithm of density has for each rating, whatever it is. */
  private double logConstant() {
    double root = 0.5 * StrictMath.log(precision);
    if (normal()) {
      return root - 0.5 * StrictMath.log(2 * Math.PI);
    }
    // Γ((ν+1)/2)/Γ(ν/2) from its value at 1 or 2, by Γ(x+1) = xΓ(x).
    boolean odd = degrees % 2 == 1;
    double ratio = odd ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
    for (double n = odd ? 1 : 2; n < degrees; n += 2) {
      ratio *= (n + 1) / n;
    }
    return root + StrictMath.log(ratio) - 0.5 * StrictMath.log(degrees * Math.PI);
  }
}
