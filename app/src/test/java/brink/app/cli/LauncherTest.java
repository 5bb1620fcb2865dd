package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a made-up project, with JDKs and a Maven that only say how they were called. */
class LauncherTest {
  @TempDir private Path folder;
  private LauncherProject project;

  @BeforeEach
  void makeProject() {
    project = LauncherProject.in(folder);
  }

  @Test
  void theFirstStartBuildsAndTheNextOnesOnlyStart() {
    project.jdk("jdk-25", "25.0.1");
    var first = project.start("run", "a b.yaml", "--set", "x=[1, 2]");
    assertThat(first.code()).isZero();
    assertThat(first.err())
        .isEqualTo("Building Brink (the first time takes some minutes: libraries are fetched).\n");
    assertThat(first.out())
        .contains("JDK " + folder.resolve("jdks/jdk-25"))
        .contains("OMP passive OPENBLAS 4")
        .contains(
            "[-Xmx1g]",
            "[-Dorg.bytedeco.javacpp.maxbytes=0]",
            "[-Djava.awt.headless=true]",
            "[-Dbrink.home=" + project.root() + "]")
        .endsWith("[brink.app.cli.Main]\n[run]\n[a b.yaml]\n[--set]\n[x=[1, 2]]\n");
    assertThat(project.start().err()).isEmpty();
    assertThat(project.builds()).isEqualTo(1);
  }

  @Test
  void theBuildIsToldItsCommitWhereGitKnowsIt() {
    project.jdk("jdk-25", "25.0.1");
    assertThat(project.start().code()).isZero();
    assertThat(project.asked()).isEqualTo("-q -B -DskipTests package");
    project.settle();
    project.commit("0ee2cfc-dirty");
    LauncherProject.write(project.root().resolve("core/src/main/java/A.java"), "changed");
    assertThat(project.start().code()).isZero();
    assertThat(project.asked()).isEqualTo("-q -B -DskipTests -Dbrink.commit=0ee2cfc-dirty package");
  }

  @Test
  void withSparkItIsBuiltWithSparkApartFromTheBuildWithout() {
    project.jdk("jdk-25", "25.0.1");
    assertThat(project.start("sweep", "a.yaml").out()).doesNotContain("jvm.options");
    var first = project.start("sweep", "a.yaml", "--spark", "local[*]");
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("[@" + project.root() + "/spark/jvm.options]")
        .endsWith("[sweep]\n[a.yaml]\n[--spark]\n[local[*]]\n");
    assertThat(project.start("sweep", "a.yaml", "--spark=local[*]").err()).isEmpty();
    assertThat(project.start("sweep", "a.yaml").err()).isEmpty();
    assertThat(project.builds()).isEqualTo(2);
  }

  @Test
  void aChangedAnAddedAndARemovedSourceAreBuiltAnew() throws IOException {
    project.jdk("jdk-25", "25");
    project.start();
    project.settle();
    LauncherProject.write(project.root().resolve("core/src/main/java/A.java"), "changed");
    project.start();
    assertThat(project.builds()).isEqualTo(2);
    project.settle();
    Files.delete(project.root().resolve("core/src/main/java/B.java"));
    project.start();
    assertThat(project.builds()).isEqualTo(3);
    project.settle();
    LauncherProject.write(project.root().resolve("core/src/main/java/C.java"), "new");
    project.start();
    project.start();
    assertThat(project.builds()).isEqualTo(4);
  }

  @Test
  void aMovedProjectAndALostLibraryAreBuiltAnew() throws IOException {
    project.jdk("jdk-25", "25");
    project.start();
    Files.delete(project.root().resolve("library.jar"));
    LauncherProject.write(project.root().resolve("library.jar.other"), "");
    project.start();
    assertThat(project.builds()).isEqualTo(2);
    LauncherProject.write(project.root().resolve("library.jar"), "");
    var moved = folder.resolve("moved");
    Files.move(project.root(), moved);
    project = new LauncherProject(folder, moved);
    assertThat(project.start().out()).doesNotContain("a project");
    assertThat(project.builds()).isEqualTo(3);
  }

  @Test
  void whatRunsIsACopyThatALaterBuildLeavesAlone() {
    project.jdk("jdk-25", "25");
    assertThat(project.start().out())
        .contains("brink-app.jar:", "brink-core.jar:" + project.root().resolve("library.jar") + "]")
        .doesNotContain("app/target/", "core/target/");
  }

  @Test
  void copiesOfOlderBuildsGoAfterADayButNotWhileTheyRun() throws Exception {
    Assumptions.assumeTrue(LauncherProject.has("flock"), "no flock here");
    project.jdk("jdk-25", "25");
    project.start();
    var first = project.copies();
    var end = folder.resolve("end");
    var waiting = Map.of("JAVA_WAITS_FOR", end.toString());
    var running = CompletableFuture.supplyAsync(() -> project.start(waiting));
    while (!Files.exists(folder.resolve("end.begun"))) {
      Thread.sleep(20);
    }
    buildAnewADayLater();
    assertThat(project.copies()).hasSize(2).containsAll(first);
    LauncherProject.write(end, "");
    assertThat(running.join().code()).isZero();
    buildAnewADayLater();
    assertThat(project.copies()).hasSize(1).doesNotContainAnyElementsOf(first);
    project.settle();
    LauncherProject.write(project.root().resolve("core/src/main/java/A.java"), "again");
    project.start();
    assertThat(project.copies()).as("those of the same day").hasSize(2);
  }

  private void buildAnewADayLater() {
    LauncherProject.age(project.root(), Duration.ofHours(25));
    LauncherProject.write(project.root().resolve("core/src/main/java/A.java"), "changed");
    assertThat(project.start().code()).isZero();
  }

  @Test
  void aFailedBuildShowsItsEndAndIsTriedAgain() throws IOException {
    project.jdk("jdk-25", "25");
    var broken = project.root().resolve("broken");
    LauncherProject.write(broken, "");
    var failed = project.start();
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("the compiler says no", "brink: The build failed");
    assertThat(failed.out()).isEmpty();
    Files.delete(broken);
    assertThat(project.start().code()).isZero();
  }

  @Test
  void withoutMavenOneSentenceSaysWhatToInstall() throws IOException {
    project.jdk("jdk-25", "25");
    Files.delete(project.tools().resolve("mvn"));
    assertRefused(
        "Brink has to be built first and Maven (mvn) is not on the PATH: install Maven 3.8 or later.",
        Map.of());
  }

  @Test
  void twoStartsAtOnceBuildOnce() {
    project.jdk("jdk-25", "25");
    var slow = Map.of("MAVEN_TAKES", "1");
    var other =
        CompletableFuture.supplyAsync(
            () -> project.start(slow, project.root(), project.launcher(), "one"));
    assertThat(project.start(slow, project.root(), project.launcher(), "two").out())
        .endsWith("[two]\n");
    assertThat(other.join().out()).endsWith("[one]\n");
    assertThat(project.builds()).isEqualTo(1);
  }

  @Test
  void worksFromAnyFolderAndThroughLinks() throws IOException {
    project.jdk("jdk-25", "25");
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project", "brink"));
    var second = Files.createSymbolicLink(elsewhere.resolve("brink"), link);
    assertThat(project.start(Map.of(), elsewhere, second.toString(), "x").out())
        .contains("[-Dbrink.home=" + project.root() + "]");
  }

  @Test
  void ofTheJdksInTheUsualFoldersTheLowestThatFitsIsTaken() {
    project.jdk("jdk-17", "17.0.9");
    project.jdk("jdk-27", "27");
    project.jdk("jdk-26", "26.0.1");
    project.jdk("bundle/Contents/Home", "28-ea");
    assertThat(project.start().out()).contains("JDK " + folder.resolve("jdks/jdk-26") + "\n");
  }

  @Test
  void ownVariableComesBeforeJavaHomeAndJavaHomeBeforeThePath() throws IOException {
    var own = project.jdk("own", "26");
    var home = project.jdk("home", "25");
    var path = project.jdk("path", "25");
    var old = project.jdk("old", "17");
    Files.createSymbolicLink(project.tools().resolve("java"), path.resolve("bin/java"));
    var variables = new HashMap<>(Map.of("BRINK_JAVA_HOME", own.toString()));
    variables.put("JAVA_HOME", home.toString());
    assertThat(project.start(variables).out()).contains("JDK " + own + "\n");
    variables.remove("BRINK_JAVA_HOME");
    assertThat(project.start(variables).out()).contains("JDK " + home + "\n");
    variables.put("JAVA_HOME", old.toString());
    assertThat(project.start(variables).out()).contains("JDK " + path + "\n");
  }

  @Test
  void noJdkThatFitsIsOneSentence() {
    project.jdk("jdk-17", "17.0.9");
    project.jdk("jdk-1.8", "1.8.0_402");
    LauncherProject.write(folder.resolve("jdks/jre-25/release"), "JAVA_VERSION=\"25\"\n");
    assertRefused(
        "No JDK 25 or later was found (in BRINK_JAVA_HOME, JAVA_HOME, PATH and the usual folders):"
            + " install one, or set BRINK_JAVA_HOME to where it lies.",
        Map.of());
  }

  @Test
  void aWrongOwnVariableIsNamedAndNotPassedOver() {
    project.jdk("jdk-25", "25");
    var old = project.jdk("jdk-17", "17.0.9");
    assertRefused(
        "BRINK_JAVA_HOME=" + old + " is not a JDK 25 or later: set it to one, or unset it.",
        Map.of("BRINK_JAVA_HOME", old.toString()));
  }

  @Test
  void theUsersOwnSettingsStand() {
    project.jdk("jdk-25", "25");
    var variables =
        Map.of("OMP_WAIT_POLICY", "active", "BRINK_HEAP", "700m", "BRINK_JAVA_OPTS", "-Da=1 -Db=2");
    assertThat(project.start(variables).out())
        .contains("OMP active OPENBLAS 4", "[-Xmx700m]", "[-Da=1]\n[-Db=2]\n");
    assertThat(project.start(Map.of("BRINK_HEAP", "1073741824")).out())
        .contains("[-Xmx1073741824]");
  }

  @Test
  void aHeapThatJavaCannotHaveIsOneSentence() {
    project.jdk("jdk-25", "25");
    assertRefused(
        "BRINK_HEAP=lots is no size of memory: write for instance 2g or 800m.",
        Map.of("BRINK_HEAP", "lots"));
    assertRefused(
        "BRINK_HEAP=1000k is too little for anything: give at least 64m.",
        Map.of("BRINK_HEAP", "1000k"));
  }

  @Test
  void aHeapBeyondTheMachineIsOneSentence() {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/meminfo")), "no /proc/meminfo here");
    project.jdk("jdk-25", "25");
    var beyond = project.start(Map.of("BRINK_HEAP", "900000t"));
    assertThat(beyond.err())
        .startsWith("brink: BRINK_HEAP=900000t is more than this machine has, ")
        .hasLineCount(1);
  }

  private void assertRefused(String sentence, Map<String, String> variables) {
    assertThat(project.start(variables)).isEqualTo(new Ran(1, "", "brink: " + sentence + "\n"));
  }
}
