package brink.lab.study;

import brink.lab.analysis.MomentMeter.Measured;
import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * How far what was measured is from the same measured in another way, {@code |a / b - 1|}, over
 * time; of a quantity that every layer has, in the layer where it is largest.
 *
 * @param quantities by their symbols, each over time
 */
record Deviation(SequencedMap<String, Series> quantities) {
  static final String HESSIAN = "top(Hess)";
  static final String GAUSS_NEWTON = "top(G)";
  static final String WHOLE = "E|K|²";
  static final String LAYERS = "E|K_l|²";
  static final String ALIGNMENT = "AL_J";

  /** What was measured at a moment: by symbols, one value or one of each layer. */
  private record Reading(double t, SequencedMap<String, List<Double>> values) {
    static Reading of(RunData run, MomentRow moment) {
      var values = new LinkedHashMap<String, List<Double>>();
      moment.spectrum().topHess().map(Ritz::value).ifPresent(v -> values.put(HESSIAN, List.of(v)));
      moment
          .spectrum()
          .topG()
          .map(Ritz::value)
          .ifPresent(v -> values.put(GAUSS_NEWTON, List.of(v)));
      moment
          .decomposition()
          .ifPresent(d -> {
            values.put(WHOLE, List.of(d.eK2()));
            values.put(
                LAYERS,
                run.layers().stream()
                    .filter(row -> row.moment() == moment.moment())
                    .map(LayerRow::eKl2)
                    .toList());
            values.put(ALIGNMENT, List.of(d.components().alJ()));
          });
      return new Reading(moment.t(), values);
    }

    static Reading of(double t, Measured measured) {
      var values = new LinkedHashMap<String, List<Double>>();
      var spectrum = measured.spectrum();
      spectrum.topHess().map(Ritz::value).ifPresent(v -> values.put(HESSIAN, List.of(v)));
      spectrum.topG().map(Ritz::value).ifPresent(v -> values.put(GAUSS_NEWTON, List.of(v)));
      measured
          .decomposition()
          .ifPresent(d -> {
            values.put(WHOLE, List.of(d.squaredK()));
            values.put(LAYERS, IntStream.rangeClosed(1, d.layers()).mapToObj(d::squaredK).toList());
            values.put(ALIGNMENT, List.of(d.products(1).alignmentJ()));
          });
      return new Reading(t, values);
    }
  }

  /** Of one run from another, at the times of both. */
  static Deviation between(RunData one, RunData other) {
    var pairs = SameTime.of(one, other);
    return of(
        pairs.stream().map(at -> Reading.of(one, at.one())).toList(),
        pairs.stream().map(at -> Reading.of(other, at.other())).toList());
  }

  /** Of measurements of the same weights, at some times. */
  static Deviation between(List<Double> times, List<Measured> one, List<Measured> other) {
    return of(readings(times, one), readings(times, other));
  }

  private static List<Reading> readings(List<Double> times, List<Measured> measured) {
    return IntStream.range(0, times.size())
        .mapToObj(i -> Reading.of(times.get(i), measured.get(i)))
        .toList();
  }

  private static Deviation of(List<Reading> one, List<Reading> other) {
    var quantities = new LinkedHashMap<String, Series>();
    for (int i = 0; i < one.size(); i++) {
      double t = one.get(i).t();
      var reference = other.get(i).values();
      one.get(i)
          .values()
          .forEach((symbol, values) ->
              quantities
                  .computeIfAbsent(symbol, _ -> new Series())
                  .add(t, largest(values, reference.get(symbol))));
    }
    return new Deviation(quantities);
  }

  private static double largest(List<Double> values, List<Double> reference) {
    return IntStream.range(0, values.size())
        .mapToDouble(i -> Math.abs(values.get(i) / reference.get(i) - 1))
        .max()
        .orElse(0);
  }

  /** The largest over time. */
  double largest(String symbol) {
    return quantities.get(symbol).largest();
  }
}
