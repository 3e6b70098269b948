// The doctor: of the machine without Spark, of good ratings and of bad ones.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandIT {
  @TempDir Path folder;

  @Test
  void theMachineIsLookedAtWithoutSpark() {
    RecordedConsole recorded = new RecordedConsole(false);
    Program program =
        new Program(
            () -> {
              throw new AssertionError("Spark must not start for this");
            },
            recorded.console());
    assertThat(program.execute("doctor")).isZero();
    assertThat(recorded.outLines())
        .anyMatch(line -> line.startsWith("java "))
        .anyMatch(line -> line.startsWith("kernel "))
        .anyMatch(line -> line.startsWith("spark      4."))
        .anyMatch(line -> line.startsWith("memory     up to "))
        .anyMatch(line -> line.startsWith("temporary "))
        .anyMatch(line -> line.startsWith("lapack "))
        .anyMatch(line -> line.endsWith("can be written to"));
  }

  @Test
  void goodRatings() {
    InProcess result =
        InProcess.run(
            "doctor", "--ratings", "data/sample/ratings.csv", "--titles", "data/sample/titles.csv");
    assertThat(result.exitCode()).as(result.err().toString()).isZero();
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("format     data/sample/ratings.csv ("))
        .anyMatch(line -> line.matches("first rows user .*, item .*, rating .*"))
        .anyMatch(line -> line.startsWith("counts     5,000 ratings of 200 users and 120 items"))
        .anyMatch(line -> line.equals("bad lines  none"))
        .anyMatch(line -> line.equals("duplicates none"))
        .anyMatch(line -> line.startsWith("per user   ratings: least "))
        .anyMatch(line -> line.startsWith("titles     for 120 of 120 items"))
        .anyMatch(line -> line.startsWith("a run      at rank 32 on these "))
        .anyMatch(line -> line.startsWith("suggested  "));
  }

  @Test
  void badOnesWithWhatWillGoWrong() throws IOException {
    Path path = Files.writeString(folder.resolve("r.csv"), "1,1,4\n1,1,5\n2,1\n3,1,999999\n");
    InProcess result = InProcess.run("doctor", "--ratings", path.toString());
    assertThat(result.exitCode()).as(result.err().toString()).isZero();
    assertThat(result.out())
        .contains("What to mind:")
        .anyMatch(
            line -> line.startsWith("bad lines  1, the first in " + path + ", line 3: too few"))
        .anyMatch(line -> line.startsWith("- run stops at the first bad line"))
        .anyMatch(line -> line.startsWith("- run stops at pairs rated twice"))
        .anyMatch(line -> line.startsWith("- there is one item alone"))
        .anyMatch(line -> line.startsWith("suggested  --duplicates mean --bad-records quarantine"));
  }

  @Test
  void theOutputsPlaceIsLookedAtWithoutWriting() throws IOException {
    String deep = folder + "/a/b/c";
    assertThat(output(deep))
        .anyMatch(line -> line.equals("output     " + folder + " can be written to"))
        .contains("Nothing stands in the way of a run.");
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(output(folder.toString()))
        .anyMatch(line -> line.startsWith("- " + folder + " is there already: "));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(output(file + "/out"))
        .anyMatch(line -> line.startsWith("- " + file + "/out lies below a file"));
    assertThat(output("nosuch://x/y")).anyMatch(line -> line.contains("nosuch://x/y can't be"));
    assertThat(output("/proc/lacuna")).anyMatch(line -> line.contains("/proc/lacuna can't be"));
  }

  /** What stops a run at once, and would stop it again and again. */
  @Test
  void countsManyBadLines() throws IOException {
    Path path = Files.writeString(folder.resolve("r.csv"), "1,1,4\n2,1,5\n" + "x\n".repeat(1500));
    InProcess result = InProcess.run("doctor", "--ratings", path.toString());
    assertThat(result.exitCode()).as(result.err().toString()).isZero();
    assertThat(result.out()).anyMatch(line -> line.startsWith("bad lines  1,500, the first in "));
  }

  private static java.util.List<String> output(String path) {
    return InProcess.run("doctor", "--output", path).out();
  }

  @Test
  void whatCantBeRead() {
    InProcess result = InProcess.run("doctor", "--ratings", folder + "/none.csv");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.error()).contains("none.csv is not there");
  }
}
