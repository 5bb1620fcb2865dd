package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.random.RandomStream;
import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsAndLinesTest {
  @Test
  void labelsKeepTheirOrderAndDistanceAndStayInsideWhenThereIsRoom() {
    var random = RandomStream.of(3, "labels");
    for (int i = 0; i < 1000; i++) {
      var wanted = DoubleStream.generate(() -> random.nextDouble(200)).limit(1 + i % 12).sorted();
      var places = EndLabels.spread(wanted.boxed().toList(), 14, 0, 200);
      for (int k = 1; k < places.size(); k++) {
        assertThat(places.get(k) - places.get(k - 1))
            .as("case %d of seed 3: %s", i, places)
            .isGreaterThanOrEqualTo(14 - 1e-9);
      }
      assertThat(places).allMatch(y -> y >= -1e-9 && y <= 200 + 1e-9);
    }
  }

  @Test
  void labelsThatAreApartStayWhereTheirSeriesEnd() {
    assertThat(EndLabels.spread(List.of(10.0, 50.0, 90.0), 14, 0, 100))
        .containsExactly(10.0, 50.0, 90.0);
  }

  @Test
  void aThinnedLineKeepsItsExtremesInOrder() {
    var random = RandomStream.of(5, "line");
    var points =
        IntStream.range(0, 50_000)
            .mapToObj(i -> new Line.Point(i, i == 31_415 ? 99 : random.nextDouble()))
            .toList();
    var thin = new Line("", Color.BLACK, Line.Look.THIN, points).thinned().points();
    assertThat(thin).hasSizeLessThanOrEqualTo(1200).contains(new Line.Point(31_415, 99));
    assertThat(thin).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
  }

  @Test
  void indicesAreMarkedUpAndTheRestIsEscaped() {
    assertThat(Symbols.html("AL_J < E|K_l|² & top_hess"))
        .isEqualTo("AL<sub>J</sub> &lt; E|K<sub>l</sub>|² &amp; top_hess");
  }

  @Test
  void controlCharactersThatXmlForbidsAreLeftOut() {
    assertThat(Html.escaped("a\u0000\u001b<\"'>\ufffe")).isEqualTo("a&lt;&quot;&#39;&gt;");
  }
}
