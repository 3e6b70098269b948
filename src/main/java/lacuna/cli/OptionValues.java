// The values of a command's options, for the record of a run.
package lacuna.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads the values in effect off a parsed command. */
final class OptionValues {
  private OptionValues() {}

  /**
   * Every option by its name without dashes: numbers, truth values, text or lists of it; null for
   * one that is not given or left to be found out.
   */
  static Map<String, Object> of(CommandSpec command) {
    Map<String, Object> values = new LinkedHashMap<>();
    OptionSections.of(command).values().stream()
        .flatMap(List::stream)
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .forEach(option -> values.put(ConfigFile.key(option), value(option)));
    return values;
  }

  private static Object value(OptionSpec option) {
    Object value = option.getValue();
    boolean kept = value == null || value instanceof Number || value instanceof Boolean;
    return kept || value instanceof List<?> ? value : Words.typed(value);
  }
}
