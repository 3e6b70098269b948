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
 */
package lacuna.output;
