// A run that ends early because somebody asked it to. Thrown by TrainingCheckpoints.
package lacuna.checkpoints;

/** What a training was asked to do by a {@link StopRequest}; its message is for the person. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
