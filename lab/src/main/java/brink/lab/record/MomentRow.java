package brink.lab.record;

import java.util.Optional;
import java.util.function.Function;

/**
 * What was measured at one moment of the flow, a row of {@code moments.parquet}.
 *
 * @param moment its number, from 0; its snapshot is {@code snapshots/NNNN.safetensors}
 * @param step steps taken before it
 * @param t the flow's time
 * @param loss training loss L
 * @param accuracy part of the examples classified rightly, where the targets are classes
 * @param gradNorm |grad L|
 * @param distance of the parameters from those at the start, Euclidean
 * @param spectrum ends of the spectra
 * @param decomposition the factors of sharpness, where they were measured
 * @param bound {@code top(R) + rho sum_l E|K_l|^2} with AL_J frozen at its value after the
 *     transient: bounds the sharpness had alignment not risen; absent before there is such a value
 * @param etaStable 2 / bound, the step size of gradient descent that would have stayed stable
 */
public record MomentRow(
    int moment,
    long step,
    double t,
    double loss,
    Optional<Double> accuracy,
    double gradNorm,
    double distance,
    Spectrum spectrum,
    Optional<Decomposition> decomposition,
    Optional<Double> bound,
    Optional<Double> etaStable)
    implements Row {

  static final Table<MomentRow> TABLE = table();

  private static Table<MomentRow> table() {
    var table =
        Table.named("moment", "moments", MomentRow::from)
            .whole("moment", r -> (long) r.moment)
            .whole("step", MomentRow::step)
            .real("t", MomentRow::t)
            .real("loss", MomentRow::loss)
            .maybe("accuracy", MomentRow::accuracy)
            .real("grad_norm", MomentRow::gradNorm)
            .real("distance", MomentRow::distance);
    table = ritz(table, "top_hess", Spectrum::topHess);
    table = ritz(table, "top_g", Spectrum::topG);
    table = ritz(table, "top_r", Spectrum::topR);
    table = ritz(table, "top_n", Spectrum::topN);
    table = ritz(table, "bottom_hess", Spectrum::bottomHess);
    table = ritz(table, "top_preconditioned", Spectrum::topPreconditioned);
    return table
        .maybe("rho", r -> r.decomposition.flatMap(Decomposition::rho))
        .maybe("e_k2", r -> r.decomposition.map(Decomposition::eK2))
        .maybe("e_kl2_sum", r -> r.decomposition.map(Decomposition::eKl2Sum))
        .maybe("PI_x", r -> r.decomposition.map(d -> d.components().piX()))
        .maybe("AL_x", r -> r.decomposition.map(d -> d.components().alX()))
        .maybe("PI_J", r -> r.decomposition.map(d -> d.components().piJ()))
        .maybe("AL_J", r -> r.decomposition.map(d -> d.components().alJ()))
        .maybe("e_dl2_last", r -> r.decomposition.map(Decomposition::eDl2Last))
        .maybe("e_dl2_first", r -> r.decomposition.map(Decomposition::eDl2First))
        .maybe("AL_M", r -> r.decomposition.map(Decomposition::alM))
        .maybe("identity_error", r -> r.decomposition.map(Decomposition::identityError))
        .maybe("bound", MomentRow::bound)
        .maybe("eta_stable", MomentRow::etaStable);
  }

  private static Table<MomentRow> ritz(
      Table<MomentRow> table, String key, Function<Spectrum, Optional<Ritz>> pair) {
    return table
        .maybe(key, r -> pair.apply(r.spectrum).map(Ritz::value))
        .maybe("res_" + key, r -> pair.apply(r.spectrum).map(Ritz::residual))
        .maybeFlag("converged_" + key, r -> pair.apply(r.spectrum).map(Ritz::converged));
  }

  private static MomentRow from(Cells cells) {
    return new MomentRow(
        cells.count("moment"),
        cells.whole("step"),
        cells.real("t"),
        cells.real("loss"),
        cells.maybe("accuracy"),
        cells.real("grad_norm"),
        cells.real("distance"),
        Spectrum.from(cells),
        cells.maybe("e_k2").map(_ -> Decomposition.from(cells)),
        cells.maybe("bound"),
        cells.maybe("eta_stable"));
  }
}
