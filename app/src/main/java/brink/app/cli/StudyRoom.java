package brink.app.cli;

import brink.app.cli.Laboratory.Made;
import brink.app.cli.Laboratory.Result;
import brink.app.cli.Laboratory.Studied;
import brink.app.cli.Laboratory.StudyRequest;
import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.report.Report;
import brink.lab.report.Verdict;
import brink.lab.study.Check;
import brink.lab.study.Studies;
import brink.lab.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Published claims, tested. */
final class StudyRoom {
  private StudyRoom() {}

  /** The studies of a set, with their claims, as lines. */
  static List<String> list(StudyRequest request) {
    return chosen(request).stream()
        .flatMap(study -> List.of(study.name(), "  " + study.claim()).stream())
        .toList();
  }

  /**
   * Carries studies out: each gets a page beside its runs, and a run that several share is drawn
   * once. Where more than one is asked for, one that cannot be carried out, for want of its data
   * for instance, says why, and the others go on.
   *
   * @throws InputError if the only one asked for cannot be carried out
   */
  static Studied carryOut(StudyRequest request, Studies studies, Progress progress) {
    var summary = new ArrayList<String>();
    var made = new ArrayList<Made>();
    var missed = new ArrayList<String>();
    var drawn = new HashSet<Path>();
    var chosen = chosen(request);
    for (var study : chosen) {
      progress.accept(new Progress.Noted("study " + study.name()));
      summary.add(study.name() + ": " + study.claim());
      try {
        var done = studies.carryOut(study, request.out(), progress);
        done.data().stream().filter(run -> drawn.add(run.folder().path())).forEach(Report::write);
        done.checks().forEach(check -> summary.add(line(check)));
        made.add(new Made(study.name(), page(request, done)));
      } catch (InputError e) {
        if (chosen.size() == 1) {
          throw e;
        }
        summary.add("  not carried out: " + e.getMessage());
        missed.add(study.name());
      }
    }
    return new Studied(new Result(summary, made), missed, chosen.size());
  }

  private static List<Study> chosen(StudyRequest request) {
    return Studies.chosen(Studies.set(request.set(), request.scale()), request.names());
  }

  private static Path page(StudyRequest request, Studies.Done done) {
    var study = done.study();
    var checks =
        done.checks().stream()
            .map(c -> new Verdict.Checked(c.what(), c.found(), c.holds()))
            .toList();
    return Report.study(
        done.data(),
        done.findings().charts(),
        new Verdict(request.set() + ": " + study.name(), study.claim(), study.source(), checks),
        request.out().resolve("study-" + study.name()));
  }

  static String line(Check check) {
    return "  %-14s %s: %s"
        .formatted(check.holds() ? "holds" : "does not hold", check.what(), check.found());
  }
}
