package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StorageTest {
  /** Counts the native bytes ever allocated and the workspaces open. */
  private static final class CountingSpace implements Space {
    private final FlatSpace space;
    private long bytes;
    private int open;

    CountingSpace(Precision precision) {
      this.space = new FlatSpace(4, precision, Lanes.of(1));
    }

    @Override
    public Workspace workspace() {
      var work = space.workspace();
      open++;
      return new Workspace() {
        @Override
        public Space space() {
          return CountingSpace.this;
        }

        @Override
        public Vec vec() {
          bytes += space.bytes();
          return work.vec();
        }

        @Override
        public Block block(int columns) {
          bytes += columns * space.bytes();
          return work.block(columns);
        }

        @Override
        public void close() {
          open--;
          work.close();
        }
      };
    }

    @Override
    public long dim() {
      return space.dim();
    }

    @Override
    public double dot(Vec x, Vec y) {
      return space.dot(x, y);
    }

    @Override
    public double roundoff() {
      return space.roundoff();
    }

    @Override
    public void dots(Vec x, Vec y, long[] bounds, double[] into) {
      space.dots(x, y, bounds, into);
    }

    @Override
    public void combine(double[] c, Vec[] xs, Vec into) {
      space.combine(c, xs, into);
    }

    @Override
    public void gram(Block x, Block y, double[] into) {
      space.gram(x, y, into);
    }

    @Override
    public void transform(Block x, double[] c, Block into) {
      space.transform(x, c, into);
    }

    @Override
    public void randomize(Vec x, RandomGenerator random) {
      space.randomize(x, random);
    }

    @Override
    public void write(double[] values, Vec into) {
      space.write(values, into);
    }

    @Override
    public double[] read(Vec x) {
      return space.read(x);
    }
  }

  static Stream<Arguments> methods() {
    return Methods.all().stream()
        .flatMap(method ->
            Stream.of(Precision.values()).map(precision -> Arguments.of(method, precision)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("methods")
  void tenThousandStepsAllocateAsManyBytesAsFive(Methods method, Precision precision) {
    long vector = 4L * precision.bytes();
    assertThat(bytes(method, precision, 10_000))
        .isEqualTo(bytes(method, precision, 5))
        .isLessThan(40 * vector);
  }

  private static long bytes(Methods method, Precision precision, int steps) {
    var space = new CountingSpace(precision);
    var problem = Problems.quartic(1, 1, 0.5, 1, 2, 3);
    var run =
        Runs.until(
            new Problems.Problem(
                problem.name(), problem.field().on(space), problem.start(), 1, problem.solution()),
            Runs.narrow(method.stepper()),
            new StepControl.Fixed(1.0 / steps),
            SaveAt.ends().times(0.01, 0.55, 0.77));
    assertThat(run.solution().steps()).isGreaterThanOrEqualTo(steps);
    assertThat(space.open).isZero();
    return space.bytes;
  }

  @Test
  void errorControlByPartsAndAGaugeAllocateNothingAfterTheFirstSteps() {
    assertThat(watched(10_000)).isEqualTo(watched(50));
  }

  /** Of an adaptive solve with rejections, a norm by parts and an event that is never met. */
  private static long watched(int steps) {
    var space = new CountingSpace(Precision.FLOAT64);
    var field = Problems.quartic(1, 1, 0.5, 1, 2, 3).field().on(space);
    var control = StepControl.Adaptive.of(1e-7, StepFilter.PI).measuredBy(PartwiseNorm.of(1, 3));
    try (var gauge = new SpectralRadiusGauge(field, 1e-2, 100, 1)) {
      var event = new StopEvent.Crossing(gauge, 100, StopEvent.Direction.FROM_BELOW, 1);
      var run =
          Runs.solve(
              field,
              new double[] {1, 0.9, 0.8, 0.7},
              Runs.narrow(StabilizedRungeKutta.rkc2()),
              control,
              SaveAt.ends(),
              Stops.at(10_000, event, new StopEvent.StepsTaken(steps)));
      assertThat(run.solution().steps()).isEqualTo(steps);
    }
    assertThat(space.open).isZero();
    return space.bytes;
  }
}
