// Holds submit.sh to what it promises, with stand-ins for the JDK and Spark that print how they
// were called.
package lacuna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitScriptTest {
  private static final Path SCRIPT = Path.of("submit.sh").toAbsolutePath();
  private static final Path CONF = Path.of("conf").toAbsolutePath();

  /** Prints its arguments and some of its environment, one a line, and exits as FAKE_EXIT says. */
  private static final String ECHO =
      """
      #!/bin/sh
      for word in "$@"; do printf '%s\\n' "<$word>"; done
      printf 'memory %s\\nlog4j %s\\n' "$SPARK_DRIVER_MEMORY" "$LOG4J_CONFIGURATION_FILE"
      [ -z "$FAKE_SAYS" ] || printf '%s\\n' "$FAKE_SAYS"
      exit "${FAKE_EXIT:-0}"
      """;

  @TempDir Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Path build;

  private record Result(int exitCode, List<String> out, String err) {}

  @BeforeEach
  void makeStandIns() throws IOException {
    Path jdk = folder.resolve("jdk home");
    executable(jdk.resolve("bin/java"), ECHO);
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n");
    build = folder.resolve("built here");
    Path dependency = build.resolve("spark.jar");
    Files.createDirectories(build);
    Files.writeString(dependency, "");
    Files.writeString(build.resolve("lacuna.jar"), "");
    Files.writeString(build.resolve("spark-class-path-17"), dependency.toString());
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("LACUNA_BUILD", build.toString());
    environment.put("PATH", "/usr/bin:/bin");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result submit(String... arguments) throws IOException, InterruptedException {
    return submit(SCRIPT, arguments);
  }

  private Result submit(Path script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    process.environment().clear();
    process.environment().putAll(environment);
    int exitCode = process.start().waitFor();
    return new Result(
        exitCode, Files.readAllLines(out), Files.readString(err, StandardCharsets.UTF_8));
  }

  private String jar() {
    return "<" + build.resolve("lacuna.jar") + ">";
  }

  @Test
  void handsArgumentsOnAsTheyAre() throws Exception {
    Result result = submit("recommend", "--ratings", "my ratings/*.csv", "", "a\"b", "--", "-x");
    assertThat(result.out())
        .containsSubsequence(
            "<org.apache.spark.deploy.SparkSubmit>",
            jar(),
            "<recommend>",
            "<--ratings>",
            "<my ratings/*.csv>",
            "<>",
            "<a\"b>",
            "<-->",
            "<-x>");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void exitsAsTheJobDoes() throws Exception {
    environment.put("FAKE_EXIT", "4");
    assertThat(submit("run").exitCode()).isEqualTo(4);
  }

  @Test
  void optionsBeforeTheTwoDashesAreSparks() throws Exception {
    List<String> out = submit("--conf", "spark.a=b c", "--", "run", "--rank", "8").out();
    assertThat(out)
        .containsSubsequence("<--conf>", "<spark.a=b c>", jar(), "<run>", "<--rank>", "<8>");
    assertThat(out).doesNotContain("<-->");
  }

  @Test
  void withoutTwoDashesALeadingOptionIsLacunas() throws Exception {
    assertThat(submit("--help").out()).containsSubsequence(jar(), "<--help>");
  }

  @Test
  void passesItsConfigurationUnlessAnotherIsGiven() throws Exception {
    String own = "<" + CONF.resolve("spark-defaults.conf") + ">";
    assertThat(submit("run").out())
        .containsSubsequence("<--properties-file>", own)
        .contains("log4j " + CONF.resolve("log4j2.properties"));
    assertThat(submit("--properties-file", "mine.conf", "--", "run").out())
        .containsSubsequence("<--properties-file>", "<mine.conf>")
        .doesNotContain(own);
  }

  @Test
  void driverMemoryComesFromOptionsThenFileThenEnvironmentThenTheMachine() throws Exception {
    Files.writeString(folder.resolve("mine.conf"), "# x\nspark.driver.memory   5g\n");
    environment.put("SPARK_DRIVER_MEMORY", "4g");
    assertThat(submit("run").out()).contains("<-Xmx4g>");
    assertThat(submit("--properties-file", "mine.conf", "--", "run").out()).contains("<-Xmx5g>");
    assertThat(submit("--conf", "spark.driver.memory=6g", "--", "run").out()).contains("<-Xmx6g>");
    assertThat(submit("--driver-memory", "7g", "--", "run").out()).contains("<-Xmx7g>");
    environment.remove("SPARK_DRIVER_MEMORY");
    assertThat(submit("run").out()).anyMatch(word -> word.matches("<-Xmx\\d{4,}m>"));
  }

  @Test
  void choosesACollectorUnlessOneIsGiven() throws Exception {
    assertThat(submit("run").out()).contains("<-XX:+UseParallelGC>");
    assertThat(submit("--driver-java-options", "-Da=b -XX:+UseG1GC", "--", "run").out())
        .contains("<-XX:+UseG1GC>")
        .doesNotContain("<-XX:+UseParallelGC>");
    environment.put("JDK_JAVA_OPTIONS", "-XX:+UseZGC");
    assertThat(submit("run").out()).doesNotContain("<-XX:+UseParallelGC>");
  }

  @Test
  void makesTheYoungGenerationAQuarterOfASmallHeap() throws Exception {
    assertThat(submit("--driver-memory", "1g", "--", "run").out())
        .contains("<-Xmn256m>", "<-Xms512m>", "<-XX:MetaspaceSize=256m>");
    assertThat(submit("--driver-memory", "01g", "--", "run").out()).contains("<-Xmn256m>");
    environment.put("SPARK_DRIVER_MEMORY", "524288k");
    assertThat(submit("run").out()).contains("<-Xmn128m>");
    environment.put("SPARK_DRIVER_MEMORY", "much");
    assertThat(submit("run").out()).noneMatch(word -> word.startsWith("<-Xmn"));
  }

  @Test
  void makesTheYoungGeneration350MegabytesACoreUpToTwoGigabytes() throws Exception {
    Path path = folder.resolve("path");
    environment.put("PATH", path + ":/usr/bin:/bin");
    executable(path.resolve("getconf"), "#!/bin/sh\necho 2\n");
    assertThat(submit("--driver-memory", "08g", "--", "run").out())
        .contains("<-Xmn700m>", "<-Xms1400m>");
    executable(path.resolve("getconf"), "#!/bin/sh\necho 64\n");
    assertThat(submit("--driver-memory", "40g", "--", "run").out())
        .contains("<-Xmn2048m>", "<-Xms4096m>");
  }

  @ParameterizedTest
  @CsvSource({
    "--driver-java-options,-Xmx512m",
    "--driver-java-options,-Xms300m",
    "--driver-java-options,-XX:NewRatio=1",
    "JAVA_TOOL_OPTIONS,-Xmn100m",
    "JAVA_TOOL_OPTIONS,-XX:MaxNewSize=100m",
    "JDK_JAVA_OPTIONS,-XX:MaxRAMPercentage=20",
    "_JAVA_OPTIONS,-Xmx512m",
    "_JAVA_OPTIONS,-XX:MaxHeapSize=512m"
  })
  void leavesSizesOfTheHeapToWhoGivesOne(String where, String size) throws Exception {
    assertThat(withJavaOptions(where, "-Da=b " + size))
        .contains("<run>", "<-XX:+UseParallelGC>", "<-XX:MetaspaceSize=256m>")
        .noneMatch(word -> word.matches("<-Xm[ns]\\d+m>") && !word.contains(size));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--driver-java-options", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void leavesTheSizeOfMetaspaceToWhoGivesIt(String where) throws Exception {
    assertThat(withJavaOptions(where, "-XX:MetaspaceSize=64m"))
        .contains("<run>", "<-XX:+UseParallelGC>")
        .doesNotContain("<-XX:MetaspaceSize=256m>");
  }

  /** What a start says with options of the JVM in an option or a variable of the environment. */
  private List<String> withJavaOptions(String where, String options) throws Exception {
    environment.put("SPARK_DRIVER_MEMORY", "4g");
    if (where.startsWith("--")) {
      return submit(where, options, "--", "run").out();
    }
    environment.put(where, options);
    return submit("run").out();
  }

  @Test
  void usesTheSparkOfSparkHomeBeforeThatOfThePath() throws Exception {
    Path home = folder.resolve("spark home");
    Path path = folder.resolve("path");
    executable(path.resolve("spark-submit"), ECHO);
    environment.put("PATH", path + ":/usr/bin:/bin");
    assertThat(submit("run").out())
        .startsWith("<--class>", "<lacuna.cli.Main>", "<--properties-file>")
        .contains("<--load-spark-defaults>", "memory ")
        .containsSubsequence(jar(), "<run>");
    executable(home.resolve("bin/spark-submit"), ECHO);
    Files.delete(path.resolve("spark-submit"));
    environment.put("SPARK_HOME", home.toString());
    assertThat(submit("run").out()).startsWith("<--class>", "<lacuna.cli.Main>");
  }

  @Test
  void choosesDriverMemoryForAnInstallationInLocalModeOnly() throws Exception {
    executable(folder.resolve("spark/bin/spark-submit"), ECHO);
    environment.put("SPARK_HOME", folder.resolve("spark").toString());
    assertThat(submit("--master", "local[2]", "--", "run").out())
        .anyMatch(line -> line.matches("memory \\d{4,}m"));
    assertThat(submit("--master", "spark://host:7077", "--", "run").out()).contains("memory ");
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first link"), SCRIPT);
    Path second = Files.createSymbolicLink(folder.resolve("second"), first.getFileName());
    List<String> out = submit(second, "run").out();
    Files.delete(second);
    Files.delete(first);
    assertThat(out).contains("<" + CONF.resolve("spark-defaults.conf") + ">");
  }

  @Test
  void keepsLoadedClassesInAnArchiveOnceARunHasEnded() throws Exception {
    assertThat(submit("doctor").out()).noneMatch(word -> word.contains(".jsa"));
    String option =
        submit("run").out().stream()
            .filter(word -> word.startsWith("<-XX:ArchiveClassesAtExit="))
            .findFirst()
            .orElseThrow();
    String archive = option.substring(option.indexOf('=') + 1, option.length() - 1);
    Files.write(Path.of(archive), new byte[1000]);
    assertThat(submit("run").out()).contains(option);
    try (RandomAccessFile file = new RandomAccessFile(archive, "rw")) {
      file.setLength(101 << 20);
    }
    assertThat(submit("doctor").out()).contains("<-XX:SharedArchiveFile=" + archive + ">");
  }

  @Test
  void saysInOneLineWhatIsMissing() throws Exception {
    environment.put("SPARK_HOME", "/nowhere");
    assertOneLine(submit("run"), "SPARK_HOME is /nowhere");
    environment.remove("SPARK_HOME");
    Files.delete(build.resolve("spark.jar"));
    assertOneLine(submit("run"), "holds no finished build for JDK 17");
    Path jdk = Path.of(environment.get("JAVA_HOME"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertOneLine(submit("run"), "needs a JDK 17 or newer");
    environment.put("JAVA_HOME", "/nowhere");
    assertOneLine(submit("run"), "JAVA_HOME is /nowhere");
  }

  private static void assertOneLine(Result result, String part) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(part).containsOnlyOnce("\n").startsWith("submit.sh: ");
  }

  @Test
  void endsAsTheDriverDidThatAStandaloneClusterRan() throws Exception {
    String[] detached = {"--master", "spark://h:1", "--deploy-mode", "cluster", "--", "run"};
    String start = "State of driver driver-1 is RUNNING\n";
    environment.put("FAKE_SAYS", start + "State of driver driver-1 is FINISHED, exiting");
    Result finished = submit(detached);
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.err())
        .contains("<spark.standalone.submit.waitAppCompletion=true>")
        .contains("<--add-modules=jdk.incubator.vector>");
    environment.put("FAKE_SAYS", start + "State of driver driver-1 is FAILED, exiting");
    Result failed = submit(detached);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("submit.sh: the driver ended as driver-1 FAILED");
    environment.put("FAKE_SAYS", "no more");
    assertThat(submit(detached).exitCode()).isEqualTo(1);
  }
}
