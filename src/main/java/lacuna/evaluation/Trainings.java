// Runs every method's trainings on the same split: searches first, then the final ones.
package lacuna.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lacuna.UsageException;
import lacuna.checkpoints.Checkpoints;
import lacuna.checkpoints.StoppedException;
import lacuna.checkpoints.TrainingCheckpoints;
import lacuna.evaluation.MethodResult.Status;
import lacuna.factorisation.BlockedRatings;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;
import lacuna.factorisation.Factors;
import lacuna.factorisation.SavedSolution;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solution;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.TrainingTask;
import lacuna.ratings.InputException;

/**
 * The trainings of one comparison. With a validation part and refit, every method that chooses
 * something searches on blocks that hold that part back; those blocks are closed, and all methods
 * learn from all training ratings. Otherwise each method trains once.
 */
final class Trainings {
  private static final int MOST_CAUSES = 50;

  private final BlockedRatings ratings;
  private final Settings settings;
  private final List<Methods.Method> methods;
  private final Checkpoints checkpoints;
  private final ComparisonListener listener;
  private final Map<String, Double> timings = new LinkedHashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

  /**
   * What became of a method so far.
   *
   * @param status how its last training ended
   * @param factors its model, null where it has none
   * @param history epochs of all its trainings
   * @param epochs what a search chose, or what is behind the model
   * @param seconds in the solver
   * @param note one line, or empty
   * @param convergence R-hat by name, or empty
   */
  record Outcome(
      Status status,
      Factors factors,
      List<EpochRecord> history,
      int epochs,
      double seconds,
      String note,
      Map<String, Double> convergence) {
    private static final Outcome NONE =
        new Outcome(Status.DONE, null, List.of(), 0, 0, "", Map.of());

    private Outcome then(Solution next) {
      List<EpochRecord> longer = new ArrayList<>(history);
      longer.addAll(next.history());
      return new Outcome(
          Status.valueOf(next.status().name()),
          next.factors(),
          longer,
          next.epochs(),
          seconds + next.seconds(),
          next.note().isEmpty() ? note : next.note(),
          next.convergence());
    }

    private Outcome failed(double more, String why) {
      return new Outcome(Status.FAILED, null, history, 0, seconds + more, why, Map.of());
    }
  }

  /** Without checkpoints. */
  Trainings(
      BlockedRatings ratings,
      Settings settings,
      List<Methods.Method> methods,
      ComparisonListener listener) {
    this(ratings, settings, methods, Checkpoints.NONE, listener);
  }

  /**
   * @param methods the primary first
   * @param checkpoints what trainings go on from and where they keep their state
   */
  Trainings(
      BlockedRatings ratings,
      Settings settings,
      List<Methods.Method> methods,
      Checkpoints checkpoints,
      ComparisonListener listener) {
    this.checkpoints = checkpoints;
    this.ratings = ratings;
    this.settings = settings;
    this.methods = methods;
    this.listener = listener;
  }

  /** What became of each method that was tried, the primary first. */
  Map<Methods.Method, Outcome> outcomes() {
    Map<Methods.Method, Outcome> inOrder = new LinkedHashMap<>();
    for (Methods.Method method : methods) {
      if (outcomes.containsKey(method.name())) {
        inOrder.put(method, outcomes.get(method.name()));
      }
    }
    return inOrder;
  }

  /** Seconds of each step. */
  Map<String, Double> timings() {
    return timings;
  }

  /** Chooses what is to be chosen; says whether the primary has survived it. */
  boolean search() {
    List<Methods.Method> searching =
        methods.stream().filter(method -> method.searches(settings)).toList();
    if (!ratings.hasValidation() || !settings.refit() || searching.isEmpty()) {
      return true;
    }
    try (TrainingData data = blocked("blocking to search", ratings.search())) {
      for (Methods.Method method : searching) {
        train(method, data, TrainingTask.search());
        if (isPrimary(method) && !alive(method)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Makes the blocks that the models come from; the caller closes them. */
  TrainingData fullBlocks() {
    return blocked("blocking", ratings.full());
  }

  /** Trains the models; stops after a primary that has none. */
  void learn(TrainingData data) {
    for (Methods.Method method : methods) {
      Outcome searched = outcomes.get(method.name());
      if (searched == null) {
        train(method, data, TrainingTask.only());
      } else if (searched.status == Status.DONE) {
        train(method, data, TrainingTask.refit(searched.epochs));
      }
      if (isPrimary(method) && !alive(method)) {
        return;
      }
    }
  }

  private boolean isPrimary(Methods.Method method) {
    return method == methods.get(0);
  }

  private boolean alive(Methods.Method method) {
    return outcomes.get(method.name()).status == Status.DONE;
  }

  private TrainingData blocked(String step, TrainingData data) {
    long start = System.nanoTime();
    data.spark().setJobDescription(step);
    try {
      data.blocks().count(); // so that no method's time has the blocking of all in it
    } catch (RuntimeException failed) {
      data.close();
      throw failed;
    } finally {
      data.spark().setJobDescription(null);
    }
    ended(step, seconds(start));
    return data;
  }

  /** Notes a step's time. */
  void ended(String step, double seconds) {
    timings.merge(step, seconds, Double::sum);
    listener.stepEnded(step, seconds);
  }

  static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private void train(Methods.Method method, TrainingData data, TrainingTask task) {
    String name = method.name();
    Outcome before = outcomes.getOrDefault(name, Outcome.NONE);
    listener.trainingStarted(name, task.phase());
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = before.then(solution(method, data, task));
    } catch (Exception failure) { // Spark throws checked ones too, and says so nowhere
      boolean needed = isPrimary(method) || name.equals(Methods.BIAS);
      if (needed && tooLarge(failure)) {
        throw new UsageException(name + " " + largeness(data), failure);
      } else if (needed || !bearable(failure, data)) {
        throw failure;
      }
      String why = tooLarge(failure) ? largeness(data) : oneLine(failure);
      outcome = before.failed(seconds(start), why);
    }
    outcomes.put(name, outcome);
    double seconds = seconds(start);
    String step = (task.phase() == Phase.SEARCH ? "search " : "train ") + name;
    timings.merge(step, seconds, Double::sum);
    listener.trainingEnded(name, task.phase(), outcome.status, seconds, outcome.note);
    if (!isPrimary(method) && outcome.status != Status.DONE) {
      listener.warned(
          name + " " + outcome.status.name().toLowerCase(Locale.ROOT) + ": " + outcome.note);
    }
  }

  /** What the method comes to, or came to in a run that this one goes on from. */
  private Solution solution(Methods.Method method, TrainingData data, TrainingTask task) {
    String name = method.name();
    TrainingCheckpoints own =
        checkpoints.of(name + " " + task.phase().name().toLowerCase(Locale.ROOT));
    Optional<Solution> earlier = SavedSolution.read(name, own, data);
    if (earlier.isPresent()) {
      List<EpochRecord> history = earlier.get().history();
      history.forEach(epoch -> listener.epochEnded(name, epoch, history.size()));
      return earlier.get();
    }
    try {
      Solution solution = method.solver().get().solve(data, settings, task.with(own), listener);
      SavedSolution.write(own, solution, data);
      return solution;
    } finally {
      own.ended();
    }
  }

  /** Whether the others can go on without the method that threw this. */
  private static boolean bearable(Exception failure, TrainingData data) {
    return !(failure instanceof UsageException)
        && !(failure instanceof InputException)
        && !(failure instanceof StoppedException)
        && !Thread.currentThread().isInterrupted()
        && !data.spark().sc().isStopped();
  }

  /** Whether an array would have had more elements than Java counts: {@code Math.multiplyExact}. */
  private static boolean tooLarge(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof ArithmeticException && oneLine(cause).endsWith("overflow")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private String largeness(TrainingData data) {
    return "has more than 2 billion numbers to hold in one array at --rank "
        + settings.rank()
        + " on the grid "
        + data.grid().value().users().stripes()
        + "x"
        + data.grid().value().items().stripes()
        + "; give a lower --rank, or more stripes by --grid";
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
    String first = message.lines().findFirst().orElse("");
    return first.isEmpty() ? failure.getClass().getSimpleName() : first;
  }
}
