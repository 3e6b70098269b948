// What a person sees of a run. Commands write here, and nowhere else.
package lacuna.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The job's own lines: results on one stream, warnings and errors on the other. On a terminal the
 * last line may be a live one, which the next line replaces. Safe for several threads.
 */
final class Console {
  /** No line is longer, so that a log stands in a README and beside another window. */
  static final int WIDTH = 100;

  /** A live line that a narrow terminal wraps could not be replaced. */
  private static final int LIVE_WIDTH = 79;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean live;
  private int shown;
  private String liveText = "";
  private long liveSince;

  /**
   * @param out for what was asked for
   * @param err for warnings and errors
   * @param live whether {@code out} is a terminal, where a line can be replaced
   */
  Console(PrintStream out, PrintStream err, boolean live) {
    this.out = out;
    this.err = err;
    this.live = live;
  }

  /** The process's own streams. */
  static Console ofProcess() {
    Console console = new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), isTerminal());
    if (console.live) {
      Thread clock = new Thread(console::tickForever, "console clock");
      clock.setDaemon(true);
      clock.start();
    }
    return console;
  }

  /** Ids are UTF-8 whatever the locale is; one that says nothing would make question marks. */
  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), false, StandardCharsets.UTF_8);
  }

  private void tickForever() {
    try {
      while (true) {
        Thread.sleep(1000);
        tick(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds to a live line that has not changed for a while how long it has stood there. */
  synchronized void tick(long now) {
    double seconds = (now - liveSince) * 1e-9;
    if (shown > 0 && seconds >= 2) {
      show(liveText + "  " + Math.round(seconds) + " s");
    }
  }

  /** Where /proc is, it says what stdout is, whatever stdin is and whichever JDK runs. */
  private static boolean isTerminal() {
    Path out = Path.of("/proc/self/fd/1");
    if (!Files.isSymbolicLink(out)) {
      return System.console() != null;
    }
    try {
      String target = Files.readSymbolicLink(out).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (java.io.IOException e) {
      return false;
    }
  }

  /** Whether a live line can be shown. */
  boolean isLive() {
    return live;
  }

  /** The stream of results, for whoever formats a page of help. */
  PrintStream out() {
    return out;
  }

  /** Writes a line. */
  synchronized void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** Writes lines. */
  void lines(List<String> texts) {
    texts.forEach(this::line);
  }

  /** Writes a warning on the stream of errors. */
  void warning(String text) {
    error("warning: " + text);
  }

  /** Writes a line on the stream of errors. */
  synchronized void error(String text) {
    clear();
    err.println(text);
    err.flush();
  }

  /** Writes where a failure came from on the stream of errors. */
  synchronized void trace(Throwable failure) {
    clear();
    failure.printStackTrace(err);
    err.flush();
  }

  /** Shows a line until the next one; does nothing where the stream is no terminal. */
  synchronized void live(String text) {
    if (live) {
      liveText = text;
      liveSince = System.nanoTime();
      show(text);
    }
  }

  private void show(String text) {
    String cut = text.length() > LIVE_WIDTH ? text.substring(0, LIVE_WIDTH) : text;
    out.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
    out.flush();
    shown = cut.length();
  }

  private void clear() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  /**
   * Does a phase of a command and says what came of it, with its time.
   *
   * @param name a word
   * @param work the phase
   * @param told what there is to say of its result
   */
  <T> T phase(String name, Supplier<T> work, Function<T, String> told) {
    live(PhaseLine.started(name));
    long start = System.nanoTime();
    T result = work.get();
    lines(PhaseLine.ended(name, told.apply(result), (System.nanoTime() - start) * 1e-9));
    return result;
  }
}
