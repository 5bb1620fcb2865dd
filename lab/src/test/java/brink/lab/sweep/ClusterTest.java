package brink.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  @TempDir Path folder;

  @Test
  void aBuildWithoutSparkSaysSo() {
    assertThatThrownBy(Cluster::onClassPath)
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no Spark")
        .hasMessageContaining("-Pspark");
  }

  @Test
  void theSecretIsTheFilesOrElseTheVariables() throws Exception {
    var file = Files.writeString(folder.resolve("secret"), " of the file\n");
    var environment = Map.of(Cluster.SECRET, "of the variable");
    assertThat(Cluster.secret(Optional.of(file), environment)).contains("of the file");
    assertThat(Cluster.secret(Optional.empty(), environment)).contains("of the variable");
    assertThat(Cluster.secret(Optional.empty(), Map.of(Cluster.SECRET, " "))).isEmpty();
    assertThat(Cluster.secret(Optional.empty(), Map.of())).isEmpty();
  }

  @Test
  void aSecretThatCannotBeReadOrIsEmptyIsNamed() throws Exception {
    var absent = folder.resolve("absent");
    assertThatThrownBy(() -> Cluster.secret(Optional.of(absent), Map.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(absent.toString())
        .hasMessageContaining("cannot be read");
    var empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThatThrownBy(() -> Cluster.secret(Optional.of(empty), Map.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void aConnectionShowsNoSecret() {
    var connection =
        new Cluster.Connection("spark://host:7077", Optional.of("swordfish"), Map.of());
    assertThat(connection).hasToString("spark://host:7077");
  }
}
