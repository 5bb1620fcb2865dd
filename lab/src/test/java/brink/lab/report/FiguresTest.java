package brink.lab.report;

import brink.lab.record.*;
import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  @TempDir Path temp;

  @Test
  void look() throws Exception {
    var out = Path.of("/tmp/figs/");
    new ProcessBuilder("rm", "-rf", "/tmp/figs").start().waitFor();
    var a = SyntheticRun.usual().write(out.resolve("a"));
    Report.write(a);
    var b = new SyntheticRun("quickstart", 2, 300, 20, 6).write(out.resolve("b"));
    var c = new SyntheticRun("seed <3> & \"more\"", 3, 30000, 20, 2);
    try (var w = c.start(out.resolve("c"))) {
      w.fail("The loss became 1e300 at step 3: lower the <tolerance>.");
    }
    Report.write(RunFolder.open(out.resolve("c")));
    Report.compare(List.of(a, b, RunFolder.open(out.resolve("c"))), out.resolve("cmp"));
  }
}
