package brink.lab.bench;

import brink.lab.dynamics.FlowMethod;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A solver at one of its settings.
 *
 * @param solver its name
 * @param setting in words
 * @param method that it is
 */
public record Contender(String solver, String setting, FlowMethod method) {
  private static final int KRYLOV = 30; // dimensions

  /** What methods are built on: those of one kind may share their errors. */
  enum Kind {
    STABILISED,
    EXPONENTIAL,
    EXPLICIT
  }

  /** The kind of the method. */
  Kind kind() {
    return switch (method) {
      case FlowMethod.Rkc1 _, FlowMethod.Rkc2 _ -> Kind.STABILISED;
      case FlowMethod.Rock2 _, FlowMethod.Rock4 _ -> Kind.STABILISED;
      case FlowMethod.ExponentialRosenbrock _, FlowMethod.Exprb32 _ -> Kind.EXPONENTIAL;
      case FlowMethod.ExponentialEuler _ -> Kind.EXPONENTIAL;
      case FlowMethod.DormandPrince _, FlowMethod.Rk4 _ -> Kind.EXPLICIT;
      case FlowMethod.Descent _, FlowMethod.Euler _ -> Kind.EXPLICIT;
    };
  }

  private static List<Contender> over(
      String solver, String of, DoubleFunction<FlowMethod> method, double... values) {
    return DoubleStream.of(values)
        .mapToObj(
            value -> new Contender(solver, "%s %.0e".formatted(of, value), method.apply(value)))
        .toList();
  }

  /** All solvers, each from its coarsest setting to its finest; the published one last. */
  public static List<Contender> all() {
    var tolerance = "tolerance";
    return Stream.of(
            over("RKC2", tolerance, FlowMethod.Rkc2::new, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5),
            over("ROCK2", tolerance, FlowMethod.Rock2::new, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5),
            over("ROCK4", tolerance, FlowMethod.Rock4::new, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5),
            over("RKC1", tolerance, FlowMethod.Rkc1::new, 1e-2, 1e-3, 1e-4),
            over(
                "Rosenbrock-Euler",
                tolerance,
                t -> new FlowMethod.ExponentialRosenbrock(t, KRYLOV),
                1e-2,
                1e-3,
                1e-4),
            over(
                "exprb32",
                tolerance,
                t -> new FlowMethod.Exprb32(t, KRYLOV),
                1e-1,
                1e-2,
                1e-3,
                1e-4),
            over("Dormand-Prince", tolerance, FlowMethod.DormandPrince::new, 1e-4, 1e-6, 1e-8),
            List.of(
                new Contender("RK4", "2/sharpness", new FlowMethod.Rk4(2, 10)),
                new Contender("descent", "1/sharpness", new FlowMethod.Descent(1, 10)),
                new Contender("descent", "0.1/sharpness", new FlowMethod.Descent(0.1, 10)),
                new Contender(
                    "exponential Euler",
                    "as published",
                    new FlowMethod.ExponentialEuler(1, 0.01, 1e-4, 1000))))
        .flatMap(List::stream)
        .toList();
  }
}
