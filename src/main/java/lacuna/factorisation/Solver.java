// The role that every method plays.
package lacuna.factorisation;

/** Learns factors from blocked ratings. Solvers know nothing of each other. */
public interface Solver {
  /** The method's name on the command line. */
  String method();

  /**
   * Learns from the data's training ratings.
   *
   * @param data one training's blocks; stays the caller's to close
   * @param settings the settings, with open values allowed
   * @param task what to do with them: which phase this is and how many epochs at most
   * @param listener hears of each epoch, on the driver
   */
  Solution solve(
      TrainingData data, Settings settings, TrainingTask task, TrainingListener listener);
}
