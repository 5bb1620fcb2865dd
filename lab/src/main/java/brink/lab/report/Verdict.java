package brink.lab.report;

import java.util.List;

/**
 * What stands before several runs that test a claim.
 *
 * @param title of the page
 * @param claim in a sentence
 * @param source where it was published
 * @param checks what must hold, what was found, and whether that holds
 */
public record Verdict(String title, String claim, String source, List<Checked> checks) {
  /** One row of the table of checks. */
  public record Checked(String what, String found, boolean holds) {}

  void on(Page page) {
    page.paragraph("lead", claim)
        .paragraph("source", source)
        .heading("Checks")
        .table(
            List.of("what must hold", "found", ""),
            checks.stream()
                .map(c -> List.of(c.what(), c.found(), c.holds() ? "holds" : "does not hold"))
                .toList());
  }
}
