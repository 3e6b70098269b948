/**
 * Writes what a run leaves behind: Parquet tables with fixed schemas, the model, the run's record;
 * complete or not at all.
 *
 * <p>Called by the doors. {@link lacuna.output.OutputDirectory} guards the place, {@link
 * lacuna.output.RunOutput} fills it, {@link lacuna.output.ModelReader} reads a model back.
 *
 * <p>Decision: everything is written to {@code OUTPUT.partial} and renamed at the end. Because: a
 * directory of the asked-for name is then always a whole result. Costs: a store without an atomic
 * rename, such as an object store, copies once.
 *
 * <p>Decision: a run that misses its {@code --require} writes all it would have and moves that to
 * {@code OUTPUT.rejected}, with {@code _REJECTED} where {@code _SUCCESS} would be, and a model that
 * the reader refuses; an earlier result at the output stays, with {@code --overwrite} too. Because:
 * whoever has to find out why needs the figures, and whoever waits for the output must not get
 * them. Costs: as much room as a result; one earlier rejected run is replaced, so two are never
 * kept.
 *
 * <p>Decision: nothing is removed but a directory in which every name is one that Lacuna writes and
 * which carries its mark. Because: {@code --overwrite} on a mistyped path must not cost anybody
 * their files. Costs: who adds a file to a result has to move it before writing there again.
 *
 * <p>Decision: predictions of all methods are one Spark job that partitions by method. Because: ids
 * and ratings are then looked up once, and a job costs more than a few thousand rows. Costs: Spark
 * sorts each partition by method before it writes.
 */
package lacuna.output;
