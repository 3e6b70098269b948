// The defaults of all parameters, which are those of the command `run` where it has them.
package lacuna.ml;

/** Sets each default by itself: several at once need Scala's ParamPair. */
final class Defaults {
  private Defaults() {}

  /** Of Estimator and Model alike. */
  static void ofServing(ServingParams params) {
    params.setDefault(params.userCol(), "user");
    params.setDefault(params.itemCol(), "item");
    params.setDefault(params.predictionCol(), "prediction");
    params.setDefault(params.coldStartStrategy(), ServingParams.BIAS);
    params.setDefault(params.blockSize(), 4096);
    params.setDefault(params.rawPredictionCol(), "rawPrediction");
    params.setDefault(params.statusCol(), "status");
  }

  /** Of the Estimator; λ and step sizes stay open. */
  static void ofTraining(TrainingParams params) {
    params.setDefault(params.rank(), 32);
    params.setDefault(params.maxIter(), 30);
    params.setDefault(params.ratingCol(), "rating");
    params.setDefault(params.seed(), 1L);
    params.setDefault(params.nonnegative(), false);
    params.setDefault(params.implicitPrefs(), false);
    params.setDefault(params.alpha(), 1.0);
    params.setDefault(params.numUserBlocks(), 10);
    params.setDefault(params.numItemBlocks(), 10);
    params.setDefault(params.checkpointInterval(), 10);
    params.setDefault(params.intermediateStorageLevel(), "MEMORY_AND_DISK");
    params.setDefault(params.finalStorageLevel(), "MEMORY_AND_DISK");
    params.setDefault(params.method(), "sgd");
    params.setDefault(params.stepSchedule(), "linear");
    params.setDefault(params.biases(), true);
    params.setDefault(params.regularisation(), "weighted");
    params.setDefault(params.validationFraction(), 0.1);
    params.setDefault(params.validationIndicatorCol(), "");
    params.setDefault(params.patience(), 10);
    params.setDefault(params.refit(), true);
    params.setDefault(params.weightCol(), "");
    params.setDefault(params.duplicates(), "mean");
    params.setDefault(params.range(), "auto");
    params.setDefault(params.workers(), 0);
    params.setDefault(params.threads(), 0);
  }
}
