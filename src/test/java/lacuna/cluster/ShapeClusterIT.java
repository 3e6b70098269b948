// How a run spreads over a cluster: never a matter of the result.
package lacuna.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lacuna.blocks.Grid;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.Problems;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.Solver;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingListener;
import lacuna.factorisation.TrainingTask;
import lacuna.factorisation.Workers;
import lacuna.factorisation.bayes.BayesSolver;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingTables;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeClusterIT {
  private static final List<Solver> SOLVERS =
      List.of(new SgdSolver(), new GdSolver(), new BayesSolver());
  private static final Settings SETTINGS =
      Settings.builder()
          .rank(7)
          .epochs(6)
          .patience(0)
          .grid(new Grid.Shape(16, 8))
          .gradient(new Settings.Gradient(4, Double.NaN, Settings.Update.ALTERNATING))
          .bayes(
              new BayesSettings(
                  4, 2, BayesSettings.Side.NONE, 2, 1e-3, 2, BayesSettings.Noise.STUDENT))
          .build();

  private final Set<String> bits = new HashSet<>();

  /** Trains with all solvers and returns what was chosen. */
  private Workers train(ClusterSession on, int workers) {
    RatingTable table =
        RatingTables.of(
            on.session(),
            Problems.split().weightColumn("w").build(),
            Problems.noisy(300, 200, 12_000, 21));
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(on.session().sparkContext());
    try (BlockedRatings blocked =
            BlockedRatings.of(spark, table, SETTINGS, new Workers.Request(workers, 0));
        TrainingData data = blocked.full()) {
      for (Solver solver : SOLVERS) {
        Solution solution =
            solver.solve(data, SETTINGS, TrainingTask.only(), TrainingListener.NONE);
        bits.add(solver.method() + " " + Problems.bits(solution.factors()));
        solution.factors().close();
      }
      return blocked.workers();
    } finally {
      table.unpersist();
    }
  }

  /** Notes the stages that have a resource profile of their own, and where they run. */
  private static final class Profiled extends SparkListener {
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private final Set<String> executors = ConcurrentHashMap.newKeySet();

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
      if (stage.stageInfo().resourceProfileId() > 0) {
        stages.add(stage.stageInfo().stageId());
      }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
      if (stages.contains(task.stageId())) {
        executors.add(task.taskInfo().executorId());
      }
    }
  }

  @Test
  void sameFactorsOnOneTwoAndThreeExecutorsWithAnyWorkers(@TempDir Path folder) {
    for (int cores : new int[] {1, 2}) {
      try (ClusterSession local = ClusterSession.local(cores)) {
        assertThat(train(local, 0))
            .extracting(Workers::count, Workers::threads)
            .containsExactly(1, cores);
      }
    }
    try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"), 3, 2)) {
      onExecutors(cluster, 1, 1, "", List.of(8));
      onExecutors(cluster, 2, 2, "", List.of(1, 4));
      onExecutors(cluster, 3, 2, "3 of 4 executors registered within 4 s.*", List.of(4));
      onUnequalExecutors(cluster);
    }
    assertThat(bits).hasSize(SOLVERS.size());
  }

  /** Without a number of cores for an executor, each takes what its worker has left. */
  private void onUnequalExecutors(StandaloneCluster cluster) {
    try (ClusterSession on = new ClusterSession(cluster.url(), Map.of("spark.cores.max", "5"))) {
      StandaloneCluster.await(
          "three executors",
          () -> on.session().sparkContext().getExecutorMemoryStatus().size() == 4);
      Workers workers = train(on, 0);
      assertThat(workers.note()).startsWith("executors have 1, 2, 2 cores: workers go to those");
      assertThat(List.of(workers.count(), workers.threads())).containsExactly(2, 2);
    }
  }

  private void onExecutors(
      StandaloneCluster cluster, int executors, int chosen, String note, List<Integer> others) {
    int asked = note.isEmpty() ? executors : executors + 1;
    Map<String, String> settings =
        Map.of(
            "spark.executor.cores",
            "2",
            "spark.cores.max",
            String.valueOf(2 * asked),
            "spark.scheduler.maxRegisteredResourcesWaitingTime",
            note.isEmpty() ? "60s" : "4s");
    try (ClusterSession on = new ClusterSession(cluster.url(), settings)) {
      Profiled profiled = new Profiled();
      on.session().sparkContext().addSparkListener(profiled);
      Workers workers = train(on, 0);
      assertThat(workers.note()).matches(note);
      assertThat(List.of(workers.count(), workers.threads())).containsExactly(chosen, 2);
      assertThat(profiled.executors).as("one for each worker").hasSizeGreaterThanOrEqualTo(chosen);
      assertThat(workers.profile().taskResourcesJMap().get("cpus").amount()).isEqualTo(2);
      others.forEach(count -> assertThat(train(on, count).count()).isEqualTo(count));
      assertThat(profiled.stages).hasSizeGreaterThan(20);
    }
  }
}
