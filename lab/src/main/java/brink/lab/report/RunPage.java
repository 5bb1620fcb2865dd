package brink.lab.report;

import brink.lab.record.Provenance;
import brink.lab.record.RunData;
import brink.lab.record.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page of one run. */
final class RunPage {
  private RunPage() {}

  static String of(RunData run, List<Figure> figures) {
    var provenance = run.provenance();
    var page =
        new Page(provenance.title())
            .head(
                List.of(
                    provenance.network(),
                    provenance.data().name(),
                    provenance.loss(),
                    provenance.flow()),
                Optional.of(run.status().word()))
            .warnings(Warnings.of(run));
    Summary.of(run).lines().forEach(line -> page.paragraph("lead", line));
    ending(run, page);
    page.heading("Key numbers");
    Course.of(run).ifPresent(course -> numbers(run, course, page));
    page.paragraph("source", KeyNumbers.cost(run)).heading("Figures");
    figures.forEach(page::figure);
    return page.heading("Provenance").facts(facts(run)).heading("Spec").text(run.spec()).html();
  }

  private static void ending(RunData run, Page page) {
    if (run.status() instanceof RunStatus.Finished finished) {
      page.paragraph("source", "The run ended: " + finished.how() + ".");
    }
  }

  private static void numbers(RunData run, Course course, Page page) {
    var heads = new ArrayList<String>(List.of(""));
    heads.addAll(KeyNumbers.heads(course));
    page.table(
        heads,
        KeyNumbers.of(run, course).stream()
            .map(entry -> {
              var cells = new ArrayList<String>(List.of(entry.name()));
              cells.addAll(entry.values());
              return List.copyOf(cells);
            })
            .toList());
  }

  private static Map<String, String> facts(RunData run) {
    Provenance p = run.provenance();
    var facts = new LinkedHashMap<String, String>();
    facts.put("run", p.id());
    facts.put("spec, SHA-256", p.specHash());
    facts.put("data, SHA-256", p.data().hash());
    facts.put("examples", Numbers.count(p.data().examples()));
    facts.put("loss", p.loss());
    facts.put("precision", p.precision());
    facts.put("device", p.device() + ", " + Words.counted(p.threads(), "thread"));
    facts.put(
        "machine",
        p.machine().cpu()
            + ", "
            + Words.counted(p.machine().cores(), "core")
            + ", "
            + p.machine().os());
    facts.put("Brink", p.versions().brink() + p.commit().map(c -> ", commit " + c).orElse(""));
    facts.put("Java", p.versions().java());
    facts.put("engine", p.versions().engine());
    facts.put("BLAS", p.versions().blas());
    facts.put("started", p.started().toString());
    facts.put("ended", p.ended().map(Object::toString).orElse("not yet"));
    p.resumed()
        .ifPresent(all ->
            facts.put(
                "resumed",
                all.stream()
                    .map(r -> "%s after step %d".formatted(r.when(), r.step()))
                    .collect(Collectors.joining(", "))));
    return facts;
  }
}
