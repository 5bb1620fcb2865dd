package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DueTest {
  @Test
  void aStateIsDueAfterAMomentAndAfterAMinuteWithoutOne() {
    var clock = new AtomicLong(-7);
    var due = new Due(Duration.ofMinutes(1), clock::get);
    assertThat(due.now()).isFalse();
    due.measured();
    assertThat(due.now()).isTrue();
    due.done();
    assertThat(due.now()).isFalse();
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(due.now()).isFalse();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(due.now()).isTrue();
    due.done();
    assertThat(due.now()).isFalse();
  }
}
