// The sampler leaves the joint distribution of parameters and ratings as it is (Geweke 2004).
package lacuna.factorisation.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import lacuna.CounterRandom.Purpose;
import lacuna.blocks.ParallelLoop;
import lacuna.blocks.Stripe;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.LocalPasses;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.WorkerState;
import lacuna.factorisation.bayes.NormalWishart.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parameters are drawn from the prior and ratings from the parameters; ten sweeps from there must
 * leave every parameter with its prior. The observed cells and the mean stay as they are. Compared
 * by chi-squared over twenty bins of equal prior probability, at 1 % over all parameters.
 */
class JointDistributionTest {
  private static final int RANK = 2;
  private static final int USERS = 4;
  private static final int ITEMS = 3;
  private static final int REPLICATES = 20_000;
  private static final int PRIOR_DRAWS = 400_000;
  private static final int SWEEPS = 10;
  private static final int BINS = 20;

  /** Rows of one, two and three ratings, so that both ways to draw a row are met. */
  private static final int[][] OBSERVED = {
    {0, 0}, {0, 1}, {0, 2}, {1, 0}, {2, 0}, {2, 2}, {3, 0}, {3, 1}
  };

  /** Features of every user, the last one with none, and of every item. */
  private static final double[][] USER_X = {{1, 0}, {0, 1}, {0.6, -1.2}, {0, 0}};

  private static final double[][] ITEM_X = {{1}, {-0.5}, {0}};

  /** All parameters at one place of their space. */
  private record Truth(TinyModel model, SideLaw users, SideLaw items, Noise noise) {
    double[] parameters(Draws draws) {
      double[][] parts = {
        // ν takes few values: spread out, so that bins of equal probability can be cut.
        {
          noise.precision(),
          1 / noise.degrees() + 1e-6 * draws.below(),
          users.pattern().precision(),
          items.pattern().precision()
        },
        users.mean(),
        items.mean(),
        lower(users.precision()),
        lower(items.precision()),
        flat(model.users),
        flat(model.items),
        flat(model.userBeta),
        flat(model.itemBeta),
        described(users, model.userWeights),
        described(items, model.itemWeights)
      };
      return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** λ_F and the weights of features, where there are some. */
    private static double[] described(SideLaw law, double[][] weights) {
      double[] all = new double[weights.length == 0 ? 0 : 1 + weights.length * RANK];
      if (all.length > 0) {
        all[0] = law.features().precision();
        System.arraycopy(flat(weights), 0, all, 1, all.length - 1);
      }
      return all;
    }

    private static double[] lower(double[] matrix) {
      return new double[] {matrix[0], matrix[2], matrix[3]};
    }

    private static double[] flat(double[][] rows) {
      return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
  }

  private static double[][] cells(double[] ratings) {
    double[][] cells = new double[OBSERVED.length][];
    for (int t = 0; t < cells.length; t++) {
      cells[t] = new double[] {OBSERVED[t][0], OBSERVED[t][1], ratings[t]};
    }
    return cells;
  }

  private static final double[][] PLACES = cells(new double[OBSERVED.length]);

  /** Noise with tails, or features: one run for each. */
  private static TinyModel model(boolean tails) {
    return tails ? new TinyModel(RANK, USERS, ITEMS) : new TinyModel(RANK, USER_X, ITEM_X);
  }

  private static Truth prior(long key, boolean tails) {
    Draws draws = new Draws().of(11, Purpose.GIBBS_START, key, 0);
    TinyModel model = model(tails);
    SideLaw users = side(model.users, model.userBeta, model.userX, model.userWeights, 0, draws);
    SideLaw items = side(model.items, model.itemBeta, model.itemX, model.itemWeights, 1, draws);
    return new Truth(model, users, items, Noise.prior(tails, draws));
  }

  private static SideLaw side(
      double[][] rows, double[][] beta, double[][] x, double[][] weights, int side, Draws draws) {
    SideLaw law = NormalWishart.draw(SideLaw.start(RANK), Evidence.none(RANK), draws, true);
    SideWeights pattern = weights(beta, law, draws);
    SideWeights features = weights.length == 0 ? law.features() : weights(weights, law, draws);
    double[] scratch = new double[RANK];
    double[][] shifts = TinyModel.shifts(PLACES, rows.length, side, beta);
    double[][] more = TinyModel.featureShifts(x, weights, RANK);
    for (int row = 0; row < rows.length; row++) {
      law.noise(draws, scratch, rows[row]);
      for (int k = 0; k < RANK; k++) {
        rows[row][k] += law.mean()[k] + shifts[row][k] + more[row][k];
      }
    }
    return law.withPattern(pattern).withFeatures(features);
  }

  /** Draws a block of B, and its λ before. */
  private static SideWeights weights(double[][] beta, SideLaw law, Draws draws) {
    double precision = 2 * draws.gamma(0.5);
    double[] scratch = new double[RANK];
    for (double[] row : beta) {
      law.noise(draws, scratch, row);
      for (int k = 0; k < RANK; k++) {
        row[k] /= Math.sqrt(precision);
      }
    }
    return new SideWeights(precision, squares(beta), beta.length);
  }

  private static double[] squares(double[][] rows) {
    double[] squares = new double[RANK * RANK];
    for (double[] row : rows) {
      for (int i = 0; i < RANK; i++) {
        for (int j = 0; j <= i; j++) {
          squares[i * RANK + j] += row[i] * row[j];
        }
      }
    }
    return squares;
  }

  /** Where ten sweeps from a draw of the prior lead. */
  private static double[] swept(long key, boolean tails, boolean sideInScale) {
    Truth truth = prior(PRIOR_DRAWS + key, tails);
    Draws draws = new Draws().of(12, Purpose.GIBBS_START, key, 0);
    double[] ratings = new double[OBSERVED.length];
    for (int t = 0; t < ratings.length; t++) {
      double[] user = truth.model.users[OBSERVED[t][0]];
      double[] item = truth.model.items[OBSERVED[t][1]];
      ratings[t] = user[0] * item[0] + user[1] * item[1] + noise(truth.noise, draws);
    }
    Sampler sampler =
        new Sampler(
            RANK,
            1000 + key,
            new Sampler.Plan(SWEEPS, SWEEPS, false, 1, 1e-6, 30, 1, sideInScale),
            truth.model.side(PLACES),
            tails,
            new Target(0, 1, -1),
            new Statistics(OBSERVED.length, 0, 0, 0, 1, -1, 1),
            Phase.FINAL);
    double[][] cells = cells(ratings);
    WorkerState state = truth.model.state(cells);
    LocalPasses passes = truth.model.passes(cells, state);
    Chain chain = Chain.of(truth.users, truth.items, truth.noise);
    while (sampler.running(chain)) {
      chain = sampler.next(passes, chain);
    }
    return after(state, chain, tails, draws);
  }

  private static double noise(Noise law, Draws draws) {
    double half = law.degrees() / 2;
    double mixing = law.normal() ? 1 : draws.gamma(half) / half;
    return draws.normal() / Math.sqrt(law.precision() * mixing);
  }

  private static double[] after(WorkerState state, Chain chain, boolean tails, Draws draws) {
    TinyModel model = model(tails);
    copy(TinyModel.rows(state.users()[0], Stripe.FACTORS, RANK), model.users);
    copy(TinyModel.rows(state.items()[0], Stripe.FACTORS, RANK), model.items);
    copy(TinyModel.rows(state.items()[0], ShiftPass.BETA, RANK), model.userBeta);
    copy(TinyModel.rows(state.users()[0], ShiftPass.BETA, RANK), model.itemBeta);
    if (!tails) {
      // The first rows have one feature each, of value 1: what it adds is its weights.
      copy(TinyModel.rows(state.users()[0], Shift.FEATURES, RANK), model.userWeights);
      copy(TinyModel.rows(state.items()[0], Shift.FEATURES, RANK), model.itemWeights);
    }
    return new Truth(model, chain.users(), chain.items(), chain.noise()).parameters(draws);
  }

  private static void copy(double[][] from, double[][] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Bounds between bins of equal prior probability: {@code [parameter][bound]}. */
  private static double[][] bounds(boolean tails) {
    double[][] draws = new double[PRIOR_DRAWS][];
    ParallelLoop.run(
        PRIOR_DRAWS,
        2,
        n -> draws[n] = prior(n, tails).parameters(new Draws().of(13, Purpose.GIBBS_START, n, 0)));
    double[][] bounds = new double[draws[0].length][BINS - 1];
    double[] values = new double[PRIOR_DRAWS];
    for (int parameter = 0; parameter < bounds.length; parameter++) {
      int at = parameter;
      Arrays.setAll(values, n -> draws[n][at]);
      Arrays.sort(values);
      for (int k = 1; k < BINS; k++) {
        bounds[parameter][k - 1] = values[(int) ((long) k * PRIOR_DRAWS / BINS)];
      }
    }
    return bounds;
  }

  /** The chi-squared of each parameter. */
  private static double[] chiSquared(boolean tails, boolean sideInScale, int replicates) {
    double[][] bounds = bounds(tails);
    int[][] found = new int[bounds.length][BINS];
    double[][] ends = new double[replicates][];
    ParallelLoop.run(replicates, 2, n -> ends[n] = swept(n, tails, sideInScale));
    for (double[] end : ends) {
      for (int parameter = 0; parameter < bounds.length; parameter++) {
        int bin = Arrays.binarySearch(bounds[parameter], end[parameter]);
        found[parameter][bin < 0 ? -bin - 1 : bin]++;
      }
    }
    double expected = replicates / (double) BINS;
    // The bounds are estimates themselves, whose own spread adds this much.
    double inflation = 1 + replicates / (double) PRIOR_DRAWS;
    return Arrays.stream(found)
        .mapToDouble(
            counts ->
                Arrays.stream(counts)
                        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                        .sum()
                    / inflation)
        .toArray();
  }

  /**
   * The value that one chi-squared of {@code BINS - 1} degrees of freedom passes with probability
   * 0.01 over the number of parameters (Wilson and Hilferty 1931).
   */
  private static double critical(int parameters) {
    double tail = 0.01 / parameters;
    double degrees = BINS - 1;
    double cube = 1 - 2 / (9 * degrees) + normalQuantile(tail) * Math.sqrt(2 / (9 * degrees));
    return degrees * cube * cube * cube;
  }

  /** The normal number that is passed with this probability, by bisection of its tail. */
  private static double normalQuantile(double tail) {
    double low = 0;
    double high = 8;
    for (int k = 0; k < 60; k++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double x = middle; x < 12; x += 1e-3) {
        sum += 1e-3 * Math.exp(-0.5 * (x + 5e-4) * (x + 5e-4)) / Math.sqrt(2 * Math.PI);
      }
      if (sum > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** With tails and the pattern alone; with normal noise, the pattern and features. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRightSamplerLeavesThePriorAsItIs(boolean tails) {
    double[] chiSquared = chiSquared(tails, true, REPLICATES);
    assertThat(Arrays.stream(chiSquared).max().getAsDouble())
        .isLessThan(critical(chiSquared.length));
  }

  @Test
  void leavingOutTheScaleTermsIsFound() {
    double[] chiSquared = chiSquared(false, false, REPLICATES / 10);
    assertThat(Arrays.stream(chiSquared).max().getAsDouble())
        .isGreaterThan(2 * critical(chiSquared.length));
  }
}
