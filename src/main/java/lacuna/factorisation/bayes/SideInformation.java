// What the sampler knows of rows beside their ratings, and how its weights are drawn.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import lacuna.CounterRandom.Purpose;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.RowPasses;

/**
 * The rating pattern of both sides, features of either, all of it or nothing. B has a block for
 * each, one drawn after the other given the rest, each with a λ of its own.
 *
 * @param pattern whether the rating pattern counts
 * @param users products of the users' features; null without
 * @param items of the items' features, likewise
 * @param cold whether any row has no ratings
 */
record SideInformation(boolean pattern, FeatureProducts users, FeatureProducts items, boolean cold)
    implements Serializable {
  /** Whether the rows of a side have features. */
  boolean features(Side side) {
    return products(side) != null;
  }

  private FeatureProducts products(Side side) {
    return side == Side.USERS ? users : items;
  }

  /** The stripe with the columns that a side's rows need; weights and shifts are 0. */
  Stripe prepared(Stripe stripe, Side side) {
    int size = stripe.column(Stripe.FACTORS).length;
    Stripe with = pattern ? stripe.with(ShiftPass.BETA, new float[size]) : stripe;
    if (pattern || features(side)) {
      with = with.with(Shift.PATTERN, new float[size]);
    }
    return features(side) ? with.with(Shift.FEATURES, new float[size]) : with;
  }

  /** Runs once before the first sweep. */
  void prepare(RowPasses passes) {
    for (Side side : Side.values()) {
      if (pattern) {
        passes.run(other(side), new LeveragePasses.Share());
        passes.run(side, new LeveragePasses.Sum());
      }
    }
  }

  private static Side other(Side side) {
    return side == Side.USERS ? Side.ITEMS : Side.USERS;
  }

  /** Draws B of the pattern; the rows' shifts follow it. */
  PatternDraw.Outcome drawPattern(RowPasses passes, PatternDraw draw, SideLaw law, Key key) {
    PatternDraw.Outcome outcome = draw.run(passes, law, key.seed, key.turn);
    passes.run(draw.side(), new ShiftPass(law.rank()));
    return outcome;
  }

  /** The law with what its prior needs of the pattern's B that was drawn. */
  SideLaw withPattern(RowPasses passes, Side side, SideLaw law) {
    MomentsPass moments = new MomentsPass(law.rank(), ShiftPass.BETA, false);
    double[] sums = passes.run(other(side), moments);
    return law.withPattern(law.pattern().with(moments.squares(sums), MomentsPass.count(sums)));
  }

  /** The law with B of the features drawn, where a side has some. */
  SideLaw drawFeatures(RowPasses passes, Side side, SideLaw law, Key key) {
    return features(side)
        ? new FeatureDraw(side, products(side).plain()).run(passes, law, key.draws(3))
        : law;
  }

  /** The law of rows without ratings too, where there are any and features tell of them. */
  SideLaw withUnknown(RowPasses passes, Side side, SideLaw law) {
    return cold && features(side)
        ? law.withUnknown(new UnknownRows(side, products(side)).run(passes, law))
        : law;
  }

  /** The law with each λ drawn given its block of B. */
  SideLaw drawPrecisions(Side side, SideLaw law, Key key) {
    double[] lambda = law.precision();
    SideLaw drawn = law;
    if (pattern) {
      drawn = drawn.withPattern(drawn.pattern().drawn(lambda, law.rank(), key.draws(1)));
    }
    if (features(side)) {
      drawn = drawn.withFeatures(drawn.features().drawn(lambda, law.rank(), key.draws(4)));
    }
    return drawn;
  }

  /**
   * What names the random numbers of a sweep's side.
   *
   * @param seed of the run
   * @param turn of sweep and side
   */
  record Key(long seed, long turn) {
    Draws draws(int number) {
      return new Draws().of(seed, Purpose.GIBBS_HYPERPARAMETERS, turn, number);
    }
  }
}
