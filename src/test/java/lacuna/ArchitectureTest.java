// Holds the code to the order of packages that the root's package-info describes. Reads the
// compiled classes of
// src/main; a package that does not exist yet breaks no rule.
package lacuna;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  /**
   * Data flows down this list and imports point up. The last two are doors: nothing imports them.
   */
  private static final List<String> FLOW =
      List.of(
          "kernels",
          "ratings",
          "blocks",
          "checkpoints",
          "factorisation",
          "evaluation",
          "output",
          "serving",
          "tuning",
          "race",
          "report",
          "lab",
          "ml",
          "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lacuna");

  @TestFactory
  Stream<DynamicTest> importsPointUp() {
    return IntStream.range(0, FLOW.size() - 1)
        .mapToObj(
            i -> {
              String[] below =
                  FLOW.stream()
                      .skip(i + 1L)
                      .map(name -> "lacuna." + name + "..")
                      .toArray(String[]::new);
              return dynamicTest(
                  FLOW.get(i),
                  () ->
                      noClasses()
                          .that()
                          .resideInAPackage("lacuna." + FLOW.get(i) + "..")
                          .should()
                          .dependOnClassesThat(resideInAnyPackage(below))
                          .allowEmptyShould(true)
                          .check(CLASSES));
            });
  }

  @Test
  void everyPackageHasItsPlaceInTheFlow() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("lacuna."))
            .map(name -> name.split("\\.")[1])
            .collect(Collectors.toSet());
    assertThat(packages).isSubsetOf(FLOW);
  }

  @Test
  void theRootPackageKnowsNoOther() {
    noClasses()
        .that()
        .resideInAPackage("lacuna")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("lacuna.*..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("lacuna.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void solversAreIgnorantOfEachOther() {
    slices()
        .matching("lacuna.factorisation.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void kernelsArePlainJava() {
    noClasses()
        .that()
        .resideInAPackage("lacuna.kernels..")
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "java..", "javax.management..", "jdk.incubator.vector..", "lacuna.kernels..", ""))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** Each kernel has a scalar twin, which is what runs where the module is not. */
  @Test
  void onlyVectorKernelsKnowTheVectorModule() {
    Set<String> users =
        CLASSES.stream()
            .filter(
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(
                            use ->
                                use.getTargetClass()
                                    .getPackageName()
                                    .equals("jdk.incubator.vector")))
            .map(type -> type.getName().replaceFirst("\\$.*", ""))
            .collect(Collectors.toSet());
    assertThat(users)
        .allMatch(name -> name.startsWith("lacuna.kernels.Vector"))
        .allMatch(
            name -> !name.endsWith("Kernel") || CLASSES.contain(name.replace("Vector", "Scalar")));
  }

  @Test
  void onlyMainEndsTheJvm() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("lacuna.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineWritesToStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lacuna.cli..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void classNamesSayWhatTheClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Common)(\\$.*)?")
        .check(CLASSES);
  }
}
