package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransientTest {
  @Test
  void isOverAfterTenPublishedStepsOfAHundredth() {
    double t = 0;
    for (int step = 1; step <= 10; step++) {
      assertThat(Transient.isOver(step - 1, t)).isFalse();
      t += 0.01;
    }
    assertThat(t).isLessThan(0.1); // rounded
    assertThat(Transient.isOver(10, t)).isTrue();
  }

  @Test
  void takesASolverOfSmallStepsToTheSameTimeAndALargeStepsDescentTenSteps() {
    assertThat(Transient.isOver(1000, 0.05)).isFalse();
    assertThat(Transient.isOver(1000, 0.1)).isTrue();
    assertThat(Transient.isOver(9, 5)).isFalse();
    assertThat(Transient.isOver(10, 5)).isTrue();
  }
}
