package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.LayerRow;
import brink.lab.record.RunData;
import brink.lab.record.SyntheticRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FiguresTest {
  @TempDir static Path temp;
  private static RunData run;

  @BeforeAll
  static void readARun() {
    run = SyntheticRun.usual().write(temp.resolve("run")).read();
  }

  static Stream<Arguments> figuresAndTheirTexts() {
    var time = "time t of the flow (step size × steps)";
    return Stream.of(
        Arguments.of(
            "sharpness",
            List.of(
                time,
                "largest eigenvalues (1 / time)",
                "training loss (nats), falling",
                "Hess",
                "G",
                "R",
                "N")),
        Arguments.of(
            "loss",
            List.of(time, "training loss (nats)", "training accuracy (part of the examples)")),
        Arguments.of("overlap", List.of(time, "overlap ratio ρ(K) (no unit)", "E|K|²", "Σ E|Kl|²")),
        Arguments.of(
            "layers",
            List.of(
                time,
                "E|Kl|² of layer l (1 / time)",
                "layer 1 (first)",
                "layer 2",
                "layer 6 (last)")),
        Arguments.of(
            "counterfactual",
            List.of(
                time,
                "sharpness and bounds on it (1 / time)",
                "sharpness",
                "upper bound",
                "bound, alignment frozen")),
        Arguments.of(
            "solver",
            List.of(
                time,
                "step size h (time)",
                "accumulated",
                "of a step",
                "spectral radius, as estimated (1 / time)",
                "gradients per step")),
        Arguments.of(
            "amplification",
            List.of(
                "layer l, from the output back to the input",
                "u most amplified at layer 1",
                "random u",
                "6",
                "1")));
  }

  @ParameterizedTest
  @MethodSource("figuresAndTheirTexts")
  void anSvgHasTheLabelsOfItsAxesAndSeries(String name, List<String> expected) {
    var svg = Xml.parsed(Rendering.svg(figure(name)));
    assertThat(Xml.texts(svg, "text")).containsAll(expected);
  }

  @Test
  void theComponentsAreLabelledWithHowTheyEnd() {
    var settled =
        run.moments().stream()
            .filter(m -> m.step() >= 10 && m.t() >= 0.1)
            .findFirst()
            .orElseThrow();
    double ratio =
        run.moments().getLast().decomposition().orElseThrow().components().alJ()
            / settled.decomposition().orElseThrow().components().alJ();
    assertThat(Xml.texts(Xml.parsed(Rendering.svg(figure("components"))), "text"))
        .contains("ALJ  %.1f ×".formatted(ratio))
        .anyMatch(text -> text.startsWith("PIx"))
        .anyMatch(text -> text.startsWith("ALx"))
        .anyMatch(text -> text.startsWith("PIJ"))
        .anyMatch(text -> text.startsWith("E|DL|²"));
  }

  @Test
  void everySeriesIsDrawnAsOnePath() {
    var paths =
        Xml.all(Xml.parsed(Rendering.svg(figure("solver"))), "path").stream()
            .filter(path -> path.getAttribute("d").split("L").length > 300)
            .count();
    assertThat(paths).isEqualTo(5); // h, two errors, spectral radius, stages
  }

  @Test
  void everyCharacterDrawnIsInTheTypeface() {
    for (var figure : RunFigures.of(run)) {
      for (var text : Xml.texts(Xml.parsed(Rendering.svg(figure)), "text")) {
        assertThat(Typeface.regular(12).canDisplayUpTo(text)).as(text).isEqualTo(-1);
        assertThat(Typeface.semibold(12).canDisplayUpTo(text)).as(text).isEqualTo(-1);
      }
    }
  }

  @Test
  void aPngHasTwoPixelsForOneOfCssAndIsNotBlank() throws IOException {
    for (var figure : RunFigures.of(run)) {
      var image = ImageIO.read(new ByteArrayInputStream(Rendering.png(figure)));
      assertThat(image.getWidth()).isEqualTo(2 * Figure.WIDTH);
      assertThat(image.getHeight()).isEqualTo(2 * figure.height());
      assertThat(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
          .as(figure.name())
          .contains(0xffffffff)
          .contains(Colour.MUTED.light().getRGB());
    }
  }

  @Test
  void captionsHoldTheNumbersOfTheData() {
    var settled =
        run.moments().stream()
            .filter(m -> m.step() >= 10 && m.t() >= 0.1)
            .findFirst()
            .orElseThrow();
    var after = run.moments().stream().filter(m -> m.step() >= 10 && m.t() >= 0.1).toList();
    var peak =
        after.stream()
            .max(Comparator.comparingDouble(m -> m.spectrum().topHess().orElseThrow().value()))
            .orElseThrow();
    double top = peak.spectrum().topHess().orElseThrow().value();
    double topR =
        after.stream()
            .mapToDouble(m -> m.spectrum().topR().orElseThrow().value())
            .max()
            .orElseThrow();
    assertThat(caption("sharpness"))
        .contains(
            "to %.1f (%.1f ×)"
                .formatted(top, top / settled.spectrum().topHess().orElseThrow().value()))
        .contains("part R is at most %.2f".formatted(topR))
        .contains("differs from it by at most 3.0 %");
    assertThat(caption("overlap"))
        .contains(
            "from %.3f to %.3f"
                .formatted(
                    settled.decomposition().orElseThrow().rho().orElseThrow(),
                    peak.decomposition().orElseThrow().rho().orElseThrow()))
        .contains(
            "from %.1f to %.1f"
                .formatted(
                    settled.decomposition().orElseThrow().eK2(),
                    peak.decomposition().orElseThrow().eK2()));
    double bound =
        run.moments().stream()
            .flatMap(m -> m.bound().stream())
            .mapToDouble(b -> b)
            .max()
            .orElseThrow();
    assertThat(caption("counterfactual"))
        .contains("peaks at %.1f".formatted(top))
        .contains("never above %.1f".formatted(bound))
        .contains("= %.4f".formatted(2 / bound));
    int lastMoment = run.moments().getLast().moment();
    double first =
        run.layers().stream()
            .filter(r -> r.moment() == lastMoment && r.layer() == 1)
            .mapToDouble(LayerRow::eKl2)
            .findFirst()
            .orElseThrow();
    assertThat(caption("layers")).contains("largest in layer 1 (%.1f)".formatted(first));
    assertThat(caption("amplification")).contains("4.5 × as long", "119 × as long");
    assertThat(caption("loss")).contains("from 1.79 to 0.00997", "from 17 % to 100 %");
    assertThat(caption("solver")).contains("420 steps", "7 rejected");
  }

  private static String caption(String name) {
    return figure(name).caption();
  }

  private static Figure figure(String name) {
    return RunFigures.of(run).stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
