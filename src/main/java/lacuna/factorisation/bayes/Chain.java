// The state of the sampler between two sweeps, apart from the rows: a value that each sweep
// replaces.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Initialisation.Side;

/**
 * What a sweep starts from. A pure value, so that the decision after a sweep is the same whether a
 * worker's task takes it or the driver.
 *
 * @param users law of the users' rows
 * @param items law of the items' rows
 * @param noise law of the noise, in units of the scaled ratings
 * @param samples sweeps whose predictions have been added up
 * @param varianceSum sum of the variances of their noise
 * @param tailSum sum of their 1/ν
 * @param done whether the chain has ended
 * @param history an entry for each sweep so far
 * @param traces of each sweep so far, see {@link #TRACED}
 * @param steps steps of conjugate gradients so far
 * @param draws draws of B so far
 */
record Chain(
    SideLaw users,
    SideLaw items,
    Noise noise,
    int samples,
    double varianceSum,
    double tailSum,
    boolean done,
    List<EpochRecord> history,
    List<double[]> traces,
    long steps,
    long draws)
    implements Serializable {
  /** Names of the traces. */
  static final List<String> TRACED =
      List.of(
          "α", "λ_B of users", "λ_B of items", "λ_F of users", "λ_F of items", "training error");

  /** Before the first sweep. */
  static Chain start(int rank, boolean tails) {
    return of(SideLaw.start(rank), SideLaw.start(rank), Noise.start(tails));
  }

  /** Before the first sweep, from given laws. */
  static Chain of(SideLaw users, SideLaw items, Noise noise) {
    return new Chain(users, items, noise, 0, 0, 0, false, List.of(), List.of(), 0, 0);
  }

  /** Sweeps done. */
  int sweeps() {
    return history.size();
  }

  /** The law of a side's rows. */
  SideLaw law(Side side) {
    return side == Side.USERS ? users : items;
  }

  /** With another law of a side's rows. */
  Chain with(Side side, SideLaw law) {
    return new Chain(
        side == Side.USERS ? law : users,
        side == Side.USERS ? items : law,
        noise,
        samples,
        varianceSum,
        tailSum,
        done,
        history,
        traces,
        steps,
        draws);
  }

  /** After another sweep, whose record is yet to come. */
  Chain with(Noise newNoise, boolean sampled) {
    return new Chain(
        users,
        items,
        newNoise,
        samples + (sampled ? 1 : 0),
        varianceSum + (sampled ? newNoise.variance() : 0),
        tailSum + (sampled ? 1 / newNoise.degrees() : 0),
        done,
        history,
        traces,
        steps,
        draws);
  }

  /** With a sweep's record. */
  Chain recorded(EpochRecord sweep, double trainRmse, boolean last) {
    List<EpochRecord> longer = new ArrayList<>(history);
    longer.add(sweep);
    List<double[]> traced = new ArrayList<>(traces);
    traced.add(
        new double[] {
          noise.precision(),
          users.pattern().precision(),
          items.pattern().precision(),
          users.features().precision(),
          items.features().precision(),
          trainRmse
        });
    return new Chain(
        users, items, noise, samples, varianceSum, tailSum, last, longer, traced, steps, draws);
  }

  /** With a draw of B counted. */
  Chain counted(int moreSteps) {
    return new Chain(
        users,
        items,
        noise,
        samples,
        varianceSum,
        tailSum,
        done,
        history,
        traces,
        steps + moreSteps,
        draws + 1);
  }

  /** Variance of a rating about its prediction: the samples' mean. */
  double noiseVariance() {
    return samples == 0 ? noise.variance() : varianceSum / samples;
  }

  /** ν of the noise: the harmonic mean of the samples'. */
  double noiseDegrees() {
    return samples == 0 ? noise.degrees() : samples / tailSum;
  }
}
