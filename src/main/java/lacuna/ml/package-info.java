/**
 * Lacuna inside spark.ml pipelines: an Estimator and a Model with the names of {@code
 * org.apache.spark.ml.recommendation.ALS}. A door: nothing imports it.
 *
 * <p>{@link lacuna.ml.MatrixFactorisation} turns its parameters into a request and settings and
 * then does what the command {@code run} does: {@code RatingsLoader}, {@code BlockedRatings},
 * {@code Training}. {@link lacuna.ml.MatrixFactorisationModel} asks {@code lacuna.serving}. Params
 * stand in three interfaces: {@link lacuna.ml.ServingParams} of both, {@link lacuna.ml.AlsParams}
 * that ALS has too, {@link lacuna.ml.TrainingParams} that it has not.
 *
 * <p>Decision: a parameter of ALS that means nothing here is there and without effect, or throws
 * where leaving it out would change what is asked for (implicit feedback). Because: code that was
 * written for ALS then runs once the class name is changed, and none of it does something else in
 * silence. Costs: six names that do nothing.
 *
 * <p>Decision: a parameter is a default method that makes a new {@code Param}. Because: those of
 * one parent and name are equal, and a field's initialiser would run before the uid is there.
 * Costs: an object a look-up.
 *
 * <p>Decision: ids go in as any type and by their text. Because: they have done so since the first
 * package, and indices that a user must make first are where ids get lost. Costs: a search in the
 * sorted ids for each cell.
 */
package lacuna.ml;
