// The leading part of the decomposition of a large matrix by ARPACK, from products alone.
package lacuna.factorisation.svd;

import dev.ludovic.netlib.arpack.ARPACK;
import dev.ludovic.netlib.arpack.JavaARPACK;
import java.util.Arrays;
import lacuna.CounterRandom;
import org.netlib.util.doubleW;
import org.netlib.util.intW;

/**
 * Implicitly restarted Lanczos ({@code dsaupd}; Lehoucq, Sorensen and Yang, ARPACK Users' Guide,
 * 1998) on the Gram matrix of the smaller side, AᵀA or AAᵀ, followed by one thin SVD of A times the
 * vectors found.
 *
 * <p>Decision: the thin SVD at the end. Because: a Gram matrix loses digits with the square of σ_1
 * / σ_k, and a filled matrix has σ_1 thousands of times σ_k; the projection's error is the square
 * of the vectors' instead. Measured against the whole decomposition: 1e-13 relative, without it
 * 9e-12, where σ_1 / σ_k is 1e4; 5e-12 where it is 7e4 (ratings moved by 1000); from about 1e6 on
 * the small values are no longer good to 1e-10. Costs: rank products and a decomposition of rank
 * columns.
 *
 * <p>Decision: one decomposition at a time in a JVM. Because: the Java ARPACK keeps its state
 * between calls in static fields. Costs: nothing, this runs on the driver alone.
 */
final class LanczosSvd {
  private static final ARPACK ROUTINES = JavaARPACK.getInstance();
  private static final Object ONE_AT_A_TIME = new Object();

  /** Relative residual of an eigenvalue of the Gram matrix. */
  private static final double TOLERANCE = 1e-12;

  /** ARPACK's least size of an eigenvalue for the tolerance to be relative to it: eps^(2/3). */
  private static final double ARPACK_FLOOR = 3.67e-11;

  /** Absolute residuals in units of the largest eigenvalue, tried in turn: rounding comes first. */
  private static final double[] FLOORS = {2e-15, 1e-13};

  private static final int MOST_RESTARTS = 1000;
  private static final int POWER_STEPS = 8;

  private final FilledMatrix matrix;
  private final boolean byItems;
  private final int order;
  private final int threads;
  private final int restarts;
  private final double[] middle;

  private LanczosSvd(FilledMatrix matrix, int threads, int restarts) {
    this.matrix = matrix;
    this.restarts = restarts;
    this.byItems = matrix.items() <= matrix.users();
    this.order = Math.min(matrix.users(), matrix.items());
    this.threads = threads;
    this.middle = new double[Math.max(matrix.users(), matrix.items())];
  }

  /** Lanczos vectors kept for a rank; as many as {@code order} means that all is found at once. */
  static int basisSize(int rank, int order) {
    return Math.min(order, Math.max(2 * rank + 1, 20));
  }

  /**
   * The leading {@code rank} values and vectors, for a rank below the smaller side.
   *
   * @throws SvdException when no attempt converges
   */
  static Svd of(FilledMatrix matrix, int rank, int threads) {
    return of(matrix, rank, threads, MOST_RESTARTS);
  }

  /** As above, giving up after so many restarts of each attempt. */
  static Svd of(FilledMatrix matrix, int rank, int threads, int restarts) {
    LanczosSvd run = new LanczosSvd(matrix, threads, restarts);
    double[] start = run.startVector();
    double largest = run.largestEigenvalue(start);
    if (!(largest < Double.POSITIVE_INFINITY)) {
      throw new SvdException("the filled matrix holds a value that is not a finite number");
    }
    double[] basis = largest == 0 ? run.unitVectors(rank) : run.eigenvectors(rank, start, largest);
    return run.project(basis, rank);
  }

  /** Eigenvectors of the largest eigenvalues, order x rank, column-major. */
  private double[] eigenvectors(int rank, double[] start, double largest) {
    synchronized (ONE_AT_A_TIME) {
      for (double floor : FLOORS) {
        // ARPACK stops at TOLERANCE max(ARPACK_FLOOR, λ); scaled so, at max(TOLERANCE λ, floor
        // λ_1).
        double scale = TOLERANCE * ARPACK_FLOOR / floor / largest;
        double[] found = iterate(rank, start.clone(), scale);
        if (found != null) {
          return found;
        }
      }
    }
    throw new SvdException(
        "ARPACK's dsaupd did not find "
            + rank
            + " singular values of a "
            + matrix.users()
            + " x "
            + matrix.items()
            + " matrix within "
            + restarts
            + " restarts; another rank may converge");
  }

  /** One run of ARPACK on the scaled Gram matrix; null when it does not converge. */
  private double[] iterate(int rank, double[] residual, double scale) {
    int size = basisSize(rank, order);
    double[] basis = new double[Math.multiplyExact(order, size)];
    double[] vectors = new double[3 * order];
    double[] work = new double[size * (size + 8)];
    int[] parameters = new int[11];
    parameters[0] = 1; // exact shifts
    parameters[2] = restarts;
    parameters[6] = 1; // a standard problem
    int[] pointers = new int[14];
    intW step = new intW(0);
    intW info = new intW(1); // starts from the residual given, not from ARPACK's own random one
    intW wanted = new intW(rank);
    doubleW tolerance = new doubleW(TOLERANCE);
    while (true) {
      ROUTINES.dsaupd(
          step,
          "I",
          order,
          "LM",
          rank,
          tolerance,
          residual,
          size,
          basis,
          order,
          parameters,
          pointers,
          vectors,
          work,
          work.length,
          info);
      if (step.val == 99) {
        break;
      }
      multiplyGram(vectors, pointers[0] - 1, vectors, pointers[1] - 1, scale);
    }
    if (info.val == 1 || (info.val == 0 && parameters[4] < rank)) {
      return null;
    }
    require("dsaupd", info.val);
    double[] eigenvalues = new double[rank];
    ROUTINES.dseupd(
        true,
        "A",
        new boolean[size],
        eigenvalues,
        basis,
        order,
        0.0,
        "I",
        order,
        "LM",
        wanted,
        TOLERANCE,
        residual,
        size,
        basis,
        order,
        parameters,
        pointers,
        vectors,
        work,
        work.length,
        info);
    require("dseupd", info.val);
    return Arrays.copyOf(basis, order * rank);
  }

  private static void require(String routine, int info) {
    if (info != 0) {
      throw new SvdException("ARPACK's " + routine + " failed with info " + info);
    }
  }

  /** The thin SVD of A restricted to the span of the basis (Rayleigh and Ritz). */
  private Svd project(double[] basis, int rank) {
    int other = byItems ? matrix.users() : matrix.items();
    double[] images = new double[Math.multiplyExact(other, rank)];
    for (int k = 0; k < rank; k++) {
      multiplyOnce(basis, k * order, images, k * other);
    }
    DenseSvd.Thin thin = DenseSvd.thin(images, other, rank);
    double[] turned = new double[order * rank];
    for (int k = 0; k < rank; k++) {
      for (int j = 0; j < rank; j++) {
        double weight = thin.vt()[j * rank + k];
        for (int r = 0; r < order; r++) {
          turned[k * order + r] += weight * basis[j * order + r];
        }
      }
    }
    return byItems
        ? TruncatedSvd.signed(thin.values(), thin.u(), other, turned, order, "dsaupd")
        : TruncatedSvd.signed(thin.values(), turned, order, thin.u(), other, "dsaupd");
  }

  /** The product of the Gram matrix, times a number. */
  private void multiplyGram(double[] x, int from, double[] y, int to, double scale) {
    multiplyOnce(x, from, middle, 0);
    if (byItems) {
      matrix.multiplyTransposed(middle, 0, y, to, threads);
    } else {
      matrix.multiply(middle, 0, y, to, threads);
    }
    for (int r = to; r < to + order; r++) {
      y[r] *= scale;
    }
  }

  /** From the smaller side to the larger. */
  private void multiplyOnce(double[] x, int from, double[] y, int to) {
    if (byItems) {
      matrix.multiply(x, from, y, to, threads);
    } else {
      matrix.multiplyTransposed(x, from, y, to, threads);
    }
  }

  /** An estimate from below that is good to a factor, by the power method. */
  private double largestEigenvalue(double[] start) {
    double[] x = start.clone();
    double[] y = new double[order];
    double eigenvalue = 0;
    for (int step = 0; step < POWER_STEPS; step++) {
      double norm = norm(x);
      if (norm == 0) {
        return 0;
      }
      for (int r = 0; r < order; r++) {
        x[r] /= norm;
      }
      multiplyGram(x, 0, y, 0, 1);
      System.arraycopy(y, 0, x, 0, order);
      eigenvalue = norm(y);
    }
    return eigenvalue;
  }

  private static double norm(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** Numbers in [-1, 1) that depend on the place alone. */
  private double[] startVector() {
    double[] start = new double[order];
    for (int r = 0; r < order; r++) {
      start[r] = (CounterRandom.mix(r + 1L) >>> 11) * 0x1.0p-52 - 1;
    }
    return start;
  }

  private double[] unitVectors(int rank) {
    double[] basis = new double[order * rank];
    for (int k = 0; k < rank; k++) {
      basis[k * order + k] = 1;
    }
    return basis;
  }
}
