// Normal, gamma and Wishart numbers against their distributions.
package lacuna.factorisation.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import lacuna.CounterRandom.Purpose;
import lacuna.factorisation.bayes.NormalWishart.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
  private static final int MANY = 400_000;

  private static Draws draws(long key) {
    return new Draws().of(7, Purpose.GIBBS_ROW, 3, key);
  }

  /** Probabilities of the standard normal distribution, from tables. */
  @Test
  void normalNumbersHaveTheNormalDistribution() {
    Draws draws = draws(1);
    double[] bounds = {-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 3.7};
    double[] below = {
      0.0013499, 0.0227501, 0.1586553, 0.3085375, 0.5, 0.6914625, 0.8413447, 0.9772499, 0.9986501,
      0.9998922
    };
    int[] found = new int[bounds.length];
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < MANY; n++) {
      double x = draws.normal();
      sum += x;
      squares += x * x;
      for (int k = 0; k < bounds.length; k++) {
        found[k] += x < bounds[k] ? 1 : 0;
      }
    }
    assertThat(sum / MANY).isCloseTo(0, offset(4 / Math.sqrt(MANY)));
    assertThat(squares / MANY).isCloseTo(1, offset(4 * Math.sqrt(2.0 / MANY)));
    for (int k = 0; k < bounds.length; k++) {
      double error = Math.sqrt(below[k] * (1 - below[k]) / MANY);
      assertThat(found[k] / (double) MANY).isCloseTo(below[k], offset(4 * error));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 1, 2.5, 40})
  void gammaNumbersHaveMeanAndVarianceOfTheirShape(double shape) {
    Draws draws = draws(2);
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < MANY; n++) {
      double x = draws.gamma(shape);
      sum += x;
      squares += x * x;
    }
    double mean = sum / MANY;
    assertThat(mean).isCloseTo(shape, offset(4 * Math.sqrt(shape / MANY)));
    // The fourth central moment of a gamma number is 3 shape² + 6 shape.
    double error = Math.sqrt((2 * shape * shape + 6 * shape) / MANY);
    assertThat(squares / MANY - mean * mean).isCloseTo(shape, offset(5 * error));
  }

  /**
   * Shares between bounds, as the trapezoidal rule has them of the density, over all of the range
   * and far out in the tail.
   */
  @ParameterizedTest
  @ValueSource(doubles = {2, 2.5, 3, 4, 5.5, 8, 15.5})
  void gammaNumbersOfATableHaveTheDistributionOfTheirShape(double shape) {
    int many = 5 * MANY;
    double spread = Math.sqrt(shape);
    int bins = 60;
    double last = shape + 8 * spread;
    int[] found = new int[bins + 1];
    GammaStrips strips = GammaStrips.of(shape);
    Draws draws = draws(6);
    for (int n = 0; n < many; n++) {
      double x = strips.draw(draws);
      assertThat(x).isPositive();
      found[(int) Math.min(bins, x / last * bins)]++;
    }
    int steps = 2000;
    double[] share = new double[bins];
    double all = 0;
    for (int n = 0; n < 2 * bins * steps; n++) {
      double step = last / bins / steps;
      double low = density(shape, n * step);
      double area = (low + density(shape, (n + 1) * step)) / 2 * step;
      all += area;
      if (n < bins * steps) {
        share[n / steps] += area;
      }
    }
    double tail = 1;
    for (int bin = 0; bin < bins; bin++) {
      double expected = share[bin] / all;
      tail -= expected;
      double error = Math.sqrt(expected / many) + 1.0 / many;
      assertThat(found[bin] / (double) many)
          .as("bin %d", bin)
          .isCloseTo(expected, offset(4 * error));
    }
    assertThat(found[bins] / (double) many)
        .isCloseTo(tail, offset(4 * Math.sqrt(tail / many) + 4.0 / many));
  }

  private static double density(double shape, double x) {
    return x <= 0 ? 0 : Math.exp((shape - 1) * Math.log(x / shape) - (x - shape));
  }

  /** E Λ = ν W, and the variance of an entry is ν (W_ij² + W_ii W_jj). */
  @Test
  void precisionsHaveTheMeanOfTheirWishartDistribution() {
    double[] squares = {2, 0, 0, 0.7, 1, 0, -0.4, 0.2, 0.5};
    int times = 20_000;
    double[] mean = new double[9];
    for (int n = 0; n < times; n++) {
      SideLaw law =
          NormalWishart.draw(
              SideLaw.start(3), new Evidence(4, new double[3], squares), draws(n), true);
      double[] precision = law.precision();
      for (int k = 0; k < 9; k++) {
        mean[k] += precision[k] / times;
      }
    }
    // S = I + squares = {3, .7, 2, -.4, .2, 1.5}; ν = 3 + 4; its inverse by cofactors.
    double det = 3 * (2 * 1.5 - 0.04) - 0.7 * (0.7 * 1.5 + 0.08) - 0.4 * (0.14 + 0.8);
    double[] inverse = {
      2.96 / det, 0, 0, -(1.05 + 0.08) / det, 4.34 / det, 0, 0.94 / det, -0.88 / det, 5.51 / det
    };
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        double w = inverse[i * 3 + j];
        double spread = Math.sqrt(7 * (w * w + inverse[i * 4] * inverse[j * 4]) / times);
        assertThat(mean[i * 3 + j]).isCloseTo(7 * w, offset(4 * spread));
      }
    }
  }

  @Test
  void aSequenceBelongsToItsKeyAlone() {
    Draws draws = draws(5);
    double first = draws.normal();
    draws.normal();
    assertThat(draws.of(7, Purpose.GIBBS_ROW, 3, 5).normal()).isEqualTo(first);
    assertThat(draws.of(7, Purpose.GIBBS_ROW, 3, 6).normal()).isNotEqualTo(first);
    assertThat(draws.of(7, Purpose.GIBBS_ROW, 4, 5).normal()).isNotEqualTo(first);
  }
}
