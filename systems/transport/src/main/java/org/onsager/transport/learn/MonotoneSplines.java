package org.onsager.transport.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Module;
import org.onsager.tensor.nn.Parameter;
import org.onsager.transport.interpolant.Curve;

/// Trainable \(\alpha\) (1 to 0) and \(\beta\) (0 to 1): monotone cubic splines on equidistant knots.
///
/// Knot values are cumulative sums of a softmax, so that they are monotone and the ends stay; slopes are central
/// differences, cut to three times the smaller neighbouring secant, which keeps the cubic monotone (F. N. Fritsch
/// and R. E. Carlson, *SIAM J. Numer. Anal.* 17, 238 (1980)).
final class MonotoneSplines implements Module {
    static final int KNOTS = 17;
    private static final int CELLS = KNOTS - 1;

    private final DType dtype;
    private final Tensor down;
    private final Tensor up;

    MonotoneSplines(DType dtype) {
        this.dtype = dtype;
        this.down = Parameter.of(() -> Tensors.zeros(dtype, CELLS));
        this.up = Parameter.of(() -> Tensors.zeros(dtype, CELLS));
    }

    @Override
    public Map<String, Tensor> parameters() {
        var map = new LinkedHashMap<String, Tensor>();
        map.put("alpha", down);
        map.put("beta", up);
        return map;
    }

    /// \(\alpha, \alpha', \beta, \beta'\) at the times of a basis, each `[n]`.
    record Values(Tensor alpha, Tensor alphaRate, Tensor beta, Tensor betaRate) {}

    /// Hermite weights of values and slopes at some times, `[n, KNOTS]` each, and of their rates.
    record Basis(Tensor value, Tensor slope, Tensor valueRate, Tensor slopeRate) {}

    Basis basis(double[] times) {
        int n = times.length;
        var value = new double[n * KNOTS];
        var slope = new double[n * KNOTS];
        var valueRate = new double[n * KNOTS];
        var slopeRate = new double[n * KNOTS];
        double h = 1.0 / CELLS;
        for (int i = 0; i < n; i++) {
            int cell = Math.clamp((int) (times[i] * CELLS), 0, CELLS - 1);
            double s = times[i] * CELLS - cell;
            int at = i * KNOTS + cell;
            value[at] = (1 + 2 * s) * (1 - s) * (1 - s);
            value[at + 1] = s * s * (3 - 2 * s);
            slope[at] = h * s * (1 - s) * (1 - s);
            slope[at + 1] = h * s * s * (s - 1);
            valueRate[at] = 6 * s * (s - 1) / h;
            valueRate[at + 1] = 6 * s * (1 - s) / h;
            slopeRate[at] = (1 - s) * (1 - 3 * s);
            slopeRate[at + 1] = s * (3 * s - 2);
        }
        return new Basis(
                Tensors.of(dtype, value, n, KNOTS),
                Tensors.of(dtype, slope, n, KNOTS),
                Tensors.of(dtype, valueRate, n, KNOTS),
                Tensors.of(dtype, slopeRate, n, KNOTS));
    }

    Values at(Basis basis) {
        var rise = rise(up);
        var riseSlopes = slopes(up);
        var fall = rise(down);
        var fallSlopes = slopes(down);
        var beta = combine(basis.value(), rise, basis.slope(), riseSlopes);
        var betaRate = combine(basis.valueRate(), rise, basis.slopeRate(), riseSlopes);
        var alpha =
                combine(basis.value(), fall, basis.slope(), fallSlopes).neg().add(1);
        var alphaRate =
                combine(basis.valueRate(), fall, basis.slopeRate(), fallSlopes).neg();
        return new Values(alpha, alphaRate, beta, betaRate);
    }

    private static Tensor combine(Tensor first, Tensor values, Tensor second, Tensor slopes) {
        return first.matmul(values).add(second.matmul(slopes));
    }

    private Tensor rise(Tensor logits) {
        return Tensors.cat(0, Tensors.zeros(dtype, 1), logits.softmax(0).cumsum(0));
    }

    private Tensor slopes(Tensor logits) {
        var secants = logits.softmax(0).mul(CELLS);
        var left = Tensors.cat(0, secants.slice(0, 0, 1), secants);
        var right = Tensors.cat(0, secants, secants.slice(0, CELLS - 1, CELLS));
        return left.add(right).mul(0.5).minimum(left.minimum(right).mul(3));
    }

    /// The curves as they are now.
    Curve curve(boolean start) {
        return Curve.of(t -> read(t, start, false), t -> read(t, start, true));
    }

    private double read(double t, boolean start, boolean rate) {
        try (var _ = org.onsager.tensor.TensorScope.open();
                var _ = org.onsager.tensor.Autograd.paused()) {
            var values = at(basis(new double[] {t}));
            var wanted =
                    start ? (rate ? values.alphaRate() : values.alpha()) : (rate ? values.betaRate() : values.beta());
            return wanted.sum().item();
        }
    }
}
