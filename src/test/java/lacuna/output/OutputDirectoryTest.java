// An output is whole or not there, and nothing that Lacuna did not write is ever removed.
package lacuna.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lacuna.UsageException;
import lacuna.ratings.InputException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputDirectoryTest {
  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;
  private Path output;
  private Path partial;

  @BeforeEach
  void name() {
    output = folder.resolve("out");
    partial = folder.resolve("out.partial");
  }

  private OutputDirectory claim(boolean overwrite, String... inputs) {
    return OutputDirectory.claim(hadoop, output.toString(), overwrite, List.of(inputs));
  }

  private void publish(String content) throws IOException {
    publish(content, false);
  }

  private void publish(String content, boolean overwrite) throws IOException {
    try (OutputDirectory directory = claim(overwrite)) {
      Files.writeString(partial.resolve("report.html"), content);
      directory.publish();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  @Test
  void worksInPartialAndRenamesWithSuccessInIt() throws IOException {
    try (OutputDirectory directory = claim(false)) {
      assertThat(directory.partial().getName()).isEqualTo("out.partial");
      assertThat(partial).isDirectory();
      assertThat(output).doesNotExist();
      Files.writeString(partial.resolve("report.html"), "page");
      assertThat(partial.resolve("_SUCCESS")).doesNotExist();
      directory.publish();
    }
    assertThat(names(folder)).containsExactly("out");
    assertThat(names(output)).containsExactly("_SUCCESS", "report.html");
  }

  @Test
  void failureLeavesNothing() throws IOException {
    assertThatThrownBy(
            () -> {
              try (OutputDirectory directory = claim(false)) {
                Files.writeString(partial.resolve("report.html"), "half");
                throw new IllegalStateException("failed in " + directory.output());
              }
            })
        .isInstanceOf(IllegalStateException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void failureWithCheckpointsKeepsThemForWhoGoesOn() throws IOException {
    try (OutputDirectory directory = claim(false)) {
      Files.createDirectories(partial.resolve("checkpoints/epoch-000020"));
      assertThat(directory.output().getName()).isEqualTo("out");
    }
    assertThat(names(folder)).containsExactly("out.partial");
    assertThatThrownBy(() -> claim(false))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("checkpoints");
    publish("afresh", true);
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void emptyPartialOfARunThatWasKilledGivesWay() throws IOException {
    Files.createDirectories(partial.resolve("predictions"));
    Files.writeString(partial.resolve(".owner"), "process 999999999 on elsewhere since then\n");
    publish("second");
    assertThat(names(output)).containsExactly("_SUCCESS", "report.html");
  }

  @Test
  void partialOfSomebodyElseStays() throws IOException {
    Files.createDirectories(partial);
    Files.writeString(partial.resolve("thesis.tex"), "years");
    for (boolean overwrite : new boolean[] {false, true}) {
      assertThatThrownBy(() -> claim(overwrite))
          .isInstanceOf(OutputConflictException.class)
          .hasMessageContaining("out.partial");
    }
    assertThat(partial.resolve("thesis.tex")).hasContent("years");
  }

  @Test
  void partialOfARunningProcessStays() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.createDirectories(partial);
      String host = java.net.InetAddress.getLocalHost().getHostName();
      Files.writeString(
          partial.resolve(".owner"),
          "process "
              + other.pid()
              + " on "
              + host
              + " since "
              + other.info().startInstant().orElseThrow()
              + "\n");
      assertThatThrownBy(() -> claim(true))
          .isInstanceOf(OutputConflictException.class)
          .hasMessageContaining("another run (process " + other.pid());
    } finally {
      other.destroy();
      other.waitFor();
    }
    publish("after it");
    assertThat(output).isDirectory();
  }

  @Test
  void existingOutputIsRefusedAndUntouched() throws IOException {
    publish("first");
    assertThatThrownBy(() -> claim(false))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("--output " + output + " is there already")
        .hasMessageContaining("--overwrite");
    assertThat(output.resolve("report.html")).hasContent("first");
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void overwriteKeepsTheOldUntilTheNewIsComplete() throws IOException {
    publish("first");
    try (OutputDirectory directory = claim(true)) {
      Files.writeString(partial.resolve("report.html"), "second");
      assertThat(output.resolve("report.html")).hasContent("first");
      directory.publish();
    }
    assertThat(output.resolve("report.html")).hasContent("second");
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void failedOverwriteLeavesTheOld() throws IOException {
    publish("first");
    try (OutputDirectory directory = claim(true)) {
      Files.writeString(partial.resolve("report.html"), "second");
      assertThat(directory.partial().getName()).isEqualTo("out.partial");
    }
    assertThat(output.resolve("report.html")).hasContent("first");
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void whatCameMeanwhileStaysAndTheResultIsKept() throws IOException {
    try (OutputDirectory directory = claim(false)) {
      Files.writeString(partial.resolve("report.html"), "mine");
      Files.createDirectories(output);
      Files.writeString(output.resolve("theirs"), "theirs");
      assertThatThrownBy(directory::publish).isInstanceOf(OutputConflictException.class);
    }
    assertThat(output.resolve("theirs")).hasContent("theirs");
    assertThat(partial.resolve("report.html")).hasContent("mine");
  }

  @Test
  void overwriteRefusesADirectoryWithoutTheMark() throws IOException {
    Files.createDirectories(output.resolve("predictions"));
    Files.createFile(output.resolve("_SUCCESS"));
    assertThatThrownBy(() -> claim(true))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("mark");
    assertThat(output.resolve("_SUCCESS")).exists();
  }

  @Test
  void overwriteRefusesADirectoryThatSomebodyPutSomethingInto() throws IOException {
    publish("first");
    Files.writeString(output.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> claim(true))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("notes.txt");
    assertThat(output.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void overwriteRefusesASymbolicLinkAndItsTargetStays() throws IOException {
    publish("first");
    Path real = Files.move(output, folder.resolve("real"));
    Files.createSymbolicLink(output, real);
    for (boolean overwrite : new boolean[] {false, true}) {
      assertThatThrownBy(() -> claim(overwrite)).isInstanceOf(OutputConflictException.class);
    }
    assertThat(real.resolve("report.html")).hasContent("first");
    Files.delete(output);
    Files.createSymbolicLink(output, folder.resolve("nowhere"));
    assertThatThrownBy(() -> claim(false)).isInstanceOf(OutputConflictException.class);
    assertThat(Files.isSymbolicLink(output)).isTrue();
  }

  @Test
  void overwriteRemovesALinkInsideButNotWhatItPointsTo() throws IOException {
    publish("first");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "kept");
    Files.createSymbolicLink(output.resolve("predictions"), outside);
    publish("second", true);
    assertThat(outside.resolve("precious")).hasContent("kept");
    assertThat(output.resolve("predictions")).doesNotExist();
  }

  @Test
  void partialThatIsALinkIsRefused() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target"));
    Files.writeString(target.resolve(".owner"), "process 1 on elsewhere since then\n");
    Files.createSymbolicLink(partial, target);
    assertThatThrownBy(() -> claim(true)).isInstanceOf(OutputConflictException.class);
    assertThat(target.resolve(".owner")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "out/ratings", "out/ratings/*.csv", "linked/ratings/r[0-9].csv"})
  void overwriteRefusesADirectoryThatHoldsTheInput(String input) throws IOException {
    publish("first");
    Files.createDirectories(output.resolve("ratings"));
    Files.writeString(output.resolve("ratings/r1.csv"), "1,2,3");
    Files.createSymbolicLink(folder.resolve("linked"), output);
    assertThatThrownBy(() -> claim(true, folder.resolve("other.csv") + "", folder + "/" + input))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("holds the input");
    assertThat(output.resolve("ratings/r1.csv")).exists();
    assertThat(names(folder)).containsExactly("linked", "out");
  }

  @Test
  void overwriteRefusesAHomeTheWorkingDirectoryAndAFile() throws IOException {
    publish("first");
    String home = System.getProperty("user.home");
    try {
      System.setProperty("user.home", Files.createDirectories(output.resolve("model")).toString());
      assertThatThrownBy(() -> claim(true))
          .isInstanceOf(OutputConflictException.class)
          .hasMessageContaining("home");
    } finally {
      System.setProperty("user.home", home);
    }
    assertThatThrownBy(
            () -> OutputDirectory.claim(hadoop, Path.of("").toAbsolutePath() + "", true, List.of()))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("working directory");
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatThrownBy(() -> OutputDirectory.claim(hadoop, file + "", true, List.of()))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> OutputDirectory.claim(hadoop, "/", true, List.of()))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("root");
    assertThat(file).hasContent("text");
  }

  private void reject(String content) throws IOException {
    try (OutputDirectory directory = claim(true)) {
      Files.writeString(partial.resolve("report.html"), content);
      assertThat(directory.reject("rmse<1 (2.0)")).isEqualTo(folder.resolve("out.rejected") + "");
    }
  }

  @Test
  void whatIsRejectedStandsAsideAndLeavesAnEarlierResultAlone() throws IOException {
    publish("good");
    reject("bad");
    reject("worse");
    assertThat(names(folder)).containsExactly("out", "out.rejected");
    assertThat(output.resolve("report.html")).hasContent("good");
    Path rejected = folder.resolve("out.rejected");
    assertThat(rejected.resolve("report.html")).hasContent("worse");
    assertThat(names(rejected)).containsExactly("_REJECTED", "report.html");
    assertThat(rejected.resolve("_REJECTED")).content().startsWith("lacuna ").contains("rmse<1");
  }

  @Test
  void whatIsRejectedReplacesNothingThatLacunaDidNotWrite() throws IOException {
    Path thesis = folder.resolve("out.rejected/thesis.tex");
    Files.createDirectories(thesis.getParent());
    Files.writeString(thesis, "years of work");
    try (OutputDirectory directory = claim(false)) {
      assertThat(directory.reject("rmse<1 (2.0)")).endsWith("out.rejected-1");
    }
    assertThat(thesis).hasContent("years of work");
    assertThat(names(folder)).containsExactly("out.rejected", "out.rejected-1");
  }

  @Test
  void worksOnAFileSystemThatIsNotTheLocalOne() throws IOException {
    Configuration mounted = new Configuration();
    mounted.set("fs.viewfs.mounttable.far.link./data", folder.toUri().toString());
    for (String content : List.of("first", "second")) {
      try (OutputDirectory directory =
          OutputDirectory.claim(mounted, "viewfs://far/data/out", true, List.of("/data/in"))) {
        Files.writeString(partial.resolve("report.html"), content);
        assertThat(directory.partial().toString()).isEqualTo("viewfs://far/data/out.partial");
        directory.publish();
      }
      assertThat(output.resolve("report.html")).hasContent(content);
      assertThat(names(folder)).containsExactly("out");
    }
    assertThatThrownBy(
            () -> OutputDirectory.claim(mounted, "viewfs://far/data/out", false, List.of()))
        .isInstanceOf(OutputConflictException.class);
    assertThatThrownBy(
            () ->
                OutputDirectory.claim(
                    mounted,
                    "viewfs://far/data/out",
                    true,
                    List.of("viewfs://far/data/out/ratings/*")))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("holds the input");
  }

  @Test
  void placesThatCannotBeWrittenToAreNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    for (String path : List.of(file + "/below", "/proc/lacuna", "nosuch://host/out")) {
      assertThatThrownBy(() -> OutputDirectory.claim(hadoop, path, false, List.of()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(path)
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> OutputDirectory.claim(hadoop, " ", false, List.of()))
        .isInstanceOf(UsageException.class);
    assertThat(names(folder)).containsExactly("file");
  }
}
