package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.nn.data.Scaling.Over;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final Cifar10 ANYWHERE = new Cifar10(Optional.empty());

  @TempDir Path folder;

  @Test
  void realFilesHaveThePublishedClassCountsAndContents() {
    var check = Cifar10Check.of(ANYWHERE, SharedData.places());
    assertThat(check.batches())
        .contains(
            new Cifar10Check.Batch(
                "data_batch_1.bin",
                10_000,
                List.of(1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981),
                "0def081c410489f98b3935c2d405fc7436d23377894a5d6a710ce1fad8082588"),
            new Cifar10Check.Batch(
                "data_batch_2.bin",
                10_000,
                List.of(984, 1007, 1010, 995, 1010, 988, 1008, 1026, 987, 985),
                "bfb92ecee3ace02fdb768866911a0123cb3cf369e071b18c8e1be79297a35a28"),
            new Cifar10Check.Batch(
                "test_batch.bin",
                10_000,
                List.of(1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000),
                "12b72019dddc66aa680d9654ddcc864aa808e6540641e0887054d04d415d6427"));
  }

  @Test
  void aSubsetOfRealImagesStandardisedOverAllOfThemSaysSoInItsName() {
    var spec = new DataSpec(ANYWHERE, Subset.random(390, 1), Scaling.channel(Over.TRAINING));
    var data = spec.load(SharedData.places());
    assertThat(data.shape()).containsExactly(3, 32, 32);
    assertThat(data.size()).isEqualTo(390);
    assertThat(data.name())
        .isEqualTo(
            "CIFAR-10 training images (390 of 20000 drawn with seed 1), standardised per channel"
                + " by the statistics of all 20000 CIFAR-10 training images");
    // The published channel means and deviations of all 50,000 images are near those of 20,000.
    var raw =
        new DataSpec(ANYWHERE, Subset.random(390, 1), Scaling.none()).load(SharedData.places());
    double[] means = {125.3, 123.0, 113.9};
    double[] deviations = {63.0, 62.1, 66.7};
    for (int i = 0; i < data.inputs().length; i += 997) {
      int channel = i / 1024 % 3;
      double expected = (raw.inputs()[i] - means[channel]) / deviations[channel];
      assertThat(data.inputs()[i]).isCloseTo(expected, within(0.03));
    }
  }

  @Test
  void allRealImagesStandardisedPerFeatureHaveMeanZeroAndVarianceOne() {
    var spec = new DataSpec(ANYWHERE, Subset.first(2000), Scaling.feature(Over.SUBSET));
    var data = spec.load(SharedData.places());
    var moments = Moments.ofRows(data.inputs(), 3072);
    assertThat(Arrays.stream(moments.mean()).map(Math::abs).max().orElseThrow()).isLessThan(1e-12);
    assertThat(Arrays.stream(moments.variance()).boxed())
        .allSatisfy(v -> assertThat(v).isCloseTo(1, within(1e-12)));
  }

  @Test
  void testImagesAreScaledWithTheTrainingStatistics() {
    var places = SharedData.places();
    var spec = new DataSpec(ANYWHERE, Subset.random(390, 1), Scaling.channel(Over.SUBSET));
    var test = spec.loadTest(Subset.first(100), places);
    var training = new DataSpec(ANYWHERE, spec.subset(), Scaling.none()).load(places);
    var rawTest =
        new DataSpec(ANYWHERE, spec.subset(), Scaling.none()).loadTest(Subset.first(100), places);
    var moments = Moments.ofRows(training.inputs(), 3072).pooled(1024);
    for (int i = 0; i < test.inputs().length; i += 101) {
      int j = i % 3072;
      double expected =
          (rawTest.inputs()[i] - moments.mean()[j]) / Math.sqrt(moments.variance()[j]);
      assertThat(test.inputs()[i]).isCloseTo(expected, within(1e-12));
    }
    assertThat(test.name()).contains("100 of 10000", "the CIFAR-10 training images (390 of 20000");
  }

  @Test
  void pixelsAndLabelsOfARecordAreThoseOfTheFile() {
    var batch = Cifar10Fixture.batch(1);
    Cifar10Fixture.write(folder.resolve("cifar-10-batches-bin/data_batch_3.bin"), batch);
    var spec = new DataSpec(at(folder), Subset.random(5, 4), Scaling.unit());
    var data = spec.load(SharedData.none());
    var chosen = spec.subset().choose(Sources.open(at(folder), Part.TRAINING, SharedData.none()));
    var labels = ((Targets.Labels) data.targets()).labels();
    for (int row = 0; row < 5; row++) {
      int start = chosen[row] * Cifar10Fixture.RECORD;
      assertThat(labels[row]).isEqualTo(batch[start]);
      for (int j = 0; j < 3072; j++) {
        assertThat(data.inputs()[row * 3072 + j]).isEqualTo((batch[start + 1 + j] & 0xff) / 255.0);
      }
    }
  }

  @Test
  void theArchiveGivesTheSameDataAsTheFolderWhateverItsOrder() {
    var one = Cifar10Fixture.batch(1);
    var two = Cifar10Fixture.batch(2);
    Cifar10Fixture.write(folder.resolve("data_batch_1.bin"), one);
    Cifar10Fixture.write(folder.resolve("data_batch_2.bin"), two);
    var archive = folder.resolve("a.tar.gz");
    Cifar10Fixture.writeArchive(
        archive, List.of("data_batch_2.bin", "data_batch_1.bin"), List.of(two, one));
    var subset = Subset.random(20, 3);
    var scaling = Scaling.feature(Over.TRAINING);
    var fromFolder = new DataSpec(at(folder), subset, scaling).load(SharedData.none());
    var fromArchive = new DataSpec(at(archive), subset, scaling).load(SharedData.none());
    assertThat(fromArchive).usingRecursiveComparison().isEqualTo(fromFolder);
    // The fixture leaves most features constant.
    assertThat(fromFolder.name()).endsWith("3034 constant features centred but not divided");
    assertThatThrownBy(
            () -> new DataSpec(at(archive), subset, scaling).loadTest(subset, SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("a.tar.gz", "test_batch.bin");
  }

  @Test
  void brokenFilesAreNamedWithTheRecord() {
    var file = folder.resolve("data_batch_1.bin");
    var batch = Cifar10Fixture.batch(1);
    Cifar10Fixture.write(file, Arrays.copyOf(batch, 5000));
    assertRefused(folder, "data_batch_1.bin", "5000 bytes", "1 whole records");
    batch[17 * Cifar10Fixture.RECORD] = 10;
    Cifar10Fixture.write(file, batch);
    assertRefused(folder, "data_batch_1.bin", "record 17,", "label 10", "0 to 9");
    var text = folder.resolve("text.tar.gz");
    Cifar10Fixture.write(text, "not an archive".getBytes());
    assertRefused(text, "text.tar.gz", "cannot be read");
  }

  @Test
  void aTruncatedArchiveIsRefused() throws Exception {
    var archive = folder.resolve("a.tar.gz");
    Cifar10Fixture.writeArchive(
        archive, List.of("data_batch_1.bin"), List.of(Cifar10Fixture.batch(1)));
    var bytes = Files.readAllBytes(archive);
    Cifar10Fixture.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(archive, "a.tar.gz", "fetch it again");
  }

  @Test
  void missingFilesAreReportedWithThePlacesAddressSizeAndChecksum() {
    var places = new Places(Optional.of(folder.resolve("data")), folder.resolve("cache"));
    assertThatThrownBy(() -> new DataSpec(ANYWHERE, Subset.all(), Scaling.none()).load(places))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(
            folder.resolve("data").toString(),
            folder.resolve("cache").toString(),
            "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            "170,052,171 bytes",
            "c32a1d4ab5d03f1284b67883e8d87530",
            "BRINK_DATA");
    assertRefused(folder.resolve("given"), "given");
  }

  @Test
  void theDataFolderIsSearchedBeforeTheCache() {
    var batch = Cifar10Fixture.batch(1);
    var cache = folder.resolve("cache");
    var data = folder.resolve("data");
    Cifar10Fixture.write(cache.resolve("cifar-10-batches-bin/test_batch.bin"), batch);
    var places = new Places(Optional.of(data), cache);
    assertThat(Cifar10Files.find(Optional.empty(), places))
        .isEqualTo(cache.resolve("cifar-10-batches-bin"));
    Cifar10Fixture.write(data.resolve("cifar-10-binary.tar.gz"), new byte[1]);
    assertThat(Cifar10Files.find(Optional.empty(), places))
        .isEqualTo(data.resolve("cifar-10-binary.tar.gz"));
    assertThat(DataCatalogue.list(places).getFirst().location())
        .contains(data.resolve("cifar-10-binary.tar.gz"));
  }

  private static Cifar10 at(Path path) {
    return new Cifar10(Optional.of(path));
  }

  private static void assertRefused(Path path, String... because) {
    assertThatThrownBy(
            () -> new DataSpec(at(path), Subset.first(1), Scaling.none()).load(SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because);
  }
}
