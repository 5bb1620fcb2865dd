package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.nn.data.Scaling.Kind;
import brink.nn.data.Scaling.Over;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingTest {
  @Test
  void momentsOfASmallTableAreTheClosedForm() {
    // Columns 1 2 3 4 and 10 10 10 10.
    var moments = Moments.ofRows(new double[] {1, 10, 2, 10, 3, 10, 4, 10}, 2);
    assertThat(moments.mean()).containsExactly(2.5, 10);
    assertThat(moments.variance()[0]).isCloseTo(1.25, within(1e-15));
    assertThat(moments.variance()[1]).isZero();
  }

  @Test
  void varianceSurvivesALargeMean() {
    var inputs = new double[1000];
    Arrays.setAll(inputs, i -> 1e9 + (i % 2));
    assertThat(Moments.ofRows(inputs, 1).variance()[0]).isCloseTo(0.25, within(1e-9));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void pooledMomentsAreThoseOfThePooledNumbers(long seed) {
    var random = new SplittableRandom(seed);
    var inputs = random.doubles(60, -3, 9).toArray(); // [10 x 6], two channels of three
    var pooled = Moments.ofRows(inputs, 6).pooled(3);
    for (int channel = 0; channel < 2; channel++) {
      var numbers = new double[30];
      for (int i = 0; i < 30; i++) {
        numbers[i] = inputs[i / 3 * 6 + channel * 3 + i % 3];
      }
      var direct = Moments.ofRows(numbers, 1);
      assertThat(pooled.mean()[channel * 3 + 1]).isCloseTo(direct.mean()[0], within(1e-14));
      assertThat(pooled.variance()[channel * 3 + 2]).isCloseTo(direct.variance()[0], within(1e-13));
    }
  }

  @Test
  void aConstantChannelPoolsToVarianceZero() {
    var inputs = new double[70];
    Arrays.fill(inputs, 0.1);
    assertThat(Moments.ofRows(inputs, 7).pooled(7).variance()).containsOnly(0);
  }

  @Test
  void pixelMomentsAgreeWithThoseOfTheSameNumbers() {
    var dice = new Dice(5, Optional.of(16), Optional.of(20));
    var pixels = new DiceExamples(dice, Part.TRAINING);
    var byIntegers = Moments.ofPixels(pixels);
    var byRows = Moments.ofRows(Selection.of(pixels, Subset.all()).inputs(), 256);
    for (int j = 0; j < 256; j++) {
      assertThat(byIntegers.mean()[j]).isCloseTo(byRows.mean()[j], within(1e-11));
      assertThat(byIntegers.variance()[j]).isCloseTo(byRows.variance()[j], within(1e-8));
    }
  }

  @Test
  void constantFeaturesAreCentredNotDividedAndStated() {
    var moments = Moments.ofRows(new double[] {1, 7, 3, 7}, 2);
    var scaling = FittedScaling.standardising(Kind.FEATURE, moments, List.of(2), "all 2 examples");
    var inputs = new double[] {1, 7, 3, 8};
    scaling.apply(inputs);
    assertThat(inputs).containsExactly(-1, 0, 1, 1);
    assertThat(scaling.statement())
        .isEqualTo(
            "standardised per feature by the statistics of all 2 examples,"
                + " 1 constant features centred but not divided");
  }

  @Test
  void anExampleOfOneAxisIsOneChannel() {
    var moments = Moments.ofRows(new double[] {0, 2, 4, 6}, 2);
    var scaling = FittedScaling.standardising(Kind.CHANNEL, moments, List.of(2), "all");
    assertThat(scaling.shift()).containsExactly(3, 3);
    assertThat(scaling.divisor()[0]).isCloseTo(Math.sqrt(5), within(1e-15));
  }

  @Test
  void theTrainingStatisticsDifferFromTheSubsetStatistics() {
    var source = new Dice(5, Optional.of(8), Optional.of(20));
    var whole = new DataSpec(source, Subset.first(12), Scaling.channel(Over.TRAINING));
    var part = new DataSpec(source, Subset.first(12), Scaling.channel(Over.SUBSET));
    var places = SharedData.none();
    var all = Selection.of(Sources.open(source, Part.TRAINING, places), Subset.all());
    var raw = Arrays.copyOf(all.inputs(), 12 * 64);
    assertScaledBy(whole.load(places), raw, Moments.ofRows(all.inputs(), 1));
    assertScaledBy(part.load(places), raw, Moments.ofRows(raw, 1));
    assertThat(whole.load(places).name()).contains("statistics of all 120 Dice");
    assertThat(part.load(places).name()).contains("statistics of the Dice", "(12 of 120");
  }

  @Test
  void statisticsMustBeNamedExactlyWhereTheyMatter() {
    assertThatThrownBy(() -> new Scaling(Kind.CHANNEL, Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("scaling.over is missing");
    assertThatThrownBy(() -> new Scaling(Kind.UNIT, Optional.of(Over.SUBSET)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no meaning");
  }

  private static void assertScaledBy(DataSet data, double[] raw, Moments moments) {
    for (int i = 0; i < raw.length; i++) {
      double expected = (raw[i] - moments.mean()[0]) / Math.sqrt(moments.variance()[0]);
      assertThat(data.inputs()[i]).isCloseTo(expected, within(1e-11));
    }
  }
}
