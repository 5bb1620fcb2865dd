package brink.core.ode;

/** A step control at work in one solve: its proposal and its past. */
sealed interface Pace {
  /** The step to try next. */
  double step();

  /** Judges a step of length h with an error measure, and proposes the next one. */
  boolean accepts(double h, double measure);

  /** Writes down the past, after a step that was accepted. */
  void keep(Standing.Draft into);

  /** A control that accepts all. */
  record Constant(double step) implements Pace {
    @Override
    public boolean accepts(double h, double measure) {
      return true;
    }

    @Override
    public void keep(Standing.Draft into) {}
  }

  /** Error control. */
  final class Controlled implements Pace {
    private static final double LEAST = 1e-10; // an error of 0 must not stop the arithmetic

    private final StepControl.Adaptive control;
    private final int errorOrder;
    private double proposal;
    private double previousStep;
    private double error1 = 1;
    private double error2 = 1;
    private boolean first = true;
    private boolean rejected;

    Controlled(StepControl.Adaptive control, int errorOrder, double firstStep) {
      this.control = control;
      this.errorOrder = errorOrder;
      this.proposal = firstStep;
    }

    /** The same after the steps of another one. */
    Controlled(StepControl.Adaptive control, int errorOrder, Standing from) {
      this(control, errorOrder, from.number("proposal"));
      previousStep = from.number("step");
      error1 = from.number("error 1");
      error2 = from.number("error 2");
      first = false;
    }

    @Override
    public double step() {
      return proposal;
    }

    @Override
    public boolean accepts(double h, double measure) {
      double error = Math.max(measure / control.tolerance(), LEAST);
      if (!(error <= 1)) { // not finite counts as too large
        rejected = true;
        double factor = Double.isFinite(error) ? control.safety() * power(error, 1) : 0;
        proposal = h * Math.max(control.shrink(), factor);
        return false;
      }
      var filter = control.filter();
      double factor =
          first || rejected
              ? power(error, 1)
              : power(error, filter.b1())
                  * power(error1, filter.b2())
                  * power(error2, filter.b3())
                  * Math.pow(h / previousStep, -filter.a());
      proposal =
          h
              * Math.clamp(
                  control.safety() * factor, control.shrink(), rejected ? 1 : control.grow());
      error2 = error1;
      error1 = error;
      previousStep = h;
      first = false;
      rejected = false;
      return true;
    }

    @Override
    public void keep(Standing.Draft into) {
      into.number("proposal", proposal)
          .number("step", previousStep)
          .number("error 1", error1)
          .number("error 2", error2);
    }

    private double power(double error, double weight) {
      return Math.pow(error, -weight / errorOrder);
    }
  }
}
