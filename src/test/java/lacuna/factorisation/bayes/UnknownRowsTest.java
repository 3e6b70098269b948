// Rows without ratings: they are like those with ratings and the same features.
package lacuna.factorisation.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.LocalPasses;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.WorkerState;
import lacuna.kernels.Cholesky;
import org.junit.jupiter.api.Test;

class UnknownRowsTest {
  private static final int RANK = 2;
  private static final int RATED = 400;
  private static final Noise NOISE = Noise.normal(1);

  /** Users by turns with one rating and three; the last two have none. */
  private static double[][] cells() {
    List<double[]> cells = new ArrayList<>();
    for (int u = 0; u < RATED; u++) {
      for (int i = 0; i < (u % 2 == 0 ? 1 : 3); i++) {
        cells.add(new double[] {u, i, 0});
      }
    }
    return cells.toArray(new double[0][]);
  }

  /** Two users of four have the feature, and the first of those without ratings. */
  private static double[][] features() {
    double[][] x = new double[RATED + 2][1];
    for (int u = 0; u <= RATED; u++) {
      x[u][0] = u % 4 < 2 ? 1 : 0;
    }
    return x;
  }

  /** Rows of 2 + 3x, four more where there are three ratings, and of −1 with a deviation of 2. */
  private static TinyModel model() {
    TinyModel model = new TinyModel(RANK, features(), new double[3][0]);
    Random random = new Random(4);
    for (int u = 0; u < RATED; u++) {
      model.users[u][0] = 2 + 3 * features()[u][0] + (u % 2 == 0 ? 0 : 4);
      model.users[u][1] = -1 + 2 * random.nextGaussian();
    }
    return model;
  }

  @Test
  void theyHaveTheMeanAndCovarianceOfOthersByTheirRatings() {
    TinyModel model = model();
    WorkerState state = model.state(cells());
    LocalPasses passes = model.passes(cells(), state);
    SideLaw law = SideLaw.start(RANK).withMean(new double[] {7, 0});
    FeatureProducts products = model.side(cells()).users();
    double[] unknown = new UnknownRows(Side.USERS, products).run(passes, law);
    double[][] shifts = TinyModel.rows(state.users()[0], Shift.PATTERN, RANK);
    // Three of four ratings are of rows with four more; the mean of the law is taken off.
    assertThat(shifts[RATED][0]).isCloseTo(2 + 3 + 3 - 7, offset(0.05));
    assertThat(shifts[RATED + 1][0]).isCloseTo(2 + 3 - 7, offset(0.05));
    assertThat(shifts[RATED][1]).isCloseTo(-1, offset(0.6));
    assertThat(unknown[0]).isCloseTo(Math.sqrt(0.75 * 0.25 * 16), offset(0.02));
    assertThat(Math.hypot(unknown[2], unknown[3])).isCloseTo(2, offset(0.25));
  }

  /** Their law is N(μ + shift, C Cᵀ), and nobody else's. */
  @Test
  void theyAreDrawnFromThat() {
    TinyModel model = model();
    WorkerState state = model.state(cells());
    LocalPasses passes = model.passes(cells(), state);
    double[] covariance = {4, 0, 1, 9};
    assertThat(Cholesky.factor(covariance, RANK, RANK)).isTrue();
    SideLaw law = SideLaw.start(RANK).withMean(new double[] {1, 0}).withUnknown(covariance);
    passes.run(Side.ITEMS, new WhitenPass(RANK, law.inverse()));
    int draws = 20_000;
    double[] squares = new double[3];
    double rated = 0;
    for (int n = 0; n < draws; n++) {
      passes.run(Side.USERS, new RowDrawPass(law, NOISE, new Target(0, 1, -1), 5, n));
      double[][] rows = TinyModel.rows(state.users()[0], Stripe.FACTORS, RANK);
      double[] row = rows[RATED + 1];
      squares[0] += (row[0] - 1) * (row[0] - 1) / draws;
      squares[1] += (row[0] - 1) * row[1] / draws;
      squares[2] += row[1] * row[1] / draws;
      rated += (rows[3][0] - 1) * (rows[3][0] - 1) / draws;
    }
    // Five standard errors of each; items are 0, so that the law is all there is to others.
    assertThat(squares[0]).isCloseTo(4, offset(0.2));
    assertThat(squares[1]).isCloseTo(1, offset(0.22));
    assertThat(squares[2]).isCloseTo(9, offset(0.45));
    assertThat(rated).isCloseTo(1, offset(0.05));
  }
}
