package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.record.RunFolder;
import brink.lab.record.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path temp;

  @Test
  void aReportIsAPageWithEveryFigureAlsoAsAFile() throws IOException {
    var folder = SyntheticRun.usual().write(temp.resolve("run"));
    var page = Report.write(folder);
    assertThat(page).isEqualTo(folder.page());
    var names =
        List.of(
            "sharpness",
            "components",
            "overlap",
            "layers",
            "counterfactual",
            "amplification",
            "loss",
            "solver");
    for (var name : names) {
      assertThat(folder.figures().resolve(name + ".png")).isNotEmptyFile();
      Xml.parsed(Files.readString(folder.figures().resolve(name + ".svg")));
    }
    var html = Xml.parsed(Files.readString(page));
    assertThat(Xml.all(html, "figure")).extracting(f -> f.getAttribute("id")).isEqualTo(names);
    assertThat(Xml.all(html, "svg")).hasSize(names.size());
    assertThat(Xml.texts(html, "h1")).containsExactly("quickstart finished");
    var lines = Summary.of(folder.read()).lines();
    assertThat(Xml.texts(html, "p"))
        .containsAll(lines.stream().map(line -> line.replace("AL_J", "ALJ")).toList());
    assertThat(Xml.texts(html, "dd")).contains("9f".repeat(32), "float64", "libtorch 2.10.0");
    assertThat(Xml.texts(html, "pre")).containsExactly(SyntheticRun.usual().spec());
    assertThat(Xml.texts(html, "li"))
        .containsExactly(
            "1 eigenvalue did not converge (at moment 7); the worst, 0.371, has a residual norm of 0.00200.");
  }

  @Test
  void aPageLoadsNothingAndRunsNothing() throws IOException {
    var html = Files.readString(Report.write(SyntheticRun.usual().write(temp.resolve("run"))));
    assertThat(html).doesNotContain("<script", "src=", "@import", "<link", "<image", "<base");
    assertThat(html.replaceAll("xmlns(:\\w+)?=(['\"])http[^'\"]*\\2", ""))
        .doesNotContain("http", "//");
    assertThat(html.replaceAll("url\\(#", "")).doesNotContain("url(");
  }

  @Test
  void figuresOnAPageTakeItsColoursAndShareNoNames() throws IOException {
    var html = Files.readString(Report.write(SyntheticRun.usual().write(temp.resolve("run"))));
    assertThat(html).contains("var(--ink)", "--ink: #1f2328", "prefers-color-scheme: dark");
    assertThat(html).doesNotContain("rgb(31,35,40)", "rgb(255,255,255)");
    var ids =
        Xml.all(Xml.parsed(html), "*").stream()
            .map(e -> e.getAttribute("id"))
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws IOException {
    var folder = SyntheticRun.usual().write(temp.resolve("run"));
    var first = Files.readString(Report.write(folder));
    var figure = Files.readAllBytes(folder.figures().resolve("sharpness.png"));
    assertThat(Files.readString(Report.write(folder))).isEqualTo(first);
    assertThat(Files.readAllBytes(folder.figures().resolve("sharpness.png"))).isEqualTo(figure);
  }

  @Test
  void aFailedRunIsMarkedAndItsReasonEscaped() throws IOException {
    var run = new SyntheticRun("<b>bold</b> & \"quoted\"", 2, 60, 5, 3);
    try (var writer = run.start(temp.resolve("run"))) {
      writer.fail("The loss <became> 1e300.");
    }
    var html = Xml.parsed(Files.readString(Report.write(RunFolder.open(temp.resolve("run")))));
    assertThat(Xml.texts(html, "h1")).containsExactly("<b>bold</b> & \"quoted\" failed");
    assertThat(Xml.texts(html, "li"))
        .contains("This run failed: The loss <became> 1e300. What follows is as far as it got.");
    assertThat(Xml.all(html, "b")).isEmpty();
  }

  @Test
  void aRunThatHasOnlyBegunHasAReport() throws IOException {
    var run = SyntheticRun.usual();
    try (var writer = RunFolder.create(temp.resolve("run"), run.spec(), run.provenance())) {
      var empty = Xml.parsed(Files.readString(Report.write(writer.folder())));
      assertThat(Xml.texts(empty, "h1")).containsExactly("quickstart running");
      assertThat(Xml.texts(empty, "text")).contains("no values to show");
      writer.add(run.step(1));
      writer.add(run.momentRow(0));
      Xml.parsed(Files.readString(Report.write(writer.folder())));
    }
  }

  @Test
  void severalRunsAreLaidOverOneAnotherWithTheirNames() throws IOException {
    var a = new SyntheticRun("ce", 1, 60, 8, 3).write(temp.resolve("a"));
    var b = new SyntheticRun("same", 2, 60, 8, 3).write(temp.resolve("b"));
    var c = new SyntheticRun("same", 3, 60, 8, 3).write(temp.resolve("c"));
    var page = Report.compare(List.of(a, b, c), temp.resolve("all"));
    var html = Xml.parsed(Files.readString(page));
    assertThat(Xml.all(html, "figure"))
        .extracting(f -> f.getAttribute("id"))
        .containsExactly("sharpness", "alignment", "loss");
    var svg = Xml.parsed(Files.readString(temp.resolve("all/figures/sharpness.svg")));
    assertThat(Xml.texts(svg, "text")).contains("ce", "same b", "same c");
  }

  @Test
  void aComparisonNeedsTwoRunsAndAFolderThatIsNoRun() {
    var run = new SyntheticRun("one", 1, 20, 4, 3).write(temp.resolve("a"));
    assertThatThrownBy(() -> Report.compare(List.of(run), temp.resolve("all")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("at least two");
    assertThatThrownBy(() -> Report.compare(List.of(run, run), run.path()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("itself a run folder");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsRefused() throws IOException {
    var folder = new SyntheticRun("one", 1, 20, 4, 3).write(temp.resolve("a"));
    Files.delete(folder.figures());
    Files.writeString(folder.figures(), "in the way");
    assertThatThrownBy(() -> Report.write(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("figures");
  }
}
