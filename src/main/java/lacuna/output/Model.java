// A model as read back from its directory.
package lacuna.output;

import lacuna.evaluation.Clip;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A written model: prediction = mean + b_u + b_i + w_u·h_i, clipped.
 *
 * @param method that learnt it
 * @param rank number of factors
 * @param mean μ, 0 where it is off
 * @param biases whether rows have a bias
 * @param clip range that predictions are clipped to
 * @param userFactors table of the users: id, index, stripe, count, bias, features
 * @param itemFactors table of the items, likewise
 */
public record Model(
    String method,
    int rank,
    double mean,
    boolean biases,
    Clip clip,
    Dataset<Row> userFactors,
    Dataset<Row> itemFactors) {}
