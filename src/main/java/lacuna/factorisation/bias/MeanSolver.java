// The simplest model of all: every rating is the mean of the training ratings.
package lacuna.factorisation.bias;

import java.util.List;
import lacuna.factorisation.DriverModel;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Factors;
import lacuna.factorisation.FinalErrors;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;

/** Predicts μ. Its one factor is zero for everybody. */
public final class MeanSolver implements Solver {
  @Override
  public String method() {
    return "mean";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long start = System.nanoTime();
    DriverModel.Side zeros = new DriverModel.Side(null, null);
    Factors factors = new DriverModel(data.statistics().mean(), 1, zeros, zeros).on(data);
    double seconds = (System.nanoTime() - start) * 1e-9;
    EpochRecord line = FinalErrors.record(data, factors, true, task.phase(), 1, seconds);
    listener.epochEnded(method(), line, 1);
    return new Solution(method(), Status.DONE, factors, List.of(line), 1, seconds, "");
  }
}
