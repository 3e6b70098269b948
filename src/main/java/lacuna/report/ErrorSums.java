// Errors of all methods, summed up for the page's figures: one pass over the predictions.
package lacuna.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import lacuna.blocks.Role;
import lacuna.evaluation.Clip;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.PredictedRatings;
import lacuna.evaluation.Predictions;
import lacuna.factorisation.Counts;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Sums over the ratings that methods are judged on: the held-out ones, or those that were learnt
 * from where nothing was held out. Arrays by method, then by bin. Made in the tasks, joined on the
 * driver; for one thread.
 */
final class ErrorSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Ratings that the figures are made of where none were held out: all below twice as many. */
  private static final long ENOUGH = 1_000_000;

  /** Misses that are told one by one. */
  private static final int MISSES = 12;

  private final Bins bins;

  /** Ratings by bin of the residual. */
  final long[][] residuals;

  /** Ratings by bin of the prediction. */
  final long[][] predicted;

  /** Sums of ratings by bin of the prediction. */
  final double[][] actual;

  /** Sums of predictions by bin of the prediction. */
  final double[][] told;

  /** Squared errors by bin of the user's training ratings. */
  final double[][] byUser;

  /** Squared errors by bin of the item's training ratings. */
  final double[][] byItem;

  /** Ratings by bin of the user's training ratings, the same for all methods. */
  final long[] users;

  /** Ratings by bin of the item's training ratings. */
  final long[] items;

  /** 1 where these are sums over all ratings that are judged, n over one in n. */
  private int every = 1;

  private final ArrayList<Miss> misses = new ArrayList<>();

  /** One rating that the first method is far off; of plain fields, as Spark's Kryo needs. */
  static final class Miss implements Serializable {
    private static final long serialVersionUID = 1L;
    final int user;
    final int item;
    final float rating;
    final float prediction;

    Miss(int user, int item, float rating, float prediction) {
      this.user = user;
      this.item = item;
      this.rating = rating;
      this.prediction = prediction;
    }

    private double error() {
      return Math.abs((double) rating - prediction);
    }
  }

  /** The smallest first, and among equals the one that stands last. */
  private static final Comparator<Miss> BY_SIZE =
      Comparator.<Miss>comparingDouble(miss -> miss.error())
          .thenComparing(miss -> miss.user, Comparator.reverseOrder())
          .thenComparing(miss -> miss.item, Comparator.reverseOrder());

  ErrorSums(Bins bins, int methods) {
    this.bins = bins;
    residuals = new long[methods][Bins.RESIDUALS];
    predicted = new long[methods][Bins.RATINGS];
    actual = new double[methods][Bins.RATINGS];
    told = new double[methods][Bins.RATINGS];
    byUser = new double[methods][Bins.COUNTS];
    byItem = new double[methods][Bins.COUNTS];
    users = new long[Bins.COUNTS];
    items = new long[Bins.COUNTS];
  }

  /** Runs the job. */
  static ErrorSums of(ComparisonResult result, Bins bins) {
    Predictions predictions = result.predictions();
    Role role = result.data().statistics().test() > 0 ? Role.TEST : Role.TRAIN;
    int every = role == Role.TEST ? 1 : every(result.data().statistics().train());
    JavaRDD<PredictedRatings> cells = predictions.unsorted(role, every);
    int methods = predictions.methods().size();
    Broadcast<Counts> counts = result.data().counts();
    Clip clip = result.clip();
    ErrorSums total = new ErrorSums(bins, methods);
    total.every = every;
    cells
        .mapPartitions(batches -> List.of(summed(batches, bins, methods, counts, clip)).iterator())
        .collect()
        .forEach(total::add);
    return total;
  }

  /** Errors of ratings that were learnt from flatter; a million of them show how. */
  private static int every(long ratings) {
    return (int) Math.max(1, ratings / ENOUGH);
  }

  /** What the sums leave out, for the reader; empty where they leave out nothing. */
  List<String> sample() {
    return every == 1
        ? List.of()
        : List.of("Summed up over one in " + Texts.count(every) + " of the ratings learnt from.");
  }

  private static ErrorSums summed(
      Iterator<PredictedRatings> batches,
      Bins bins,
      int methods,
      Broadcast<Counts> counts,
      Clip clip) {
    ErrorSums sums = new ErrorSums(bins, methods);
    PriorityQueue<Miss> worst = new PriorityQueue<>(BY_SIZE);
    while (batches.hasNext()) {
      PredictedRatings batch = batches.next();
      for (int k = 0; k < batch.size(); k++) {
        sums.add(batch, k, counts.value(), clip);
        offer(worst, batch, k, clip);
      }
    }
    sums.misses.addAll(worst);
    return sums;
  }

  private static void offer(PriorityQueue<Miss> worst, PredictedRatings batch, int k, Clip clip) {
    float prediction = clip.of(batch.raw()[0][k]);
    double error = Math.abs((double) batch.rating()[k] - prediction);
    if (worst.size() < MISSES || error >= worst.peek().error()) {
      worst.add(new Miss(batch.user()[k], batch.item()[k], batch.rating()[k], prediction));
      if (worst.size() > MISSES) {
        worst.remove();
      }
    }
  }

  private void add(PredictedRatings batch, int k, Counts counts, Clip clip) {
    int userBin = Bins.ofCount(counts.users()[batch.user()[k]]);
    int itemBin = Bins.ofCount(counts.items()[batch.item()[k]]);
    users[userBin]++;
    items[itemBin]++;
    double rating = batch.rating()[k];
    for (int m = 0; m < residuals.length; m++) {
      double prediction = clip.of(batch.raw()[m][k]);
      double error = rating - prediction;
      residuals[m][bins.ofResidual(error)]++;
      int bin = bins.ofRating(prediction);
      predicted[m][bin]++;
      actual[m][bin] += rating;
      told[m][bin] += prediction;
      byUser[m][userBin] += error * error;
      byItem[m][itemBin] += error * error;
    }
  }

  private void add(ErrorSums other) {
    for (int m = 0; m < residuals.length; m++) {
      addTo(residuals[m], other.residuals[m]);
      addTo(predicted[m], other.predicted[m]);
      addTo(actual[m], other.actual[m]);
      addTo(told[m], other.told[m]);
      addTo(byUser[m], other.byUser[m]);
      addTo(byItem[m], other.byItem[m]);
    }
    addTo(users, other.users);
    addTo(items, other.items);
    misses.addAll(other.misses);
  }

  private static void addTo(long[] sum, long[] addend) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += addend[k];
    }
  }

  private static void addTo(double[] sum, double[] addend) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += addend[k];
    }
  }

  /** What the first method missed by most, the largest first. */
  List<Miss> misses() {
    return misses.stream().sorted(BY_SIZE.reversed()).limit(MISSES).toList();
  }

  Bins bins() {
    return bins;
  }
}
