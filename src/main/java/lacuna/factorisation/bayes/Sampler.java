// One sweep of the Gibbs sampler: every conditional once, in a fixed order.
package lacuna.factorisation.bayes;

import java.util.List;
import lacuna.CounterRandom.Purpose;
import lacuna.blocks.Stripe;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.RowPasses;
import lacuna.factorisation.RowProgram;
import lacuna.factorisation.RowSums.Target;
import lacuna.factorisation.Statistics;
import lacuna.factorisation.bayes.SideInformation.Key;
import lacuna.kernels.Lanes;

/**
 * Bayesian matrix factorisation with side information; see the package for the model. Knows rows
 * through passes alone, and nothing of Spark.
 *
 * <p>A sweep draws, first for the users and then for the items: (Λ, μ) together given the rows; B
 * every few sweeps, that of the pattern before that of the features; their λ; the rows. Then the
 * sample is taken, and the noise drawn.
 *
 * @param rank K
 * @param seed of the run
 * @param plan lengths of the chain
 * @param side what is known of rows beside their ratings
 * @param tails whether the noise may have tails
 * @param target how ratings are centred and scaled
 * @param statistics of the ratings
 * @param phase search or final
 */
record Sampler(
    int rank,
    long seed,
    Plan plan,
    SideInformation side,
    boolean tails,
    Target target,
    Statistics statistics,
    Phase phase)
    implements RowProgram<Chain> {
  /**
   * How long the chain is and how often and how exactly B is drawn.
   *
   * @param sweeps all sweeps
   * @param burnIn first sweeps, which are not sampled
   * @param stops whether the chain may end before, when the running mean stands still on the
   *     validation part
   * @param every sweeps from one draw of B to the next
   * @param tolerance relative residual that B is drawn to
   * @param steps most steps of conjugate gradients
   * @param kept samples to keep for the model, at most as many as there are
   * @param sideInScale false makes a wrong sampler, see {@link NormalWishart}
   */
  record Plan(
      int sweeps,
      int burnIn,
      boolean stops,
      int every,
      double tolerance,
      int steps,
      int kept,
      boolean sideInScale)
      implements java.io.Serializable {
    /**
     * Slot that a sweep's rows are kept in, -1 for none: the last sweep of each of equal runs after
     * the burn-in.
     */
    int slot(int sweep) {
      long done = sweep + 1L - burnIn;
      if (done <= 0) {
        return -1;
      }
      int samples = sweeps - burnIn;
      long slot = done * kept / samples;
      return slot > (done - 1) * kept / samples ? (int) slot - 1 : -1;
    }

    /** Slots that are filled after so many sweeps. */
    int filled(int done) {
      return (int) Math.max(0, (long) (done - burnIn) * kept / (sweeps - burnIn));
    }
  }

  private static final int STILL_SWEEPS = 20;
  private static final double STILL = 1e-4;

  /**
   * Variance of the first rows' products, that of the ratings being 1. From larger rows the chain
   * first explains every rating by itself and is long in unlearning it; from smaller ones it is
   * long in learning anything.
   */
  private static final double START_VARIANCE = 0.0064;

  @Override
  public boolean running(Chain chain) {
    return !chain.done();
  }

  @Override
  public List<EpochRecord> history(Chain chain) {
    return chain.history();
  }

  @Override
  public Class<Chain> carried() {
    return Chain.class;
  }

  @Override
  public Chain next(RowPasses passes, Chain before) {
    long start = System.nanoTime();
    if (before.sweeps() == 0) {
      side.prepare(passes);
    }
    Chain chain = drawSide(passes, Side.USERS, before);
    chain = drawSide(passes, Side.ITEMS, chain);
    return observed(passes, chain, start);
  }

  /** Everything of one side, given the other. */
  private Chain drawSide(RowPasses passes, Side of, Chain before) {
    int sweep = before.sweeps();
    Key key = new Key(seed, 2L * sweep + of.ordinal());
    SideLaw law = drawLaw(passes, of, before.law(of), key);
    Chain chain = before;
    if (sweep % plan.every == 0) {
      if (side.pattern()) {
        PatternDraw draw = new PatternDraw(of, rank, plan.tolerance, plan.steps);
        chain = chain.counted(side.drawPattern(passes, draw, law, key).steps());
        law = side.withPattern(passes, of, law);
      }
      law = side.withUnknown(passes, of, side.drawFeatures(passes, of, law, key));
    }
    law = side.drawPrecisions(of, law, key);
    passes.run(other(of), new WhitenPass(rank, law.inverse()));
    passes.run(of, new RowDrawPass(law, before.noise(), target, seed, key.turn()));
    return chain.with(of, law);
  }

  private static Side other(Side side) {
    return side == Side.USERS ? Side.ITEMS : Side.USERS;
  }

  private SideLaw drawLaw(RowPasses passes, Side of, SideLaw law, Key key) {
    MomentsPass moments = new MomentsPass(rank, Stripe.FACTORS, true);
    double[] sums = passes.run(of, moments);
    NormalWishart.Evidence evidence =
        new NormalWishart.Evidence(
            MomentsPass.count(sums), moments.sum(sums), moments.squares(sums));
    return NormalWishart.draw(law, evidence, key.draws(0), plan.sideInScale);
  }

  private Chain observed(RowPasses passes, Chain chain, long start) {
    int sweep = chain.sweeps();
    boolean sampled = sweep >= plan.burnIn;
    Draws draws = new Draws().of(seed, Purpose.GIBBS_HYPERPARAMETERS, 2L * sweep, 2);
    Noise law = chain.noise();
    NoiseEvidence evidence =
        new NoiseEvidence(law, tails && sweep % 2 == 1 ? law.proposed(draws) : null, seed, sweep);
    double[] sums = passes.run(Side.USERS, new ObservePass(rank, target, sampled, evidence));
    int slot = plan.slot(sweep);
    if (slot >= 0) {
      passes.run(Side.USERS, new KeepPass(rank, slot, plan.kept, chain.users().mean()));
      passes.run(Side.ITEMS, new KeepPass(rank, slot, plan.kept, chain.items().mean()));
    }
    Noise noise = evidence.draw(sums[ObservePass.NOISE], statistics.train(), draws);
    Chain drawn = chain.with(noise, sampled);
    double unit = 1 / (target.scale() * target.scale());
    EpochRecord record =
        new EpochRecord(
            phase,
            sweep + 1,
            unit * sums[ObservePass.TRAIN],
            statistics.train(),
            Math.sqrt(unit * sums[ObservePass.VALIDATION] / statistics.validation()),
            Math.sqrt(unit * sums[ObservePass.TEST] / statistics.test()),
            Double.NaN,
            Double.NaN,
            (System.nanoTime() - start) * 1e-9);
    boolean last = sweep + 1 == plan.sweeps || plan.stops && still(drawn, record);
    return drawn.recorded(record, record.trainRmse(), last);
  }

  /** Whether the running mean's validation error has not moved for a while. */
  private boolean still(Chain chain, EpochRecord now) {
    if (chain.samples() <= STILL_SWEEPS || statistics.validation() == 0) {
      return false;
    }
    EpochRecord then = chain.history().get(chain.sweeps() - STILL_SWEEPS);
    double moved = Math.abs(now.validationRmse() - then.validationRmse());
    return moved < STILL * now.validationRmse();
  }

  /** Adds the columns that the sampler keeps for a row, and draws where rows start. */
  Stripe first(Stripe stripe, Side side, int[] keys) {
    int stride = Lanes.stride(rank);
    float[] factors = new float[Math.multiplyExact(stripe.rows(), stride)];
    double size = StrictMath.pow(START_VARIANCE / rank, 0.25);
    Draws draws = new Draws();
    for (int row = 0; row < keys.length; row++) {
      draws.of(seed, Purpose.GIBBS_START, side.ordinal(), keys[row]);
      for (int k = 0; k < rank; k++) {
        factors[row * stride + k] = (float) (size * draws.normal());
      }
    }
    return this.side.prepared(
        Stripe.of(stripe.index(), stripe.rows()).with(Stripe.FACTORS, factors), side);
  }
}
