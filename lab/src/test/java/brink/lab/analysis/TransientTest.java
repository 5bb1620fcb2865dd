package brink.lab.analysis;

import static brink.lab.analysis.Transient.OF_A_DESCENT;
import static brink.lab.analysis.Transient.OF_A_FLOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransientTest {
  @Test
  void ofAFlowIsOverAfterTenPublishedStepsOfAHundredth() {
    double t = 0;
    for (int step = 1; step <= 10; step++) {
      assertThat(OF_A_FLOW.isOver(step - 1, t)).isFalse();
      t += 0.01;
    }
    assertThat(t).isLessThan(0.1); // rounded
    assertThat(OF_A_FLOW.isOver(10, t)).isTrue();
  }

  @Test
  void takesASolverOfSmallStepsToTheSameTimeAndOneOfLargeStepsTenSteps() {
    assertThat(OF_A_FLOW.isOver(1000, 0.05)).isFalse();
    assertThat(OF_A_FLOW.isOver(1000, 0.1)).isTrue();
    assertThat(OF_A_FLOW.isOver(9, 5)).isFalse();
    assertThat(OF_A_FLOW.isOver(10, 5)).isTrue();
  }

  @Test
  void ofADescentIsTenStepsHoweverSmall() {
    assertThat(OF_A_DESCENT.isOver(9, 5)).isFalse();
    assertThat(OF_A_DESCENT.isOver(10, 1e-5)).isTrue();
  }
}
