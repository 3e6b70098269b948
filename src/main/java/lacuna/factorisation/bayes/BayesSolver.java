// Bayesian matrix factorisation by Gibbs sampling: settings in, sampled predictions out.
package lacuna.factorisation.bayes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.Counts;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.KnownFeatures;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.RowTraining;
import lacuna.factorisation.SampledPredictions;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solution.Status;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.WorkerState;
import lacuna.ratings.FeatureRows;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs the chain and hands over its running means: predictions of all ratings in the blocks are the
 * means over all samples. The factors that come along, for all other cells and for later, are a few
 * kept samples side by side.
 *
 * <p>Everything depends on ratings, settings and seed alone: not on workers, threads or the order
 * of rows.
 */
public final class BayesSolver implements Solver {
  private static final int MOST_STEPS = 30;

  @Override
  public String method() {
    return "bayes";
  }

  @Override
  public Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener) {
    if (settings.nonnegative()) {
      return Solution.skipped(
          method(),
          "its factors are normal and can't be kept at 0 or above; leave out --nonnegative");
    }
    long start = System.nanoTime();
    Sampler sampler = sampler(data, settings, task);
    Chain chain = Chain.start(sampler.rank(), sampler.tails());
    try (RowTraining<Chain> training =
        RowTraining.of(
            data, first(data, settings, sampler), true, sampler, chain, task.checkpoints())) {
      chain =
          training.start(sweep -> listener.epochEnded(method(), sweep, sampler.plan().sweeps()));
      while (sampler.running(chain)) {
        data.spark()
            .setJobDescription(
                "bayes: from sweep " + (chain.sweeps() + 1) + " of " + sampler.plan().sweeps());
        int heard = chain.sweeps();
        chain = training.advance(chain);
        for (EpochRecord sweep : chain.history().subList(heard, chain.sweeps())) {
          listener.epochEnded(method(), sweep, sampler.plan().sweeps());
        }
      }
      return solution(sampler, chain, training, task.phase(), start);
    } finally {
      data.spark().setJobDescription(null);
    }
  }

  private static Sampler sampler(TrainingData data, Settings settings, TrainingTask task) {
    BayesSettings told = settings.bayes();
    double sigma = data.statistics().sigma() > 0 ? data.statistics().sigma() : 1;
    int sweeps = task.epochs().orElse(told.sweeps());
    Sampler.Plan plan =
        new Sampler.Plan(
            sweeps,
            told.burnIn(),
            task.epochs().isEmpty() && settings.patience() > 0,
            told.every(),
            told.tolerance(),
            MOST_STEPS,
            Math.max(1, Math.min(told.kept(), sweeps - told.burnIn())),
            true);
    return new Sampler(
        settings.rank(),
        settings.seed(),
        plan,
        side(data, told.side()),
        told.noise() == BayesSettings.Noise.STUDENT,
        new Target(data.statistics().mean(), 1 / sigma, -1),
        data.statistics(),
        task.phase());
  }

  private static SideInformation side(TrainingData data, BayesSettings.Side told) {
    KnownFeatures known =
        told.features() && data.features() != null ? data.features().value() : null;
    Counts counts = data.counts().value();
    return new SideInformation(
        told.pattern(),
        known == null ? null : products(known.of(Side.USERS), counts.users()),
        known == null ? null : products(known.of(Side.ITEMS), counts.items()),
        IntStream.concat(Arrays.stream(counts.users()), Arrays.stream(counts.items()))
            .anyMatch(count -> count == 0));
  }

  private static FeatureProducts products(FeatureRows features, int[] counts) {
    return features == null ? null : FeatureProducts.of(features, counts);
  }

  private static JavaRDD<WorkerState> first(TrainingData data, Settings settings, Sampler sampler) {
    Broadcast<Grid> grid = data.grid();
    return WorkerState.first(
        data,
        new Initialisation(settings, 0),
        (side, stripe, ratings) -> {
          Axis axis = side == Side.USERS ? grid.value().users() : grid.value().items();
          int[] keys = new int[stripe.rows()];
          Arrays.setAll(keys, row -> axis.key(axis.idAt(stripe.index(), row)));
          return sampler.first(stripe, side, keys);
        });
  }

  private Solution solution(
      Sampler sampler, Chain chain, RowTraining<Chain> training, Phase phase, long start) {
    boolean search = phase == Phase.SEARCH;
    double scale = 1 / sampler.target().scale();
    Factors factors = null;
    if (!search) {
      SampledPredictions sampled =
          SampledPredictions.of(
              training.sampled(),
              new SampledPredictions.Units(
                  sampler.target().centre(), scale, chain.noiseVariance(), chain.noiseDegrees()));
      int filled = sampler.plan().filled(chain.sweeps());
      factors = factors(sampler, training.states(), scale, filled).with(sampled);
    }
    Map<String, Double> convergence = Convergence.of(chain, sampler.plan().burnIn());
    return new Solution(
        method(),
        Status.DONE,
        factors,
        chain.history(),
        chain.sweeps(),
        (System.nanoTime() - start) * 1e-9,
        note(sampler, chain, convergence),
        convergence);
  }

  private static String note(Sampler sampler, Chain chain, Map<String, Double> convergence) {
    String side =
        chain.draws() > 0
            ? String.format(
                Locale.ROOT,
                "; pattern drawn every %d sweeps to %.0e in %.1f steps",
                sampler.plan().every(),
                sampler.plan().tolerance(),
                chain.steps() / (double) chain.draws())
            : "";
    String noise =
        sampler.tails()
            ? String.format(
                Locale.ROOT, "; t noise of %.1f degrees of freedom", chain.noiseDegrees())
            : "";
    return chain.samples() + " samples; " + Convergence.line(convergence) + side + noise;
  }

  /**
   * The kept samples side by side, so that the product of two rows is the mean of the samples'
   * products; the ratings' units are shared by both sides. The last sample where none is kept.
   */
  private static Factors factors(
      Sampler sampler, JavaRDD<WorkerState> states, double scale, int kept) {
    String column = kept > 0 ? KeepPass.KEPT : Stripe.FACTORS;
    float root = (float) Math.sqrt(scale / Math.max(1, kept));
    return Factors.of(
        sampler.target().centre(),
        kept > 0 ? sampler.rank() * sampler.plan().kept() : sampler.rank(),
        false,
        states.map(
            state ->
                new WorkerState(
                    state.worker(),
                    scaled(state.users(), column, root),
                    scaled(state.items(), column, root))));
  }

  private static Stripe[] scaled(Stripe[] stripes, String column, float by) {
    return Arrays.stream(stripes)
        .map(
            stripe -> {
              float[] factors = stripe.column(column).clone();
              for (int k = 0; k < factors.length; k++) {
                factors[k] *= by;
              }
              return Stripe.of(stripe.index(), stripe.rows()).with(Stripe.FACTORS, factors);
            })
        .toArray(Stripe[]::new);
  }
}
