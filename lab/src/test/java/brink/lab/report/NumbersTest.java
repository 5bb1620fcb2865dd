package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.34 | 12.3",
        "84.06 | 84.1",
        "0.99999 | 1.00",
        "9.996 | 10.0",
        "1234.4 | 1,234",
        "0.0014249 | 0.00142",
        "-0.4621 | −0.462",
        "5.78e-5 | 5.8 × 10⁻⁵",
        "-3.14e12 | −3.1 × 10¹²",
        "9.97e-10 | 1.0 × 10⁻⁹",
        "0 | 0",
      })
  void aNumberHasThreeDigitsOrAPowerOfTen(double x, String text) {
    assertThat(Numbers.shortly(x)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6.83 | 6.8 ×",
        "0.494 | 0.49 ×",
        "0.999 | 1.0 ×",
        "118.8 | 119 ×",
        "0.02 | 0.0200 ×"
      })
  void aRatioIsShort(double ratio, String text) {
    assertThat(Numbers.times(ratio)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0574 | 5.7 %",
        "0.374 | 37 %",
        "1 | 100 %",
        "0 | 0 %",
        "0.00573 | 0.57 %",
        "1e-9 | 1.0 × 10⁻⁷ %",
        "1e90 | 1.0 × 10⁹² %"
      })
  void aPartIsAPercentageOfTwoDigits(double part, String text) {
    assertThat(Numbers.percent(part)).isEqualTo(text);
  }

  @Test
  void aChangeSaysItsDirectionAndItsRatio() {
    assertThat(Words.change(12.3, 84.1)).isEqualTo("rises from 12.3 to 84.1 (6.8 ×)");
    assertThat(Words.change(84.1, 42)).isEqualTo("falls from 84.1 to 42.0 (0.50 ×)");
    assertThat(Words.change(1.79, 0.01)).isEqualTo("falls from 1.79 to 0.0100 (1 / 179)");
    assertThat(Words.change(5, 5.01)).isEqualTo("stays near 5.01");
    assertThat(Words.change(-1, 2)).isEqualTo("rises from −1.00 to 2.00");
    assertThat(Words.change(0, 0)).isEqualTo("stays near 0");
  }
}
