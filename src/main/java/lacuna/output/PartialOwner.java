// Tells whether somebody still works on a directory that an earlier run left behind.
package lacuna.output;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;

/**
 * The process that works on a directory.
 *
 * @param host its machine
 * @param pid its number there
 * @param started when it began, to tell it from a later one of the same number
 */
record PartialOwner(String host, long pid, String started) {
  static PartialOwner mine() {
    return of(ProcessHandle.current());
  }

  private static PartialOwner of(ProcessHandle process) {
    String started = process.info().startInstant().map(Instant::toString).orElse("?");
    return new PartialOwner(hostName(), process.pid(), started);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      return "localhost";
    }
  }

  /** Whether the process of such a text is another one of this machine that still runs. */
  static boolean isAnotherAlive(String text) {
    String[] words = text.split(" ");
    return words.length > 1
        && words[1].matches("\\d{1,18}")
        && !text.equals(mine().toString())
        && ProcessHandle.of(Long.parseLong(words[1]))
            .map(process -> of(process).toString().equals(text))
            .orElse(false);
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host + " since " + started;
  }
}
