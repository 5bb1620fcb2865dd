package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.nn.data.AtrialFibrillation;
import brink.nn.data.Chebyshev;
import brink.nn.data.Cifar10;
import brink.nn.data.CsvFile;
import brink.nn.data.DataSource;
import brink.nn.data.DataSpec;
import brink.nn.data.Dice;
import brink.nn.data.NpzFile;
import brink.nn.data.Scaling;
import brink.nn.data.Sst;
import brink.nn.data.Subset;
import brink.nn.data.TargetKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataSettingsTest {
  private static final SpecReader<DataSpec> READER = new SpecReader<>(DataSpec.class);

  static Stream<Arguments> sources() {
    var path = Path.of("a");
    return Stream.of(
        Arguments.of("cifar10", new Cifar10(Optional.empty())),
        Arguments.of("{kind: cifar10, path: a}", new Cifar10(Optional.of(path))),
        Arguments.of("dice", Dice.ofSeed(1)),
        Arguments.of(
            "{kind: dice, seed: 7, image-size: 16}",
            new Dice(7, Optional.of(16), Optional.empty())),
        Arguments.of("atrial-fibrillation", AtrialFibrillation.usual()),
        Arguments.of(
            "{kind: atrial-fibrillation, path: a, window: 64, stride: 8}",
            new AtrialFibrillation(Optional.of(path), 64, 8)),
        Arguments.of("sst", Sst.of(Optional.empty(), Optional.empty())),
        Arguments.of(
            "{kind: sst, units: phrases, words: 16, model: a}",
            new Sst(Optional.empty(), Sst.Units.PHRASES, 16, Optional.of(path), Optional.empty())),
        Arguments.of("{kind: chebyshev, degree: 3, points: 20}", new Chebyshev(3, 20)),
        Arguments.of(
            "{kind: npz, path: a, targets: values}",
            new NpzFile(path, Optional.of(TargetKind.VALUES), Optional.empty())),
        Arguments.of(
            "{kind: csv, path: a, means: labels, targets: [y], classes: 3}",
            new CsvFile(path, TargetKind.LABELS, Optional.of(List.of("y")), Optional.of(3))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void everySourceIsReadAndWrittenBack(String yaml, DataSource source) {
    var expected = new DataSpec(source, Subset.all(), Scaling.none());
    assertThat(READER.read("data", "source: " + yaml, List.of())).isEqualTo(expected);
    assertThat(READER.read("again", SpecWriter.yaml(expected), List.of())).isEqualTo(expected);
  }

  @Test
  void aStandInsDimensionBesideAModelIsReportedWithItsPlace() {
    assertThatThrownBy(
            () -> READER.read("data", "source: {kind: sst, model: a, dimension: 8}", List.of()))
        .hasMessageStartingWith("data: /source: source.dimension has no meaning beside");
  }

  @Test
  void whatARecordRefusesIsReportedWithItsPlace() {
    assertThatThrownBy(
            () -> READER.read("data", "{source: dice, scaling: {kind: channel}}", List.of()))
        .hasMessageStartingWith("data: /scaling: scaling.over is missing: ");
  }
}
