/**
 * Alternating least squares, twice: MLlib's on the same split, the method that most people have,
 * and Lacuna's own.
 *
 * <p>{@link lacuna.factorisation.als.MllibAlsSolver} is the door to MLlib's, {@link
 * lacuna.factorisation.als.PlainAlsSolver} to the other, which solves rows in closed form on
 * Lacuna's own passes; an iteration is two {@code LeastSquaresPass}es.
 *
 * <p>Decision: MLlib's {@code ALS} through its public DataFrame interface, with the ratings as they
 * are and its own defaults for everything that Lacuna has no setting for. Because: the comparison
 * is with what a user of MLlib gets. Costs: ratings and factors are boxed once on their way in and
 * out.
 *
 * <p>Decision: a row's bias is one more unknown of its equations, and stands behind its factors.
 * Because: each half-step is then the exact minimum over all that belongs to the rows, so that F
 * never rises. Costs: a row is padded to whole lanes at rank + 1.
 */
package lacuna.factorisation.als;
