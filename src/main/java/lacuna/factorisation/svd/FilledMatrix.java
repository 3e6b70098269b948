// The matrix that the truncated SVD is taken of: observed ratings, and a fill everywhere else.
package lacuna.factorisation.svd;

import java.util.Arrays;
import lacuna.blocks.ParallelLoop;

/**
 * A users x items matrix whose unobserved cells follow a formula, held as sparse plus rank two:
 *
 * <pre>
 *   A[u,i] = fill(u,i) + [observed] (r[u,i] - fill(u,i)),   fill(u,i) = mean + userFill[u] + itemFill[i]
 * </pre>
 *
 * so that a product with a vector costs one pass over the ratings and one over each side. Zeros
 * everywhere give the zero fill, a mean alone the mean fill, all three the bias baseline.
 *
 * <p>Every element of a product is a sum in ascending order of indices, taken by one thread:
 * results have the same bits for any number of threads, and for any order of columns as given.
 * Immutable, safe for several threads.
 */
public final class FilledMatrix {
  /** Ratings of a product below which starting threads costs more than it saves. */
  private static final int WORTH_THREADS = 500_000;

  private final double mean;
  private final double[] userFill;
  private final double[] itemFill;
  private final Sparse byUser;
  private final Sparse byItem;

  /**
   * Takes observed cells as compressed rows. The arrays are copied.
   *
   * @param users number of rows, at least 1
   * @param items number of columns, at least 1
   * @param rowStart users + 1 positions in {@code column}: row u is [rowStart[u], rowStart[u+1])
   * @param column item of each observed cell, in any order within a row, each at most once
   * @param value rating of each observed cell
   * @param mean constant part of the fill
   * @param userFill part of the fill by user, or null for zeros
   * @param itemFill part of the fill by item, or null for zeros
   * @throws IllegalArgumentException for arrays that don't describe such a matrix, or a cell given
   *     twice
   */
  public FilledMatrix(
      int users,
      int items,
      int[] rowStart,
      int[] column,
      float[] value,
      double mean,
      double[] userFill,
      double[] itemFill) {
    this(users, items, rowStart, column, widened(value), mean, userFill, itemFill);
  }

  /** As above, for ratings that a float would round. */
  public FilledMatrix(
      int users,
      int items,
      int[] rowStart,
      int[] column,
      double[] value,
      double mean,
      double[] userFill,
      double[] itemFill) {
    requireRows(users, items, rowStart, column, value);
    this.mean = mean;
    this.userFill = userFill == null ? new double[users] : userFill.clone();
    this.itemFill = itemFill == null ? new double[items] : itemFill.clone();
    require(
        this.userFill.length == users && this.itemFill.length == items,
        "fills take one number a row and a column, given %s and %s",
        this.userFill.length,
        this.itemFill.length);
    double[] excess = new double[value.length];
    for (int u = 0; u < users; u++) {
      for (int k = rowStart[u]; k < rowStart[u + 1]; k++) {
        excess[k] = value[k] - fill(u, column[k]);
      }
    }
    // Turned over twice, columns ascend in each row whatever their order was.
    this.byItem = new Sparse(rowStart, column, excess).transposed(items);
    this.byUser = byItem.transposed(users);
    byUser.refuseRepetitions();
  }

  private static void requireRows(
      int users, int items, int[] rowStart, int[] column, double[] value) {
    require(users >= 1 && items >= 1, "a matrix has rows and columns, given %s x %s", users, items);
    require(
        rowStart.length == users + 1L && rowStart[0] == 0,
        "%s users take as many row starts and one, the first 0; given %s",
        users,
        rowStart.length);
    for (int u = 0; u < users; u++) {
      require(rowStart[u] <= rowStart[u + 1], "row starts descend at row %s to %s", u, u + 1);
    }
    require(
        rowStart[users] == column.length && column.length == value.length,
        "rows end at %s, columns and values at %s",
        rowStart[users],
        column.length + " and " + value.length);
    for (int k = 0; k < column.length; k++) {
      require(
          column[k] >= 0 && column[k] < items,
          "column %s at place %s is not in the matrix",
          column[k],
          k);
    }
  }

  private static double[] widened(float[] value) {
    double[] wide = new double[value.length];
    for (int k = 0; k < wide.length; k++) {
      wide[k] = value[k];
    }
    return wide;
  }

  /** Number of rows. */
  public int users() {
    return userFill.length;
  }

  /** Number of columns. */
  public int items() {
    return itemFill.length;
  }

  /** Number of cells, observed or not. */
  public long cells() {
    return (long) users() * items();
  }

  /** The whole matrix, column-major (users x items), as LAPACK takes it. */
  double[] dense() {
    int users = users();
    double[] cells = new double[Math.toIntExact(cells())];
    for (int i = 0; i < items(); i++) {
      for (int u = 0; u < users; u++) {
        cells[i * users + u] = fill(u, i);
      }
      for (int k = byItem.start[i]; k < byItem.start[i + 1]; k++) {
        cells[i * users + byItem.index[k]] += byItem.value[k];
      }
    }
    return cells;
  }

  /**
   * The product A x.
   *
   * @param x items numbers from position {@code from}
   * @param y receives users numbers from position {@code to}
   */
  void multiply(double[] x, int from, double[] y, int to, int threads) {
    multiply(byUser, userFill, itemFill, x, from, y, to, threads);
  }

  /**
   * The product Aᵀ x.
   *
   * @param x users numbers from position {@code from}
   * @param y receives items numbers from position {@code to}
   */
  void multiplyTransposed(double[] x, int from, double[] y, int to, int threads) {
    multiply(byItem, itemFill, userFill, x, from, y, to, threads);
  }

  private void multiply(
      Sparse sparse,
      double[] rowFill,
      double[] columnFill,
      double[] x,
      int from,
      double[] y,
      int to,
      int threads) {
    double sum = 0;
    double filled = 0;
    for (int j = 0; j < columnFill.length; j++) {
      sum += x[from + j];
      filled += columnFill[j] * x[from + j];
    }
    double ofAllRows = mean * sum + filled;
    double ofRowFill = sum;
    int used = sparse.value.length < WORTH_THREADS ? 1 : threads;
    int pieces = used == 1 ? 1 : 8 * used;
    ParallelLoop.run(
        pieces,
        used,
        piece -> {
          int end = sparse.rowAt(piece + 1, pieces);
          for (int r = sparse.rowAt(piece, pieces); r < end; r++) {
            double observed = 0;
            for (int k = sparse.start[r]; k < sparse.start[r + 1]; k++) {
              observed += sparse.value[k] * x[from + sparse.index[k]];
            }
            y[to + r] = observed + (ofAllRows + rowFill[r] * ofRowFill);
          }
        });
  }

  private double fill(int u, int i) {
    return mean + userFill[u] + itemFill[i];
  }

  private static void require(boolean holds, String text, Object first, Object second) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(text, first, second));
    }
  }

  /** Compressed rows: those of r are at [start[r], start[r + 1]) of index and value. */
  private record Sparse(int[] start, int[] index, double[] value) {
    int rows() {
      return start.length - 1;
    }

    /** The same cells by column, with rows in ascending order in each. */
    Sparse transposed(int columns) {
      int[] turnedStart = new int[columns + 1];
      for (int j : index) {
        turnedStart[j + 1]++;
      }
      Arrays.parallelPrefix(turnedStart, Integer::sum);
      int[] next = Arrays.copyOf(turnedStart, columns);
      int[] turnedIndex = new int[index.length];
      double[] turnedValue = new double[index.length];
      for (int r = 0; r < rows(); r++) {
        for (int k = start[r]; k < start[r + 1]; k++) {
          int at = next[index[k]]++;
          turnedIndex[at] = r;
          turnedValue[at] = value[k];
        }
      }
      return new Sparse(turnedStart, turnedIndex, turnedValue);
    }

    void refuseRepetitions() {
      for (int r = 0; r < rows(); r++) {
        for (int k = start[r] + 1; k < start[r + 1]; k++) {
          require(index[k] != index[k - 1], "cell (%s, %s) is given twice", r, index[k]);
        }
      }
    }

    /** First row of a piece when rows are cut into pieces of about as many cells each. */
    int rowAt(int piece, int pieces) {
      if (piece == 0 || piece == pieces) {
        return piece == 0 ? 0 : rows();
      }
      int cell = (int) ((long) value.length * piece / pieces);
      int at = Arrays.binarySearch(start, cell);
      return at >= 0 ? Math.min(at, rows()) : -at - 1;
    }
  }
}
