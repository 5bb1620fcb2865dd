package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
  @ParameterizedTest
  @EnumSource(Scale.class)
  void everyRangeHasSomeLabelledTicksInsideAndNoneTwice(Scale scale) {
    var random = RandomStream.of(7, "ranges");
    for (int i = 0; i < 2000; i++) {
      double from = scale == Scale.COUNT ? 0 : random.nextDouble(-9, 6);
      double to =
          from
              + (scale == Scale.COUNT
                  ? random.nextDouble(1, 400)
                  : Math.pow(10, random.nextDouble(-2, 1.3)));
      var ticks = scale.ticks(from, to);
      var labels = ticks.stream().map(Scale.Tick::label).filter(l -> !l.isEmpty()).toList();
      assertThat(labels)
          .as("%s from %s to %s (range %d of seed 7)", scale, from, to, i)
          .hasSizeBetween(1, 12)
          .doesNotHaveDuplicates();
      double slack = 1e-6 * (to - from);
      double low = from - slack;
      double high = to + slack;
      assertThat(ticks).allMatch(tick -> tick.position() >= low && tick.position() <= high);
    }
  }

  @Test
  void aTicksLabelIsTheValueAtItsPlace() {
    assertThat(Scale.LOG.ticks(0, 2))
        .contains(
            new Scale.Tick(0, "1"),
            new Scale.Tick(Math.log10(20), "20"),
            new Scale.Tick(Math.log10(30), ""),
            new Scale.Tick(2, "100"));
    assertThat(Scale.LOG.ticks(-6, 1)).contains(new Scale.Tick(-5, "10⁻⁵"));
    assertThat(Scale.LINEAR.ticks(0, 1)).contains(new Scale.Tick(1, "1.0"));
    assertThat(Scale.COUNT.ticks(0, 3))
        .extracting(Scale.Tick::label)
        .containsExactly("0", "1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aLogScaleHasNoPlaceForWhatHasNoLogarithm(double value) {
    assertThat(Scale.LOG.shows(value)).isFalse();
  }
}
