package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.nn.format.ElementType;
import brink.nn.format.NamedArray;
import brink.nn.format.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDataTest {
  @TempDir Path folder;

  @Test
  void integersOfAnArchiveAreLabelsAndItsShapeIsKept() {
    var x = NamedArray.float64("x", List.of(2L, 1L, 2L), new double[] {1, 2, 3, 4});
    var y = new NamedArray("y", List.of(2L), ElementType.INT64, new double[] {2, 0});
    var data = load(npz(Optional.empty(), Optional.empty(), x, y));
    assertThat(data.shape()).containsExactly(1, 2);
    assertThat(data.inputs()).containsExactly(1, 2, 3, 4);
    var labels = (Targets.Labels) data.targets();
    assertThat(labels.labels()).containsExactly(2, 0);
    assertThat(labels.classNames()).containsExactly("0", "1", "2");
    assertThat(load(npz(Optional.empty(), Optional.of(5), x, y)).targets().outputs()).isEqualTo(5);
  }

  @Test
  void realNumbersOfAnArchiveAreValues() {
    var x = NamedArray.float64("x", List.of(2L), new double[] {1, 2});
    var y = NamedArray.float64("y", List.of(2L, 3L), new double[] {1, 2, 3, 4, 5, 6});
    var data = load(npz(Optional.empty(), Optional.empty(), x, y));
    assertThat(data.shape()).containsExactly(1);
    assertThat(data.targets()).isInstanceOf(Targets.Values.class);
    assertThat(data.targets().outputs()).isEqualTo(3);
    var flat = NamedArray.float64("y", List.of(2L), new double[] {0, 1});
    assertThat(load(npz(Optional.of(TargetKind.LABELS), Optional.empty(), x, flat)).targets())
        .isInstanceOf(Targets.Labels.class);
  }

  @Test
  void archivesThatDoNotFitAreRefusedWithThePlace() {
    var x = NamedArray.float64("x", List.of(2L, 2L), new double[] {1, 2, 3, 4});
    var y = new NamedArray("y", List.of(2L), ElementType.INT32, new double[] {0, 1});
    var nan = NamedArray.float64("x", List.of(2L, 2L), new double[] {1, 2, Double.NaN, 4});
    var negative = new NamedArray("y", List.of(2L), ElementType.INT32, new double[] {0, -1});
    var three = new NamedArray("y", List.of(3L), ElementType.INT32, new double[] {0, 1, 0});
    var none = NamedArray.float64("x", List.of(0L, 2L), new double[0]);
    var noLabels = new NamedArray("y", List.of(0L), ElementType.INT32, new double[0]);
    assertRefused(npz(Optional.empty(), Optional.empty(), nan, y), "own.npz", "x[1, 0] is NaN");
    assertRefused(npz(Optional.empty(), Optional.empty(), x, negative), "y[1]", "label -1");
    assertRefused(npz(Optional.empty(), Optional.of(1), x, y), "y[1]", "label 1", "0 to 0");
    assertRefused(npz(Optional.empty(), Optional.empty(), x, three), "[2, 2]", "[3]");
    assertRefused(npz(Optional.empty(), Optional.empty(), none, noLabels), "no examples");
    assertRefused(npz(Optional.empty(), Optional.empty(), y), "[y]", "it needs x");
    assertRefused(npz(Optional.of(TargetKind.VALUES), Optional.of(3), x, y), "source.classes");
  }

  @Test
  void theLastColumnOfATableIsTheTargetUnlessNamed() {
    var path = csv("a,b,y\n1,2,0\n3.5,-4e2,1\n");
    var data = load(new CsvFile(path, TargetKind.LABELS, Optional.empty(), Optional.empty()));
    assertThat(data.inputs()).containsExactly(1, 2, 3.5, -400);
    assertThat(((Targets.Labels) data.targets()).labels()).containsExactly(0, 1);
    var named =
        new CsvFile(path, TargetKind.VALUES, Optional.of(List.of("b", "a")), Optional.empty());
    var values = (Targets.Values) load(named).targets();
    assertThat(values.values()).containsExactly(2, 1, -400, 3.5);
    assertThat(load(named).inputs()).containsExactly(0, 1);
  }

  @Test
  void quotesSpacesEmptyLinesAndAByteOrderMarkAreUnderstood() {
    var path = csv("\uFEFF\"a, in mm\" , y\r\n\r\n \"1\" , 2 \r\n");
    var source =
        new CsvFile(path, TargetKind.VALUES, Optional.of(List.of("a, in mm")), Optional.empty());
    assertThat(load(source).inputs()).containsExactly(2);
  }

  @Test
  void tablesThatDoNotFitAreRefusedWithTheLine() {
    assertCsvRefused("a,y\n1,0\n2\n", "line 3", "1 cells", "2 columns");
    assertCsvRefused("a,y\n1,0\nnan,1\n", "line 3", "column a", "\"nan\"");
    assertCsvRefused("a,y\n1,0\n1e999,1\n", "line 3", "no finite number");
    assertCsvRefused("a,y\n1,0\n1,\n", "line 3", "column y", "\"\"");
    assertCsvRefused("a,y\n1,0\n1,-2\n", "line 3", "label -2");
    assertCsvRefused("a,y\n1,0\n1,0.5\n", "line 3", "label 0.5");
    assertCsvRefused("1,2\n3,4\n", "starts with numbers");
    assertCsvRefused("a,a\n3,4\n", "every column its own");
    assertCsvRefused("y\n3\n", "no input columns");
    assertCsvRefused("a,y\n", "no examples");
    assertCsvRefused("", "is empty");
    assertCsvRefused("a,y\n\"1,0\n", "cannot be read");
    var missing = folder.resolve("none.csv");
    assertRefused(
        new CsvFile(missing, TargetKind.VALUES, Optional.empty(), Optional.empty()), "none.csv");
    var path = csv("a,y\n1,0\n");
    assertRefused(
        new CsvFile(path, TargetKind.VALUES, Optional.of(List.of("z")), Optional.empty()),
        "[z]",
        "[a, y]");
    assertRefused(
        new CsvFile(path, TargetKind.LABELS, Optional.of(List.of("a", "y")), Optional.empty()),
        "labels stand in one column");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    var path = Files.write(folder.resolve("own.csv"), new byte[] {'a', ',', (byte) 0xff, '\n'});
    assertRefused(
        new CsvFile(path, TargetKind.LABELS, Optional.empty(), Optional.empty()), "UTF-8");
  }

  @Test
  void anotherFileCanBeTheTestWithTheTrainingStatistics() {
    var training = csv("a,y\n0,0\n2,1\n");
    var other = folder.resolve("other.csv");
    write(other, "a,y\n5,1\n");
    var spec =
        new DataSpec(
            new CsvFile(training, TargetKind.LABELS, Optional.empty(), Optional.empty()),
            Subset.all(),
            Scaling.feature(Scaling.Over.TRAINING));
    var source = new CsvFile(other, TargetKind.LABELS, Optional.empty(), Optional.of(2));
    assertThat(spec.loadOther(source, Subset.all(), SharedData.none()).inputs()).containsExactly(4);
    assertThatThrownBy(() -> spec.loadTest(Subset.all(), SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no test examples");
    var wide = new Dice(1, Optional.of(8), Optional.of(1));
    assertThatThrownBy(() -> spec.loadOther(wide, Subset.all(), SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("examples of one shape");
  }

  private static DataSet load(DataSource source) {
    return new DataSpec(source, Subset.all(), Scaling.none()).load(SharedData.none());
  }

  private NpzFile npz(Optional<TargetKind> kind, Optional<Integer> classes, NamedArray... arrays) {
    var path = folder.resolve("own.npz");
    Npz.write(path, List.of(arrays), Npz.Compression.DEFLATED);
    return new NpzFile(path, kind, classes);
  }

  private Path csv(String text) {
    var path = folder.resolve("own.csv");
    write(path, text);
    return path;
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertCsvRefused(String text, String... because) {
    assertRefused(
        new CsvFile(csv(text), TargetKind.LABELS, Optional.empty(), Optional.empty()), because);
  }

  private static void assertRefused(DataSource source, String... because) {
    assertThatThrownBy(() -> load(source))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because);
  }
}
