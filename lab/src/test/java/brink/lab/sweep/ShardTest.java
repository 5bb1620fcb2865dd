package brink.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static final List<Integer> ALL = IntStream.range(0, 11).boxed().toList();

  @Test
  void theShardsOfAListAreAllOfItAndNothingTwice() {
    for (int count = 1; count <= 13; count++) {
      var together = new ArrayList<Integer>();
      for (int index = 1; index <= count; index++) {
        together.addAll(new Shard(index, count).of(ALL));
      }
      assertThat(together).containsExactlyInAnyOrderElementsOf(ALL);
    }
    assertThat(Shard.parse("2/4").of(ALL)).containsExactly(1, 5, 9);
  }

  @Test
  void aTaskOfASlurmArrayHasItsShare() {
    var task =
        Map.of(
            "SLURM_ARRAY_TASK_ID", "14",
            "SLURM_ARRAY_TASK_MIN", "10",
            "SLURM_ARRAY_TASK_COUNT", "4",
            "SLURM_ARRAY_TASK_STEP", "2");
    assertThat(Shard.ofSlurm(task)).isEqualTo(new Shard(3, 4));
    assertThat(Shard.ofSlurm(Map.of("PATH", "/bin"))).isEqualTo(new Shard(1, 1));
  }

  @Test
  void aSlurmTaskThatDoesNotSayOfHowManyIsAskedForAShard() {
    assertThatThrownBy(() -> Shard.ofSlurm(Map.of("SLURM_ARRAY_TASK_ID", "1")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("SLURM_ARRAY_TASK_MIN is not set: give --shard I/N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1/0", "1", "a/b", "-1/2", "1/2/3", ""})
  void whatIsNoShardIsRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("I/N");
  }
}
