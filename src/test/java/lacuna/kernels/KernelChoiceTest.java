// Proves that the vector kernel is taken where it can be, and that Lacuna runs without the module.
package lacuna.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
  @Test
  void vectorKernelIsTakenWhereTheModuleIs() {
    assertThat(VectorKernelRequired.kernel().name()).isEqualTo("vector");
    assertThat(Kernels.advice()).startsWith("vector kernel");
  }

  @Test
  void withoutTheModuleTheScalarKernelComesToTheSameBits() throws Exception {
    List<String> lines = fork();
    assertThat(lines.get(0)).isEqualTo("scalar");
    assertThat(lines.get(1))
        .startsWith("scalar kernel")
        .contains("--add-modules=jdk.incubator.vector");
    assertThat(lines.get(2)).isEqualTo(Long.toString(KernelTwinsTest.bitsOfAll(Kernels.best())));
  }

  @Test
  void withoutTheCompilerTheScalarKernelIsTaken() throws Exception {
    List<String> lines = fork("--add-modules=jdk.incubator.vector", "-Xint");
    assertThat(lines.get(0)).isEqualTo("scalar");
    assertThat(lines.get(1)).contains("-Xint");
    assertThat(lines.get(3)).isEqualTo("scalar scalar scalar");
  }

  @Test
  void withModuleAndCompilerTheForkedJvmTakesVectorsToo() throws Exception {
    VectorKernelRequired.kernel();
    List<String> lines = fork("--add-modules=jdk.incubator.vector");
    assertThat(lines.get(0)).isEqualTo("vector");
    assertThat(lines.get(3)).isEqualTo("vector vector vector");
  }

  private static List<String> fork(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(ForkedKernel.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  /**
   * What the forked JVM runs: prints its kernel, the advice, the bits of all cases, and the other
   * kinds of kernels.
   */
  static final class ForkedKernel {
    public static void main(String[] arguments) {
      System.out.println(Kernels.best().name());
      System.out.println(Kernels.advice());
      System.out.println(KernelTwinsTest.bitsOfAll(Kernels.best()));
      System.out.println(
          String.join(
              " ",
              ProductKernels.best().name(),
              RowKernels.best().name(),
              GradientKernels.best().name()));
    }
  }
}
