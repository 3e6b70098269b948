/**
 * The trivial models that keep everybody honest: the mean, and the mean with ridge biases.
 *
 * <p>{@link lacuna.factorisation.bias.MeanSolver} and {@link lacuna.factorisation.bias.BiasSolver}
 * are the doors. They run in every comparison; where another method has no prediction of its own,
 * biases speak for it.
 */
package lacuna.factorisation.bias;
