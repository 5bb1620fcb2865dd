package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSpecsTest {
  private static final SpecReader<Spec> READER = new SpecReader<>(Spec.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "cifar10-flow",
        "chebyshev",
        "edge-of-stability",
        "transformer",
        "deep-linear"
      })
  void aSpecOfTheProjectIsReadAndWhatItResolvesToIsReadAgain(String name) throws IOException {
    var folder =
        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .map(at -> at.resolve("specs"))
            .filter(Files::isDirectory)
            .findFirst();
    assumeThat(folder).as("the project's specs, above the working folder").isPresent();
    var spec = READER.read(folder.orElseThrow().resolve(name + ".yaml"), List.of());
    assertThat(spec.name()).isEqualTo(name);
    assertThat(READER.read("again", SpecWriter.yaml(spec), List.of())).isEqualTo(spec);
  }
}
