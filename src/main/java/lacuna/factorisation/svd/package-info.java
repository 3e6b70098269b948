/**
 * The exact truncated SVD of the rating matrix with its gaps filled: what no factorisation of the
 * same rank can beat on the filled matrix, and a baseline on held-out ratings.
 *
 * <p>{@link lacuna.factorisation.svd.SvdSolver} is the door of a comparison. {@link
 * lacuna.factorisation.svd.TruncatedSvd} is the entry to the numerics, for the solver and for
 * {@code lacuna.lab}; nothing but the solver and what it collects knows Spark.
 *
 * <p>Decision: gaps are filled by a formula of rank two at most, and products are taken without the
 * cells. Because: movietweetings' 174 million cells then cost one pass over its ratings. Costs: the
 * fill is limited to sums of a part by user and a part by item.
 *
 * <p>Decision: the Java LAPACK and ARPACK, not what {@code getInstance} of the interfaces finds.
 * Because: a native library would change the bits from machine to machine. Costs: time, on matrices
 * that this decomposes in seconds.
 */
package lacuna.factorisation.svd;
