package brink.lab.study;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.spec.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Carries studies out.
 *
 * @param runs who runs specs
 * @param guard keeps watch over each run
 */
public record Studies(Runs runs, Runs.Guard guard) {
  /**
   * A study that was carried out.
   *
   * @param data its runs, in the order of its recipes
   * @param findings what decides, and what was computed
   */
  public record Done(Study study, List<RunData> data, Findings findings) {
    /** What decides. */
    public List<Check> checks() {
      return findings.checks();
    }
  }

  /**
   * All studies of a published set.
   *
   * @throws InputError if there is no such set
   */
  public static List<Study> set(String name, Scale scale) {
    return switch (name) {
      case "cohen2021" -> Cohen2021.at(scale);
      case "newer" -> Newer.at(scale);
      case "alignment" -> Alignment.at(scale);
      default ->
          throw new InputError(
              "There is no set of studies named %s: choose among cohen2021, newer, alignment."
                  .formatted(name));
    };
  }

  /**
   * Those of a set with some names, all where none is named.
   *
   * @throws InputError if there is none of a name
   */
  public static List<Study> chosen(List<Study> set, List<String> names) {
    for (var name : names) {
      if (set.stream().noneMatch(study -> study.name().equals(name))) {
        throw new InputError(
            "There is no study %s: choose among %s."
                .formatted(name, set.stream().map(Study::name).collect(Collectors.joining(", "))));
      }
    }
    return set.stream().filter(s -> names.isEmpty() || names.contains(s.name())).toList();
  }

  /**
   * Runs the recipes of a study into folders beside each other and judges them. A run that is there
   * already, finished and of the same spec, is taken as it is; one that was interrupted goes on.
   *
   * @throws InputError if a run fails, or its folder holds something else
   */
  public Done carryOut(Study study, Path out, Progress progress) {
    var data =
        study.recipes().stream()
            .map(recipe -> data(recipe, out.resolve(recipe.name()), progress))
            .toList();
    return new Done(study, data, study.examination().of(data, runs.places(), progress));
  }

  private RunData data(Recipe recipe, Path path, Progress progress) {
    if (Files.exists(path.resolve("result.json"))) {
      var there = RunFolder.open(path).read();
      boolean same = there.spec().equals(Runs.resolved(recipe.spec()));
      if (same && there.status() instanceof RunStatus.Finished) {
        progress.accept(new Progress.Noted(recipe.name() + " is there already"));
        return there;
      }
      if (same && Runs.resumable(there.folder())) {
        return done(recipe, runs.resume(path, progress, guard).read());
      }
    }
    return done(recipe, runs.run(recipe.spec(), path, progress, guard).read());
  }

  private static RunData done(Recipe recipe, RunData run) {
    if (run.status() instanceof RunStatus.Failed(String why)) {
      throw new InputError("The run %s failed: %s".formatted(recipe.name(), why));
    }
    return run;
  }
}
