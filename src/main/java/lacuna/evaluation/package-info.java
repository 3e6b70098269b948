/**
 * Trains methods on one split and judges them on the same ratings: totals of squared errors,
 * coverage, paired intervals, a hash that names a model, and a gate that tells a result from none.
 *
 * <p>Called by {@code lacuna.output} and the doors. {@link lacuna.evaluation.Comparison} runs it
 * all, {@link lacuna.evaluation.ComparisonResult} is what comes out, {@link
 * lacuna.evaluation.Predictions} are the single cells behind the totals.
 *
 * <p>Decision: all methods are scored in one pass, side by side. Because: they are then judged on
 * the same ratings by construction, and a Spark job costs more than the arithmetic of a small data
 * set. Costs: a worker holds the item stripes of all methods at once.
 *
 * <p>Decision: an error is that of the clipped prediction as it is written, a float, taken in
 * double. Because: whoever reads the predictions then finds the same totals. Costs: none; the
 * rounding of a prediction is far below what it is off by.
 *
 * <p>Decision: lists that methods would recommend are judged on a sample of users, which the seed
 * draws, and only items with training ratings stand in them. Because: the lists of all users cost
 * the whole matrix, which is more than the training. Costs: a standard error, and figures that are
 * not comparable with those of protocols that rank a few items against each other.
 *
 * <p>Decision: where a method has no prediction of its own, {@code bias} speaks for it, and
 * coverage says how often. Because: leaving such ratings out would judge each method on ratings of
 * its own choice. Costs: a method without coverage looks as good as its stand-in.
 */
package lacuna.evaluation;
