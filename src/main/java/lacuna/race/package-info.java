/**
 * A race between SGD and MLlib's ALS on one machine or cluster: both train on the same cached
 * table, in turns and in one session, and what counts is the time until the held-out error of ALS
 * is reached. Called by the command {@code bench} alone; {@link lacuna.race.Race} is the door.
 *
 * <p>Decision: both start from a cached table of whole-numbered ids, and the clock of SGD covers
 * indexing, blocking and every epoch with its held-out error. Because: that is what MLlib's {@code
 * fit} is given and does. Costs: SGD pays for reading the held-out ratings too, and turns ids into
 * text and back.
 *
 * <p>Decision: the held-out ratings are those whose user and item have training ratings. Because:
 * ALS predicts nothing for others, and both are to be judged on the same ones. Costs: none to speak
 * of.
 *
 * <p>Decision: ALS runs no more iterations than it takes to come to the held-out error of as many
 * as are asked for, and how many that is gets found out before the race. Because: SGD's clock stops
 * at the first epoch that comes to it, and on ml-latest-small ALS is after five iterations where it
 * is after ten. Costs: a training of ALS for the last iteration and for each that it can do
 * without, before its first lap.
 *
 * <p>Decision: memory is what stands in Spark's cache. Because: it is what a training needs for as
 * long as it runs, and the same from run to run, whereas a heap's peak follows its collector.
 * Costs: what tasks hold while they work is left out.
 */
package lacuna.race;
