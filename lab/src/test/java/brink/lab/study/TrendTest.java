package brink.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static Trend of(double... values) {
    var readings = new ArrayList<Trend.Reading>();
    for (int i = 0; i < values.length; i++) {
      readings.add(new Trend.Reading(10 * (1 + i / 2), values[i]));
    }
    return new Trend(readings);
  }

  @Test
  void pairsAreOfDifferentSizesAndEqualValuesCountHalf() {
    var trend = of(1, 2, 2, 3);
    assertThat(trend.pairs()).isEqualTo(4);
    assertThat(trend.rising()).isEqualTo(3.5);
    assertThat(trend.words("units"))
        .isEqualTo("means 1.50 at 10, 2.50 at 20 units; rising in 3.50 of 4 pairs of runs");
  }

  /** Mean 12 and variance (64 * 19 - 4 * 4 * 7) / 72 of 24 pairs: z = 12 / 3.916 where all rise. */
  @Test
  void theChanceIsThatOfTheNormalApproximation() {
    assertThat(of(1, 2, 3, 4, 5, 6, 7, 8).chance()).isCloseTo(0.001091, within(1e-5));
    assertThat(of(8, 7, 6, 5, 4, 3, 2, 1).chance()).isCloseTo(1 - 0.001091, within(1e-5));
  }

  @Test
  void onlyTheOrderOfValuesMatters() {
    assertThat(of(1, 2, 3, 4, 5, 6, 7, 8).rises()).isTrue();
    assertThat(of(1e-9, 2e-9, 3, 4, 5e5, 6e5, 7e9, 8e9).rises()).isTrue();
    assertThat(of(8, 7, 6, 5, 4, 3, 2, 1).falls()).isTrue();
  }

  @Test
  void whatGoesUpAndDownNeitherRisesNorFalls() {
    var trend = of(1, 2, 7, 8, 7, 8, 1, 2);
    assertThat(trend.rises()).isFalse();
    assertThat(trend.falls()).isFalse();
  }

  @Test
  void oneSizeOrAnUnknownValueIsNoTrend() {
    assertThat(new Trend(List.of(new Trend.Reading(1, 1), new Trend.Reading(1, 2))).chance())
        .isEqualTo(1);
    assertThat(of(1, 2, Double.NaN, 4, 5, 6, 7, 8).rises()).isFalse();
  }
}
