// Mean and ridge biases: what is known without factors.
package lacuna.factorisation.bias;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lacuna.factorisation.DriverModel;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Factors;
import lacuna.factorisation.RidgeBiases;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;

/**
 * Predicts μ + b_u + b_i with the biases of {@link RidgeBiases}. λ is the one of a few candidates
 * that does best on the validation part, {@link RidgeBiases#DEFAULT_LAMBDA} without one.
 *
 * <p>A search has a line of history for each candidate, and what it hands on as its number of
 * epochs is the number of the best candidate, counted from 1; a refit takes that number.
 */
public final class BiasSolver implements Solver {
  private static final double[] CANDIDATES = {0.5, 1, 2, 3, 5, 8, 12};

  @Override
  public String method() {
    return "bias";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    long start = System.nanoTime();
    data.spark().setJobDescription("bias: alternating ridge regression");
    try {
      boolean choosing = task.epochs().isEmpty() && data.statistics().validation() > 0;
      double[] lambdas = choosing ? CANDIDATES : new double[] {given(task)};
      RidgeBiases fit = RidgeBiases.fit(data, data.statistics().mean(), lambdas);
      RidgeBiases.Errors[] errors = fit.errors();
      double seconds = (System.nanoTime() - start) * 1e-9;
      List<EpochRecord> history = new ArrayList<>();
      for (RidgeBiases.Errors candidate : errors) {
        EpochRecord line =
            line(data, task.phase(), history.size() + 1, candidate, seconds / errors.length);
        history.add(line);
        listener.epochEnded(method(), line, errors.length);
      }
      int best = best(errors);
      boolean searching = task.phase() == Phase.SEARCH;
      return new Solution(
          method(),
          Status.DONE,
          searching ? null : factors(data, fit, best),
          history,
          searching ? best + 1 : fit.sweeps(),
          (System.nanoTime() - start) * 1e-9,
          note(lambdas[best], choosing));
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  private static double given(TrainingTask task) {
    return task.epochs().isPresent()
        ? CANDIDATES[task.epochs().getAsInt() - 1]
        : RidgeBiases.DEFAULT_LAMBDA;
  }

  /** The candidate with the least validation error, the first of equals. */
  private static int best(RidgeBiases.Errors[] errors) {
    int best = 0;
    for (int c = 1; c < errors.length; c++) {
      best = errors[c].validation() < errors[best].validation() ? c : best;
    }
    return best;
  }

  private static EpochRecord line(
      TrainingData data, Phase phase, int number, RidgeBiases.Errors errors, double seconds) {
    Statistics ratings = data.statistics();
    return new EpochRecord(
        phase,
        number,
        errors.train(),
        ratings.train(),
        Math.sqrt(errors.validation() / ratings.validation()),
        Math.sqrt(errors.test() / ratings.test()),
        errors.objective(),
        Double.NaN,
        seconds);
  }

  private static Factors factors(TrainingData data, RidgeBiases fit, int candidate) {
    return new DriverModel(
            data.statistics().mean(),
            1,
            new DriverModel.Side(null, rounded(fit.users(candidate))),
            new DriverModel.Side(null, rounded(fit.items(candidate))))
        .on(data);
  }

  private static float[] rounded(double[] values) {
    float[] floats = new float[values.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) values[k];
    }
    return floats;
  }

  private static String note(double lambda, boolean chosen) {
    return chosen
        ? String.format(
            Locale.ROOT,
            "lambda %.3g of biases, the best of %d on the validation part",
            lambda,
            CANDIDATES.length)
        : "";
  }
}
