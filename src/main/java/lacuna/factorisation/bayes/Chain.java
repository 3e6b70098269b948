// The state of the sampler between two sweeps, apart from the rows: a value that each sweep
// replaces.
package lacuna.factorisation.bayes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.EpochRecord;

/**
 * What a sweep starts from. A pure value, so that the decision after a sweep is the same whether a
 * worker's task takes it or the driver.
 *
 * @param users law of the users' rows
 * @param items law of the items' rows
 * @param noise α, in units of the scaled ratings
 * @param samples sweeps whose predictions have been added up
 * @param noiseSum sum of their α
 * @param done whether the chain has ended
 * @param history an entry for each sweep so far
 * @param traces of each sweep so far: α, λ_B of users, λ_B of items, training error
 * @param steps steps of conjugate gradients so far
 * @param draws draws of B so far
 */
record Chain(
    SideLaw users,
    SideLaw items,
    double noise,
    int samples,
    double noiseSum,
    boolean done,
    List<EpochRecord> history,
    List<double[]> traces,
    long steps,
    long draws)
    implements Serializable {
  /** Names of the traces. */
  static final List<String> TRACED = List.of("α", "λ_B of users", "λ_B of items", "training error");

  /** Before the first sweep. */
  static Chain start(int rank) {
    return of(SideLaw.start(rank), SideLaw.start(rank), 1);
  }

  /** Before the first sweep, from given laws and α. */
  static Chain of(SideLaw users, SideLaw items, double noise) {
    return new Chain(users, items, noise, 0, 0, false, List.of(), List.of(), 0, 0);
  }

  /** Sweeps done. */
  int sweeps() {
    return history.size();
  }

  /** After another sweep, whose record is yet to come. */
  Chain with(SideLaw newUsers, SideLaw newItems, double newNoise, boolean sampled) {
    return new Chain(
        newUsers,
        newItems,
        newNoise,
        samples + (sampled ? 1 : 0),
        noiseSum + (sampled ? newNoise : 0),
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
    traced.add(new double[] {noise, users.sidePrecision(), items.sidePrecision(), trainRmse});
    return new Chain(users, items, noise, samples, noiseSum, last, longer, traced, steps, draws);
  }

  /** With a draw of B counted. */
  Chain counted(int moreSteps) {
    return new Chain(
        users,
        items,
        noise,
        samples,
        noiseSum,
        done,
        history,
        traces,
        steps + moreSteps,
        draws + 1);
  }

  /** α at its posterior mean. */
  double meanNoise() {
    return samples == 0 ? noise : noiseSum / samples;
  }
}
