package brink.nn.objective;

import brink.core.operator.OperatorChecks;
import brink.nn.network.Activation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveOperatorsTest {
  @ParameterizedTest
  @EnumSource
  void everyOperatorIsSymmetricLinearDeterministicAndItsBlocksAreItsColumns(ObjectiveTest.Way way) {
    var mlp = Problems.mlp(Activation.ELU, 3, 5, 4, 3);
    for (var loss : Problems.losses().toList()) {
      var data = Problems.data(7, 3, 3, loss, 11);
      try (var engine = Problems.engine(way.memoryBudget);
          var objective = way.open(engine, mlp, loss, data);
          var work = objective.space().workspace();
          var at = objective.at(Problems.theta(mlp, work, 5))) {
        OperatorChecks.check(at.hessian(), 1e-12, 1);
        OperatorChecks.check(at.gaussNewton(), 1e-12, 2);
        OperatorChecks.check(at.residual(), 1e-12, 3);
        OperatorChecks.check(at.classicalGaussNewton(), 1e-12, 4);
      }
    }
  }
}
