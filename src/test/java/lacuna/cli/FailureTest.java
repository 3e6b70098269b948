// Exit codes of exceptions, wrapped or not.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import lacuna.SparkForTests;
import lacuna.UsageException;
import lacuna.output.OutputConflictException;
import lacuna.ratings.InputException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void knowsWhatIsMeantForThePerson() {
    assertThat(Failure.of(new UsageException("rank is 0")))
        .isEqualTo(new Failure(ExitCode.USAGE, "rank is 0", false));
    assertThat(Failure.of(new InputException("no file")).code()).isEqualTo(ExitCode.INPUT);
    assertThat(Failure.of(new OutputConflictException("there")).code())
        .isEqualTo(ExitCode.CONFLICT);
  }

  @Test
  void seesAnInputExceptionThroughSpark() {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkForTests.session().sparkContext());
    Throwable thrown =
        org.assertj.core.api.Assertions.catchThrowable(
            () ->
                spark
                    .parallelize(java.util.List.of(1, 2, 3))
                    .foreach(
                        number -> {
                          throw new InputException("line " + 3 + " is no rating");
                        }));
    assertThat(thrown).isInstanceOf(org.apache.spark.SparkException.class);
    assertThat(Failure.of(thrown))
        .isEqualTo(new Failure(ExitCode.INPUT, "line 3 is no rating", false));
  }

  @Test
  void tellsOneLineOfALongMessageAndTracesIt() {
    Failure failure = Failure.of(new IllegalStateException("first\nsecond"));
    assertThat(failure.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(failure.traced()).isTrue();
    assertThat(failure.line()).contains("IllegalStateException: first;").doesNotContain("second");
  }

  @Test
  void saysHowToGiveMoreMemory() {
    Throwable thrown = new RuntimeException("job aborted", new OutOfMemoryError("heap"));
    assertThat(Failure.of(thrown).line()).contains("--driver-memory");
  }

  @Test
  void endsOnCausesThatGoInALoop() {
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));
    assertThat(Failure.of(first).code()).isEqualTo(ExitCode.UNEXPECTED);
  }

  @Test
  void returnsTheCodesThatAreDocumented() {
    assertThat(ExitCode.values())
        .extracting(ExitCode::code)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 130, 143);
  }
}
