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
 *   <tr><td>the next inner product of a user taken before the row moves, and corrected by the product
 *     of the two items</td><td>the wait from 47 cycles to 29 at rank 32: half as fast again</td>
 *     <td>one tile: rank 32 from 66 to 90, rank 64 from 62 to 69 (without biases 75 to 89, 63 to 77);
 *     rank 128 from 47 to 41, for the multiplications take longer than the wait; AdaGrad the same at
 *     all ranks</td><td>up to stride 64</td></tr>
 *   <tr><td>both sums of the next product joined apart, not lane by lane before the join</td>
 *     <td>a wait of 23 cycles</td><td>slower by a sixth at all ranks: twice the joins</td><td>no</td></tr>
 *   <tr><td>the earliest tile of the order first, of those that may run (two threads)</td>
 *     <td>1.85 of one thread, as two trainings of their own make 1.75 to 1.98, and two copies of a
 *     tile 1.93 to 2.00</td><td>without biases: rank 32 from 1.66 to 1.85 or 1.95, rank 64 from 1.56
 *     or 1.88 to 1.97, rank 128 from 1.65 to 2.0</td><td>yes</td></tr>
 *   <tr><td>this and the product taken ahead, in whole epochs through Spark in local
 *     mode, constant step without biases, by turns with LIBMF (AVX, AdaGrad) on the same ratings</td>
 *     <td>2 times its updates, and two threads 1.85 of one</td>
 *     <td>medians of four: rank 32 76 beside 31 (2.5 times) on one thread, 144 beside 51 (2.8) on two,
 *     1.88 of one; rank 64 60 beside 24 (2.6), 105 beside 38 (2.8), 1.74 of one, on a machine that
 *     had other guests: LIBMF's own went from 17 to 27</td><td>yes</td></tr>
 *   <tr><td>the same again, with casts in the loops; medians of five (rank 32 of five and seven)</td>
 *     <td>the same ratios</td>
 *     <td>one thread: rank 32 2.9 and 2.6 times LIBMF (84 beside 33), rank 64 2.4, rank 128 2.1; two
 *     threads: 3.0 and 2.4 (149 beside 62), 2.4, 2.3. AdaGrad on one: 1.7 and 1.5, 1.4, 1.4; on two:
 *     1.8 and 1.4, 1.4, 1.5. Two threads beside one: 1.72 and 1.78, 1.97, 2.00. One tile beside the
 *     scalar kernel: 6.6, 10.8 and 6.8 times; AdaGrad 7.6, 7.3, 6.7</td><td></td></tr>
 *   <tr><td>the sums at an epoch's end in one loop on two threads, not in four, each of which started
 *     its threads</td><td>1 ms of 58 at rank 32</td>
 *     <td>2.5 to 1.3 ms, the median of sixteen; with tiles from 105 to 53.5 ms, two threads are 1.94
 *     of one</td><td>yes</td></tr>
 *   <tr><td>each thread with users of its own, others when it has none</td><td>2.0: no user's row
 *     changes cores</td><td>rank 32 1.96, rank 64 1.9, rank 128 1.85: two regions at once in L3</td>
 *     <td>no: not above the order alone</td></tr>
 *   <tr><td>huge pages (a JVM flag)</td><td>a tenth at rank 128</td><td>rank 128 from 34.8 to 38.9 in
 *     one run and 37.5 to 35.1 in another; nothing at 32 and 64</td><td>no</td></tr>
 *   <tr><td>rows at multiples of 64 bytes</td><td>a tenth faster</td>
 *     <td>nothing with the user's row in registers at ranks 32 and 64; a loop of rank 128 with rows
 *     in memory from 25 to 36, but Java fixes no address</td><td>no</td></tr>
 *   <tr><td>no bounds checks of vector loads (a JVM property)</td><td>a tenth faster</td>
 *     <td>3 to 5 %</td><td>no</td></tr>
 *   <tr><td>lists of the best: two rows against two panels in registers, written out</td>
 *     <td>from 33 ns a row and panel at rank 64 to 20; 13 is what its operations take</td>
 *     <td>19; at rank 32 12 for 14.5; with a loop over the chunks 38</td><td>ranks 32, 64</td></tr>
 *   <tr><td>the move of eight entries in a method of its own, so that C1 can compile the loop with
 *     its profile</td><td>the same speed: C2 inlines it</td>
 *     <td>past its limit of nodes it does not: rank 64 from 63 to 10, 8 and 2</td>
 *     <td>no: C1 is kept from the loops</td></tr>
 * </table>
 *
 * <p>Whole runs by {@code submit.sh}: 10 million ratings from a text file, rank 64, 20 epochs,
 * nothing held out, all that a run writes; two cores; by turns. LIBMF's {@code mf-train} took 7.0
 * to 7.5 s on the same text with two threads.
 *
 * <table>
 *   <caption>Predictions and outcomes of whole runs</caption>
 *   <tr><th>change</th><th>expected</th><th>found</th><th>kept</th></tr>
 *   <tr><td>code that starts things left to C1, by compiler directives</td>
 *     <td>C2 takes 10 of 30 s of CPU time, half of it for that code: 2 s of 17 s</td>
 *     <td>16.9 to 15.5 s and 18.8 to 16.0 s; but C1's frames are larger, and ALS overflowed stacks of
 *     1 MB in serialisation</td><td>yes, with stacks of 4 MB</td></tr>
 *   <tr><td>figures of training errors by a sample of a million, histogram and balance from the
 *     blocks</td><td>1 s</td><td>1 s</td><td>yes</td></tr>
 *   <tr><td>tables beside each other and beside the page's sums</td><td>1 s</td>
 *     <td>14.9 to 13.9 s</td><td>yes</td></tr>
 *   <tr><td>higher thresholds for C2 ({@code Tier4*})</td><td>as much as by directives</td>
 *     <td>between 2 s slower and 2 s faster</td><td>no</td></tr>
 *   <tr><td>shuffled data not compressed</td><td>0.3 s</td><td>0.2 to 0.3 s, within the noise</td>
 *     <td>no</td></tr>
 *   <tr><td>Lacuna's own classes in the archive of classes</td><td>0.3 s</td>
 *     <td>the JVM (17.0.15) crashed while it dumped the archive</td><td>no</td></tr>
 *   <tr><td>tiles sorted by counting</td><td>0.2 s</td><td>blocking in a warm process from 0.61 to
 *     0.47 s</td><td>yes</td></tr>
 *   <tr><td>whole-number ids of tables looked up as numbers</td><td>0.5 s for 10 million rows</td>
 *     <td>loading in a warm process from 1.73 to 1.2 s</td><td>yes</td></tr>
 *   <tr><td>256 MB of metaspace before it is collected</td><td>0.2 s: two collections of the whole
 *     heap</td>
 *     <td>medians of three 16.0 and 14.9 s</td><td>yes</td></tr>
 *   <tr><td>a young generation of 700 MB from start to end</td><td>0.3 s: fewer collections at the
 *     start, fewer pages touched for the first time, of which 1 GB takes 0.4 to 1 s</td>
 *     <td>medians of three 14.9 and 14.2 s, 1.6 for 1.9 GB resident; 1.2 GB: the same; free to
 *     grow:
 *     2.5 GB resident and 0.6 s more of system time</td><td>yes</td></tr>
 *   <tr><td>huge pages for the heap</td><td>0.5 s less of system time</td>
 *     <td>4.3 for 1.8 s of it, 15.8 for 14.4 s in all</td><td>no</td></tr>
 *   <tr><td>thresholds of both compilers times 4 for packages of Spark, Scala, Hadoop and Java
 *     ({@code
 *     CompileThresholdScaling})</td><td>0.7 s</td><td>nothing: 14.6 for 14.9 s</td><td>no</td></tr>
 *   <tr><td>the kernel compiled while Spark starts</td><td>0.5 s: the first epoch takes 0.8 s</td>
 *     <td>sgd from 2.9 to 2.2 s, start from 1.3 to 1.5 s</td><td>yes</td></tr>
 *   <tr><td>no statistics of factors in Parquet, no dictionaries of ids and biases</td>
 *     <td>0.2 s; 0.5 s with 100 million ratings</td><td>nothing: writing took 3.2 s before and
 *     after,
 *     7 s with 100 million</td><td>no</td></tr>
 *   <tr><td>the three kept above, with ratings sorted by counting</td>
 *     <td>1.5 s</td><td>medians of five, three and five: 13.8 s, 14.6 s before, mf-train 7.3 s</td>
 *     <td>yes</td></tr>
 * </table>
 *
 * <p>Laps of {@code bench}'s race in a warm process: 10 million generated ratings of 70,000 users
 * and 10,000 items in a cached table, rank 32, from the table to three epochs; two cores, 700 MB of
 * young generation. Before, a lap took 2.2 to 2.4 s: 1.35 s of loading, 0.57 s of blocking, 0.07 s
 * an epoch. After all below 1.1 to 1.25 s: 0.6, 0.18 and 0.065 s, with the same bits. In the race
 * itself, five laps by turns, 1.44 s (1.22 to 2.46) beside ALS's 63.2 s (56.1 to 72.5). Whole runs
 * of rank 64 from a text file then took 12.1 s (11.8 to 12.6) beside {@code mf-train}'s 7.1 s (6.9
 * to 7.5), five by turns.
 *
 * <table>
 *   <caption>Predictions and outcomes of laps</caption>
 *   <tr><th>change</th><th>expected</th><th>found</th><th>kept</th></tr>
 *   <tr><td>blocks made from the cached columns in place, without a shuffle (local mode, one
 *     worker)</td><td>0.3 s: one thread read what two had written</td>
 *     <td>blocking from 0.57 to 0.17 s</td><td>yes</td></tr>
 *   <tr><td>a cached table read by columns, small ids looked up in an array</td><td>0.25 s</td>
 *     <td>the stage that reads from 0.5 to 0.25 s</td><td>yes</td></tr>
 *   <tr><td>grouping in place, from batches cut in memory</td><td>0.2 s: a third of the processor
 *     time was compression and serialisation</td><td>cutting from 0.2 to 0.1 s, grouping the
 *     same</td><td>yes</td></tr>
 *   <tr><td>each user's ratings sorted by item in short counts, not all by item and then by
 *     user</td><td>0.1 s: three passes of six had no place in the cache</td>
 *     <td>grouping from 520 to 350 ms of processor time</td><td>yes</td></tr>
 *   <tr><td>batches grown by segments, buffers of columns used again</td><td>0.05 s: five
 *     collections of 13 ms while reading</td><td>two to three collections, 0.05 to 0.1 s</td>
 *     <td>yes</td></tr>
 *   <tr><td>ids and tallies of few partitions joined without stages, stripes chosen without
 *     objects</td><td>0.04 s</td><td>0.03 to 0.05 s, by one run of each</td><td>yes</td></tr>
 * </table>
 *
 * <p>100 million ratings (500,000 users, 20,000 items), all else the same, 10 GB of heap; LIBMF's
 * {@code mf-train} took 66 to 77 s, the latter by turns with a run of 62.3 s.
 *
 * <table>
 *   <caption>Predictions and outcomes with 100 million ratings</caption>
 *   <tr><th>change</th><th>expected</th><th>found</th><th>kept</th></tr>
 *   <tr><td>heap and young generation (10 and 5 GB) at their full size from the start</td>
 *     <td>5 of 8 s of collections</td><td>64 to 75 s, of system time 20 to 30 s: new pages cost
 *     more
 *     than collections</td><td>no</td></tr>
 *   <tr><td>the same with huge pages</td><td>less</td><td>61 s, 15 s of system
 *     time</td><td>no</td></tr>
 *   <tr><td>ratings of a partition sorted by counting, not each user's by comparison</td>
 *     <td>2 s</td><td>with the next row, reading from 14.8 or 16.3 to 11.4 s</td><td>yes</td></tr>
 *   <tr><td>a young generation of 700 MB from start to end</td><td>5 s</td>
 *     <td>64 or 63 to 60 or 62 s in all, collections from 8.1 to 4.8 s, system time from 20 or 16
 *     to 10 or 11 s</td>
 *     <td>yes</td></tr>
 *   <tr><td>a tenth of the time allowed for collections ({@code GCTimeRatio=9})</td><td>the
 *     same</td>
 *     <td>the same: 59 s</td><td>no: one is enough</td></tr>
 * </table>
 */
package lacuna.bench;
