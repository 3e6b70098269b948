/**
 * JMH benchmarks of the innermost loops, for whoever changes them: {@code mvn -B -Pbench
 * test-compile exec:exec -Dbench=KernelBenchmark}. Each checks the value that it times.
 *
 * <p>Decision: they stand among the tests and compile with them, while their harness is written in
 * the profile {@code bench} alone. Because: a benchmark that no build compiles stops compiling.
 * Costs: JMH on the tests' class path.
 */
package lacuna.bench;
