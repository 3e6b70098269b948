// Lets the JVM compile the kernel while a process still waits for something else: called by the
// command line, before there are ratings.
package lacuna.kernels;

import java.util.Arrays;

/**
 * Runs the kernel's updates on rows that are made up and thrown away. On JDK 17 an interpreted
 * update takes hundreds of times as long as a compiled one, and the first epoch of 10 million
 * ratings eight times as long as a later one.
 *
 * <p>Decision: many calls on few ratings. Because: a method that is called often is compiled as a
 * whole, and one that loops long on the stack, at half of the speed. Costs: up to {@value
 * #LONGEST_MILLISECONDS} ms of one core, which a start of Spark leaves idle.
 */
public final class KernelWarmUp {
  private static final int LONGEST_MILLISECONDS = 1500;
  private static final int CALLS = 8000;
  private static final int ROWS = 16;
  private static final int RATINGS = 64;
  private static final float SMALL = 1e-3f;

  private KernelWarmUp() {}

  /**
   * Runs in the background what a training of such a model will run.
   *
   * @param rank number of factors
   * @param biases whether rows have biases
   * @param adaGrad whether the step follows AdaGrad
   */
  public static void start(int rank, boolean biases, boolean adaGrad) {
    Thread thread = new Thread(() -> run(rank, biases, adaGrad), "kernel warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** The same at once; returns the squared errors of the last turn, lest the work be left out. */
  static double run(int rank, boolean biases, boolean adaGrad) {
    SgdKernel kernel = Kernels.best();
    TileRatings ratings = ratings();
    Rows users = rows(rank, biases, adaGrad);
    Rows items = rows(rank, biases, adaGrad);
    SgdRule rule = new SgdRule(1, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, false, adaGrad);
    long end = System.nanoTime() + LONGEST_MILLISECONDS * 1_000_000L;
    double errors = 0;
    for (int call = 0; call < CALLS && System.nanoTime() < end; call++) {
      errors = kernel.update(ratings, 0, RATINGS, users, items, rule);
    }
    return errors;
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

  private static Rows rows(int rank, boolean biases, boolean adaGrad) {
    int stride = Lanes.stride(rank);
    return new Rows(
        filled(ROWS * stride),
        stride,
        biases ? filled(ROWS) : null,
        adaGrad ? filled(ROWS) : null,
        adaGrad && biases ? filled(ROWS) : null,
        null,
        null);
  }

  private static float[] filled(int size) {
    float[] values = new float[size];
    Arrays.fill(values, SMALL);
    return values;
  }
}
