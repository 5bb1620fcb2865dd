package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;

/**
 * Any explicit Runge-Kutta method, run from its tableau. A step costs one evaluation a stage, the
 * shared stage counted once, and one pass over memory a stage.
 *
 * @param tableau the method
 */
public record ExplicitRungeKutta(Tableau tableau)
    implements Stepper<VectorField, ExplicitRungeKutta.Stages> {
  /**
   * The field at the inner stages.
   *
   * @param inner k_2 .. k_(s-1); the first and the last are those of the step's ends
   */
  public record Stages(Vec[] inner) implements Memory {}

  @Override
  public String describe() {
    return tableau.name() + " (" + tableau.citation() + ")";
  }

  @Override
  public int order() {
    return tableau.order();
  }

  @Override
  public int errorOrder() {
    return tableau.errorOrder();
  }

  @Override
  public Stages open(Metered<? extends VectorField> field, Workspace work) {
    var inner = new Vec[tableau.stages() - 2];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = work.vec();
    }
    return new Stages(inner);
  }

  @Override
  public int advance(
      Metered<? extends VectorField> field,
      Stages memory,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    var inner = memory.inner();
    for (int row = 0; row < tableau.a().size(); row++) {
      var c = new double[row + 2];
      var terms = new Vec[row + 2];
      c[0] = 1;
      terms[0] = from.y();
      for (int j = 0; j <= row; j++) {
        c[j + 1] = h * tableau.a().get(row).get(j);
        terms[j + 1] = j == 0 ? from.f() : inner[j - 1];
      }
      field.space().combine(c, terms, into);
      if (row < inner.length) {
        field.eval(from.t() + tableau.c().get(row + 1) * h, into, inner[row]);
      }
    }
    return inner.length;
  }

  @Override
  public void error(Metered<? extends VectorField> field, Stages memory, Step step, Vec into) {
    int s = tableau.stages();
    var c = new double[s];
    for (int i = 0; i < s; i++) {
      c[i] = step.h() * (tableau.b(i) - tableau.embedded().get(i));
    }
    field.space().combine(c, all(memory, step), into);
  }

  @Override
  public void interpolate(
      Metered<? extends VectorField> field, Stages memory, Step step, double theta, Vec into) {
    if (tableau.dense().isEmpty()) {
      Hermite.interpolate(field.space(), step, theta, into);
      return;
    }
    int s = tableau.stages();
    double h = step.h();
    double bump = theta * theta * (1 - theta) * (1 - theta);
    var hermite = Hermite.weights(theta);
    var c = new double[s + 2];
    var terms = new Vec[s + 2];
    System.arraycopy(all(memory, step), 0, terms, 0, s);
    for (int i = 0; i < s; i++) {
      c[i] = h * bump * tableau.dense().get(i);
    }
    c[0] += h * hermite[2];
    c[s - 1] += h * hermite[3];
    c[s] = hermite[0];
    terms[s] = step.from().y();
    c[s + 1] = hermite[1];
    terms[s + 1] = step.to().y();
    field.space().combine(c, terms, into);
  }

  private Vec[] all(Stages memory, Step step) {
    int s = tableau.stages();
    var all = new Vec[s];
    all[0] = step.from().f();
    System.arraycopy(memory.inner(), 0, all, 1, s - 2);
    all[s - 1] = step.to().f();
    return all;
  }
}
