// What the compilers are told before a run, by the JVM's own account.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import lacuna.kernels.CompilerDirectives;
import org.junit.jupiter.api.Test;

class StartupCodeTest {
  @Test
  void jvmTakesTheDirectives() throws Exception {
    StartupCode.leaveToQuickCompiler();
    StartupCode.leaveToQuickCompiler();
    assertThat(CompilerDirectives.told())
        .containsOnlyOnce("org/apache/xbean/*.*")
        .containsOnlyOnce("scala/reflect/*.*")
        .contains("Exclude:true");
  }

  @Test
  void serialisationIsLeftOnlyWhereStacksHaveRoomForIt() {
    assertThat(StartupCode.patterns(1024)).doesNotContain("java/io/Object*.*");
    assertThat(StartupCode.patterns(4096)).contains("java/io/Object*.*");
  }
}
