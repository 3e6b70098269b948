// When a search looks at its trials and which of them go on; pure.
package lacuna.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Successive halving on epochs (Jamieson and Talwalkar, "Non-stochastic best arm identification and
 * hyperparameter optimization", 2016): all trials run an eighth of the epochs, the better half of
 * them a quarter, and so on.
 *
 * @param rungs epochs after which trials are compared, ascending; the last is the end
 */
record Halving(List<Integer> rungs) {
  /** No trial is stopped before its end. */
  static Halving none(int epochs) {
    return new Halving(List.of(epochs));
  }

  /** Looks at an eighth, a quarter and a half of the epochs. */
  static Halving of(int epochs) {
    Set<Integer> rungs = new TreeSet<>();
    for (int share = 8; share >= 1; share /= 2) {
      rungs.add((epochs + share - 1) / share);
    }
    return new Halving(List.copyOf(rungs));
  }

  /**
   * The trials that go on after a rung: the better half, rounded up, and always trial 0, which the
   * others are held against. Of two with the same error the earlier one is better.
   *
   * @param alive numbers of the trials that ran
   * @param errors by trial; NaN or infinite for one that diverged, which never goes on
   */
  static List<Integer> survivors(List<Integer> alive, double[] errors) {
    List<Integer> best =
        alive.stream()
            .filter(trial -> Double.isFinite(errors[trial]))
            .sorted(Comparator.comparingDouble((Integer trial) -> errors[trial]))
            .toList();
    List<Integer> kept =
        new ArrayList<>(best.subList(0, Math.min(best.size(), (alive.size() + 1) / 2)));
    if (best.contains(0) && !kept.contains(0)) {
      kept.add(0);
    }
    return IntStream.of(kept.stream().mapToInt(Integer::intValue).toArray())
        .sorted()
        .boxed()
        .toList();
  }
}
