package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.EigenvalueRow;
import brink.lab.record.NoteRow;
import brink.lab.record.OutputCurvatureRow;
import brink.lab.record.ProjectionRow;
import brink.lab.record.Ritz;
import brink.lab.record.Row;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.SmoothnessRow;
import brink.lab.record.SyntheticRun;
import brink.lab.record.TaylorRow;
import brink.lab.record.TestRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of what must be asked for. */
class AskedFiguresTest {
  private static final SyntheticRun MADE = new SyntheticRun("asked", 1, 60, 6, 3);
  private static final int FROM = 20;

  @TempDir static Path temp;
  private static final List<Row> ROWS = rows();
  private static RunData run;

  @BeforeAll
  static void readARun() {
    try (var writer = MADE.start(temp.resolve("run"))) {
      ROWS.forEach(writer::add);
      writer.finish("loss 0.01 reached");
    }
    run = RunFolder.open(temp.resolve("run")).read();
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (int m = 0; m < 6; m++) {
      double top = MADE.momentRow(m).spectrum().topHess().orElseThrow().value();
      for (int i = 1; i <= 3; i++) {
        rows.add(new EigenvalueRow(m, i, new Ritz(top / i, 1e-6, m != 4 || i != 3)));
      }
      rows.add(new SmoothnessRow(m, 0.1, 0.5 * top, 1.1 * top));
      rows.add(new OutputCurvatureRow(m, 0.8 - 0.1 * m, 0.4 - 0.05 * m));
      rows.add(new TestRow(m, 1.8 - 0.1 * m, Optional.of(0.2 + 0.1 * m)));
    }
    for (int k = FROM; k <= 60; k++) {
      for (int i = 1; i <= 2; i++) {
        double swing = Math.pow(-1.1, k - FROM) / i;
        rows.add(new ProjectionRow(k, 0.1 * k, i, 0.01 * (swing - 1.0 / i), 0.2 * swing));
      }
      rows.add(new TaylorRow(k, 0.1 * k, 0.5, 0.5 * Math.pow(1.1, k - FROM), 0.01 * (k - FROM)));
    }
    rows.add(new NoteRow("The eigenvectors have not converged."));
    return rows;
  }

  @Test
  void whatWasAskedForIsReadBackFromParquetAsItWas() {
    assertThat(read(run)).containsExactlyInAnyOrderElementsOf(ROWS);
    assertThat(temp.resolve("run/eigenvalues.parquet")).exists();
  }

  @Test
  void andFromTheLiveLinesOfARunThatIsStillGoing() {
    try (var writer = MADE.start(temp.resolve("live"))) {
      ROWS.forEach(writer::add);
      assertThat(read(writer.folder().read())).containsExactlyInAnyOrderElementsOf(ROWS);
    }
  }

  @Test
  void aRunThatWasAskedForNothingHasNoFilesForIt() {
    var plain = MADE.write(temp.resolve("plain"));
    assertThat(read(plain.read())).isEmpty();
    for (var name : List.of("eigenvalues", "projections", "taylor", "smoothness", "test")) {
      assertThat(plain.path().resolve(name + ".parquet")).doesNotExist();
    }
    assertThat(RunFigures.of(plain.read()).stream().map(Figure::name))
        .doesNotContain("projections", "taylor", "smoothness", "output-curvature");
  }

  private static List<Row> read(RunData run) {
    var all = run.additional();
    var rows = new ArrayList<Row>(all.eigenvalues());
    rows.addAll(all.projections());
    rows.addAll(all.taylor());
    rows.addAll(all.smoothness());
    rows.addAll(all.outputCurvatures());
    rows.addAll(all.tests());
    rows.addAll(all.notes());
    return rows;
  }

  static Stream<Arguments> figuresAndTheirTexts() {
    return Stream.of(
        Arguments.of("sharpness", List.of("Hess", "Hess, 2 to 3")),
        Arguments.of(
            "loss", List.of("loss (nats)", "accuracy (part of the examples)", "training", "test")),
        Arguments.of(
            "projections", List.of("step", "displacement along each eigenvector", "q1", "q2")),
        Arguments.of("taylor", List.of("step", "training loss (nats)", "model", "training")),
        Arguments.of("smoothness", List.of("at the weights", "along the step")),
        Arguments.of("output-curvature", List.of("trace", "top", "G", "N")));
  }

  @ParameterizedTest
  @MethodSource("figuresAndTheirTexts")
  void anSvgHasTheLabelsOfItsAxesAndSeries(String name, List<String> expected) {
    assertThat(Xml.texts(Xml.parsed(Rendering.svg(figure(name))), "text")).containsAll(expected);
  }

  @Test
  void everyCharacterDrawnIsInTheTypeface() {
    for (var figure : RunFigures.of(run)) {
      for (var text : Xml.texts(Xml.parsed(Rendering.svg(figure)), "text")) {
        assertThat(Typeface.regular(12).canDisplayUpTo(text)).as(text).isEqualTo(-1);
      }
    }
  }

  @Test
  void captionsHoldTheNumbersOfTheData() {
    double top = MADE.momentRow(5).spectrum().topHess().orElseThrow().value();
    assertThat(figure("sharpness").caption())
        .contains(
            "next eigenvalues end at %s and %s"
                .formatted(Numbers.shortly(top / 2), Numbers.shortly(top / 3)));
    assertThat(figure("projections").caption())
        .contains("From step 20 (t = 2.00) on", "sign in 40 of the 40 steps", "at step 60");
    assertThat(figure("taylor").caption())
        .contains("After 40 steps its own loss is 22.6", "factor of 2 apart from step 28 on");
    assertThat(figure("smoothness").caption()).contains("at most 0.45 × the latter");
    assertThat(figure("output-curvature").caption()).contains("from 0.800 to 0.300");
    assertThat(figure("loss").caption())
        .contains("held-out examples it ends at 1.30", "70 % of them");
  }

  @Test
  void thePageWarnsOfNotesAndOfEigenvaluesThatHaveNotConverged() throws IOException {
    assertThat(Files.readString(Report.write(run)))
        .contains("The eigenvectors have not converged.")
        .contains("1 eigenvalue did not converge (at moment 4)")
        .contains("test loss")
        .contains("eigenvalue 2 of Hess");
  }

  private static Figure figure(String name) {
    return RunFigures.of(run).stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
