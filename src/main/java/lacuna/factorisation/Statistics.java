// Count, mean, spread and range of the training ratings.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.ratings.RatingStatistics;
import lacuna.ratings.RatingTable;

/**
 * What is known of a training's ratings. Mean and variance come from exact sums, so that they have
 * the same bits for any order of rows and any number of workers.
 *
 * @param train number of training ratings
 * @param validation number of validation ratings
 * @param test number of test ratings
 * @param mean of the training ratings
 * @param variance of the training ratings, divided by their number
 * @param least smallest training rating
 * @param greatest largest training rating
 */
public record Statistics(
    long train,
    long validation,
    long test,
    double mean,
    double variance,
    float least,
    float greatest)
    implements Serializable {
  static Statistics of(RatingTable table, boolean refitting) {
    RatingStatistics train = refitting ? table.refitting() : table.training();
    return new Statistics(
        train.count(),
        refitting ? 0 : table.validation(),
        table.test(),
        train.mean(),
        train.variance(),
        train.min(),
        train.max());
  }

  /** Standard deviation of the training ratings. */
  public double sigma() {
    return Math.sqrt(variance);
  }
}
