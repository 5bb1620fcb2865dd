package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.lab.analysis.PowerLaw.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerLawTest {
  private static final List<Integer> SIZES = List.of(97, 195, 390, 781);

  /** Readings of {@code a n^b} with errors of each group's slope and of each reading. */
  private static List<Reading> planted(double a, double b, int groups, double noise, long seed) {
    var random = RandomStream.of(seed, "planted");
    var readings = new ArrayList<Reading>();
    for (int g = 0; g < groups; g++) {
      double slope = b + noise * random.nextGaussian();
      for (int n : SIZES) {
        double error = Math.exp(noise * random.nextGaussian());
        readings.add(new Reading("pair " + g, n, a * Math.pow(n, slope) * error));
      }
    }
    return readings;
  }

  @Test
  void anExactLawIsFoundExactly() {
    var readings = planted(0.0004, 0.49, 3, 0, 1);
    var law = PowerLaw.of(readings);
    assertThat(law.a()).isCloseTo(0.0004, within(1e-15));
    assertThat(law.b()).isCloseTo(0.49, within(1e-12));
    assertThat(law.rSquared()).isCloseTo(1, within(1e-12));
    assertThat(law.at(390)).isCloseTo(0.0004 * Math.pow(390, 0.49), within(1e-14));
    var sure = PowerLaw.bootstrap(readings, 0.95, 100).orElseThrow();
    assertThat(sure.b().to() - sure.b().from()).isCloseTo(0, within(1e-12));
    assertThat(sure.b().from()).isCloseTo(0.49, within(1e-12));
  }

  @Test
  void itIsTheLineOfLeastSquaresInTheLogarithms() {
    var readings = planted(0.01, 0.3, 5, 0.2, 2);
    double[] x = logs(readings, Reading::n);
    double[] y = logs(readings, Reading::value);
    double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double meanY = IntStream.range(0, x.length).mapToDouble(i -> y[i]).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    var law = PowerLaw.of(readings);
    assertThat(law.b()).isCloseTo(xy / xx, within(1e-12));
    assertThat(Math.log(law.a())).isCloseTo(meanY - xy / xx * meanX, within(1e-12));
    assertThat(law.rSquared()).isCloseTo(xy * xy / (xx * yy), within(1e-12));
  }

  private static double[] logs(List<Reading> readings, ToDoubleFunction<Reading> value) {
    return readings.stream().mapToDouble(r -> Math.log(value.applyAsDouble(r))).toArray();
  }

  @ParameterizedTest
  @CsvSource({"16, 0.95, 0.91, 0.985", "16, 0.8, 0.73, 0.86", "4, 0.95, 0.82, 0.93"})
  void theIntervalCoversThePlantedExponentAtAboutItsLevel(
      int groups, double level, double least, double most) {
    int trials = 600;
    long covered =
        LongStream.range(0, trials)
            .filter(seed ->
                PowerLaw.bootstrap(planted(0.0004, 0.49, groups, 0.1, seed), level, 500)
                    .orElseThrow()
                    .b()
                    .contains(0.49))
            .count();
    assertThat((double) covered / trials).isBetween(least, most);
  }

  @Test
  void wholeGroupsAreDrawn() {
    // Each group is exact with an exponent of its own: any draw's exponent lies between theirs.
    var readings = new ArrayList<Reading>();
    for (int n : SIZES) {
      readings.add(new Reading("one", n, Math.pow(n, 0.2)));
      readings.add(new Reading("other", n, Math.pow(n, 0.6)));
    }
    var sure = PowerLaw.bootstrap(readings, 0.95, 1000).orElseThrow();
    assertThat(sure.b().from()).isCloseTo(0.2, within(1e-9));
    assertThat(sure.b().to()).isCloseTo(0.6, within(1e-9));
    assertThat(sure.groups()).isEqualTo(2);
    assertThat(sure.resamples()).isEqualTo(1000);
  }

  @Test
  void theIntervalDoesNotDependOnTheOrderOfTheReadings() {
    var readings = planted(0.0004, 0.49, 4, 0.1, 3);
    assertThat(PowerLaw.bootstrap(readings.reversed(), 0.95, 200))
        .hasValueSatisfying(sure ->
            assertThat(sure.b().from())
                .isCloseTo(
                    PowerLaw.bootstrap(readings, 0.95, 200).orElseThrow().b().from(),
                    within(1e-12)));
  }

  @Test
  void resamplesOfASingleSizeGiveNoLaw() {
    var readings = List.of(new Reading("a", 97, 1), new Reading("b", 195, 2));
    var sure = PowerLaw.bootstrap(readings, 0.95, 1000).orElseThrow();
    assertThat(sure.resamples()).isBetween(400, 600);
    assertThat(sure.b().from()).isCloseTo(PowerLaw.of(readings).b(), within(1e-12));
  }

  @Test
  void equalValuesAreALawOfExponentZero() {
    var law = PowerLaw.of(List.of(new Reading("a", 97, 2), new Reading("a", 195, 2)));
    assertThat(law.a()).isCloseTo(2, within(1e-12));
    assertThat(law.b()).isCloseTo(0, within(1e-12));
    assertThat(law.rSquared()).isEqualTo(1);
  }

  @Test
  void aSingleSizeIsRefusedInASentence() {
    var one = List.of(new Reading("a", 97, 1), new Reading("b", 97, 2));
    assertThatThrownBy(() -> PowerLaw.of(one))
        .isInstanceOf(InputError.class)
        .hasMessage(
            "A power law needs runs of two sizes at least, and there are only runs of n = 97: add another size.");
    assertThatThrownBy(() -> PowerLaw.bootstrap(one, 0.95, 10)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> PowerLaw.of(List.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there are no runs");
  }

  @Test
  void oneGroupHasNoInterval() {
    assertThat(PowerLaw.bootstrap(planted(1, 0.5, 1, 0.1, 4), 0.95, 10)).isEmpty();
  }

  @Test
  void whatHasNoLogarithmIsNoReading() {
    assertThatThrownBy(() -> new Reading("a", 97, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Reading("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
