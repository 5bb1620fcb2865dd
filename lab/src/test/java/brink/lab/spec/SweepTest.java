package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  private static final String SPEC =
      """
      name: small dice
      data: {source: {kind: dice, image-size: 8}, subset: {count: 30}}
      network: {hidden: [6], activation: tanh}
      loss: cross-entropy
      stop: {time: 1}
      """;

  private static final String SQUARED = "{\"kind\":\"squared-error\",\"convention\":\"mean\"}";

  @TempDir Path folder;

  private Sweep sweep(String axes, String... settings) throws Exception {
    Files.writeString(folder.resolve("spec.yaml"), SPEC);
    var file = folder.resolve("sweep.yaml");
    Files.writeString(file, "name: sizes\nspec: spec.yaml\n" + axes);
    return Sweep.read(file, List.of(settings));
  }

  @Test
  void pointsAreAllCombinationsWithTheLastAxisFastest() throws Exception {
    var sweep =
        sweep(
            "axes: {data.subset.count: [20, 40], loss: [cross-entropy, {kind: squared-error, convention: mean}]}");
    assertThat(sweep.name()).isEqualTo("sizes");
    assertThat(sweep.points().stream().map(Sweep.Point::coordinates))
        .containsExactly(
            Map.of("data.subset.count", "20", "loss", "cross-entropy"),
            Map.of("data.subset.count", "20", "loss", SQUARED),
            Map.of("data.subset.count", "40", "loss", "cross-entropy"),
            Map.of("data.subset.count", "40", "loss", SQUARED));
    assertThat(sweep.points().stream().map(p -> p.spec().data().subset().count()))
        .containsExactly(Optional.of(20), Optional.of(20), Optional.of(40), Optional.of(40));
    assertThat(sweep.points().get(2).spec().name())
        .isEqualTo("sizes, count 40, loss cross-entropy");
    assertThat(sweep.points().stream().map(Sweep.Point::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{12}"));
  }

  @Test
  void gridsFollowEachOtherAndWhatTheyShareIsRunOnce() throws Exception {
    var sweep = sweep("axes: [{data.subset.count: [20, 40]}, {data.subset.count: [40, 60]}]");
    assertThat(sweep.points().stream().map(Sweep.Point::title))
        .containsExactly("count 20", "count 40", "count 60");
  }

  @Test
  void theSameSweepHasTheSamePointsHoweverItIsWritten() throws Exception {
    var one = sweep("axes: {data.subset.count: [20]}");
    var file = folder.resolve("other.yaml");
    Files.writeString(
        file, "name: sizes\naxes:\n  data.subset.count:\n    - 20\nspec:\n" + SPEC.indent(2));
    assertThat(Sweep.read(file, List.of())).isEqualTo(one);
  }

  @Test
  void runsTakeOneThreadUnlessTheSpecSaysOtherwise() throws Exception {
    assertThat(threads(sweep("axes: {data.subset.count: [20]}"))).containsExactly(1);
    assertThat(threads(sweep("axes: {data.subset.count: [20]}", "engine={threads: 2}")))
        .containsExactly(2);
    assertThat(threads(sweep("axes: {engine.threads: [2, 3]}"))).containsExactly(2, 3);
  }

  private static List<Integer> threads(Sweep sweep) {
    return sweep.points().stream().map(p -> p.spec().engine().threads().orElseThrow()).toList();
  }

  @Test
  void settingsGoOverTheSpecAndAxesOverSettings() throws Exception {
    var sweep = sweep("axes: {data.subset.count: [20]}", "stop.time=3", "data.subset.count=10");
    var spec = sweep.points().getFirst().spec();
    assertThat(spec.stop().time()).contains(3.0);
    assertThat(spec.data().subset().count()).contains(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "axes: {data.subset.size: [1]} | axis data.subset.size=1: /data/subset/size",
        "axes: {stop.time: [soon]} | axis stop.time=\"soon\": /stop/time",
        "axes: {stop.time: [2, -1]} | axis stop.time=-1",
        "axes: {stop.time: 2} | axis stop.time: a list of values expected, found integer 2",
        "axes: {stop.time: []} | axis stop.time: a list of values expected",
        "axes: {stop..time: [1]} | axis stop..time: write a key",
        "axes: 3 | /axes: a mapping of spec keys",
        "axes: [] | there is no grid",
        "axes: {} | /axes: a mapping of spec keys",
        "'' | /axes: a mapping of spec keys",
        "axis: {stop.time: [1]} | /axis: unknown key: a sweep has name, spec and axes",
        "axes: {stop.time: [1, | not valid YAML"
      })
  void anAxisThatCannotBeIsNamedInOneSentence(String axes, String sentence) {
    assertThatThrownBy(() -> sweep(axes))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("sweep.yaml")
        .hasMessageContaining(sentence);
  }

  @Test
  void aSpecThatIsMissingIsNamed() throws Exception {
    var file = folder.resolve("sweep.yaml");
    Files.writeString(file, "name: sizes\nspec: nowhere.yaml\naxes: {stop.time: [1]}");
    assertThatThrownBy(() -> Sweep.read(file, List.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("nowhere.yaml");
    Files.writeString(file, "name: sizes\naxes: {stop.time: [1]}");
    assertThatThrownBy(() -> Sweep.read(file, List.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("/spec: the path of a spec, or its keys, expected");
  }

  @Test
  void tooManyPointsAreRefusedBeforeTheyAreMade() {
    var hundred = java.util.stream.IntStream.range(1, 101).boxed().toList().toString();
    assertThatThrownBy(() ->
            sweep(
                "axes: {network.init.seed: %s, data.subset.seed: %s, stop.time: %s}"
                    .formatted(hundred, hundred, hundred)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("more than 100,000 points");
  }
}
