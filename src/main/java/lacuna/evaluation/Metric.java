// The figures by which a method can be asked for, by the names they have in the tables.
package lacuna.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What held-out ratings say of a method, as one number. */
public enum Metric {
  /** Root of the mean squared error. */
  RMSE(score -> score.errors().rmse()),
  /** Mean absolute error. */
  MAE(score -> score.errors().mae()),
  /** Share of the predictions that are the method's own. */
  COVERAGE(Score::coverage),
  /** Of the lists: relevant items over their length. */
  PRECISION(RankingScore::precision, true),
  /** Of the lists: relevant items over all that are relevant. */
  RECALL(RankingScore::recall, true),
  /** Of the lists: normalised discounted cumulative gain. */
  NDCG(RankingScore::ndcg, true),
  /** Of the lists: mean average precision. */
  MAP(RankingScore::map, true),
  /** Of the lists: share of the items that stand in one. */
  ITEM_COVERAGE(RankingScore::itemCoverage, true);

  private final Function<MethodResult, Double> value;
  private final boolean ofLists;

  Metric(ToDoubleFunction<Score> ofScore) {
    this.value = result -> result.test().map(ofScore::applyAsDouble).orElse(Double.NaN);
    this.ofLists = false;
  }

  Metric(ToDoubleFunction<RankingScore> ofScore, boolean ofLists) {
    this.value = result -> result.ranking().map(ofScore::applyAsDouble).orElse(Double.NaN);
    this.ofLists = ofLists;
  }

  /** Whether it is one of the lists that a method recommends. */
  boolean ofLists() {
    return ofLists;
  }

  /** The metric of a name; empty for an unknown one. */
  static Optional<Metric> named(String name) {
    return Arrays.stream(values()).filter(metric -> metric.title().equals(name)).findFirst();
  }

  /** Its name in tables and expressions. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  static List<String> titles() {
    return Arrays.stream(values()).map(Metric::title).toList();
  }

  /** Its value for a method; NaN where the method has none. */
  public double of(MethodResult result) {
    return value.apply(result);
  }
}
