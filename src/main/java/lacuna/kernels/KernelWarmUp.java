// Lets the JVM compile the kernel while a process still waits for something else: called by the
// command line, before there are ratings.
package lacuna.kernels;

import java.util.Arrays;

/**
 * Runs the kernel's updates and predictions on rows that are made up and thrown away, until they
 * run as fast as compiled code does. On JDK 17 an interpreted update takes hundreds of times as
 * long as a compiled one, and the first epoch of 10 million ratings eight times as long as a later
 * one.
 *
 * <p>Decision: many calls on few ratings. Because: a method that is called often is compiled as a
 * whole, and one that loops long on the stack, at half of the speed. Costs: up to {@value
 * #LONGEST_MILLISECONDS} ms of one core, which a start of Spark leaves idle for the most part.
 */
public final class KernelWarmUp {
  private static final int LONGEST_MILLISECONDS = 2000;

  /** Calls after which the compilers know of the kernel: from then on they are left the core. */
  private static final int CALLS = 1000;

  private static final int PAUSE_MILLISECONDS = 4;

  /** Fast calls in a row that show that compiled code runs. */
  private static final int FAST_CALLS = 50;

  private static final int ROWS = 16;
  private static final int RATINGS = 64;
  private static final float STEP = 0.02f;
  private static final float LAMBDA = 0.02f;

  private final SgdKernel kernel = Kernels.best();
  private final TileRatings ratings = ratings();
  private final float[] predictions = new float[RATINGS];
  private final Rows users;
  private final Rows items;
  private final SgdRule rule;

  private KernelWarmUp(int rank, boolean biases, boolean adaGrad, boolean byRow) {
    users = rows(rank, biases, adaGrad, byRow);
    items = rows(rank, biases, adaGrad, byRow);
    rule = new SgdRule(1, STEP, STEP, LAMBDA, LAMBDA, LAMBDA, LAMBDA, false, adaGrad);
  }

  /**
   * Runs in the background what a training of such a model will run.
   *
   * @param rank number of factors
   * @param biases whether rows have biases
   * @param adaGrad whether the step follows AdaGrad
   * @param byRow whether each row has a lambda of its own
   */
  public static void start(int rank, boolean biases, boolean adaGrad, boolean byRow) {
    Thread thread =
        new Thread(
            () -> new KernelWarmUp(rank, biases, adaGrad, byRow).untilCompiled(), "kernel warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** The same at once and that many times; returns the squared errors of the last. */
  static double run(int rank, boolean biases, boolean adaGrad, boolean byRow, int calls) {
    KernelWarmUp warmUp = new KernelWarmUp(rank, biases, adaGrad, byRow);
    double errors = 0;
    for (int call = 0; call < calls; call++) {
      errors = warmUp.call();
    }
    return errors;
  }

  private void untilCompiled() {
    long begin = System.nanoTime();
    long fast = RATINGS * (50L + 4L * users.stride());
    long before = begin;
    int inRow = 0;
    for (int call = 0; inRow < FAST_CALLS && before - begin < LONGEST_MILLISECONDS * 1_000_000L; ) {
      call();
      long after = System.nanoTime();
      inRow = after - before < fast ? inRow + 1 : 0;
      before = after;
      if (++call > CALLS && inRow == 0 && !paused()) {
        break;
      }
    }
  }

  private double call() {
    double errors = kernel.update(ratings, 0, RATINGS, users, items, rule).squared();
    kernel.predict(ratings, 0, RATINGS, users, items, 1, predictions, 0);
    return errors;
  }

  /** Whether the thread may go on. */
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
      return true;
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A few ratings of one user after the other, as tiles have them. */
  private static TileRatings ratings() {
    char[] user = new char[RATINGS];
    char[] item = new char[RATINGS];
    float[] rating = new float[RATINGS];
    for (int t = 0; t < RATINGS; t++) {
      user[t] = (char) (t * ROWS / RATINGS);
      item[t] = (char) (t * 7 % ROWS);
      rating[t] = t % 3;
    }
    return new TileRatings(user, item, rating, null);
  }

  private static Rows rows(int rank, boolean biases, boolean adaGrad, boolean byRow) {
    return new Rows(
        factors(rank),
        Lanes.stride(rank),
        biases ? filled(0) : null,
        adaGrad ? filled(1) : null,
        adaGrad && biases ? filled(1) : null,
        byRow ? filled(LAMBDA) : null,
        byRow && biases ? filled(LAMBDA) : null);
  }

  /** Values from -1/4 to 1/4 that differ from row to row: rows that are alike learn alike. */
  private static float[] factors(int rank) {
    int stride = Lanes.stride(rank);
    float[] factors = new float[ROWS * stride];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < rank; k++) {
        factors[row * stride + k] = ((row * rank + k) * 37 % 101 - 50) / 200f;
      }
    }
    return factors;
  }

  private static float[] filled(float value) {
    float[] values = new float[ROWS];
    Arrays.fill(values, value);
    return values;
  }
}
