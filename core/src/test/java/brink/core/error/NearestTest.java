package brink.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> WORDS =
      List.of("widths", "activation", "initialisation", "max-steps", "elu", "relu", "lr");

  @ParameterizedTest(name = "{0} stands for {1}")
  @CsvSource({
    "widhts, widths",
    "width, widths",
    "WIDTHS, widths",
    "maxSteps, max-steps",
    "max_steps, max-steps",
    "act, activation",
    "initialization, initialisation",
    "eul, elu",
    "rleu, relu"
  })
  void aMistypedWordFindsTheWordItStandsFor(String typed, String meant) {
    assertThat(Nearest.to(typed, WORDS)).contains(meant);
  }

  @ParameterizedTest(name = "{0} stands for nothing")
  @CsvSource({"banana", "x", "q", "temperature"})
  void aWordUnlikeAnyFindsNone(String typed) {
    assertThat(Nearest.to(typed, WORDS)).isEmpty();
    assertThat(Nearest.hint(typed, WORDS)).isEmpty();
  }

  @Test
  void theHintNamesTheWord() {
    assertThat(Nearest.hint("widhts", WORDS)).isEqualTo("; did you mean widths?");
  }

  @Test
  void noKnownWordsGiveNoHint() {
    assertThat(Nearest.to("anything", List.of())).isEmpty();
  }
}
