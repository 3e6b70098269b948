// Two thousand epochs: nothing grows with them but the history.
package lacuna.factorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lacuna.blocks.Grid;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.RatingTable;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTrainingClusterIT {
  private static final int EPOCHS = 2000;
  private static final int EVERY = 450;
  private static final double MEGABYTE = 1 << 20;

  /** What a training holds at some epoch. */
  private record Held(double heap, int persisted, long shuffleFiles) {
    static Held now() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Held(
          (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
          Problems.spark().getPersistentRDDs().size(),
          shuffleFileCount());
    }

    private static long shuffleFileCount() {
      long count = 0;
      for (java.io.File folder : SparkEnv.get().blockManager().diskBlockManager().localDirs()) {
        try (Stream<Path> files = Files.walk(folder.toPath())) {
          count += files.filter(file -> file.getFileName().toString().contains("shuffle")).count();
        } catch (IOException | UncheckedIOException vanished) {
          continue; // Spark removes while this counts
        }
      }
      return count;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void holdsNoMoreAtItsEndThanAtItsBeginning(int workers) {
    RatingTable table = Problems.table(Problems.split(), Problems.noisy(60, 40, 900, 5));
    Settings settings =
        Settings.builder().rank(4).epochs(EPOCHS).patience(0).grid(new Grid.Shape(4, 4)).build();
    Map<Integer, Held> held = new TreeMap<>();
    TrainingListener listener =
        (method, epoch, planned) -> {
          if (epoch.epoch() % EVERY == 0) {
            held.put(epoch.epoch(), Held.now());
          }
        };
    try (BlockedRatings blocked = Problems.blocked(table, settings, workers, 1);
        TrainingData data = blocked.full()) {
      Solution solution = new SgdSolver().solve(data, settings, TrainingTask.only(), listener);
      assertThat(solution.epochs()).isEqualTo(EPOCHS);
      solution.factors().close();
    }
    Held early = held.get(EVERY);
    assertThat(held.values())
        .as(held.toString())
        .allMatch(later -> later.heap <= early.heap + 30)
        .allMatch(later -> later.persisted <= early.persisted)
        .allMatch(later -> later.shuffleFiles <= 2 * Math.max(400, early.shuffleFiles));
  }
}
