// Small rating matrices with known structure, and their blocks: what solver tests start from.
package lacuna.factorisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lacuna.SparkForTests;
import lacuna.blocks.Stripe;
import lacuna.ratings.ColumnNames.Role;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SideFeatures;
import lacuna.ratings.TinyFeatures;
import org.apache.spark.api.java.JavaSparkContext;

/** Makes problems for solver tests. */
public final class Problems {
  /** The 3x3 matrix of the lab exercise. */
  public static final double[][] LAB = {
    {0.3374, 0.6005, 0.1735}, {3.3359, 0.0492, 1.8374}, {2.9407, 0.5301, 2.2620}
  };

  private Problems() {}

  /** Cells of a matrix as ratings; those where the mask is 0 are left out. */
  public static double[][] cells(double[][] matrix, int[][] mask) {
    List<double[]> rows = new ArrayList<>();
    for (int u = 0; u < matrix.length; u++) {
      for (int i = 0; i < matrix[u].length; i++) {
        if (mask == null || mask[u][i] == 1) {
          rows.add(new double[] {u, i, matrix[u][i]});
        }
      }
    }
    return rows.toArray(new double[0][]);
  }

  /**
   * Ratings in tenths from a rank-3 truth with biases and noise, about {@code count} of them, with
   * popular and unpopular items; each row ends with a weight.
   */
  public static double[][] noisy(int users, int items, int count, long seed) {
    Random random = new Random(seed);
    double[][] p = gaussian(random, users, 4);
    double[][] q = gaussian(random, items, 4);
    boolean[] seen = new boolean[users * items];
    List<double[]> rows = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      int u = random.nextInt(users);
      int i = (int) (items * Math.pow(random.nextDouble(), 2));
      if (!seen[u * items + i]) {
        seen[u * items + i] = true;
        double dot = p[u][0] * q[i][0] + p[u][1] * q[i][1] + p[u][2] * q[i][2];
        double value =
            3.5 + 0.4 * p[u][3] + 0.4 * q[i][3] + 0.5 * dot + 0.3 * random.nextGaussian();
        rows.add(new double[] {u, i, Math.round(10 * value) / 10.0, 0.5 + random.nextInt(3)});
      }
    }
    return rows.toArray(new double[0][]);
  }

  private static double[][] gaussian(Random random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    return values;
  }

  /** The rows in another order. */
  public static double[][] shuffled(double[][] rows, long seed) {
    List<double[]> list = new ArrayList<>(Arrays.asList(rows));
    java.util.Collections.shuffle(list, new Random(seed));
    return list.toArray(new double[0][]);
  }

  /** Rows with each rating turned into {@code factor * rating + shift}. */
  public static double[][] rescaled(double[][] rows, double factor, double shift) {
    return Arrays.stream(rows)
        .map(
            row -> {
              double[] changed = row.clone();
              changed[2] = factor * row[2] + shift;
              return changed;
            })
        .toArray(double[][]::new);
  }

  /** All rows are training ratings. */
  public static RatingTable table(double[][] rows) {
    return RatingTables.of(SparkForTests.session(), rows);
  }

  /** Rows split as the request says. */
  public static RatingTable table(RatingsRequest.Builder request, double[][] rows) {
    return RatingTables.of(SparkForTests.session(), request.build(), rows);
  }

  /** A request that holds out a tenth for tests and a tenth of the rest for validation. */
  public static RatingsRequest.Builder split() {
    return RatingTables.request().testFraction(0.1).validationFraction(0.1);
  }

  /** The context of the shared session. */
  public static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SparkForTests.session().sparkContext());
  }

  /** The table on its grid. */
  public static BlockedRatings blocked(
      RatingTable table, Settings settings, int workers, int threads) {
    return BlockedRatings.of(spark(), table, settings, new Workers.Request(workers, threads));
  }

  /** The table on its grid, with two features of each user and a few tags of each item. */
  public static BlockedRatings described(
      RatingTable table, Settings settings, int workers, int threads) {
    BlockedRatings blocked = blocked(table, settings, workers, threads);
    List<String> users = new ArrayList<>(List.of("user,age,town"));
    for (int u = 0; u < table.users().size(); u++) {
      users.add(table.users().get(u) + "," + (20 + 7 * u % 31) + "," + "nesw".charAt(u % 4));
    }
    List<String> items = new ArrayList<>(List.of("item,tags"));
    for (int i = 0; i < table.items().size(); i++) {
      items.add(table.items().get(i) + "," + "abc".charAt(i % 3) + "|" + "uvwxy".charAt(i % 5));
    }
    blocked.describe(
        new SideFeatures(
            TinyFeatures.of(Role.USER, users.toArray(new String[0])),
            TinyFeatures.of(Role.ITEM, items.toArray(new String[0]))));
    return blocked;
  }

  /** Trains once on all training ratings. */
  public static Solution train(
      Solver solver, RatingTable table, Settings settings, int workers, int threads) {
    return train(solver, table, settings, workers, threads, TrainingTask.only());
  }

  /** Trains once. */
  public static Solution train(
      Solver solver,
      RatingTable table,
      Settings settings,
      int workers,
      int threads,
      TrainingTask task) {
    try (BlockedRatings blocked = blocked(table, settings, workers, threads);
        TrainingData data =
            task.phase() == EpochRecord.Phase.SEARCH ? blocked.search() : blocked.full()) {
      return solver.solve(data, settings, task, TrainingListener.NONE);
    }
  }

  /** All bits of the factors and biases, in the order of the stripes. */
  public static int bits(Factors factors) {
    int hash = Double.hashCode(factors.mean());
    for (List<Stripe> side : List.of(factors.users().collect(), factors.items().collect())) {
      for (Stripe stripe : side) {
        for (float[] column : stripe.columns().values()) {
          hash = 31 * hash + Arrays.hashCode(column);
        }
      }
    }
    return hash;
  }

  /** A solution's history with no epoch taking any time. */
  public static List<EpochRecord> withoutTimes(Solution solution) {
    return solution.history().stream()
        .map(
            e ->
                new EpochRecord(
                    e.phase(),
                    e.epoch(),
                    e.trainSse(),
                    e.trainCount(),
                    e.validationRmse(),
                    e.testRmse(),
                    e.objective(),
                    e.stepSize(),
                    0))
        .toList();
  }

  /** Rows of a side in the order of the ids, without padding. */
  public static float[][] rows(List<Stripe> side, lacuna.blocks.Axis axis, int rank) {
    float[][] rows = new float[axis.size()][];
    for (int id = 0; id < rows.length; id++) {
      Stripe stripe = side.get(axis.stripeOf(id));
      int from = axis.rowOf(id) * stripe.width(Stripe.FACTORS);
      rows[id] = Arrays.copyOfRange(stripe.column(Stripe.FACTORS), from, from + rank);
    }
    return rows;
  }
}
