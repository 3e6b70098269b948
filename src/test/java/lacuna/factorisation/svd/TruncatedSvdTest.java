// The SVD against published figures, exact cases, and the one routine against the other.
package lacuna.factorisation.svd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import lacuna.SharedData;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedSvdTest {
  private static final double RELATIVE = 1e-10;

  @Test
  void findsThePublishedDecompositionOfTheThreeByThreeMatrix() throws IOException {
    FilledMatrix matrix = Matrices.full(read("lab/a.csv", 3));
    // Published to four digits, with signs of a column pair free; here as the sign rule leaves
    // them.
    double[] u = {0.0801, -0.7448, 0.6625, 0.7103, 0.5090, 0.4863, 0.6994, -0.4316, -0.5697};
    double[] v = {0.8349, 0.2548, 0.4879, 0.0851, -0.9355, 0.3430, 0.5439, -0.2448, -0.8027};
    Svd whole = TruncatedSvd.of(matrix, 3, 1);
    assertThat(whole.singularValues())
        .containsExactly(new double[] {5.33389527, 0.69587818, 0.34915726}, within(5e-9));
    assertThat(Matrices.loss(matrix, TruncatedSvd.of(matrix, 2, 1)))
        .isCloseTo(0.12191079, within(5e-9));
    for (int k = 0; k < 3; k++) {
      double sign = Math.signum(whole.u()[k] * u[k]);
      for (int row = 0; row < 3; row++) {
        assertThat(whole.u()[3 * row + k]).isCloseTo(sign * u[3 * row + k], within(5.1e-5));
        assertThat(whole.v()[3 * row + k]).isCloseTo(sign * v[3 * row + k], within(5.1e-5));
      }
    }
  }

  @Test
  void leavesThePublishedSumOfSquaresOfCentredIris() throws IOException {
    double[][] iris = read("iris/iris.data", 4);
    double[] means =
        IntStream.range(0, 4)
            .mapToDouble(k -> Arrays.stream(iris).mapToDouble(row -> row[k]).average().orElse(0))
            .toArray();
    double[][] centred = new double[iris.length][4];
    for (int u = 0; u < iris.length; u++) {
      for (int k = 0; k < 4; k++) {
        centred[u][k] = iris[u][k] - means[k];
      }
    }
    FilledMatrix matrix = Matrices.full(centred);
    assertThat(Matrices.loss(matrix, TruncatedSvd.of(matrix, 2, 1)))
        .isCloseTo(15.2288333, within(5e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "300, 200, 6, 0, 10",
    "200, 300, 6, 1, 10",
    "300, 200, 6, 2, 10",
    "120, 700, 20, 2, 32",
    "700, 120, 3, 2, 32",
    "60, 50, 3, 2, 24"
  })
  void bothRoutinesAgreeOnSparsePlusRankTwo(
      int users, int items, double perUser, int fill, int rank) {
    FilledMatrix matrix = Matrices.random(users, items, perUser, fill, 7);
    Svd dense = DenseSvd.of(matrix, rank);
    Svd lanczos = LanczosSvd.of(matrix, rank, 2);
    for (int k = 0; k < rank; k++) {
      double value = dense.singularValues()[k];
      assertThat(lanczos.singularValues()[k]).isCloseTo(value, within(RELATIVE * value));
    }
    assertThat(Matrices.distanceFromOrthonormal(lanczos.u(), rank)).isLessThan(1e-12);
    assertThat(Matrices.distanceFromOrthonormal(lanczos.v(), rank)).isLessThan(1e-12);
    double loss = Matrices.loss(matrix, dense);
    assertThat(Matrices.loss(matrix, lanczos)).isCloseTo(loss, within(RELATIVE * loss));
  }

  @Test
  void findsSmallValuesBesideAHugeOneToTheSameRelativeAccuracy() {
    FilledMatrix shifted = shiftedByThousands();
    Svd dense = DenseSvd.of(shifted, 12);
    Svd lanczos = LanczosSvd.of(shifted, 12, 1);
    assertThat(dense.singularValues()[0] / dense.singularValues()[11]).isGreaterThan(1e4);
    for (int k = 0; k < 12; k++) {
      double value = dense.singularValues()[k];
      assertThat(lanczos.singularValues()[k]).isCloseTo(value, within(RELATIVE * value));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 3, 9})
  void findsEveryCopyOfARepeatedValue(int rank) {
    float[] values = {3, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    FilledMatrix matrix = Matrices.diagonal(60, 50, values);
    double[] leading = new double[rank];
    for (int k = 0; k < rank; k++) {
      leading[k] = values[k];
    }
    Offset<Double> tolerance = within(1e-12);
    assertThat(DenseSvd.of(matrix, rank).singularValues()).containsExactly(leading, tolerance);
    assertThat(LanczosSvd.of(matrix, rank, 1).singularValues()).containsExactly(leading, tolerance);
  }

  @Test
  void findsZerosWhereTheMatrixHasALowerRankThanAskedFor() {
    double[] rowFill = IntStream.range(0, 90).mapToDouble(u -> 0.01 * u).toArray();
    double[] columnFill = IntStream.range(0, 80).mapToDouble(i -> Math.sin(i)).toArray();
    FilledMatrix rankTwo =
        new FilledMatrix(90, 80, new int[91], new int[0], new float[0], 2, rowFill, columnFill);
    Svd svd = LanczosSvd.of(rankTwo, 8, 1);
    Svd dense = DenseSvd.of(rankTwo, 8);
    assertThat(svd.singularValues())
        .containsExactly(dense.singularValues(), within(1e-12 * dense.singularValues()[0]));
    assertThat(svd.singularValues()[2]).isLessThan(1e-12 * svd.singularValues()[0]);
    assertThat(Matrices.distanceFromOrthonormal(svd.u(), 8)).isLessThan(1e-12);
    assertThat(Matrices.distanceFromOrthonormal(svd.v(), 8)).isLessThan(1e-12);
  }

  @Test
  void decomposesTheZeroMatrix() {
    FilledMatrix zeros = Matrices.diagonal(40, 70, 0f, 0f);
    for (Svd svd : new Svd[] {DenseSvd.of(zeros, 3), LanczosSvd.of(zeros, 3, 1)}) {
      assertThat(svd.singularValues()).containsExactly(0, 0, 0);
      assertThat(Matrices.distanceFromOrthonormal(svd.u(), 3)).isZero();
      assertThat(Matrices.distanceFromOrthonormal(svd.v(), 3)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "7, 1", "2, 3", "5, 4", "30, 21"})
  void atFullRankNothingIsLeft(int users, int items) {
    FilledMatrix matrix = Matrices.random(users, items, 2, 2, 11);
    Svd svd = TruncatedSvd.of(matrix, 100, 1);
    assertThat(svd.rank()).isEqualTo(Math.min(users, items));
    for (int u = 0; u < users; u++) {
      for (int i = 0; i < items; i++) {
        assertThat(Matrices.cell(svd, u, i))
            .isCloseTo(matrix.dense()[i * users + u], within(1e-12));
      }
    }
  }

  @Test
  void takesTheLanczosRoutineForLargeMatricesOnly() {
    assertThat(TruncatedSvd.of(Matrices.random(100, 90, 3, 2, 1), 5, 1).routine())
        .isEqualTo("dgesdd");
    assertThat(TruncatedSvd.of(Matrices.random(900, 800, 3, 2, 1), 5, 1).routine())
        .isEqualTo("dsaupd");
  }

  @Test
  void sameBitsWithOneThreadAndFour() {
    FilledMatrix matrix = Matrices.random(3000, 900, 300, 2, 3);
    Svd one = LanczosSvd.of(matrix, 4, 1);
    Svd four = LanczosSvd.of(matrix, 4, 4);
    assertThat(four.singularValues()).containsExactly(one.singularValues());
    assertThat(four.u()).containsExactly(one.u());
    assertThat(four.v()).containsExactly(one.v());
  }

  @Test
  void largestEntryOfEachRightVectorIsPositive() {
    Svd svd = TruncatedSvd.of(Matrices.random(50, 40, 5, 2, 5), 10, 1);
    for (int k = 0; k < 10; k++) {
      int column = k;
      double largest =
          IntStream.range(0, 40)
              .mapToObj(i -> svd.v()[i * 10 + column])
              .max((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
              .orElseThrow();
      assertThat(largest).isPositive();
    }
  }

  @Test
  void saysWhatCannotBeDecomposed() {
    FilledMatrix wide = Matrices.diagonal(300_000, 20_000, 1f);
    assertThatThrownBy(() -> TruncatedSvd.of(wide, 10_000, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("300000 x 20000");
    FilledMatrix slow = Matrices.random(300, 200, 6, 2, 7);
    assertThatThrownBy(() -> LanczosSvd.of(slow, 10, 1, 1))
        .isInstanceOf(SvdException.class)
        .hasMessageContaining("did not find 10 singular values of a 300 x 200 matrix");
    FilledMatrix notANumber = Matrices.diagonal(60, 50, Float.NaN);
    assertThatThrownBy(() -> LanczosSvd.of(notANumber, 3, 1))
        .isInstanceOf(SvdException.class)
        .hasMessageContaining("not a finite number");
    assertThatThrownBy(() -> TruncatedSvd.of(notANumber, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FilledMatrix shiftedByThousands() {
    int users = 260;
    int items = 240;
    Random random = new Random(17);
    double[][] cells = new double[users][items];
    for (double[] row : cells) {
      Arrays.setAll(row, i -> 1000 + (random.nextInt(20) == 0 ? random.nextInt(11) - 5 : 0));
    }
    return Matrices.full(cells);
  }

  private static double[][] read(String file, int columns) throws IOException {
    Path path = SharedData.path(file);
    return Files.readAllLines(path).stream()
        .filter(line -> !line.isBlank())
        .map(
            line ->
                Arrays.stream(line.split(","))
                    .limit(columns)
                    .mapToDouble(Double::parseDouble)
                    .toArray())
        .toArray(double[][]::new);
  }
}
