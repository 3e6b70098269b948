// Options of how a run is executed, and of its seed. Part of `run`.
package lacuna.cli;

import lacuna.blocks.Grid;
import lacuna.factorisation.SettingsBuilder;
import lacuna.factorisation.Workers;
import lacuna.ratings.RatingsRequest;
import picocli.CommandLine.Option;

/** Workers and threads never change the result; seed and grid do. */
final class ExecutionOptions {
  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of every random number; the same one gives the same factors, bit for bit.")
  private long seed;

  @Option(
      names = "--grid",
      paramLabel = "UxI",
      defaultValue = Words.AUTO,
      converter = Words.Shape.class,
      description =
          "Stripes of users x items, powers of two; auto follows data and rank, not the machine.")
  private Grid.Shape grid;

  @Option(
      names = "--workers",
      paramLabel = "P",
      defaultValue = Words.AUTO,
      converter = Words.OpenCount.class,
      description =
          "Worker tasks, a power of two; auto goes by executors. No effect on the result.")
  private Integer workers;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = Words.AUTO,
      converter = Words.OpenCount.class,
      description = "Threads of a worker; auto is its share of the cores. No effect on the result.")
  private Integer threads;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "N",
      defaultValue = Words.AUTO,
      converter = Words.OpenCount.class,
      description =
          "Epochs from one checkpoint to the next; auto keeps their cost below a fiftieth of the time.")
  private Integer checkpointInterval;

  /** Epochs from one checkpoint to the next, 0 for time to decide. */
  int checkpointInterval() {
    return checkpointInterval == null ? 0 : checkpointInterval;
  }

  /** Adds what these options say to a request and to settings. */
  void complete(RatingsRequest.Builder request, SettingsBuilder settings) {
    request.seed(seed);
    settings.seed(seed).grid(grid);
  }

  /** What was asked for. */
  Workers.Request workers() {
    return new Workers.Request(workers == null ? 0 : workers, threads == null ? 0 : threads);
  }
}
