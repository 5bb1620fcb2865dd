package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StorageTest {
  /** Counts the vectors ever allocated and the workspaces open. */
  private static final class CountingSpace implements Space {
    private final Space space = FlatSpace.of(4);
    private int vectors;
    private int open;

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
          vectors++;
          return work.vec();
        }

        @Override
        public Block block(int columns) {
          vectors += columns;
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

  static Stream<Arguments> steppers() {
    return Stream.of(
        Arguments.of("Dormand-Prince", new ExplicitRungeKutta(Tableau.DORMAND_PRINCE)),
        Arguments.of("RKC2", StabilizedRungeKutta.rkc2()),
        Arguments.of("RK4 at sharpness", AtSharpness.rk4(1)),
        Arguments.of("exponential Euler", ExponentialEuler.asPublished(2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steppers")
  <S extends Memory> void tenThousandStepsAllocateAsManyVectorsAsFive(
      String name, Stepper<? super TestField, S> stepper) {
    assertThat(vectors(stepper, 10_000)).isEqualTo(vectors(stepper, 5)).isLessThan(40);
  }

  private static <S extends Memory> int vectors(Stepper<? super TestField, S> stepper, int steps) {
    var space = new CountingSpace();
    var problem = Problems.quartic(1, 1, 0.5, 1, 2, 3);
    var run =
        Runs.until(
            new Problems.Problem(
                problem.name(), problem.field().on(space), problem.start(), 1, problem.solution()),
            stepper,
            new StepControl.Fixed(1.0 / steps),
            SaveAt.ends().times(0.01, 0.55, 0.77));
    assertThat(run.solution().steps()).isGreaterThanOrEqualTo(steps);
    assertThat(space.open).isZero();
    return space.vectors;
  }
}
