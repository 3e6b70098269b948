/**
 * MLlib's alternating least squares on the same split: the method that most people have.
 *
 * <p>{@link lacuna.factorisation.als.MllibAlsSolver} is the door.
 *
 * <p>Decision: MLlib's {@code ALS} through its public DataFrame interface, with the ratings as they
 * are and its own defaults for everything that Lacuna has no setting for. Because: the comparison
 * is with what a user of MLlib gets. Costs: ratings and factors are boxed once on their way in and
 * out.
 */
package lacuna.factorisation.als;
