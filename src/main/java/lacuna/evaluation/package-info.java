/**
 * Trains methods on one split and judges them on the same ratings: totals of squared errors,
 * coverage, paired intervals, and a hash that names a model.
 *
 * <p>Called by {@code lacuna.output} and the doors. {@link lacuna.evaluation.Comparison} runs it
 * all, {@link lacuna.evaluation.ComparisonResult} is what comes out, {@link
 * lacuna.evaluation.Predictions} are the single cells behind the totals.
 *
 * <p>Decision: all methods are scored in one pass, side by side. Because: they are then judged on
 * the same ratings by construction, and a Spark job costs more than the arithmetic of a small data
 * set. Costs: a worker holds the item stripes of all methods at once.
 */
package lacuna.evaluation;
