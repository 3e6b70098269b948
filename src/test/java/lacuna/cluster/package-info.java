/**
 * Lacuna on a real cluster, and what goes wrong on one: a standalone master and workers as JVMs of
 * their own, from Maven's jars alone. Slow, and so in the Maven profile {@code cluster}.
 *
 * <p>Decision: the tests' own JVM is the driver of most runs, on a session that several tests
 * share. Because: starting a driver and executors costs more than a run on small data. Costs: what
 * kills a driver needs a process of its own ({@link lacuna.cluster.Submission}).
 */
package lacuna.cluster;
