// Rows of new users or items from their ratings, with everything else left as it is.
package lacuna.serving;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lacuna.UsageException;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.output.ModelMetadata;
import lacuna.ratings.Ids;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Gives new ids rows behind those that there are: each the minimum of the model's own objective for
 * its ratings, the other side being fixed ({@link RidgeRow}); in a model of samples the mean of the
 * row's posterior in each of them ({@link PosteriorRow}). Depends on the ratings alone, not on
 * their order or on partitions; the rows that there are keep their bits. Ratings with an id that
 * the other side does not have say nothing and are passed over.
 */
public final class FoldIn {
  private static final int SHOWN = 3;

  private FoldIn() {}

  /**
   * The model with more rows on one side.
   *
   * @param side that the new ids are of
   * @param ratings of new ids, which stand as the users of this table whichever side they are of
   * @throws InputException when an id has a row already, or nothing is left to learn from
   * @throws UsageException for a model of samples that does not say its noise
   */
  public static ServedModel of(
      SparkSession session, ServedModel model, Side side, RatingTable ratings) {
    ModelMetadata about = model.about();
    Side other = Recommendations.other(side);
    checkNew(model.side(side).ids(), ratings.users(), side);
    int[] known = indices(ratings.items(), model.side(other).ids());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<FactorModel> sent = model.sent(session);
    Broadcast<int[]> places = spark.broadcast(known);
    Task task = Task.of(model, side);
    List<Solved> solved =
        ratings
            .columns()
            .flatMap(batch -> task.solve(batch, sent.value().side(other), places.value()))
            .collect();
    sent.destroy();
    places.destroy();
    if (solved.isEmpty()) {
      throw new InputException(
          "no rating to fold in is of "
              + (other == Side.USERS ? "a user" : "an item")
              + " that the model has; its ids are like "
              + (model.side(other).size() > 0 ? model.side(other).ids().text(0) : "none"));
    }
    List<Solved> inOrder = solved.stream().sorted(Comparator.comparingInt(row -> row.id)).toList();
    ServedSide longer =
        model
            .side(side)
            .with(
                inOrder.stream().map(row -> ratings.users().get(row.id)).toList(),
                inOrder.stream().map(row -> row.factors).toArray(float[][]::new),
                biases(inOrder),
                inOrder.stream().mapToLong(row -> row.ratings).toArray());
    boolean users = side == Side.USERS;
    return ServedModel.of(
        about.changed(), users ? longer : model.users(), users ? model.items() : longer);
  }

  private static float[] biases(List<Solved> rows) {
    float[] biases = new float[rows.size()];
    for (int k = 0; k < biases.length; k++) {
      biases[k] = rows.get(k).bias;
    }
    return biases;
  }

  private static void checkNew(SideIds known, Ids given, Side side) {
    int[] old =
        IntStream.range(0, given.size()).filter(k -> known.find(given.get(k)) >= 0).toArray();
    if (old.length > 0) {
      throw new InputException(
          String.format(
              "%d of the %d %ss to fold in are in the model already, such as %s; leave their"
                  + " ratings out, or train on with continueFrom, which changes old rows too",
              old.length,
              given.size(),
              Recommendations.word(side),
              IntStream.of(old)
                  .limit(SHOWN)
                  .mapToObj(given::get)
                  .collect(Collectors.joining(", "))));
    }
  }

  private static int[] indices(Ids ids, SideIds known) {
    int[] indices = new int[ids.size()];
    Arrays.setAll(indices, k -> known.find(ids.get(k)));
    return indices;
  }

  /** One new row; of plain fields, since it crosses processes. */
  private static final class Solved implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int id;
    private final float[] factors;
    private final float bias;
    private final long ratings;

    Solved(int id, float[] factors, float bias, long ratings) {
      this.id = id;
      this.factors = factors;
      this.bias = bias;
      this.ratings = ratings;
    }
  }

  /**
   * What a worker is told.
   *
   * @param prior of a model of samples; null for one with an objective
   */
  private record Task(
      int rank,
      double mean,
      boolean biases,
      boolean nonnegative,
      double lambda,
      double lambdaBias,
      boolean weighted,
      RowPrior prior,
      double noise)
      implements Serializable {
    static Task of(ServedModel model, Side side) {
      ModelMetadata about = model.about();
      boolean sampled = about.samples() > 1 || about.noiseVariance() > 0;
      Regularisation lambdas = about.regularisation();
      double lambda = side == Side.USERS ? lambdas.user() : lambdas.item();
      if (sampled && !(about.noiseVariance() > 0)) {
        throw new UsageException(
            "the model of "
                + about.samples()
                + " samples does not say how far ratings are from its predictions, which folding in"
                + " needs; train it again with this version");
      }
      if (!sampled && (Double.isNaN(lambda) || about.biases() && Double.isNaN(lambdas.bias()))) {
        throw new InputException(
            "the model does not say by which lambda it was learnt, which folding in needs; train"
                + " it again, or set regParam");
      }
      return new Task(
          about.rank(),
          about.mean(),
          about.biases(),
          about.nonnegative(),
          lambda,
          lambdas.bias(),
          lambdas.form() == Form.WEIGHTED,
          sampled ? RowPrior.of(model.side(side), about.rank(), about.samples()) : null,
          about.noiseVariance());
    }

    private RowSolver solver() {
      return prior == null
          ? new RidgeRow(rank, biases, nonnegative, lambda, lambdaBias, weighted)
          : new PosteriorRow(prior, noise);
    }

    Iterator<Solved> solve(RatingColumns batch, ServedSide other, int[] places) {
      RowSolver row = solver();
      List<Solved> solved = new ArrayList<>();
      int end = 0;
      for (int from = 0; from < batch.size(); from = end) {
        int id = batch.user()[from];
        row.clear();
        for (end = from; end < batch.size() && batch.user()[end] == id; end++) {
          int index = places[batch.item()[end]];
          if (index >= 0) {
            row.add(
                other.factors(),
                index * other.stride(),
                batch.rating()[end] - mean - other.bias(index),
                batch.weight() == null ? 1 : batch.weight()[end]);
          }
        }
        if (row.ratings() > 0) {
          solved.add(solved(id, row));
        }
      }
      return solved.iterator();
    }

    private Solved solved(int id, RowSolver row) {
      double[] minimum = row.solve();
      if (minimum == null) {
        throw new InputException(
            "a new row has no single solution with lambda "
                + lambda
                + "; train with --lambda above 0 to fold in");
      }
      float[] factors = new float[rank];
      for (int k = 0; k < rank; k++) {
        factors[k] = (float) minimum[k];
      }
      return new Solved(id, factors, biases ? (float) minimum[rank] : 0, row.ratings());
    }
  }
}
