package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.report.Report;
import brink.nn.format.ElementType;
import brink.nn.format.NamedArray;
import brink.nn.format.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong for users, in real processes: one sentence, an exit code, nothing left behind.
 */
class BadInputTest {
  private static final String SPEC =
      """
      name: bad
      data: {source: {kind: npz, path: data.npz}}
      network: {hidden: [4], activation: elu}
      loss: cross-entropy
      stop: {steps: 2}
      """;
  private static final double[] X = {0, 1, 2, 3, 4, 5};
  private static final double[] Y = {0, 1, 0};

  @TempDir Path folder;

  @BeforeEach
  void aSoundSpecAndSoundData() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), SPEC);
    npz("data.npz", X, Y);
  }

  private void npz(String name, double[] x, double[] y) {
    var inputs = new NamedArray("x", List.of(3L, 2L), ElementType.FLOAT64, x);
    var labels = new NamedArray("y", List.of(3L), ElementType.INT64, y);
    Npz.write(folder.resolve(name), List.of(inputs, labels), Npz.Compression.STORED);
  }

  private Ran brink(List<String> options, String... arguments) {
    return Ran.process(Ran.command(options, Main.class, arguments), folder, Map.of());
  }

  /** Runs the spec with settings; it must be refused, in one sentence with these parts. */
  private void assertRefused(List<String> settings, String... parts) {
    var arguments = new ArrayList<>(List.of("run", "bad.yaml", "--out", "out", "--plain"));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    var ran = brink(List.of(), arguments.toArray(String[]::new));
    assertSentence(ran, parts);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void assertSentence(Ran ran, String... parts) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(Faults.INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines().filter(line -> line.startsWith("brink: "))).hasSize(1);
    var sentence = ran.err().lines().reduce((_, last) -> last).orElseThrow();
    assertThat(sentence)
        .startsWith("brink: ")
        .contains(parts)
        .doesNotContain("Exception")
        .doesNotContain("java.");
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  @Test
  void theSpecIsSoundAsItStands() {
    var ran = brink(List.of(), "run", "bad.yaml");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(folder.resolve("runs")).isDirectoryContaining("glob:**/bad-*");
  }

  @Test
  void dataThatIsMissingTruncatedOrOfAnotherFormatIsNamed() throws IOException {
    assertRefused(List.of("data.source.path=none.npz"), "none.npz", "no such file or folder");
    var whole = Files.readAllBytes(folder.resolve("data.npz"));
    Files.write(folder.resolve("data.npz"), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(List.of(), "data.npz", "numpy.savez");
    Files.writeString(folder.resolve("cifar.tar.gz"), "no archive");
    assertRefused(
        List.of("data.source={kind: cifar10, path: cifar.tar.gz}"), "cifar.tar.gz", "fetch it");
  }

  @Test
  void labelsOutOfRangeAndNumbersThatAreNoneAreNamedWithTheirPlace() {
    npz("data.npz", X, new double[] {0, 1, -1});
    assertRefused(List.of(), "data.npz, y[2]", "label -1");
    npz("data.npz", X, new double[] {0, 1, 2e9});
    assertRefused(List.of(), "data.npz, y[2]", "label 2000000000");
    npz("data.npz", new double[] {0, 1, 2, Double.NaN, 4, 5}, Y);
    assertRefused(List.of(), "data.npz, x[1, 1] is NaN");
  }

  @Test
  void aLossThatIsNoNumberIsToldWithWhatToChange() {
    npz("data.npz", new double[] {0, 1, 2, 3, 4, 1e200}, Y);
    assertRefused(List.of("network.init.gain=1e200"), "the loss is", "data.scaling");
  }

  @Test
  void partsThatTheExamplesDoNotMakeAreRefused() {
    assertRefused(List.of("engine.parts=0"), "engine", "parts must be at least 1");
    assertRefused(List.of("engine.parts=4"), "4 parts (engine.parts)", "1 to 3");
    assertRefused(
        List.of("engine.parts=2", "descent={learning-rate: 1, batch: {size: 1, seed: 1}}"),
        "descent.batch draws from all examples together");
  }

  @Test
  void lossesThatDoNotFitTheTargetsAreRefused() {
    assertRefused(List.of("data.source.targets=values"), "Cross-entropy needs classes");
    assertRefused(List.of("data.subset.classes=[0]"), "Cross-entropy needs at least two classes");
  }

  @Test
  void weightsOfAnotherNetworkAreNamedWithTheirShape() {
    var first = brink(List.of(), "run", "bad.yaml", "--out", "first");
    assertThat(first.code()).as(first.err()).isZero();
    var weights = "first/snapshots/0000.safetensors";
    assertRefused(
        List.of("network.hidden=[5]", "network.weights=" + weights),
        weights,
        "layers.0.weight has shape [4, 2], but the network needs [5, 2]");
    assertSentence(
        brink(List.of(), "analyze", "bad.yaml", "--weights", "data.npz"),
        "data.npz has no array layers.0.weight");
  }

  @Test
  void aFolderThatIsTakenOrCannotBeMadeIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("taken/inside"));
    assertSentence(
        brink(List.of(), "run", "bad.yaml", "--out", "taken"), "taken holds something already");
    assertThat(folder.resolve("taken")).isDirectoryNotContaining("glob:**json");
    assertSentence(
        brink(List.of(), "run", "bad.yaml", "--out", "bad.yaml/below"), "cannot be made");
    assertSentence(
        brink(List.of(), "analyze", "bad.yaml", "--out", "none/a.json"), "there is no folder");
    assertSentence(
        brink(List.of(), "analyze", "bad.yaml", "--page", "p"), "shows slices of the loss");
  }

  @Test
  void aResultThatIsLostOnAFullDiskIsNotTakenForDelivered() {
    Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/full")), "no /dev/full here");
    var analyze = Ran.command(List.of(), Main.class, "analyze", "bad.yaml");
    assertSentence(shell(analyze, "> /dev/full"), "no space left on device");
    var out = Ran.command(List.of(), Main.class, "analyze", "bad.yaml", "--out", "/dev/full");
    assertSentence(shell(out, ""), "/dev/full cannot be written (no space left on device)");
  }

  @Test
  void standardOutputByItsNameAndAReaderWhoHasSeenEnoughAreNoFaults() {
    var named = Ran.command(List.of(), Main.class, "analyze", "bad.yaml", "--out", "/dev/stdout");
    assertThat(shell(named, "| grep -c e_k2")).isEqualTo(new Ran(0, "1\n", ""));
    var spec = Ran.command(List.of(), Main.class, "spec");
    assertThat(shell(spec, "| true; exit ${PIPESTATUS[0]}")).isEqualTo(new Ran(0, "", ""));
  }

  private Ran shell(List<String> command, String more) {
    var words = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return Ran.process(List.of("bash", "-c", words + " " + more), folder, Map.of());
  }

  @Test
  void memoryThatDoesNotSufficeIsToldBeforeItIsTaken() {
    assertRefused(List.of("network.hidden=[46000,46000]"), "of memory", "are free", "narrower");
    assertRefused(List.of("network.hidden=[2147483647,2147483647]"), "parameters", "narrower");
    var large = "--set=data={source: {kind: dice}, subset: {count: 20000}}"; // 164 MB of pixels
    var heap = brink(List.of("-Xmx64m"), "run", "bad.yaml", large, "--out", "heap");
    assertSentence(heap, "Memory ran out", "BRINK_HEAP");
  }

  @Test
  void aRunEndedFromOutsideSaysSoAndItsReportCanStillBeDrawn() throws Exception {
    var command =
        Ran.command(
            List.of(),
            Main.class,
            "run",
            "bad.yaml",
            "--set=stop={time: 1e9, max-steps: 100000000}",
            "--set=save.every=10",
            "--out=out");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    var metrics = folder.resolve("out/metrics.jsonl");
    while (process.isAlive() && !(Files.exists(metrics) && Files.size(metrics) > 20_000)) {
      Thread.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(folder.resolve("said")).content().doesNotContain("\tat ", "fault of Brink");
    var run = RunFolder.open(folder.resolve("out")).read();
    assertThat(run.status()).isEqualTo(new RunStatus.Failed("The run was interrupted."));
    assertThat(folder.resolve("out/steps.parquet")).doesNotExist();
    assertThat(Report.write(run)).content().contains("This run failed: The run was interrupted.");
  }
}
