// Rows of one side that are like a row of the same.
package lacuna.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lacuna.UsageException;
import lacuna.factorisation.Initialisation.Side;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Neighbours by the cosine of their factors. By the posterior it is the mean of the cosines over
 * the kept samples, with its standard deviation: each sample's factors are turned against the
 * others', so that cosines may be averaged and factors may not. For the driver: the rows of a side
 * are made unit length once and asked as often as wanted.
 */
public final class Similarities {
  /** What two rows are compared by. */
  public enum By {
    COSINE,
    POSTERIOR
  }

  private final ServedSide rows;
  private final Side side;
  private final int parts;
  private final int each;
  private final boolean deviations;
  private final float[] units;
  private final Panels panels;

  /**
   * @param by the posterior needs a model of several samples
   * @throws UsageException when the model has none
   */
  public Similarities(ServedModel model, Side side, By by) {
    int samples = model.about().samples();
    if (by == By.POSTERIOR && samples < 2) {
      throw new UsageException(
          "--by posterior needs samples, and this model of "
              + model.about().method()
              + " has none; give --by cosine, or train with --methods bayes");
    }
    this.rows = model.side(side);
    this.side = side;
    this.parts = by == By.POSTERIOR ? samples : 1;
    this.each = model.about().rank() / parts;
    this.deviations = by == By.POSTERIOR;
    this.units = units();
    this.panels = Panels.of(units, rows.size(), rows.stride(), null);
  }

  /** Each part of a row at unit length, over the root of the number of parts that are not empty. */
  private float[] units() {
    int stride = rows.stride();
    float[] units = rows.factors().clone();
    for (int row = 0; row < rows.size(); row++) {
      double[] lengths = new double[parts];
      int filled = 0;
      for (int part = 0; part < parts; part++) {
        int from = row * stride + part * each;
        double squares = 0;
        for (int k = from; k < from + each; k++) {
          squares += (double) units[k] * units[k];
        }
        lengths[part] = Math.sqrt(squares);
        filled += squares > 0 ? 1 : 0;
      }
      for (int part = 0; part < parts; part++) {
        int from = row * stride + part * each;
        for (int k = from; k < from + each && lengths[part] > 0; k++) {
          units[k] = (float) (units[k] / (lengths[part] * Math.sqrt(filled)));
        }
      }
    }
    return units;
  }

  /**
   * One that is like the row that was asked for.
   *
   * @param index of it
   * @param similarity cosine, or its mean over the samples
   * @param deviation of the cosine over the samples; NaN by cosine alone
   */
  public record Neighbour(int index, float similarity, float deviation) {}

  /** The rows most like a row, itself left out, the nearest first. */
  public List<Neighbour> of(int index, int most) {
    if (most < 1) {
      throw new UsageException("--top takes a whole number of at least 1, given " + most);
    }
    int stride = rows.stride();
    float[] row = Arrays.copyOfRange(units, index * stride, (index + 1) * stride);
    BestScores.Best best =
        new TopRows(panels, most).of(row, new float[1], 1, new int[][] {{index}})[0];
    List<Neighbour> neighbours = new ArrayList<>();
    for (int k = 0; k < best.indices().length; k++) {
      int neighbour = best.indices()[k];
      neighbours.add(
          new Neighbour(
              neighbour, best.scores()[k], deviations ? deviation(index, neighbour) : Float.NaN));
    }
    return neighbours;
  }

  private float deviation(int a, int b) {
    int stride = rows.stride();
    double sum = 0;
    double squares = 0;
    int filled = 0;
    double[] products = new double[parts];
    for (int part = 0; part < parts; part++) {
      double own = 0;
      for (int k = part * each; k < (part + 1) * each; k++) {
        products[part] += (double) units[a * stride + k] * units[b * stride + k];
        own += (double) units[a * stride + k] * units[a * stride + k];
      }
      filled += own > 0 ? 1 : 0;
    }
    for (double product : products) {
      double cosine = product * filled;
      sum += cosine;
      squares += cosine * cosine;
    }
    double variance = (squares - sum * sum / filled) / (filled - 1);
    return filled < 2 ? Float.NaN : (float) Math.sqrt(Math.max(0, variance));
  }

  /** The neighbours of some rows as a table. */
  public Dataset<Row> table(SparkSession session, int most, int... indices) {
    String word = Recommendations.word(side);
    StructType schema = ServedSchemas.similar(word, rows.ids().type());
    List<Row> table = new ArrayList<>();
    for (int index : indices) {
      int rank = 1;
      for (Neighbour neighbour : of(index, most)) {
        table.add(
            RowFactory.create(
                rows.ids().value(index),
                rank++,
                rows.ids().value(neighbour.index),
                neighbour.similarity,
                Float.isNaN(neighbour.deviation) ? null : neighbour.deviation));
      }
    }
    return session.createDataFrame(table, schema);
  }
}
