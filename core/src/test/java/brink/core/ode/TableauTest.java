package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableauTest {
  static Stream<Tableau> tableaus() {
    return Stream.of(Tableau.EULER, Tableau.RK4, Tableau.DORMAND_PRINCE);
  }

  @ParameterizedTest
  @MethodSource("tableaus")
  void everyOrderConditionUpToTheDeclaredOrderHolds(Tableau tableau) {
    assertThat(order(tableau, weights(tableau))).isEqualTo(tableau.order());
  }

  @ParameterizedTest
  @MethodSource("tableaus")
  void theErrorEstimateFallsWithTheDeclaredPower(Tableau tableau) {
    var embedded = tableau.embedded().stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(Math.min(order(tableau, embedded), tableau.order()) + 1)
        .isEqualTo(tableau.errorOrder());
  }

  @ParameterizedTest
  @MethodSource("tableaus")
  void theAbscissaeAreTheRowSums(Tableau tableau) {
    assertThat(tableau.c().getFirst()).isZero();
    for (int i = 0; i < tableau.a().size(); i++) {
      assertThat(tableau.a().get(i).stream().mapToDouble(Double::doubleValue).sum())
          .isEqualTo(tableau.c().get(i + 1), within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("tableaus")
  void theLastStageIsTheFieldAtTheNewPoint(Tableau tableau) {
    assertThat(tableau.c().getLast()).isEqualTo(1);
    assertThat(tableau.b(tableau.stages() - 1)).isZero();
  }

  @Test
  void theDenseOutputOfDormandPrinceHasOrderFourInsideTheStep() {
    var tableau = Tableau.DORMAND_PRINCE;
    int s = tableau.stages();
    for (double theta : new double[] {0.1, 0.3, 0.5, 0.9}) {
      var hermite = Hermite.weights(theta);
      double bump = theta * theta * (1 - theta) * (1 - theta);
      var b = new double[s];
      for (int i = 0; i < s; i++) {
        b[i] = hermite[1] * tableau.b(i) + bump * tableau.dense().get(i);
      }
      b[0] += hermite[2];
      b[s - 1] += hermite[3];
      for (int nodes = 1; nodes <= 4; nodes++) {
        for (var tree : Tree.all(nodes)) {
          assertThat(sum(tableau, b, tree))
              .as("theta %s, tree %s", theta, tree)
              .isEqualTo(Math.pow(theta, nodes) / tree.density(), within(1e-13));
        }
      }
    }
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    assertThatThrownBy(() ->
            new Tableau(
                "crooked",
                "nowhere",
                1,
                2,
                List.of(List.of(1.0, 2.0)),
                List.of(0.0, 1.0),
                List.of(0.5, 0.5),
                List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("crooked: row 2");
  }

  private static int order(Tableau tableau, double[] b) {
    for (int nodes = 1; nodes <= 6; nodes++) {
      for (var tree : Tree.all(nodes)) {
        if (Math.abs(sum(tableau, b, tree) - 1 / tree.density()) > 1e-13) {
          return nodes - 1;
        }
      }
    }
    return 6;
  }

  private static double sum(Tableau tableau, double[] b, Tree tree) {
    int s = tableau.stages();
    var a = new double[s][s];
    for (int i = 1; i < s; i++) {
      for (int j = 0; j < i; j++) {
        a[i][j] = tableau.a().get(i - 1).get(j);
      }
    }
    return tree.weight(a, b);
  }

  private static double[] weights(Tableau tableau) {
    var b = new double[tableau.stages()];
    for (int i = 0; i < b.length; i++) {
      b[i] = tableau.b(i);
    }
    return b;
  }
}
