// The truncated SVD as one of the methods: collects the ratings, decomposes, puts factors on the
// grid.
package lacuna.factorisation.svd;

import java.util.List;
import java.util.Locale;
import lacuna.factorisation.DriverModel;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Factors;
import lacuna.factorisation.FinalErrors;
import lacuna.factorisation.RidgeBiases;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Fill;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;

/**
 * The best approximation of its rank to the filled matrix: W = U √Σ and H = V √Σ, so that W Hᵀ = U
 * Σ Vᵀ. What the matrix was filled with is inside, so the model has neither mean nor biases. Ids
 * without training ratings are no part of the matrix, and have zeros.
 *
 * <p>The same bits for any number of workers and threads.
 */
public final class SvdSolver implements Solver {
  private final long heap;
  private final Decomposition decomposition;

  /** What decomposes. */
  interface Decomposition {
    /** As {@link TruncatedSvd#of}. */
    Svd of(FilledMatrix matrix, int rank, int threads);
  }

  /** Within the memory of this JVM. */
  public SvdSolver() {
    this(Runtime.getRuntime().maxMemory(), TruncatedSvd::of);
  }

  /**
   * @param heap bytes of the driver's heap
   */
  SvdSolver(long heap, Decomposition decomposition) {
    this.heap = heap;
    this.decomposition = decomposition;
  }

  @Override
  public String method() {
    return "svd";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long start = System.nanoTime();
    data.spark().setJobDescription("svd: collecting the ratings");
    try {
      String obstacle = obstacle(data, settings);
      if (!obstacle.isEmpty()) {
        return Solution.skipped(method(), obstacle);
      }
      CollectedRatings ratings = CollectedRatings.of(data);
      FilledMatrix matrix = filled(data, ratings, settings.svd().fill());
      Svd svd = decomposition.of(matrix, settings.rank(), threads(data));
      Factors factors = factors(ratings, svd, settings.rank()).on(data);
      double seconds = (System.nanoTime() - start) * 1e-9;
      EpochRecord line = FinalErrors.record(data, factors, false, task.phase(), 1, seconds);
      listener.epochEnded(method(), line, 1);
      return new Solution(
          method(),
          Status.DONE,
          factors,
          List.of(line),
          1,
          seconds,
          note(data, matrix, svd, settings));
    } catch (SvdException failed) {
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new Solution(
          method(), Status.DIVERGED, null, List.of(), 0, seconds, failed.getMessage());
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  /** Why the decomposition is not tried, or empty. */
  private String obstacle(TrainingData data, Settings settings) {
    long users = trained(data.counts().value().users());
    long items = trained(data.counts().value().items());
    long ratings = data.statistics().train();
    long cells = users * items;
    if (cells > settings.svd().maxCells()) {
      return String.format(
          Locale.ROOT,
          "%d users x %d items are %d cells, over --svd-max-cells %d",
          users,
          items,
          cells,
          settings.svd().maxCells());
    }
    if (TruncatedSvd.isDense(users, items, settings.rank()) && cells > DenseSvd.MOST_CELLS) {
      return String.format(
          Locale.ROOT,
          "rank %d of %d users x %d items takes the whole decomposition, which is too large; a rank"
              + " below half the smaller side does not",
          settings.rank(),
          users,
          items);
    }
    DriverMemory memory = new DriverMemory(users, items, ratings, settings.rank());
    if (ratings > Integer.MAX_VALUE - 8 || !memory.fits(heap)) {
      return String.format(
          Locale.ROOT,
          "%d ratings of %d users x %d items take about %d MB on the driver, which has %d MB in"
              + " all; give it more with --driver-memory",
          ratings,
          users,
          items,
          memory.bytes() >> 20,
          heap >> 20);
    }
    long sent = data.spark().getConf().getSizeAsBytes("spark.driver.maxResultSize", "1g");
    return sent > 0 && 10 * ratings > sent
        ? ratings
            + " ratings are more than spark.driver.maxResultSize lets the driver collect; raise it"
        : "";
  }

  private static long trained(int[] counts) {
    long trained = 0;
    for (int count : counts) {
      trained += count > 0 ? 1 : 0;
    }
    return trained;
  }

  private static int threads(TrainingData data) {
    return data.spark().isLocal()
        ? data.workers().count() * data.workers().threads()
        : Runtime.getRuntime().availableProcessors();
  }

  private static FilledMatrix filled(TrainingData data, CollectedRatings ratings, Fill fill) {
    Statistics statistics = data.statistics();
    double mean = fill == Fill.ZERO ? 0 : statistics.mean();
    double[] userFill = null;
    double[] itemFill = null;
    if (fill == Fill.BIAS) {
      RidgeBiases biases = RidgeBiases.fit(data, mean, RidgeBiases.DEFAULT_LAMBDA);
      userFill = ratings.users().select(biases.users(0));
      itemFill = ratings.items().select(biases.items(0));
    }
    return new FilledMatrix(
        ratings.users().size(),
        ratings.items().size(),
        ratings.rowStart(),
        ratings.column(),
        ratings.value(),
        mean,
        userFill,
        itemFill);
  }

  private static DriverModel factors(CollectedRatings ratings, Svd svd, int rank) {
    double[] roots = new double[svd.rank()];
    for (int k = 0; k < roots.length; k++) {
      roots[k] = Math.sqrt(svd.singularValues()[k]);
    }
    return new DriverModel(
        0,
        rank,
        new DriverModel.Side(ratings.users().spread(svd.u(), roots, rank), null),
        new DriverModel.Side(ratings.items().spread(svd.v(), roots, rank), null));
  }

  private static String note(TrainingData data, FilledMatrix matrix, Svd svd, Settings settings) {
    boolean weighted = data.blocks().map(block -> block.weights() != null).first();
    return String.format(
        Locale.ROOT,
        "%s on %d x %d cells, gaps filled by %s%s",
        svd.routine(),
        matrix.users(),
        matrix.items(),
        settings.svd().fill().name().toLowerCase(Locale.ROOT),
        weighted ? ", without the ratings' weights" : "");
  }
}
