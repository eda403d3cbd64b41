package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Layer;
import org.onsager.tensor.nn.Linear;
import org.onsager.tensor.nn.Parameter;
import org.onsager.tensor.nn.Pass;

/// The network of a physics-informed solver: points `[n, d]` of the box, scaled to \([-1, 1]^d\), to values
/// `[n]`.
final class PinnNetwork implements Layer {
    private static final int ROWDY_TERMS = 5;
    private static final double ROWDY_SCALE = 10;
    private static final double[] FEATURE_SCALES = {1, 20, 50, 100};

    private final PinnSolver.Variant variant;
    private final Tensor middle;
    private final Tensor half;
    private final Tensor features;
    private final List<Linear> layers = new ArrayList<>();
    private final List<Tensor> rowdy = new ArrayList<>();

    PinnNetwork(PdeProblem problem, PinnSolver settings, RandomStream stream) {
        this.variant = settings.variant();
        int d = problem.dimensions();
        double[] centres = new double[d], widths = new double[d];
        for (int j = 0; j < d; j++) {
            var axis = problem.axes().get(j);
            centres[j] = (axis.low() + axis.high()) / 2;
            widths[j] = (axis.high() - axis.low()) / 2;
        }
        this.middle = Parameter.buffer(() -> Tensors.of(centres, 1, d));
        this.half = Parameter.buffer(() -> Tensors.of(widths, 1, d));
        int width = settings.width(), in = d;
        if (variant == PinnSolver.Variant.FOURIER_FEATURES) {
            int each = Math.max(1, width / (2 * FEATURE_SCALES.length));
            this.features = Parameter.buffer(() -> {
                var parts = new Tensor[FEATURE_SCALES.length];
                for (int s = 0; s < parts.length; s++)
                    parts[s] = Tensors.normal(stream.split("features").at(s), DType.FLOAT64, d, each)
                            .mul(2 * Math.PI * FEATURE_SCALES[s]);
                return Tensors.cat(1, parts);
            });
            in = 2 * each * FEATURE_SCALES.length;
        } else {
            this.features = Parameter.buffer(() -> Tensors.zeros(DType.FLOAT64, d, 1));
        }
        for (int l = 0; l <= settings.layers(); l++) {
            int out = l == settings.layers() ? 1 : width;
            layers.add(Linear.of(in, out, stream.split("layers").at(l), DType.FLOAT64));
            in = out;
            if (variant == PinnSolver.Variant.ROWDY && l < settings.layers())
                rowdy.add(Parameter.of(() -> Tensors.zeros(DType.FLOAT64, ROWDY_TERMS)));
        }
    }

    @Override
    public Tensor forward(Tensor points, Pass pass) {
        var x = points.sub(middle).div(half);
        if (variant == PinnSolver.Variant.FOURIER_FEATURES) {
            var phase = x.matmul(features);
            x = Tensors.cat(1, phase.cos(), phase.sin());
        }
        for (int l = 0; l < layers.size(); l++) {
            x = layers.get(l).forward(x, pass);
            if (l + 1 < layers.size()) x = activated(x, l);
        }
        return x.reshape(-1);
    }

    private Tensor activated(Tensor x, int layer) {
        var value = x.tanh();
        if (variant != PinnSolver.Variant.ROWDY) return value;
        for (int k = 1; k <= ROWDY_TERMS; k++)
            value = value.add(x.mul(k * ROWDY_SCALE)
                    .sin()
                    .mul(rowdy.get(layer).select(0, k - 1))
                    .mul(ROWDY_SCALE));
        return value;
    }

    @Override
    public Map<String, Tensor> parameters() {
        var map = new LinkedHashMap<String, Tensor>();
        for (int l = 0; l < layers.size(); l++) {
            map.put(l + ".weight", layers.get(l).weight());
            map.put(l + ".bias", layers.get(l).bias());
        }
        for (int l = 0; l < rowdy.size(); l++) map.put(l + ".rowdy", rowdy.get(l));
        return map;
    }
}
