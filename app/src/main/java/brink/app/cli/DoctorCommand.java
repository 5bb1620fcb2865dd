package brink.app.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code brink doctor}. */
@Command(
    name = "doctor",
    description =
        "What Brink needs and what of it is here: JDK, memory, engine, threads, devices, folders.",
    footer = {
      "",
      "Example: ./brink doctor",
      "Absent things are needed for some commands only; trouble stands in the way (exit code 1)."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Desk desk;

  DoctorCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var findings = new ArrayList<>(Surroundings.findings(desk.environment()));
    findings.addAll(desk.laboratory().engineFacts());
    desk.out().println("Brink " + Version.number());
    Finding.table(findings).forEach(desk.out()::println);
    return Finding.clear(findings) ? 0 : Faults.INPUT;
  }
}
