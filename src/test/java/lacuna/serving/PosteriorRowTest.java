// A row of samples against the gradient of its posterior, and against rows that are known.
package lacuna.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import lacuna.factorisation.Initialisation.Side;
import org.junit.jupiter.api.Test;

class PosteriorRowTest {
  private static final int EACH = 3;
  private static final int SAMPLES = 4;

  private final ServedModel model = RandomModels.sampled(300, 50, EACH, SAMPLES, 5);

  /** The mean of a sample's rows, by a plain loop. */
  private double[] mean(int sample) {
    double[] mean = new double[EACH];
    for (int user = 0; user < model.users().size(); user++) {
      for (int k = 0; k < EACH; k++) {
        double value = model.users().row(user, EACH * SAMPLES)[sample * EACH + k];
        mean[k] += value / model.users().size();
      }
    }
    return mean;
  }

  @Test
  void thePriorIsMeanAndCovarianceOfTheRows() {
    RowPrior prior = RowPrior.of(model.users(), EACH * SAMPLES, SAMPLES);
    int rows = model.users().size();
    for (int s = 0; s < SAMPLES; s++) {
      double[] mean = mean(s);
      double[][] scatter = new double[EACH][EACH];
      double trace = 0;
      for (int user = 0; user < rows; user++) {
        float[] row = model.users().row(user, EACH * SAMPLES);
        for (int j = 0; j < EACH; j++) {
          for (int k = 0; k < EACH; k++) {
            double product = (row[s * EACH + j] - mean[j]) * (row[s * EACH + k] - mean[k]);
            scatter[j][k] += product;
            trace += j == k ? product : 0;
          }
        }
      }
      for (int j = 0; j < EACH; j++) {
        double pulled = 0;
        for (int k = 0; k < EACH; k++) {
          double one = 0;
          for (int m = 0; m < EACH; m++) {
            double covariance = (scatter[k][m] + (k == m ? trace / rows : 0)) / (rows + EACH);
            one += prior.precision(s)[j * EACH + m] * covariance;
          }
          assertThat(one).isCloseTo(j == k ? 1 : 0, offset(1e-9));
          pulled += prior.precision(s)[j * EACH + k] * mean[k];
        }
        assertThat(prior.pull(s)[j]).isCloseTo(pulled, offset(1e-9));
      }
    }
  }

  @Test
  void theGradientOfTheLogPosteriorIsZeroInEverySample() {
    RowPrior prior = RowPrior.of(model.users(), EACH * SAMPLES, SAMPLES);
    PosteriorRow solver = new PosteriorRow(prior, RandomModels.NOISE);
    Random random = new Random(2);
    for (int count : new int[] {1, 20}) {
      solver.clear();
      double[] target = random.doubles(count, -2, 2).toArray();
      double[] weight = random.doubles(count, 0.5, 2).toArray();
      for (int t = 0; t < count; t++) {
        solver.add(model.items().factors(), 2 * t * model.items().stride(), target[t], weight[t]);
      }
      assertThat(solver.ratings()).isEqualTo(count);
      double[] row = solver.solve();
      for (int s = 0; s < SAMPLES; s++) {
        double[] gradient = new double[EACH];
        for (int t = 0; t < count; t++) {
          float[] item = model.items().row(2 * t, EACH * SAMPLES);
          double error = target[t];
          for (int k = 0; k < EACH; k++) {
            error -= SAMPLES * row[s * EACH + k] * item[s * EACH + k];
          }
          for (int k = 0; k < EACH; k++) {
            gradient[k] += weight[t] * error * SAMPLES * item[s * EACH + k] / RandomModels.NOISE;
          }
        }
        for (int j = 0; j < EACH; j++) {
          double pull = prior.pull(s)[j];
          for (int k = 0; k < EACH; k++) {
            pull -= prior.precision(s)[j * EACH + k] * row[s * EACH + k];
          }
          assertThat(gradient[j] + pull).isCloseTo(0, offset(1e-8));
        }
      }
    }
  }

  @Test
  void manyRatingsOfAKnownRowGiveItBack() {
    float[] known = model.users().row(7, EACH * SAMPLES);
    PosteriorRow solver =
        new PosteriorRow(RowPrior.of(model.users(), EACH * SAMPLES, SAMPLES), 1e-6);
    solver.clear();
    // Samples that agree: each alone predicts the whole rating.
    float[] item = new float[model.items().stride()];
    for (int t = 0; t < model.items().size(); t++) {
      float[] first = model.items().row(t, EACH);
      double rating = 0;
      for (int s = 0; s < SAMPLES; s++) {
        System.arraycopy(first, 0, item, s * EACH, EACH);
      }
      for (int k = 0; k < EACH; k++) {
        rating += SAMPLES * known[k] * first[k];
      }
      solver.add(item, 0, rating, 1);
    }
    double[] row = solver.solve();
    for (int s = 0; s < SAMPLES; s++) {
      for (int k = 0; k < EACH; k++) {
        assertThat(row[s * EACH + k]).isCloseTo(known[k], offset(1e-4));
      }
    }
  }

  @Test
  void anEmptySampleStaysEmpty() {
    float[] factors = model.users().factors().clone();
    int stride = model.users().stride();
    for (int user = 0; user < model.users().size(); user++) {
      Arrays.fill(factors, user * stride + EACH, user * stride + 2 * EACH, 0);
    }
    long[] counts = new long[model.users().size()];
    Arrays.fill(counts, 1);
    ServedSide holed =
        new ServedSide(
            model.users().ids(),
            EACH * SAMPLES,
            factors,
            null,
            counts,
            new int[model.users().size()]);
    RowPrior prior = RowPrior.of(holed, EACH * SAMPLES, SAMPLES);
    assertThat(prior.filled()).isEqualTo(SAMPLES - 1);
    PosteriorRow solver = new PosteriorRow(prior, 1);
    solver.clear();
    solver.add(model.side(Side.ITEMS).factors(), 0, 1, 1);
    assertThat(Arrays.copyOfRange(solver.solve(), EACH, 2 * EACH)).containsOnly(0);
  }
}
