package brink.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("brink");

  @Test
  void packagesFormNoCycles() {
    slices().matching("brink.(*.*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void nothingBelowSeesWhatIsAbove() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy("brink.core..")
        .layer("nn")
        .definedBy("brink.nn..")
        .layer("lab")
        .definedBy("brink.lab..")
        .optionalLayer("spark")
        .definedBy("brink.spark..")
        .layer("app")
        .definedBy("brink.app..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("spark")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("lab")
        .mayOnlyBeAccessedByLayers("app", "spark")
        .whereLayer("nn")
        .mayOnlyBeAccessedByLayers("lab", "app", "spark")
        .check(CODE);
  }

  @Test
  void theCoreKnowsNoNativeCodeAndNoNeuralNetworks() {
    noClasses()
        .that()
        .resideInAPackage("brink.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "brink.nn..", "tools.jackson..")
        .check(CODE);
  }

  @Test
  void onlyTheEngineNamesTheTensorLibraryAndOthersSeeTensorsAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("brink.nn.engine..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("are of the tensor library and not a Tensor") {
              @Override
              public boolean test(JavaClass used) {
                var plain = used.getBaseComponentType();
                return plain.getPackageName().startsWith("org.bytedeco")
                    && !plain.isAssignableFrom(Tensor.class);
              }
            })
        .check(CODE);
  }

  @Test
  void onlyTheSentenceModelNamesTheLibrariesOfLanguageModels() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("brink.nn.data.SentenceModel")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..", "ai.djl..")
        .check(CODE);
  }

  @Test
  void onlyTheApplicationPrintsAndExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("brink.app..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CODE);
  }

  @Test
  void classesAreFinalOrAreSealedOrArePlainInterfaces() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CODE);
  }
}
