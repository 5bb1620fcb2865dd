package brink.lab.analysis;

import brink.core.eigen.Verdict;
import brink.lab.analysis.Analysis.Leading;
import brink.nn.jacobian.Counterfactual;
import brink.nn.jacobian.Decomposition;
import brink.nn.network.Mlp;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An {@link Analysis} as JSON, the keys after the symbols of the formulas: {@code top_hess}, {@code
 * top_g}, {@code top_r}, {@code top_n}, {@code rho}, {@code e_k2} for E|K|^2, {@code PI_x}, {@code
 * AL_J} and so on; layers count from 1.
 */
public final class AnalysisJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private AnalysisJson() {}

  /** The whole analysis, indented. */
  public static String of(Analysis analysis) {
    var root = MAPPER.createObjectNode();
    subject(root.putObject("subject"), analysis);
    root.put("loss", analysis.evaluation().loss());
    analysis.evaluation().accuracy().ifPresent(accuracy -> root.put("accuracy", accuracy));
    root.put("grad_norm", analysis.gradientNorm());
    double topG = top(analysis, "g");
    double topR = top(analysis, "r");
    root.put("top_hess", top(analysis, "hess"));
    root.put("bottom_hess", top(analysis, "hess_bottom"));
    root.put("top_g", topG);
    root.put("top_r", topR);
    root.put("top_n", top(analysis, "n"));
    analysis.decomposition().ifPresent(d -> decomposition(root, d, topG, topR));
    var spectra = root.putObject("spectra");
    analysis.spectra().forEach((name, leading) -> spectrum(spectra.putObject(name), leading));
    amplification(root, analysis);
    slices(root, analysis);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void decomposition(ObjectNode root, Decomposition d, double topG, double topR) {
    root.put("rho", d.rho(topG));
    root.put("e_k2", d.squaredK());
    root.put("e_kl2_sum", d.sumOfSquaredK());
    products(root, d, 1);
    root.put("e_dl2_last", d.squaredD(d.layers()));
    root.put("identity_error", d.identityError());
    root.put("bound", Counterfactual.of(d, d, topG, topR).bound());
    layers(root, d);
  }

  private static void subject(ObjectNode node, Analysis analysis) {
    var subject = analysis.subject();
    node.put("data", subject.data().name());
    node.put("data_hash", subject.data().hash());
    node.put("n", subject.data().size());
    node.put("criterion", subject.loss().describe());
    node.put("network", subject.network().describe());
    if (subject.network() instanceof Mlp mlp) {
      node.put("activation", mlp.activation().name().toLowerCase(Locale.ROOT));
      var widths = node.putArray("widths");
      mlp.widths().forEach(widths::add);
    }
    node.put("parameters", analysis.parameters());
    node.put("precision", subject.engine().precision().name().toLowerCase(Locale.ROOT));
  }

  private static double top(Analysis analysis, String operator) {
    return analysis.spectra().get(operator).values().getFirst();
  }

  private static void layers(ObjectNode root, Decomposition d) {
    var layers = root.putArray("layers");
    for (int l = 1; l <= d.layers(); l++) {
      var node = layers.addObject();
      node.put("l", l);
      node.put("e_kl2", d.squaredK(l));
      node.put("e_dl2", d.squaredD(l));
      node.put("al_ml", d.alignmentM(l));
      node.put("error_ml2", d.parts().get(l - 1).errorOfM());
      if (l < d.layers()) {
        node.put("e_xl2", d.link(l).squaredX());
        node.put("al_xl", d.alignmentX(l));
        node.put("e_jl2", d.link(l).squaredJ());
        node.put("al_jl", d.alignmentJ(l));
        node.put("error_jl2", d.link(l).errorOfJ());
      }
      products(node, d, l);
      node.put("identity_error", d.identityError(l));
    }
  }

  private static void products(ObjectNode node, Decomposition d, int l) {
    var p = d.products(l);
    node.put("PI_x", p.x());
    node.put("AL_x", p.alignmentX());
    node.put("PI_J", p.j());
    node.put("AL_J", p.alignmentJ());
  }

  private static void spectrum(ObjectNode node, Leading leading) {
    var values = node.putArray("values");
    leading.values().forEach(values::add);
    var residuals = node.putArray("residuals");
    leading.residuals().forEach(residuals::add);
    node.put("products", leading.products());
    node.put("converged", leading.verdict() instanceof Verdict.Converged);
    if (leading.verdict() instanceof Verdict.Unconverged(String advice)) {
      node.put("advice", advice);
    }
  }

  /** Means over the examples, from layer 1 to L. */
  private static void amplification(ObjectNode root, Analysis analysis) {
    var profiles = analysis.amplification();
    if (profiles.isEmpty()) {
      return;
    }
    var node = root.putObject("amplification");
    node.put("examples", profiles.size());
    var most = node.putArray("largest");
    var random = node.putArray("random");
    for (int l = 0; l < profiles.getFirst().most().size(); l++) {
      int layer = l;
      most.add(mean(profiles, profile -> profile.most().get(layer)));
      random.add(mean(profiles, profile -> profile.random().get(layer)));
    }
  }

  private static void slices(ObjectNode root, Analysis analysis) {
    if (analysis.slices().isEmpty()) {
      return;
    }
    var slices = root.putArray("slices");
    for (var slice : analysis.slices()) {
      var node = slices.addObject();
      node.put("direction", slice.direction());
      node.put("slope", slice.slope());
      node.put("curvature", slice.curvature());
      var displacement = node.putArray("displacement");
      var loss = node.putArray("loss");
      var model = node.putArray("model");
      for (var point : slice.points()) {
        displacement.add(point.displacement());
        loss.add(point.loss());
        model.add(point.model());
      }
    }
  }

  private static <T> double mean(List<T> items, ToDoubleFunction<T> value) {
    return items.stream().mapToDouble(value).average().orElseThrow();
  }
}
