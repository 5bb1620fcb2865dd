package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.analysis.PowerLaw;
import brink.lab.analysis.SizeFamily;
import brink.lab.analysis.SizedRun;
import brink.lab.record.SyntheticRun;
import brink.lab.study.LowellTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentReportTest {
  @TempDir Path folder;

  private SizeFamily family(int number) {
    var runs = new ArrayList<SizedRun>();
    for (int i = 0; i < 4; i++) {
      var run = new SyntheticRun("run " + i, i, 20, 8, 4).write(folder.resolve(number + "-" + i));
      runs.add(new SizedRun(i < 2 ? 97 : 195, "1, " + i % 2, run.read()));
    }
    return new SizeFamily(
        number, "f" + number, "Family", Optional.of(new PowerLaw(0.0004, 0.49, 0.97)), runs);
  }

  private Path write(List<SizeFamily> families, Optional<Integer> figure) {
    return Report.alignment(
        families,
        LowellTables.of(families),
        new Verdict("lowell2024", "claim", "source", List.of()),
        figure,
        List.of("failed: a run"),
        folder.resolve("page"));
  }

  @Test
  void everyFamilyHasItsEightNumbersAndTheLastTwoAreOfAll() throws Exception {
    var page = write(List.of(family(2)), Optional.empty());
    Xml.parsed(Files.readString(page));
    assertThat(Files.readString(page))
        .contains("Table 2", "Every run", "failed: a run", "Numbers of figures are Brink")
        .contains("Figure 9. Family: sharpness by size", "Figure 16. Family: the peak of alignment")
        .contains("Figure 41.", "Figure 42.");
    for (int n : IntStream.concat(IntStream.rangeClosed(9, 16), IntStream.of(41, 42)).toArray()) {
      for (var kind : List.of("svg", "png", "pdf")) {
        assertThat(folder.resolve("page/figures/figure-%02d.%s".formatted(n, kind)))
            .isNotEmptyFile();
      }
    }
    assertThat(folder.resolve("page/table-2.csv")).isNotEmptyFile();
  }

  @Test
  void oneFigureCanBeDrawnAlone() throws Exception {
    var page = write(List.of(family(2)), Optional.of(14));
    assertThat(Files.readString(page)).contains("Figure 14.").doesNotContain("Figure 15.");
    try (var files = Files.list(folder.resolve("page/figures"))) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void aPdfIsAPageOfTheFiguresSizeAndTheSameBytesEachTime() throws Exception {
    var figure = AlignmentFigures.of(List.of(family(1)), Optional.of(3)).getFirst();
    var bytes = Rendering.pdf(figure);
    assertThat(Rendering.pdf(figure)).isEqualTo(bytes);
    try (var document = Loader.loadPDF(bytes)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      var box = document.getPage(0).getMediaBox();
      assertThat(box.getWidth()).isEqualTo(0.75f * Figure.WIDTH);
      assertThat(box.getHeight()).isEqualTo(0.75f * figure.height());
    }
  }

  @Test
  void linesHaveTheColoursOfTheirSizes() {
    var figure = new FamilyFigures(family(1)).all().getFirst();
    var lines = ((LinePanel) figure.panels().getLast()).lines();
    assertThat(lines).extracting(Line::label).containsExactly("n = 97", "", "n = 195", "");
    assertThat(lines.get(0).colour()).isEqualTo(lines.get(1).colour());
    assertThat(lines.get(0).colour()).isNotEqualTo(lines.get(2).colour());
  }

  @Test
  void aFigureNeedsTheRunsOfItsFamilyOnly() {
    assertThat(AlignmentFigures.family(8)).contains(1);
    assertThat(AlignmentFigures.family(9)).contains(2);
    assertThat(AlignmentFigures.family(40)).contains(5);
    assertThat(AlignmentFigures.family(41)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 43})
  void aFigureThatThereIsNotIsRefusedInASentence(int figure) {
    assertThatThrownBy(() -> AlignmentFigures.family(figure))
        .isInstanceOf(InputError.class)
        .hasMessage("There is no figure %d: give a number from 1 to 42.".formatted(figure));
  }
}
