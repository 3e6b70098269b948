/**
 * Lacuna on a real cluster, and what goes wrong on one: a standalone master and workers as JVMs of
 * their own, from Maven's jars alone. Slow, and so in the Maven profile {@code cluster}.
 *
 * <p>Decision: the tests' own JVM is the driver of most runs, on a session that several tests
 * share. Because: starting a driver and executors costs more than a run on small data. Costs: what
 * kills a driver needs a process of its own ({@link lacuna.cluster.Submission}).
 *
 * <h2>Two, three and four executors</h2>
 *
 * <p>What Spark counted in trainings of four and six epochs of sgd on 3 million ratings of 100,000
 * users and 20,000 items, rank 64, a grid of 16 x 16 that followed from these, executors of one
 * core. Seconds are left out: all executors shared two cores with other programs.
 *
 * <table>
 *   <caption>An epoch</caption>
 *   <tr><th>executors</th><th>workers</th><th>ratings of each</th><th>stages</th>
 *     <th>tasks by executor</th><th>moved</th></tr>
 *   <tr><td>2</td><td>2</td><td>1/2</td><td>4.3</td><td>4.3, 4.3</td><td>22 MB</td></tr>
 *   <tr><td>3</td><td>2</td><td>1/2</td><td>4.3</td><td>4.3, 4.3 and none</td><td>22 MB</td></tr>
 *   <tr><td>4</td><td>4</td><td>1/4</td><td>6.3</td><td>6.5 each</td><td>43 MB</td></tr>
 * </table>
 *
 * <h2>Too large for every build</h2>
 *
 * <p>Run by hand on {@code local[2]} with a heap of 4 GB, {@code --methods sgd} with what is always
 * there, on a machine that others used too; ratings by {@code generate --rank 8 --noise 0.5 --skew
 * 1 --seed 1}, heap as the most that a collection left.
 *
 * <table>
 *   <caption>Large runs</caption>
 *   <tr><th>ratings</th><th>rank, epochs</th><th>heap</th><th>by the README's formula</th>
 *     <th>an epoch</th><th>the run</th></tr>
 *   <tr><td>30,000,000 of 200,000 users and 20,000 items</td><td>64, 4</td><td>2.6 GB</td>
 *     <td>2.2 GB</td><td>1.0 s</td><td>2 min 15 s</td></tr>
 *   <tr><td>5,000,000 of 1,738,352 users and 477,923 items</td><td>32, 6</td><td>1.6 GB</td>
 *     <td>2.0 GB</td><td>2.9 s, beside other programs</td><td>4 min 50 s, 1 min 42 s of it the
 *     search for the lambda of biases</td></tr>
 * </table>
 *
 * <p>What a collection left there was not all needed: Java collects when it has to. With the heap
 * that the formula has for 10 million ratings of 70,000 users and 10,000 items at rank 64, 1.1 GB,
 * a run of sgd took 57 s, with 0.8 GB 49 s, with 4 GB 49 s, the pauses of the collector 2.2 to 2.4
 * s each time. {@link lacuna.cluster.MemoryClusterIT} holds what is left by collections that are
 * forced all the time to seven tenths of the formula. The search for the lambda of biases on the
 * second row's ratings took 79 s by itself then, and 21 s since tree sums are sparse.
 */
package lacuna.cluster;
