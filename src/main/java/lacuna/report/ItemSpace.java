// The items as the first method's factors place them: a map, neighbours, singular values.
package lacuna.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.evaluation.ComparisonResult;
import lacuna.factorisation.Counts;
import lacuna.factorisation.Factors;
import lacuna.factorisation.svd.SymmetricEigen;
import lacuna.kernels.Lanes;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Factors are known but for an invertible matrix between users and items, so that single factors
 * mean nothing. What does not depend on it is the product W Hᵀ: its singular values, and the items'
 * places along its leading right singular vectors. With G = WᵀW and B = G^½ these are those of H B,
 * which has K columns.
 *
 * @param singularValues of the product, the largest first
 * @param energies length of each factor's column of W times that of H, the largest first
 * @param shown ids of the items on the map
 * @param places of these along the two leading directions, in units of the ratings
 * @param neighbours of the most rated items: rows of ids, the item itself first
 * @param likeness cosines beside these
 */
record ItemSpace(
    double[] singularValues,
    double[] energies,
    int[] shown,
    double[][] places,
    int[][] neighbours,
    double[][] likeness) {
  private static final int MAPPED = 300;
  private static final int KNOWN = 10;
  private static final int NEAREST = 5;

  /** Items with fewer ratings are no neighbours: their places are mostly chance. */
  private static final int LEAST_RATINGS = 5;

  /** Beyond it the decomposition on the driver would take longer than the page is worth. */
  private static final int MOST_FACTORS = 256;

  /** What the first pass over the items brings: sums of products, and a few rows. */
  private static final class Gathered implements Serializable {
    private static final long serialVersionUID = 1L;
    private final double[][] gram;
    private final ArrayList<Integer> ids = new ArrayList<>();
    private final ArrayList<float[]> rows = new ArrayList<>();

    Gathered(int rank) {
      gram = new double[rank][rank];
    }
  }

  /** An item that is near another; of plain fields, as Spark's Kryo needs. */
  private static final class Near implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int query;
    private final int id;
    private final double cosine;

    Near(int query, int id, double cosine) {
      this.query = query;
      this.id = id;
      this.cosine = cosine;
    }
  }

  private static final Comparator<Near> NEAREST_FIRST =
      Comparator.<Near>comparingDouble(near -> -near.cosine).thenComparingInt(near -> near.id);

  /** Runs the jobs; null where the first method has no factors to speak of. */
  static ItemSpace of(ComparisonResult result) {
    Factors factors = result.factors(result.primary().method());
    int rank = factors.rank();
    if (rank > MOST_FACTORS || rank < 1) {
      return null;
    }
    Broadcast<Grid> grid = result.data().grid();
    Broadcast<Counts> counts = result.data().counts();
    int[] popular = mostRated(counts.value().items(), MAPPED);
    Gathered items = gathered(factors.items(), rank, popular, grid);
    Gathered users = gathered(factors.users(), rank, new int[0], null);
    double[] energies = energies(users.gram, items.gram);
    if (energies[0] == 0) {
      return null;
    }
    double[][] root = SymmetricEigen.of(users.gram).root();
    SymmetricEigen directions = SymmetricEigen.of(times(times(root, items.gram), root));
    double[][] places = new double[items.ids.size()][2];
    for (int k = 0; k < places.length; k++) {
      double[] seen = times(root, items.rows.get(k));
      for (int d = 0; d < Math.min(2, rank); d++) {
        places[k][d] = dot(directions.vector(rank - 1 - d), seen);
      }
    }
    double scale = 1 / Math.sqrt(Math.max(1, grid.value().users().trained()));
    for (double[] place : places) {
      place[0] *= scale;
      place[1] *= scale;
    }
    int[] known = Arrays.copyOf(popular, Math.min(KNOWN, popular.length));
    List<List<Near>> near = near(factors.items(), root, items, known, grid, counts);
    return new ItemSpace(
        IntStream.range(0, rank)
            .mapToDouble(k -> Math.sqrt(Math.max(0, directions.values()[rank - 1 - k])))
            .toArray(),
        energies,
        items.ids.stream().mapToInt(Integer::intValue).toArray(),
        places,
        IntStream.range(0, known.length)
            .mapToObj(
                q ->
                    IntStream.concat(
                            IntStream.of(known[q]), near.get(q).stream().mapToInt(n -> n.id))
                        .toArray())
            .toArray(int[][]::new),
        near.stream()
            .map(of -> of.stream().mapToDouble(n -> n.cosine).toArray())
            .toArray(double[][]::new));
  }

  private static int[] mostRated(int[] counts, int most) {
    return IntStream.range(0, counts.length)
        .filter(id -> counts[id] > 0)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(id -> -counts[id]).thenComparingInt(id -> id))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Gathered gathered(
      JavaRDD<Stripe> side, int rank, int[] wanted, Broadcast<Grid> grid) {
    int[] sorted = wanted.clone();
    Arrays.sort(sorted);
    Gathered total = new Gathered(rank);
    side.map(stripe -> gathered(stripe, rank, sorted, grid == null ? null : grid.value().items()))
        .collect()
        .forEach(
            part -> {
              for (int k = 0; k < rank; k++) {
                for (int l = 0; l <= k; l++) {
                  total.gram[k][l] += part.gram[k][l];
                  total.gram[l][k] = total.gram[k][l];
                }
              }
              total.ids.addAll(part.ids);
              total.rows.addAll(part.rows);
            });
    return total;
  }

  private static Gathered gathered(Stripe stripe, int rank, int[] sorted, Axis axis) {
    Gathered part = new Gathered(rank);
    float[] factors = stripe.column(Stripe.FACTORS);
    int stride = Lanes.stride(rank);
    double[] values = new double[rank];
    for (int row = 0; row < stripe.rows(); row++) {
      int at = row * stride;
      for (int k = 0; k < rank; k++) {
        values[k] = factors[at + k];
      }
      for (int k = 0; k < rank; k++) {
        addTimes(part.gram[k], values[k], values, k + 1);
      }
      if (axis != null && Arrays.binarySearch(sorted, axis.idAt(stripe.index(), row)) >= 0) {
        part.ids.add(axis.idAt(stripe.index(), row));
        part.rows.add(Arrays.copyOfRange(factors, at, at + rank));
      }
    }
    return part;
  }

  /** Adds a multiple of a row's first values to sums; of doubles alone, which C2 turns to lanes. */
  private static void addTimes(double[] sums, double factor, double[] values, int count) {
    for (int l = 0; l < count; l++) {
      sums[l] += factor * values[l];
    }
  }

  private static List<List<Near>> near(
      JavaRDD<Stripe> items,
      double[][] root,
      Gathered gathered,
      int[] known,
      Broadcast<Grid> grid,
      Broadcast<Counts> counts) {
    double[][] queries = new double[known.length][];
    for (int q = 0; q < known.length; q++) {
      queries[q] = unit(times(root, gathered.rows.get(gathered.ids.indexOf(known[q]))));
    }
    List<Near> all =
        items
            .flatMap(
                stripe ->
                    nearest(stripe, root, queries, known, grid.value().items(), counts.value())
                        .iterator())
            .collect();
    List<List<Near>> byQuery = new ArrayList<>();
    for (int q = 0; q < known.length; q++) {
      int query = q;
      byQuery.add(
          all.stream()
              .filter(near -> near.query == query)
              .sorted(NEAREST_FIRST)
              .limit(NEAREST)
              .toList());
    }
    return byQuery;
  }

  private static List<Near> nearest(
      Stripe stripe, double[][] root, double[][] queries, int[] known, Axis axis, Counts counts) {
    float[] factors = stripe.column(Stripe.FACTORS);
    int rank = root.length;
    int stride = Lanes.stride(rank);
    List<List<Near>> best = new ArrayList<>();
    for (int q = 0; q < queries.length; q++) {
      best.add(new ArrayList<>());
    }
    for (int row = 0; row < stripe.rows(); row++) {
      int id = axis.idAt(stripe.index(), row);
      if (counts.items()[id] < LEAST_RATINGS) {
        continue;
      }
      double[] place =
          unit(times(root, Arrays.copyOfRange(factors, row * stride, row * stride + rank)));
      for (int q = 0; q < queries.length; q++) {
        if (id != known[q]) {
          List<Near> of = best.get(q);
          of.add(new Near(q, id, dot(place, queries[q])));
          of.sort(NEAREST_FIRST);
          if (of.size() > NEAREST) {
            of.remove(NEAREST);
          }
        }
      }
    }
    return best.stream().flatMap(List::stream).toList();
  }

  private static double[] energies(double[][] users, double[][] items) {
    double[] energies = new double[users.length];
    Arrays.setAll(energies, k -> -Math.sqrt(users[k][k] * items[k][k]));
    Arrays.sort(energies);
    Arrays.setAll(energies, k -> 0 - energies[k]);
    return energies;
  }

  private static double[] times(double[][] matrix, float[] vector) {
    double[] product = new double[matrix.length];
    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c < vector.length; c++) {
        product[r] += matrix[r][c] * vector[c];
      }
    }
    return product;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int r = 0; r < a.length; r++) {
      for (int k = 0; k < b.length; k++) {
        for (int c = 0; c < b[0].length; c++) {
          product[r][c] += a[r][k] * b[k][c];
        }
      }
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    return Arrays.stream(vector).map(value -> length > 0 ? value / length : 0).toArray();
  }
}
