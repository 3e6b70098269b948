/**
 * Masked stochastic gradient descent over the tiles of the grid, in nested order.
 *
 * <p>{@link lacuna.factorisation.sgd.SgdSolver} is the door. A training is a {@code Progress} that
 * each epoch replaces; with one worker several epochs run in one task ({@code LocalEpochs}), with P
 * of them an epoch is P chained strata ({@code StratifiedEpochs}). Both run {@code BlockPass} on
 * the same tiles in the same order.
 *
 * <p>Decision: with one worker, a task runs several epochs and takes the decisions between them
 * itself. Because: a Spark job costs as much as an epoch on 100,000 ratings. Costs: two ways to
 * drive the same pass, kept apart in two classes.
 */
package lacuna.factorisation.sgd;
