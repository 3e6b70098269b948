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
 *
 * <p>Decision: what a training holds between two epochs is stripes of named columns and one value,
 * and nothing else. Because: checkpoints then need no code of a solver's own ({@link
 * lacuna.factorisation.EpochTraining} and {@link lacuna.factorisation.RowTraining} write them), and
 * another number of workers can take them up. Costs: what could be kept in a task between two
 * epochs, such as errors, is computed again after a checkpoint is taken up.
 */
package lacuna.factorisation;
