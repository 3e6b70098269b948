/**
 * Learning low-rank factors from rating blocks: what all solvers share. One package below for each
 * solver, and none of them knows another.
 *
 * <p>Called by {@code lacuna.evaluation} and the doors above it. {@link Solver} is the role, {@link
 * TrainingData} what goes in, {@link Solution} what comes out.
 *
 * <p>Decision: every method, the trivial and the borrowed ones too, ends as {@link Factors} on the
 * same grid. Because: all are then scored, written and compared by the same code. Costs: MLlib's
 * factors are copied once.
 */
package lacuna.factorisation;
