package brink.app.cli;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecKey;
import brink.lab.spec.SpecReader;
import brink.lab.spec.SpecWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The laboratory of this machine: every request goes to the part that does it.
 *
 * @param data data sets
 * @param engine the tensor engine
 */
record Workshop(DataShelf data, EngineRoom engine) implements Laboratory {

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
    var spec = new SpecReader<>(Spec.class).read(request.spec(), request.settings());
    return SpecWriter.yaml(spec);
  }

  @Override
  public List<SpecKey> keys() {
    return SpecKey.all(Spec.class);
  }

  @Override
  public List<Finding> dataSets() {
    return data.list();
  }

  @Override
  public List<Finding> check(String name) {
    return data.check(name);
  }

  @Override
  public List<Finding> show(ShowRequest request) {
    return data.show(request);
  }

  @Override
  public Path download(String name, Progress progress) {
    return data.download(name, progress);
  }

  @Override
  public Path draw(DrawRequest request) {
    return data.draw(request);
  }

  @Override
  public List<Finding> engineFacts() {
    return engine.facts();
  }

  @Override
  public void bench(BenchRequest request, Consumer<String> line) {
    engine.bench(request, line);
  }

  private static InputError missing(String part) {
    return new InputError("This build of Brink is without " + part + ": use a later one.");
  }
}
