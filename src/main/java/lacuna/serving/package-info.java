/**
 * A learnt model at work: predictions of any cell, the best of a row, rows alike, rows of new users
 * and items, and models of other programs. What the command line's {@code predict}, {@code
 * recommend} and {@code similar} and the spark.ml model share.
 *
 * <p>Called by the doors. {@link lacuna.serving.ServedModel} is a model on the driver, {@link
 * lacuna.serving.FactorModel} the same as workers have it; {@link lacuna.serving.PairPredictions},
 * {@link lacuna.serving.Recommendations}, {@link lacuna.serving.Similarities} and {@link
 * lacuna.serving.FoldIn} are what can be asked of it.
 *
 * <p>Decision: a model that is served stands in memory, once on the driver and once in each process
 * that works. Because: a cell then costs an inner product, not two joins, and a row's best are
 * found by matrix products on arrays. Costs: the model must fit, some 4 bytes a factor: 1.3 GB for
 * ten million rows of rank 32.
 *
 * <p>Decision: blocks of products add up in the order of single predictions. Because: a score in a
 * list is then the prediction of that cell bit for bit, and the lists are those of brute force.
 * Costs: sums by lane, about a third more instructions than one chain a cell.
 *
 * <p>Decision: an id without a row is predicted from what is known of the other one, and a status
 * says so: with biases μ + b; without them by the average row of its side. Because: a pipeline
 * wants a number, and this is the best one there is. Costs: the average row of a model without
 * biases says more of frequent tastes than of this user's.
 */
package lacuna.serving;
