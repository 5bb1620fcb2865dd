package brink.app.cli;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.spec.SpecKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A laboratory with nothing in it: every request is refused in a sentence. */
final class Unconnected implements Laboratory {

  @Override
  public Result run(RunRequest request, Progress progress) {
    throw missing("running specs");
  }

  @Override
  public String analyze(AnalyzeRequest request, Progress progress) {
    throw missing("analysing weights");
  }

  @Override
  public Result report(List<Path> runs, Optional<Path> out) {
    throw missing("reports");
  }

  @Override
  public String resolve(RunRequest request) {
    throw missing("specs");
  }

  @Override
  public List<SpecKey> keys() {
    return List.of();
  }

  @Override
  public List<Finding> dataSets() {
    return List.of();
  }

  @Override
  public List<Finding> check(String data) {
    throw missing("data sets");
  }

  @Override
  public List<String> show(String data, int examples) {
    throw missing("data sets");
  }

  @Override
  public Path draw(DrawRequest request) {
    throw missing("data sets");
  }

  @Override
  public List<Finding> engine() {
    return List.of(Finding.absent("engine", "this build has no tensor engine"));
  }

  @Override
  public void bench(BenchRequest request, Consumer<String> line) {
    throw missing("the tensor engine");
  }

  private static InputError missing(String part) {
    return new InputError("This build of Brink is without " + part + ": use a later one.");
  }
}
