package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetTest {
  private static final int N = 60;
  private static final Examples EXAMPLES = examples();

  @Test
  void allKeepsEveryExampleInOrder() {
    assertThat(Subset.all().choose(EXAMPLES)).isEqualTo(IntStream.range(0, N).toArray());
  }

  @Test
  void firstKeepsTheFirstOnes() {
    assertThat(Subset.first(4).choose(EXAMPLES)).containsExactly(0, 1, 2, 3);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, -5, 123456789})
  void drawsAreDistinctReproducibleAndNested(long seed) {
    var large = Subset.random(40, seed).choose(EXAMPLES);
    assertThat(large).doesNotHaveDuplicates().hasSize(40);
    assertThat(Subset.random(40, seed).choose(EXAMPLES)).isEqualTo(large);
    assertThat(Subset.random(7, seed).choose(EXAMPLES)).isEqualTo(Arrays.copyOf(large, 7));
    assertThat(Subset.random(40, seed + 1).choose(EXAMPLES)).isNotEqualTo(large);
  }

  @Test
  void everyExampleIsDrawnAboutEquallyOften() {
    var hits = new int[N];
    int draws = 3000;
    for (int seed = 0; seed < draws; seed++) {
      for (int index : Subset.random(6, seed).choose(EXAMPLES)) {
        hits[index]++;
      }
    }
    // Binomial(3000, 0.1): mean 300, standard deviation 16.4; five of them either way.
    assertThat(IntStream.of(hits).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(218, 382));
  }

  @Test
  void chosenClassesAreRenumberedInTheirOrderAndCombineWithCounts() {
    var subset = Subset.random(8, 3).ofClasses(List.of(4, 1));
    var chosen = subset.choose(EXAMPLES);
    assertThat(IntStream.of(chosen).boxed())
        .hasSize(8)
        .allSatisfy(i -> assertThat(i % 5).isIn(4, 1));
    var targets = (Targets.Labels) subset.of(EXAMPLES.targets(), chosen);
    assertThat(targets.classNames()).containsExactly("e", "b");
    var expected = IntStream.of(chosen).map(i -> i % 5 == 4 ? 0 : 1).toArray();
    assertThat(targets.labels()).isEqualTo(expected);
    assertThat(Subset.all().ofClasses(List.of(2)).choose(EXAMPLES))
        .isEqualTo(IntStream.range(0, N).filter(i -> i % 5 == 2).toArray());
  }

  @Test
  void subsetsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Subset.first(N + 1).choose(EXAMPLES))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("61", "60");
    assertThatThrownBy(() -> Subset.all().ofClasses(List.of(5)).choose(EXAMPLES))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("classes 0 to 4");
    assertThatThrownBy(() -> Subset.all().ofClasses(List.of(1, 1))).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> Subset.first(0)).isInstanceOf(InputError.class);
    var polynomial = Sources.open(new Chebyshev(3, 5), Part.TRAINING, SharedData.none());
    assertThatThrownBy(() -> Subset.all().ofClasses(List.of(1)).choose(polynomial))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no classes");
  }

  @Test
  void theDescriptionSaysHowManyOfHowManyAndHowChosen() {
    assertThat(Subset.all().describe(60, 60)).isEqualTo("all 60");
    assertThat(Subset.first(4).describe(4, 60)).isEqualTo("4 of 60, the first ones");
    assertThat(Subset.random(4, 9).describe(4, 60)).isEqualTo("4 of 60 drawn with seed 9");
    assertThat(
            new Subset(Optional.empty(), Optional.empty(), Optional.of(List.of(1, 2)))
                .describe(24, 60))
        .isEqualTo("24 of 60, the first ones of classes [1, 2]");
  }

  private static Examples examples() {
    var labels = IntStream.range(0, N).map(i -> i % 5).toArray();
    return new Examples.Numbers(
        "examples",
        List.of(1),
        new double[N],
        new Targets.Labels(labels, List.of("a", "b", "c", "d", "e")));
  }
}
