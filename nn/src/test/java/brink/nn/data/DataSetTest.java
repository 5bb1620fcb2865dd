package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataSetTest {
  @Test
  void chebyshevPointsFollowTheCosineDefinition() {
    var spec = new DataSpec(new Chebyshev(5, 20), Subset.all(), Scaling.none());
    var data = spec.load();
    var y = ((Targets.Values) data.targets()).values();
    assertThat(data.size()).isEqualTo(20);
    assertThat(data.inputs()[0]).isEqualTo(-1);
    assertThat(data.inputs()[19]).isEqualTo(1);
    for (int i = 0; i < 20; i++) {
      double x = data.inputs()[i];
      assertThat(x).isCloseTo(-1 + i * 2.0 / 19, within(1e-15));
      assertThat(y[i]).isCloseTo(Math.cos(5 * Math.acos(x)), within(1e-13));
    }
    assertThat(Chebyshev.polynomial(0, 0.3)).isEqualTo(1);
    assertThat(Chebyshev.polynomial(1, 0.3)).isEqualTo(0.3);
    assertThatThrownBy(() -> new Chebyshev(3, 1)).isInstanceOf(InputError.class);
  }

  @Test
  void theHashIsFixedAndSeesShapeInputsAndTargets() {
    var labels = new Targets.Labels(new int[] {0, 1}, List.of("a", "b"));
    var inputs = new double[] {1, 2, 3, 4};
    var hash = DataSet.of("a", List.of(2), inputs, labels).hash();
    // SHA-256 of int32 1, int32 2, float64 1 2 3 4, int32 2, int32 0 1, little-endian.
    assertThat(hash).isEqualTo("0250a19cd33d187e256e8ede89835c99a34ed2efe488fa4fdf8eebb49b64aee7");
    assertThat(DataSet.of("b", List.of(2), inputs.clone(), labels).hash()).isEqualTo(hash);
    var others =
        List.of(
            DataSet.of("a", List.of(1, 2), inputs, labels),
            DataSet.of("a", List.of(2), new double[] {1, 2, 3, -4}, labels),
            DataSet.of(
                "a", List.of(2), inputs, new Targets.Labels(new int[] {1, 1}, List.of("a", "b"))),
            DataSet.of("a", List.of(2), inputs, new Targets.Values(new double[] {1, 0, 0, 1}, 2)),
            DataSet.of("a", List.of(2), inputs, tokens(1, 0, 1)),
            DataSet.of("a", List.of(2), inputs, tokens(2, 0, 1, 1, 0)),
            DataSet.of("a", List.of(2), inputs, tokens(2, 0, 1, 1, 1)));
    assertThat(others).extracting(DataSet::hash).doesNotContain(hash).doesNotHaveDuplicates();
  }

  private static Targets.Tokens tokens(int rows, int... tokens) {
    return new Targets.Tokens(tokens, rows, List.of("a", "b"));
  }

  @Test
  void placesComeFromTheEnvironment() {
    var home = Path.of("home");
    assertThat(Places.of(Map.of(), home).inOrder()).containsExactly(Path.of("home/.cache/brink"));
    assertThat(Places.of(Map.of("BRINK_DATA", "d", "XDG_CACHE_HOME", "c"), home).inOrder())
        .containsExactly(Path.of("d"), Path.of("c/brink"));
    assertThat(Places.of(Map.of("BRINK_DATA", "", "XDG_CACHE_HOME", " "), home))
        .isEqualTo(new Places(Optional.empty(), Path.of("home/.cache/brink")));
  }

  @Test
  void aSummaryCountsClassesAndGivesTheRange() {
    var labels = new Targets.Labels(new int[] {2, 0, 2}, List.of("a", "b", "c"));
    var summary = DataSummary.of(DataSet.of("s", List.of(1), new double[] {5, -1, 2}, labels));
    assertThat(summary.classCounts()).containsExactly(1, 0, 2);
    assertThat(summary.least()).isEqualTo(-1);
    assertThat(summary.greatest()).isEqualTo(5);
  }
}
