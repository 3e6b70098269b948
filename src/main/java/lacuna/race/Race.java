// The race itself: both methods by turns, then where they stand.
package lacuna.race;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import lacuna.ratings.InputException;
import lacuna.ratings.RatingTable;
import org.apache.spark.sql.SparkSession;

/**
 * Trains SGD and ALS by turns on the same ratings in one session.
 *
 * @param users with ratings
 * @param items with ratings
 * @param trained training ratings
 * @param heldOut held-out ratings, all of users and items with training ratings
 * @param target the least held-out error that ALS ended with
 * @param laps in the order in which they were run
 */
public record Race(
    int users, int items, long trained, long heldOut, double target, List<Lap> laps) {

  /**
   * Runs it, sgd first in odd repetitions and ALS first in even ones, so that neither always finds
   * the JVM as the other left it. The vectors of MLlib's linear algebra do not slow the kernels
   * here, see {@code lacuna.kernels}: after ALS in the same JVM an epoch of 9 million ratings at
   * rank 32 takes 0.07 to 0.09 s on two cores.
   *
   * @param read the ratings, in one part; freed
   * @param listener hears of each lap
   * @throws InputException when nothing is left to hold out
   */
  public static Race run(
      SparkSession spark, RatingTable read, RaceSettings settings, Consumer<Lap> listener) {
    int users = read.users().size();
    int items = read.items().size();
    try (RaceTable table = RaceTable.of(spark, read, settings)) {
      if (table.statistics().test() == 0) {
        throw new InputException(
            "no held-out rating has both a user and an item with training ratings; give more"
                + " ratings, or another --test-fraction or --seed");
      }
      List<Trained> trained = trained(spark, table, settings, listener);
      double target = target(trained);
      List<Lap> laps = new ArrayList<>();
      for (int k = 0; k < trained.size(); k++) {
        laps.add(trained.get(k).lap(k / 2 + 1, target));
      }
      return new Race(
          users,
          items,
          table.statistics().train(),
          table.statistics().test(),
          target,
          Collections.unmodifiableList(laps));
    }
  }

  private static List<Trained> trained(
      SparkSession spark, RaceTable table, RaceSettings settings, Consumer<Lap> listener) {
    List<Trained> all = new ArrayList<>();
    try (CachedBytes cache = CachedBytes.watch(spark)) {
      Runner sgd = () -> SgdLap.run(spark, table, settings, cache);
      Runner als =
          new Runner() {
            private int iterations;

            @Override
            public Trained run() {
              iterations = iterations > 0 ? iterations : AlsLap.iterations(table, settings);
              return AlsLap.run(spark, table, settings, iterations, cache);
            }
          };
      for (int repetition = 1; repetition <= settings.repetitions(); repetition++) {
        boolean sgdFirst = repetition % 2 == 1;
        for (Runner runner : sgdFirst ? List.of(sgd, als) : List.of(als, sgd)) {
          // The garbage of one method is not the other's to collect.
          System.gc();
          Trained done = runner.run();
          all.add(done);
          listener.accept(done.lap(repetition, target(all)));
        }
      }
    }
    return all;
  }

  private interface Runner {
    Trained run();
  }

  private static double target(List<Trained> trained) {
    return trained.stream()
        .filter(one -> one.method().equals(Lap.ALS))
        .mapToDouble(Trained::heldOutRmse)
        .min()
        .orElse(Double.NaN);
  }

  /** Where a method stands. */
  public Standing standing(String method) {
    return Standing.of(method, laps);
  }

  /** How many times as fast as ALS SGD was at the error of ALS; NaN if a lap never reached it. */
  public double speedUp() {
    Standing sgd = standing(Lap.SGD);
    return Double.isNaN(sgd.greatestTargetSeconds())
        ? Double.NaN
        : standing(Lap.ALS).targetSeconds() / sgd.targetSeconds();
  }
}
