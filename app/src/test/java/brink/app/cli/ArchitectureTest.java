package brink.app.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses BRINK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("brink");

  @Test
  void packagesFormNoCycles() {
    slices().matching("brink.(*.*)..").should().beFreeOfCycles().check(BRINK);
  }

  @Test
  void modulesSeeOnlyWhatIsBelowThem() {
    noClasses()
        .that()
        .resideInAPackage("brink.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("brink.nn..", "brink.lab..", "brink.app..")
        .check(BRINK);
    noClasses()
        .that()
        .resideInAPackage("brink.nn..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("brink.lab..", "brink.app..")
        .check(BRINK);
    noClasses()
        .that()
        .resideInAPackage("brink.lab..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("brink.app..")
        .check(BRINK);
  }

  @Test
  void onlyTheNeuralNetworkModuleTouchesTheTensorLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("brink.nn..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(BRINK);
  }

  @Test
  void onlyTheCommandLinePrintsOrExits() {
    var below = noClasses().that().resideOutsideOfPackage("brink.app..");
    below.should().accessField(System.class, "out").check(BRINK);
    below.should().accessField(System.class, "err").check(BRINK);
    below.should().callMethod(System.class, "exit", int.class).check(BRINK);
  }
}
