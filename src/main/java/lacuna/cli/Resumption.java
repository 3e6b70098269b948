// The checkpoints of a run, and whether those that are there are its own. Part of `run`.
package lacuna.cli;

import lacuna.checkpoints.Checkpoints;
import lacuna.checkpoints.Job;
import lacuna.output.OutputConflictException;
import lacuna.output.OutputDirectory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Opens the checkpoints of a run once its ratings are known. */
final class Resumption {
  private Resumption() {}

  /**
   * The run's checkpoints, which are for one job; with {@code --resume} those of the run that ended
   * early, if any.
   *
   * @throws OutputConflictException if that run had other settings or data: they stay where they
   *     are
   */
  static Checkpoints checkpoints(
      SparkSession spark, RunRequest request, OutputDirectory place, Job job, RunConsole told) {
    Checkpoints checkpoints =
        Checkpoints.at(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            place.checkpoints(),
            job,
            request.checkpointInterval(),
            told::warned);
    if (request.resume()) {
      Checkpoints.Earlier earlier = checkpoints.earlier();
      if (!earlier.differences().isEmpty()) {
        throw new OutputConflictException(
            OutputDirectory.shown(place.partial())
                + " holds checkpoints of a run on other settings or data: "
                + String.join("; ", earlier.differences())
                + ". Give the same to go on, or --overwrite in place of --resume to start afresh");
      }
      told.resumed(OutputDirectory.shown(place.partial()), earlier.newest());
    }
    return checkpoints;
  }
}
