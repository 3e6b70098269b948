// Ctrl-C and kill while a run learns: the first one is a request, the second an order.
package lacuna.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lacuna.checkpoints.StopRequest;
import org.apache.spark.util.SignalUtils;
import scala.Function0;

/**
 * While it is open, the first SIGINT or SIGTERM asks the training under way to end with a
 * checkpoint. A second one, or one where no training heeds it, ends the JVM as ever, see {@link
 * Interruption}. One at a time in a process.
 *
 * <p>Decision: a signal handler, by Spark's own registry of them. Because: a shutdown hook runs
 * when it is too late to start jobs safely, against time limits of Hadoop's and Spark's, and no
 * second signal would come through. Costs: a class of Spark's that it does not call public.
 */
final class StopSignal implements AutoCloseable {
  private static final AtomicReference<StopSignal> OPEN = new AtomicReference<>();
  private static final AtomicBoolean REGISTERED = new AtomicBoolean();
  private static ExitCode received = ExitCode.INTERRUPTED;

  private final StopRequest request;
  private final Runnable told;

  /**
   * Listens from now on.
   *
   * @param request what is asked
   * @param told is called when a training will heed it
   */
  StopSignal(StopRequest request, Runnable told) {
    this.request = request;
    this.told = told;
    OPEN.set(this);
    if (REGISTERED.compareAndSet(false, true)) { // there is no way to take a handler back
      register("INT", ExitCode.INTERRUPTED);
      register("TERM", ExitCode.TERMINATED);
    }
  }

  private static void register(String signal, ExitCode code) {
    Function0<Object> handler = () -> received(code);
    SignalUtils.register(signal, handler);
  }

  /** Whether the signal needs no other handler. */
  private static boolean received(ExitCode code) {
    StopSignal open = OPEN.get();
    if (open == null || !asked(open.request, code)) {
      return false;
    }
    open.told.run();
    return true;
  }

  /** In one step for {@link #exitCode}: the training may stop as soon as it is asked. */
  private static synchronized boolean asked(StopRequest request, ExitCode code) {
    boolean first = request.ask();
    if (first) {
      received = code;
    }
    return first;
  }

  /** The code of a run that has stopped, by the signal that it had. */
  static synchronized ExitCode exitCode() {
    return received;
  }

  @Override
  public void close() {
    OPEN.set(null);
  }
}
