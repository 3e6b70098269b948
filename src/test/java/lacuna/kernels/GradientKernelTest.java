// Both gradient kernels against plain sums, and against each other bit for bit.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientKernelTest {
  private static final int USERS = 7;
  private static final int ITEMS = 5;
  private static final int RATINGS = 60;

  /** What a kernel leaves behind. */
  private record Outcome(Loss loss, float[] errors, double[] users, double[] items) {}

  /** Ratings and rows of one tile. */
  private record Case(TileRatings ratings, Rows users, Rows items) {
    static Case of(int stride, boolean biases, boolean weights) {
      Random random = new Random(stride);
      char[] user = new char[RATINGS];
      char[] item = new char[RATINGS];
      for (int t = 0; t < RATINGS; t++) {
        user[t] = (char) random.nextInt(USERS);
        item[t] = (char) random.nextInt(ITEMS);
      }
      return new Case(
          new TileRatings(
              user, item, random(random, RATINGS), weights ? random(random, RATINGS) : null),
          rows(random, USERS, stride, biases),
          rows(random, ITEMS, stride, biases));
    }

    private static Rows rows(Random random, int count, int stride, boolean biases) {
      return new Rows(
          random(random, count * stride),
          stride,
          biases ? random(random, count) : null,
          null,
          null,
          null,
          null);
    }

    private static float[] random(Random random, int size) {
      float[] values = new float[size];
      for (int k = 0; k < size; k++) {
        values[k] = (float) random.nextGaussian();
      }
      return values;
    }

    /** All of it by one kernel, in two calls each. */
    Outcome by(GradientKernel kernel) {
      int stride = users.stride();
      float[] errors = new float[RATINGS];
      double[] ofUsers = new double[USERS * stride];
      double[] ofItems = new double[ITEMS * stride];
      Loss loss = Loss.NONE;
      for (int from : new int[] {0, 23}) {
        int to = from == 0 ? 23 : RATINGS;
        loss = kernel.errors(ratings, from, to, users, items, 0.25, errors, ofUsers, loss);
        kernel.addProducts(
            ratings.item(), ratings.user(), errors, from, to, users.factors(), stride, ofItems);
      }
      return new Outcome(loss, errors, ofUsers, ofItems);
    }

    double error(int t) {
      int u = ratings.user()[t];
      int i = ratings.item()[t];
      double e = ratings.rating()[t] - 0.25;
      e -= users.bias() == null ? 0 : users.bias()[u] + (double) items.bias()[i];
      for (int k = 0; k < users.stride(); k++) {
        e -=
            (double) users.factors()[u * users.stride() + k]
                * items.factors()[i * users.stride() + k];
      }
      return e;
    }
  }

  @Test
  void theBestKernelIsTheVectorKernelWhereTheModuleIs() {
    assertThat(GradientKernels.best().name()).isEqualTo("vector");
    assertThat(GradientKernels.scalar().name()).isEqualTo("scalar");
  }

  @ParameterizedTest
  @CsvSource({"8,false,false", "8,true,true", "16,true,false", "24,false,true", "104,true,true"})
  void bothKernelsGiveTheSameBits(int stride, boolean biases, boolean weights) {
    Case tile = Case.of(stride, biases, weights);
    Outcome scalar = tile.by(GradientKernels.scalar());
    // Often enough for the loops to be compiled.
    for (int repetition = 0; repetition < 3000; repetition++) {
      Outcome vector = tile.by(GradientKernels.best());
      assertThat(vector.loss).isEqualTo(scalar.loss);
      assertThat(vector.errors).isEqualTo(scalar.errors);
      assertThat(vector.users).isEqualTo(scalar.users);
      assertThat(vector.items).isEqualTo(scalar.items);
    }
  }

  @ParameterizedTest
  @CsvSource({"8,false,false", "8,true,true", "40,true,true"})
  void errorsAndGradientsAreThoseOfPlainSums(int stride, boolean biases, boolean weights) {
    Case tile = Case.of(stride, biases, weights);
    Outcome found = tile.by(GradientKernels.best());
    double squared = 0;
    double weighted = 0;
    double ofUser = 0;
    double ofItem = 0;
    for (int t = 0; t < RATINGS; t++) {
      double e = tile.error(t);
      double weight = weights ? tile.ratings.weight()[t] : 1;
      squared += e * e;
      weighted += weight * e * e;
      int u = tile.ratings.user()[t];
      int i = tile.ratings.item()[t];
      ofUser += u == 3 ? weight * e * tile.items.factors()[i * stride + 2] : 0;
      ofItem += i == 4 ? weight * e * tile.users.factors()[u * stride + 7] : 0;
      assertThat((double) found.errors[t]).isCloseTo(weight * e, offset(1e-5));
    }
    assertThat(found.loss.squared()).isCloseTo(squared, offset(1e-9));
    assertThat(found.loss.weighted()).isCloseTo(weighted, offset(1e-9));
    assertThat(found.users[3 * stride + 2]).isCloseTo(ofUser, offset(1e-4));
    assertThat(found.items[4 * stride + 7]).isCloseTo(ofItem, offset(1e-4));
  }
}
