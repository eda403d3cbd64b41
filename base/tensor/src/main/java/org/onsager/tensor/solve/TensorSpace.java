package org.onsager.tensor.solve;

import java.util.Arrays;
import org.onsager.solve.Norm;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tolerance;
import org.onsager.solve.Weights;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// The space of real tensors of one shape: what every solver needs to integrate them.
///
/// Results are new tensors that belong to the open [TensorScope]; whatever descends from a tracked tensor is
/// recorded, so that a solution can be differentiated through the solver's steps. Error norms are not recorded:
/// step sizes are constants for differentiation.
public final class TensorSpace implements StateSpace<Tensor> {
    /// The space; it has no state.
    public static final TensorSpace REAL = new TensorSpace();

    private TensorSpace() {}

    @Override
    public Tensor zero(Tensor like) {
        return Tensors.zeros(like.dtype(), like.shape()).to(like.device());
    }

    @Override
    public Tensor copy(Tensor from, Tensor into) {
        return from;
    }

    @Override
    public Tensor[] storage(int n, Tensor like) {
        var storage = new Tensor[n];
        Arrays.fill(storage, like);
        return storage;
    }

    @Override
    public Tensor axpy(Tensor b, double a, Tensor x, Tensor into) {
        return b.addScaled(x, a);
    }

    @Override
    public Tensor combine(double s, Weights w, Tensor[] k, Tensor into) {
        if (w.count() == 0) return zero(into);
        Tensor sum = k[w.index(0)].mul(s * w.value(0));
        for (int j = 1; j < w.count(); j++) sum = sum.addScaled(k[w.index(j)], s * w.value(j));
        return sum;
    }

    @Override
    public double errorNorm(double s, Weights w, Tensor[] k, Tensor y, Tensor z, Tolerance tolerance, Tensor scratch) {
        try (var _ = Autograd.paused();
                var _ = TensorScope.open()) {
            return scaledNorm(combine(s, w, k, scratch), y, z, tolerance);
        }
    }

    @Override
    public double scaledNorm(Tensor v, Tensor y, Tensor z, Tolerance tolerance) {
        try (var _ = Autograd.paused();
                var _ = TensorScope.open()) {
            var size = y.abs().maximum(z.abs());
            if (tolerance.uniform() && tolerance.norm() == Norm.RMS) {
                var scaled = v.div(size.mul(tolerance.rtol(0)).add(tolerance.atol(0)));
                double norm = Math.sqrt(scaled.square().mean().item());
                return Double.isFinite(norm) && z.isFinite() ? norm : Double.NaN;
            }
            double[] scaled = v.toDoubles();
            double[] sizes = size.toDoubles();
            for (int i = 0; i < scaled.length; i++) scaled[i] /= tolerance.atol(i) + tolerance.rtol(i) * sizes[i];
            double norm = tolerance.norm().of(scaled);
            return Double.isFinite(norm) && z.isFinite() ? norm : Double.NaN;
        }
    }

    @Override
    public int size(Tensor y) {
        return Math.toIntExact(y.count());
    }

    @Override
    public double component(Tensor y, int i) {
        try (var _ = Autograd.paused();
                var _ = TensorScope.open()) {
            return y.reshape(-1).select(0, i).item();
        }
    }

    @Override
    public int firstNonFinite(Tensor y) {
        try (var _ = Autograd.paused()) {
            if (y.isFinite()) return -1;
        }
        double[] values = y.toDoubles();
        for (int i = 0; i < values.length; i++) if (!Double.isFinite(values[i])) return i;
        return -1;
    }

    @Override
    public double rms(Tensor y) {
        try (var _ = Autograd.paused();
                var _ = TensorScope.open()) {
            return Math.sqrt(y.square().mean().item());
        }
    }
}
