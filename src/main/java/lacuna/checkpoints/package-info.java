/**
 * State of trainings on a file system, so that a job whose driver was lost goes on where it was.
 *
 * <p>Called by {@code lacuna.factorisation} and {@code lacuna.evaluation}, which say what the state
 * is, and by the doors, which say where it goes. Knows nothing of solvers: state is {@link
 * lacuna.checkpoints.Piece}s, which are named float columns, and one value that is written as JSON.
 * {@link lacuna.checkpoints.Checkpoints} are those of a run, {@link
 * lacuna.checkpoints.TrainingCheckpoints} those of one training.
 *
 * <pre>
 * OUTPUT.partial/checkpoints/
 *   epoch-000020/            the newest two of the training that is under way
 *     manifest.json          job, training, epoch, state, and the files with their lengths
 *     part-00000-17          pieces, a file for each task that wrote
 *   finished-search-sgd/     the outcome of a training that has ended
 *   .epoch-000025            one that is being written; nobody reads it
 * </pre>
 *
 * <p>Decision: a checkpoint is written under a hidden name, its manifest last, and then renamed;
 * one whose files do not have the lengths that its manifest says is passed over for the one before.
 * Because: a driver that dies while writing then leaves nothing that could be taken for a
 * checkpoint, on stores without an atomic rename too. Costs: such stores copy once.
 *
 * <p>Decision: the state's value is JSON and the columns have a format of their own. Because: what
 * lies on a file system is input, and input is never deserialised by Java. Costs: numbers take more
 * room as text, for a history of 2,000 epochs half a megabyte.
 *
 * <p>Decision: without a number from the user, time decides when to write. Because: an epoch takes
 * from a millisecond to an hour, and a checkpoint may cost more than an epoch or next to nothing.
 * Costs: which epochs have one differs from run to run; what comes out does not.
 */
package lacuna.checkpoints;
