// Filled matrices for the tests of the SVD, and the arithmetic that its results are judged by.
package lacuna.factorisation.svd;

import java.util.Arrays;
import java.util.Random;

final class Matrices {
  private Matrices() {}

  /** A matrix of which every cell is observed. */
  static FilledMatrix full(double[][] rows) {
    int users = rows.length;
    int items = rows[0].length;
    int[] start = new int[users + 1];
    int[] column = new int[users * items];
    double[] value = new double[users * items];
    for (int u = 0; u < users; u++) {
      start[u + 1] = (u + 1) * items;
      for (int i = 0; i < items; i++) {
        column[u * items + i] = i;
        value[u * items + i] = rows[u][i];
      }
    }
    return new FilledMatrix(users, items, start, column, value, 0, null, null);
  }

  /** These values on the diagonal, nothing observed elsewhere. */
  static FilledMatrix diagonal(int users, int items, float... values) {
    int[] start = new int[users + 1];
    int[] column = new int[values.length];
    for (int u = 0; u < users; u++) {
      start[u + 1] = Math.min(u + 1, values.length);
    }
    for (int k = 0; k < values.length; k++) {
      column[k] = k;
    }
    return new FilledMatrix(users, items, start, column, values, 0, null, null);
  }

  /**
   * Ratings in halves from 0.5 to 5 around a mean of 3, in about {@code perUser} random cells of
   * each row; {@code fill} 0 leaves zeros elsewhere, 1 the mean, 2 mean and biases.
   */
  static FilledMatrix random(int users, int items, double perUser, int fill, long seed) {
    Random random = new Random(seed);
    int[] start = new int[users + 1];
    int[] column = new int[(int) (users * (2 * perUser + 2))];
    float[] value = new float[column.length];
    int count = 0;
    for (int u = 0; u < users; u++) {
      int here = Math.min(items, 1 + random.nextInt((int) (2 * perUser)));
      int step = items / here;
      int first = random.nextInt(Math.max(1, items - step * (here - 1)));
      for (int k = here - 1; k >= 0; k--) { // descending: the order of columns is free
        column[count] = first + k * step;
        value[count++] = 0.5f * (1 + random.nextInt(10));
      }
      start[u + 1] = count;
    }
    return new FilledMatrix(
        users,
        items,
        start,
        Arrays.copyOf(column, count),
        Arrays.copyOf(value, count),
        fill == 0 ? 0 : 3,
        fill == 2 ? random.doubles(users, -1, 1).toArray() : null,
        fill == 2 ? random.doubles(items, -1, 1).toArray() : null);
  }

  /** Sum of squares of what the decomposition leaves of the matrix. */
  static double loss(FilledMatrix matrix, Svd svd) {
    double[] cells = matrix.dense();
    double loss = 0;
    for (int i = 0; i < matrix.items(); i++) {
      for (int u = 0; u < matrix.users(); u++) {
        double rest = cells[i * matrix.users() + u] - cell(svd, u, i);
        loss += rest * rest;
      }
    }
    return loss;
  }

  /** One cell of U diag(s) Vᵀ. */
  static double cell(Svd svd, int user, int item) {
    double sum = 0;
    for (int k = 0; k < svd.rank(); k++) {
      sum +=
          svd.singularValues()[k] * svd.u()[user * svd.rank() + k] * svd.v()[item * svd.rank() + k];
    }
    return sum;
  }

  /** Largest entry of XᵀX − I, by absolute value. */
  static double distanceFromOrthonormal(double[] vectors, int rank) {
    double worst = 0;
    for (int a = 0; a < rank; a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (int row = 0; row < vectors.length; row += rank) {
          product += vectors[row + a] * vectors[row + b];
        }
        worst = Math.max(worst, Math.abs(product - (a == b ? 1 : 0)));
      }
    }
    return worst;
  }
}
