// One iteration of alternating least squares: both sides solved, then F measured.
package lacuna.factorisation.als;

import java.util.List;
import lacuna.blocks.Stripe;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Initialisation;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.Progress.Outcome;
import lacuna.factorisation.RowPasses;
import lacuna.factorisation.RowProgram;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingTask;
import lacuna.kernels.Lanes;

/**
 * What does not change during a training.
 *
 * @param settings the settings
 * @param scale λ where it was left open
 * @param statistics of the ratings
 * @param phase search or final
 * @param iterations to run
 */
record AlsProgram(
    Settings settings, Scale scale, Statistics statistics, Phase phase, int iterations)
    implements RowProgram<AlsProgress> {

  /** Factors and, behind them, the bias of a row: one column, so that it moves as one. */
  static final String ROW = "row";

  static AlsProgram of(TrainingData data, Settings settings, TrainingTask task) {
    return new AlsProgram(
        settings,
        Scale.of(settings, data.statistics()),
        data.statistics(),
        task.phase(),
        task.epochs().orElse(settings.alsIterations()));
  }

  @Override
  public int rank() {
    return settings.rank();
  }

  @Override
  public List<EpochRecord> history(AlsProgress progress) {
    return progress.history();
  }

  @Override
  public Class<AlsProgress> carried() {
    return AlsProgress.class;
  }

  boolean biases() {
    return settings.biases();
  }

  /** μ, 0 where it is off. */
  double mean() {
    return settings.biases() ? statistics.mean() : 0;
  }

  Initialisation initialisation() {
    return new Initialisation(settings, scale.initSize());
  }

  @Override
  public boolean running(AlsProgress progress) {
    return progress.outcome() == Outcome.RUNNING;
  }

  @Override
  public AlsProgress next(RowPasses passes, AlsProgress before) {
    long start = System.nanoTime();
    boolean solved =
        passes.run(Side.USERS, solve(scale.lambdaUser()))[0] == 0
            & passes.run(Side.ITEMS, solve(scale.lambdaItem()))[0] == 0;
    double[] errors = passes.run(Side.USERS, new ErrorPass(mean(), rank()));
    double penalty = penalty(passes, Side.USERS) + penalty(passes, Side.ITEMS);
    int done = before.done() + 1;
    EpochRecord record =
        new EpochRecord(
            phase,
            done,
            errors[ErrorPass.TRAIN],
            statistics.train(),
            Math.sqrt(errors[ErrorPass.VALIDATION] / statistics.validation()),
            Math.sqrt(errors[ErrorPass.TEST] / statistics.test()),
            errors[ErrorPass.WEIGHTED] + penalty,
            Double.NaN,
            (System.nanoTime() - start) * 1e-9);
    Outcome outcome =
        !solved || !Double.isFinite(record.objective())
            ? Outcome.DIVERGED
            : done == iterations ? Outcome.ALL_EPOCHS : Outcome.RUNNING;
    return before.after(record, outcome);
  }

  private LeastSquaresPass solve(double lambda) {
    return new LeastSquaresPass(
        rank(), biases(), mean(), lambda, scale.lambdaBias(), weightedForm());
  }

  private boolean weightedForm() {
    return settings.regularisation().form() == Form.WEIGHTED;
  }

  private double penalty(RowPasses passes, Side side) {
    double lambda = side == Side.USERS ? scale.lambdaUser() : scale.lambdaItem();
    return passes.run(side, new PenaltyPass(rank(), lambda, scale.lambdaBias(), weightedForm()))[0];
  }

  /** The stripe with factors and bias in one column. */
  static Stripe joined(Stripe stripe, int rank, int width) {
    float[] factors = stripe.column(Stripe.FACTORS);
    float[] bias = stripe.column(Stripe.BIAS);
    int stride = Lanes.stride(rank);
    float[] rows = new float[Math.multiplyExact(stripe.rows(), width)];
    for (int row = 0; row < stripe.rows(); row++) {
      System.arraycopy(factors, row * stride, rows, row * width, rank);
      rows[row * width + rank] = bias == null ? 0 : bias[row];
    }
    return Stripe.of(stripe.index(), stripe.rows()).with(ROW, rows);
  }

  /** The reverse of {@link #joined}. */
  static Stripe parted(Stripe stripe, int rank, boolean biases) {
    float[] rows = stripe.column(ROW);
    int width = Lanes.stride(rank + 1);
    int stride = Lanes.stride(rank);
    float[] factors = new float[Math.multiplyExact(stripe.rows(), stride)];
    float[] bias = new float[stripe.rows()];
    for (int row = 0; row < stripe.rows(); row++) {
      System.arraycopy(rows, row * width, factors, row * stride, rank);
      bias[row] = rows[row * width + rank];
    }
    Stripe parted = Stripe.of(stripe.index(), stripe.rows()).with(Stripe.FACTORS, factors);
    return biases ? parted.with(Stripe.BIAS, bias) : parted;
  }
}
