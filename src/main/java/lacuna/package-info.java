/**
 * Lacuna completes rating matrices on Apache Spark: one job reads observed ratings, learns low-rank
 * factors by masked gradient updates over partitioned rating blocks, compares them with MLlib's ALS
 * and with an exact truncated SVD on the same split, and writes predictions, squared-error totals,
 * history and model to Parquet.
 *
 * <h2>The objective</h2>
 *
 * <pre>
 * F = Σ_Ω ω (r − μ − b_u − b_i − w_u·h_i)²
 *   + Σ_u n_u (λ_u ‖w_u‖² + λ_b b_u²) + Σ_i n_i (λ_i ‖h_i‖² + λ_b b_i²)
 * </pre>
 *
 * <p>There is no ½; updates step along −½∇F, as the textbook's do. With n the row's number of
 * ratings this is the weighted form, which MLlib's ALS uses too, so that its λ carries over; the
 * plain form has n = 1. With biases and μ off and λ = 0 it is the textbook's Σ_Ω (r − w·h)².
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><td>Ω</td><td>the observed cells, (user u, item i)</td></tr>
 *   <tr><td>r, ω</td><td>rating and its weight, 1 without a weight column</td></tr>
 *   <tr><td>μ</td><td>mean of the training ratings</td></tr>
 *   <tr><td>b_u, b_i</td><td>biases, in units of the ratings</td></tr>
 *   <tr><td>w_u, h_i</td><td>factors, {@code rank} numbers each, in the root of that unit</td></tr>
 *   <tr><td>λ_u, λ_i, λ_b</td><td>regularisation of user factors, item factors and biases</td></tr>
 *   <tr><td>n_u, n_i</td><td>training ratings of a user and of an item</td></tr>
 *   <tr><td>η</td><td>step size</td></tr>
 *   <tr><td>σ</td><td>standard deviation of the training ratings: defaults are multiples of it</td></tr>
 *   <tr><td>P</td><td>number of workers, a power of two</td></tr>
 * </table>
 *
 * <h2>The promise</h2>
 *
 * <p>Same ratings, settings and seed: the same factors, bit for bit, with any number of threads and
 * workers, rows in any order, a vector unit or none, and tasks that fail on the way. The order of
 * updates is part of the model's definition, not of its execution.
 *
 * <h2>The flow</h2>
 *
 * <p>Data flows down this list of packages, and imports point up: {@code kernels} (innermost loops,
 * plain Java), {@code ratings} (reading, ids, duplicates, splits), {@code blocks} (grid, order,
 * blocks), {@code factorisation} (solvers), {@code evaluation} (one honest comparison), {@code
 * output} (Parquet, model, run record), {@code tuning} (search for settings), {@code serving} (a
 * model at work), {@code race} (SGD against MLlib's ALS on the clock), {@code report} (the page),
 * {@code lab} (published exercises), and the doors {@code ml} (spark.ml) and {@code cli} (the
 * command line). This package itself holds only what all of them may use.
 *
 * <h2>Where to begin reading</h2>
 *
 * <ol>
 *   <li>{@code lacuna.cli.RunCommand}: the job as a sequence of steps
 *   <li>{@code lacuna.blocks.Grid}: a worked example of stripes and tiles
 *   <li>{@code lacuna.blocks.NestedOrder}: the order of updates, on the same example
 *   <li>{@code lacuna.blocks.Blocking}: from ratings to cached blocks
 *   <li>{@code lacuna.kernels.SgdKernel}: the equations of one update
 *   <li>{@code lacuna.factorisation.sgd.SgdSolver}: a training
 *   <li>{@code lacuna.factorisation.sgd.StratifiedEpochs}: the same on P workers
 *   <li>{@code lacuna.factorisation.TileSchedule}: threads inside a task
 *   <li>{@code lacuna.ratings.Loading}: from text to indexed ratings
 *   <li>{@code lacuna.evaluation.Comparison}: all methods on one split
 * </ol>
 */
package lacuna;
