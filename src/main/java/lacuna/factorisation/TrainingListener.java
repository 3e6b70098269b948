// Who hears of a training's progress.
package lacuna.factorisation;

/** Hears of progress on the driver, from the thread that trains. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener NONE = (method, record, planned) -> {};

  /**
   * An epoch has ended.
   *
   * @param method the method's name
   * @param record the epoch
   * @param planned epochs that this training may take
   */
  void epochEnded(String method, EpochRecord record, int planned);
}
