// What the compilers are told before a run, by the JVM's own account.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartupCodeTest {
  @Test
  void jvmTakesTheDirectives() throws Exception {
    StartupCode.leaveToQuickCompiler();
    StartupCode.leaveToQuickCompiler();
    assertThat(StartupCode.told())
        .containsOnlyOnce("org/apache/xbean/*.*")
        .containsOnlyOnce("scala/reflect/*.*")
        .containsOnlyOnce("lacuna/kernels/VectorSteps*.*")
        .contains("Exclude:true");
  }

  @Test
  void serialisationIsLeftOnlyWhereStacksHaveRoomForIt() {
    assertThat(StartupCode.directives(1024)).doesNotContain("java/io");
    assertThat(StartupCode.directives(4096)).contains("java/io/Object*.*");
  }
}
