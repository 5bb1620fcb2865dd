package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.nn.data.Scaling.Over;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtrialFibrillationTest {
  @TempDir Path folder;

  @Test
  void realFilesHold15SeriesAPartOfTwoChannelsAnd640ValuesAndNoneIsInBoth() {
    var places = SharedData.places();
    assertThat(FileCheck.of(AtrialFibrillation.usual(), places))
        .extracting(FileCheck::contents)
        .containsOnly("15 series of 2 x 640 numbers, of each class [n, s, t] [5, 5, 5]")
        .hasSize(2);
    assertThat(FileCheck.of(AtrialFibrillation.usual(), places))
        .extracting(FileCheck::sha256)
        .containsExactly(
            "1037b09c03dfc9d9d6af0a32208519ae4697f6c86083d80dd4f57f7fc1f2cdc9",
            "fed5ef4795417dd14513aa39233676d20f9dbc8d016acc71940ef3f74368ade7");
    for (var part : Part.values()) {
      var examples = Sources.open(AtrialFibrillation.usual(), part, places);
      assertThat(examples.shape()).containsExactly(2, 128);
      assertThat(examples.size()).isEqualTo(15 * 33);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 120, 240, 480})
  void thePublishedSizesCanBeHadFromRealFilesBalancedWhenTheFirstAreTaken(int count) {
    var spec = new DataSpec(AtrialFibrillation.usual(), Subset.first(count), Scaling.none());
    var data = spec.load(SharedData.places());
    assertThat(data.features()).isEqualTo(256);
    assertThat(DataSummary.of(data).classCounts()).containsOnly(count / 3);
    assertThat(data.name())
        .isEqualTo(
            "AtrialFibrillation training windows (length 128, stride 16, from 15 series that are not in the test part) (%d of 495, the first ones), unscaled"
                .formatted(count));
  }

  @Test
  void realWindowsAreThePiecesOfTheirSeriesAndInheritItsClass() throws IOException {
    var places = SharedData.places();
    var data = new DataSpec(AtrialFibrillation.usual(), Subset.all(), Scaling.none()).load(places);
    var path =
        AtrialFibrillationFiles.FOLDER
            .find(Optional.empty(), places)
            .resolve("AtrialFibrillation_TRAIN.ts");
    var lines = Files.readAllLines(path).stream().skip(22).toList();
    for (int e = 0; e < 495; e++) {
      var parts = lines.get(e % 15).split(":");
      for (int c = 0; c < 2; c++) {
        var channel = parts[c].split(",");
        for (int t = 0; t < 128; t++) {
          assertThat(data.inputs()[(e * 2 + c) * 128 + t])
              .isEqualTo(Double.parseDouble(channel[e / 15 * 16 + t]));
        }
      }
      assertThat("nst".charAt(((Targets.Labels) data.targets()).labels()[e]))
          .isEqualTo(parts[2].charAt(0));
    }
  }

  @Test
  void windowsEndWhereTheSeriesEndsAndComeFromAllSeriesInTurn() throws IOException {
    write("TRAIN", "1,2,3,4,5:10,20,30,40,50:a", "6,7,8,9,0:60,70,80,90,0:b");
    write("TEST", "5,4,3,2,1:0,0,0,0,0:a");
    var data = load(new AtrialFibrillation(Optional.of(folder), 3, 2), Scaling.none());
    assertThat(data.shape()).containsExactly(2, 3);
    assertThat(data.inputs())
        .containsExactly(
            1, 2, 3, 10, 20, 30, //
            6, 7, 8, 60, 70, 80, //
            3, 4, 5, 30, 40, 50, //
            8, 9, 0, 80, 90, 0);
    assertThat(((Targets.Labels) data.targets()).labels()).containsExactly(0, 1, 0, 1);
    var test =
        new DataSpec(
                new AtrialFibrillation(Optional.of(folder), 5, 1), Subset.all(), Scaling.none())
            .loadTest(Subset.all(), SharedData.none());
    assertThat(test.inputs()).containsExactly(5, 4, 3, 2, 1, 0, 0, 0, 0, 0);
    assertThat(test.name())
        .startsWith(
            "AtrialFibrillation test windows (length 5, stride 1, from 1 series that are not in the training part)");
  }

  @Test
  void channelsAreStandardisedEachByItsOwnStatistics() throws IOException {
    write("TRAIN", "1,2,3,4:100,200,300,400:a", "5,6,7,8:500,600,700,800:b");
    write("TEST", "1,1,1,1:1,1,1,1:a");
    var source = new AtrialFibrillation(Optional.of(folder), 4, 4);
    var scaled = load(source, Scaling.channel(Over.TRAINING)).inputs();
    for (int i : new int[] {0, 1, 2, 3, 8, 9, 10, 11}) {
      assertThat(scaled[i]).isEqualTo(scaled[i + 4]); // ten times as large, scaled alike
    }
    assertThat(Arrays.stream(scaled).sum()).isCloseTo(0, within(1e-12));
  }

  @Test
  void seriesOfUnequalLengthGiveAsManyWindowsAsFit() throws IOException {
    write("TRAIN", "@equalLength false", "1,2,3,4,5:1,2,3,4,5:a", "6,7,8:6,7,8:b");
    write("TEST", "5,4,3:0,0,0:a");
    var data = load(new AtrialFibrillation(Optional.of(folder), 2, 1), Scaling.none());
    assertThat(((Targets.Labels) data.targets()).labels()).containsExactly(0, 1, 0, 1, 0, 0);
    assertThat(data.inputs()).endsWith(4, 5, 4, 5);
  }

  @Test
  void theFolderIsFoundAtAPathInAPathAndInThePlaces() throws IOException {
    var home = Files.createDirectories(folder.resolve("data/AtrialFibrillation"));
    write("TRAIN", "1,2:3,4:a");
    write("TEST", "5,6:7,8:a");
    for (var name : List.of("TRAIN", "TEST")) {
      var file = "AtrialFibrillation_" + name + ".ts";
      Files.copy(folder.resolve(file), home.resolve(file));
    }
    var places = new Places(Optional.of(folder.resolve("data")), folder.resolve("cache"));
    assertThat(AtrialFibrillationFiles.FOLDER.find(Optional.empty(), places)).isEqualTo(home);
    assertThat(DataCatalogue.list(places))
        .filteredOn(entry -> entry.name().equals("atrial-fibrillation"))
        .allSatisfy(entry -> assertThat(entry.location()).contains(home));
    assertThat(DataCatalogue.at(home)).contains(new AtrialFibrillation(Optional.of(home), 128, 16));
    assertThatThrownBy(() ->
            load(new AtrialFibrillation(Optional.of(folder.resolve("none")), 2, 2), Scaling.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(
            "no AtrialFibrillation file AtrialFibrillation_TRAIN.ts", "none", "BRINK_DATA");
  }

  @Test
  void filesAndSettingsThatDoNotFitAreRefused() throws IOException {
    write("TRAIN", "1,2,3:4,5,6:a");
    assertRefused(2, 1, "AtrialFibrillation_TEST.ts", "no such file");
    write("TEST", "1,2,3:4,5,6:b");
    assertRefused(2, 1, "TRAIN.ts, line 4, holds the same series as", "TEST.ts, line 4");
    write("TEST", "1,2,3:a");
    assertRefused(2, 1, "has 2 dimensions and the classes [a, b], but", "has 1 and [a, b]");
    write("TEST", "1,2,9:4,5,6:b");
    assertRefused(4, 1, "line 4, has a series of length 3", "set source.window to at most 3");
    assertRefused(0, 1, "set window and stride to at least 1");
    assertRefused(2, 0, "set window and stride to at least 1");
  }

  private void assertRefused(int window, int stride, String... because) {
    assertThatThrownBy(
            () -> load(new AtrialFibrillation(Optional.of(folder), window, stride), Scaling.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because);
  }

  private static DataSet load(AtrialFibrillation source, Scaling scaling) {
    return new DataSpec(source, Subset.all(), scaling).load(SharedData.none());
  }

  /** A file; lines that begin with @ come before the data. */
  private void write(String name, String... lines) throws IOException {
    var headers = Arrays.stream(lines).filter(line -> line.startsWith("@")).toList();
    var series = IntStream.range(headers.size(), lines.length).mapToObj(i -> lines[i]).toList();
    var text =
        "# by hand\n%s@classLabel true a b\n@data\n%s\n"
            .formatted(
                headers.stream().map(line -> line + "\n").collect(Collectors.joining()),
                String.join("\n", series));
    Files.writeString(folder.resolve("AtrialFibrillation_" + name + ".ts"), text);
  }
}
