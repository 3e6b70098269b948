/**
 * JMH benchmarks of the innermost loops and of whole epochs, for whoever changes them: {@code mvn
 * -B -Pbench test-compile exec:exec -Dbench=KernelBenchmark}. Each checks the value that it times.
 *
 * <p>Decision: they stand among the tests and compile with them, while their harness is written in
 * the profile {@code bench} alone. Because: a benchmark that no build compiles stops compiling.
 * Costs: JMH on the tests' class path.
 *
 * <h2>What was tried, with what was expected of it</h2>
 *
 * <p>On a Zen 4 core of 3.65 GHz with 32 KB of L1 and 1 MB of L2 cache, JDK 17, million updates a
 * second with a constant step and biases where nothing else is said; one tile in the cache, or
 * epochs over 9 million ratings of 71,567 users and 10,681 items.
 *
 * <table>
 *   <caption>Predictions and outcomes</caption>
 *   <tr><th>change</th><th>expected</th><th>found</th><th>kept</th></tr>
 *   <tr><td>the user's row in registers while ratings of one user follow each other</td>
 *     <td>half of the loads and stores, so a third faster</td>
 *     <td>one tile: rank 32 from 61 to 71, rank 64 from 49 to 62, rank 128 from 25 to 32</td>
 *     <td>yes</td></tr>
 *   <tr><td>no call of a method of ours in an unrolled loop</td>
 *     <td>nothing: C2 was thought to inline them</td>
 *     <td>past 18,000 nodes it does not. One tile: rank 128 from 32 to 45; AdaGrad from 31 to 49, 26
 *     to 36 and 19 to 21 at ranks 32, 64 and 128</td><td>yes</td></tr>
 *   <tr><td>tiles that go from user to user in the order of rows, not in one shuffle</td>
 *     <td>less traffic between caches</td>
 *     <td>epochs: rank 32 from 51 to 70, rank 64 from 44 to 54, rank 128 from 16 to 33; with users
 *     shuffled but their ratings together, 39 and 24 at ranks 64 and 128</td><td>yes</td></tr>
 *   <tr><td>item rows of a tile within L1</td><td>a fifth faster</td>
 *     <td>nothing beyond 5 %, once tiles go from user to user; tiles of 2,000 ratings cost 5 to 20
 *     %</td><td>no: larger tiles</td></tr>
 *   <tr><td>two ratings without a common row in one turn of the loop</td><td>a third faster</td>
 *     <td>as fast at rank 32, half as fast from 64 on, where C2 ran out of nodes</td><td>no</td></tr>
 *   <tr><td>the next inner product taken while the user's row moves</td><td>a fifth faster at 128</td>
 *     <td>31 to 35 for 32, before calls were gone; slower at rank 64</td><td>no</td></tr>
 *   <tr><td>the item's row kept in registers from the product to its move</td><td>a tenth faster</td>
 *     <td>rank 64 from 61 to 57, rank 128 from 46 to 29</td><td>no</td></tr>
 *   <tr><td>lanes joined out of the register instead of through memory</td><td>five cycles of
 *     fifty</td><td>rank 32: 4 % faster on JDK 17, 10 % slower on 25; elsewhere 2 % slower</td>
 *     <td>no</td></tr>
 *   <tr><td>rows at multiples of 64 bytes</td><td>a tenth faster</td>
 *     <td>nothing with the user's row in registers at ranks 32 and 64; a loop of rank 128 with rows
 *     in memory from 25 to 36, but Java fixes no address</td><td>no</td></tr>
 *   <tr><td>no bounds checks of vector loads (a JVM property)</td><td>a tenth faster</td>
 *     <td>3 to 5 %</td><td>no</td></tr>
 * </table>
 */
package lacuna.bench;
