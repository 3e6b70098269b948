// Holds conf/lacuna.properties and the README to the options that there are.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class DocumentedOptionsTest {
  private static final Path FILE = Path.of("conf/lacuna.properties");
  private static final int WIDTH = 120;

  private final Program program =
      new Program(
          () -> {
            throw new AssertionError("Spark must not start for this");
          },
          new RecordedConsole(false).console());
  private final CommandSpec run = program.commands().getSubcommands().get("run").getCommandSpec();

  /** The file as the options would have it. */
  private List<String> file() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# Every option of `./submit.sh run` with its default and the reason for it. Copy"
                    + " what you want to change into a file",
                "# of your own and pass that by --config FILE; the command line is over the file,"
                    + " the file over the defaults. Passed",
                "# whole, this file changes nothing. auto is found out from the data; nothing after"
                    + " = means that there is none."));
    for (Map.Entry<String, List<OptionSpec>> section : OptionSections.of(run).entrySet()) {
      String rule = "-".repeat(WIDTH - "# ---  ".length() - section.getKey().length());
      lines.add("");
      lines.add("# --- " + section.getKey() + " " + rule);
      for (OptionSpec option : section.getValue()) {
        if (ConfigFile.keys(run).contains(ConfigFile.key(option))) {
          lines.add("# " + String.join(" ", option.description()) + takes(option));
          lines.add((ConfigFile.key(option) + " = " + ConfigFile.defaultOf(option)).strip());
        }
      }
    }
    return lines;
  }

  private static String takes(OptionSpec option) {
    return option.paramLabel().contains("|") ? " Takes " + option.paramLabel() + "." : "";
  }

  @Test
  void theFileHoldsEveryOptionWithItsDefaultAndReason() throws IOException {
    Path expected = Files.write(Path.of("target", "lacuna.properties"), file());
    assertThat(Files.readAllLines(FILE))
        .as("%s differs from %s, which is what it should be", FILE, expected)
        .containsExactlyElementsOf(file());
    assertThat(file()).allMatch(line -> line.length() <= WIDTH);
  }

  @Test
  void theFileChangesNothingWhenItIsPassedWhole() {
    RunRequest passed = request("--config", FILE.toString(), "--ratings", "r", "--output", "o");
    passed.options().put("config", null);
    assertThat(passed).isEqualTo(request("--ratings", "r", "--output", "o"));
  }

  private RunRequest request(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(0, "run");
    program.parse(arguments.toArray(String[]::new));
    return ((RunCommand) run.userObject()).request();
  }

  @Test
  void everyOptionSaysWhatItIsAndWhatItTakes() {
    assertThat(run.options())
        .allSatisfy(option -> assertThat(String.join(" ", option.description())).endsWith("."))
        .filteredOn(option -> option.arity().max() > 0)
        .allSatisfy(option -> assertThat(option.paramLabel()).doesNotStartWith("<"));
  }

  @Test
  void helpSaysWhatBecomesOfPairsThatAreRatedTwice() {
    assertThat(help("run")).containsPattern("--duplicates [^\\[]*\\[error]");
    assertThat(help("recommend")).containsPattern("--duplicates [^\\[]*\\[mean]");
  }

  private String help(String command) {
    return program.commands().getSubcommands().get(command).getUsageMessage();
  }

  @Test
  void theReadmeNamesNoOptionThatIsNotThere() throws IOException {
    String commands =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.contains("submit.sh") && line.contains("run "))
            .map(line -> line.substring(line.indexOf("run ")))
            .collect(Collectors.joining("\n"));
    Matcher option = Pattern.compile("--[a-z][a-z-]*").matcher(commands);
    List<String> named = new ArrayList<>();
    while (option.find()) {
      named.add(option.group());
    }
    assertThat(named).isNotEmpty().allMatch(run.optionsMap()::containsKey);
  }
}
