/**
 * Matrix files as other tools write them: tensors of PyTorch, arrays of NumPy, sparse matrices of
 * SciPy and of MATLAB. Each reader takes the bytes of a whole file and gives a {@link
 * lacuna.ratings.matrix.Matrix}, or says in a {@link lacuna.ratings.matrix.MatrixException} what is
 * wrong with them. Knows neither Spark nor files nor the rest of Lacuna; {@code lacuna.ratings}
 * reads through it, and whoever wants to write a tensor may.
 *
 * <p>Decision: a reader of pickles of our own, which knows the few opcodes and names that a tensor
 * needs. Because: a pickle is a program, and readers that run it run whatever a stranger wrote.
 * Costs: what holds more than one tensor is refused.
 *
 * <p>Decision: nothing is made in memory because a file claims it; every count is held against the
 * bytes that are there. Because: a header of 100 bytes can claim a billion elements. Costs: views
 * that show an element more than once are refused.
 *
 * <p>Decision: a whole file in memory, up to 2 GB. Because: pickles and archives point forwards and
 * backwards, and a matrix with more cells than that is better kept as a table. Costs: larger ones
 * are refused.
 */
package lacuna.ratings.matrix;
