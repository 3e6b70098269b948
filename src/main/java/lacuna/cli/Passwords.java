// Refuses addresses that hold a password, before anything prints or records them. Part of Program.
package lacuna.cli;

import java.util.Map;
import java.util.regex.Pattern;
import lacuna.UsageException;

/**
 * Decision: {@code scheme://user:password@host} is refused, not masked. Because: options go into
 * run.json, checkpoints, messages, and the command line into every list of processes. Costs: who
 * reads by ftp with a password gives it to Hadoop in another way.
 */
final class Passwords {
  private static final Pattern IN_ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/@\\s:]*:[^/@\\s]+@");

  private Passwords() {}

  /**
   * Looks at a command line.
   *
   * @throws UsageException if there is one, without showing it
   */
  static void refuseIn(String... arguments) {
    String option = "";
    for (String argument : arguments) {
      boolean named = argument.startsWith("--");
      option = named ? argument.split("=", 2)[0] : option;
      refuse(option.isEmpty() ? "an argument" : option, argument);
    }
  }

  /**
   * Looks at the values of a file.
   *
   * @throws UsageException if there is one, without showing it
   */
  static void refuseIn(String file, Map<String, String> values) {
    values.forEach((key, value) -> refuse(key + " (in " + file + ")", value));
  }

  private static void refuse(String where, String value) {
    if (IN_ADDRESS.matcher(value).find()) {
      throw new UsageException(
          where
              + " holds a password in an address, which would stand in logs and in run.json; leave"
              + " it out, and give it to Hadoop by a credential provider or a setting such as"
              + " --conf spark.hadoop.fs.ftp.password.HOST=... before the --");
    }
  }
}
