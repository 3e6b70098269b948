/**
 * Lacuna completes rating matrices on Apache Spark: one job reads observed ratings, learns low-rank
 * factors by masked gradient updates over partitioned rating blocks, compares them with MLlib's ALS
 * and with an exact truncated SVD on the same split, and writes predictions, squared-error totals,
 * history and model to Parquet.
 *
 * <p>Data flows down this list of packages, and imports point up: {@code ratings}, {@code blocks},
 * {@code kernels}, {@code factorisation}, {@code evaluation}, {@code output}, {@code cli}. This
 * package itself holds only what all of them may throw.
 */
package lacuna;
