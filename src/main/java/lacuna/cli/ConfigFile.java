// The file behind --config: values of options that the command line does not give. Between the
// command line, which is over it, and the defaults, which are under it.
package lacuna.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lacuna.UsageException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A properties file whose keys are the long names of options without their dashes. A key without a
 * value leaves the option as it is by default. A file is one for {@code run}; another command that
 * takes it too heeds what means the same there, in the same words, and what is its own.
 */
final class ConfigFile implements IDefaultValueProvider {
  /** Stands for no file. */
  static final ConfigFile NONE = new ConfigFile("", Map.of());

  private static final String OPTION = "--config";

  private final String path;
  private final Map<String, String> values;

  private ConfigFile(String path, Map<String, String> values) {
    this.path = path;
    this.values = values;
  }

  /**
   * The file that the arguments of a command name, if they name one. Options are parsed with the
   * file's values at hand, so it has to be found before that.
   *
   * @param run the command that such files are for
   * @throws UsageException if it can't be read, or has a key that no option of either command has
   */
  static ConfigFile named(List<String> arguments, CommandSpec command, CommandSpec run) {
    if (!command.optionsMap().containsKey(OPTION)) {
      return NONE;
    }
    String path = null;
    for (int k = 0; k < arguments.size(); k++) {
      String argument = arguments.get(k);
      if (argument.startsWith(OPTION + "=")) {
        path = argument.substring(OPTION.length() + 1);
      } else if (argument.equals(OPTION) && k + 1 < arguments.size()) {
        path = arguments.get(k + 1);
      }
    }
    if (path == null) {
      return NONE;
    }
    Collection<String> known = new TreeSet<>(keys(run));
    known.addAll(keys(command));
    ConfigFile file = read(path, known);
    file.values.keySet().removeIf(key -> !meansTheSame("--" + key, command, run));
    return file;
  }

  private static boolean meansTheSame(String name, CommandSpec command, CommandSpec run) {
    OptionSpec own = command.findOption(name);
    OptionSpec theirs = run.findOption(name);
    return own != null
        && (theirs == null || Arrays.equals(own.description(), theirs.description()));
  }

  /** The keys that a command's file may have. */
  static Collection<String> keys(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.usageHelp() && !option.longestName().equals(OPTION))
        .map(ConfigFile::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An option's key. */
  static String key(OptionSpec option) {
    return option.longestName().substring("--".length());
  }

  /** What a file says that means an option's default; empty for an option that is not given. */
  static String defaultOf(OptionSpec option) {
    boolean openFlag = isFlag(option) && option.defaultValue() == null;
    return openFlag ? Words.AUTO : option.defaultValue() == null ? "" : option.defaultValue();
  }

  private static boolean isFlag(OptionSpec option) {
    return option.arity().max() == 0;
  }

  private static ConfigFile read(String path, Collection<String> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    Properties properties =
        new Properties() {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Object put(Object key, Object value) {
            String name = key.toString();
            if (!keys.contains(name)) {
              throw new UsageException(
                  "unknown property " + name + " in " + path + Nearest.question(name, keys));
            }
            if (values.put(name, value.toString().strip()) != null) {
              throw new UsageException("property " + name + " stands twice in " + path);
            }
            return null;
          }
        };
    try (Reader reader = Files.newBufferedReader(Path.of(path))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "--config "
              + path
              + " can't be read as a properties file in UTF-8: "
              + reason(Path.of(path), e),
          e);
    }
    Passwords.refuseIn(path, values);
    return new ConfigFile(path, values);
  }

  private static String reason(Path file, Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (Files.isDirectory(file)) {
      return "it is a directory";
    } else if (e instanceof AccessDeniedException) {
      return "it may not be read";
    } else if (e instanceof CharacterCodingException) {
      return "it holds bytes that are no UTF-8";
    }
    return e instanceof IllegalArgumentException
        ? "a \\u in it is not followed by four hexadecimal digits"
        : String.valueOf(e.getMessage());
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? value(option).orElse(null) : null;
  }

  /** What the file says of an option; {@code auto} of a flag says nothing. */
  private Optional<String> value(OptionSpec option) {
    return Optional.ofNullable(values.get(key(option)))
        .filter(value -> !value.isEmpty() && !(isFlag(option) && value.equals(Words.AUTO)));
  }

  /** Whether the file gives an option another value than it has by default. */
  boolean changes(OptionSpec option) {
    return value(option).filter(value -> !value.equals(option.defaultValue())).isPresent();
  }

  /** " (in FILE)" for an option that has its value from this file, else nothing. */
  String origin(OptionSpec option) {
    return value(option).isPresent() ? " (in " + path + ")" : "";
  }
}
