package org.onsager.tensor.solve;

import java.util.function.Supplier;
import org.onsager.solve.Increment;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;
import org.onsager.solve.Weights;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;

/// A term on a space that writes in place: a sweep over many steps keeps no more tensors than one step needs.
final class Unrecorded {
    private Unrecorded() {}

    /// Whose computations are not recorded for differentiation.
    static Term<Tensor> of(Term<Tensor> term) {
        return of(term, false);
    }

    /// Which records what it differentiates itself, and returns constants.
    static Term<Tensor> recordingWithin(Term<Tensor> term) {
        return of(term, true);
    }

    private static Term<Tensor> of(Term<Tensor> term, boolean recording) {
        return switch (term) {
            case OdeTerm<Tensor> ode -> new InTime(ode, recording);
            // a converted drift differentiates the noise
            case TensorSde sde -> new Stochastic(sde, recording || sde.shift() != 0);
            case SdeTerm<Tensor> sde -> new Stochastic(sde, recording);
            default -> new Driven(term, recording);
        };
    }

    private static Tensor evaluate(boolean recording, Tensor into, Supplier<Tensor> rate) {
        try (var _ = TensorScope.open()) {
            into.assign(recording ? rate.get().detach() : Autograd.unrecorded(rate));
            return into;
        }
    }

    private record InTime(OdeTerm<Tensor> term, boolean recording) implements Wrapped.InTime {
        @Override
        public StateSpace<Tensor> space() {
            return InPlace.SPACE;
        }

        @Override
        public Tensor rate(double t, Tensor y, Tensor into) {
            return evaluate(recording, into, () -> term.rate(t, y, into));
        }
    }

    private record Stochastic(SdeTerm<Tensor> term, boolean recording) implements Wrapped.Stochastic {
        @Override
        public StateSpace<Tensor> space() {
            return InPlace.SPACE;
        }

        @Override
        public Tensor drift(double t, Tensor y, Tensor into) {
            return evaluate(recording, into, () -> term.drift(t, y, into));
        }

        @Override
        public Tensor diffusion(double t, Tensor y, double[] w, Tensor into) {
            return evaluate(recording, into, () -> term.diffusion(t, y, w, into));
        }

        @Override
        public Tensor derivative(double t, Tensor y, Tensor v, double[] w, Tensor into, Tensor scratch) {
            return evaluate(true, into, () -> term.derivative(t, y, v, w, into, scratch));
        }

        @Override
        public Tensor apply(double t, Tensor y, Increment increment, Tensor into) {
            return evaluate(recording, into, () -> term.apply(t, y, increment, into));
        }
    }

    private record Driven(Term<Tensor> term, boolean recording) implements Wrapped.Driven {
        @Override
        public StateSpace<Tensor> space() {
            return InPlace.SPACE;
        }

        @Override
        public Tensor apply(double t, Tensor y, Increment increment, Tensor into) {
            return evaluate(recording, into, () -> term.apply(t, y, increment, into));
        }
    }

    /// [TensorSpace] with results in the storage that is given; temporaries go at once.
    private static final class InPlace implements StateSpace<Tensor> {
        private static final InPlace SPACE = new InPlace();

        @Override
        public Tensor zero(Tensor like) {
            return TensorSpace.REAL.zero(like);
        }

        @Override
        public Tensor copy(Tensor from, Tensor into) {
            into.assign(from);
            return into;
        }

        @Override
        public Tensor[] storage(int n, Tensor like) {
            var storage = new Tensor[n];
            for (int i = 0; i < n; i++) storage[i] = zero(like);
            return storage;
        }

        @Override
        public Tensor axpy(Tensor b, double a, Tensor x, Tensor into) {
            try (var _ = Autograd.paused();
                    var _ = TensorScope.open()) {
                into.assign(b.addScaled(x, a));
                return into;
            }
        }

        @Override
        public Tensor combine(Tensor b, double s, Weights w, Tensor[] k, Tensor into) {
            try (var _ = Autograd.paused();
                    var _ = TensorScope.open()) {
                into.assign(TensorSpace.REAL.combine(b, s, w, k, into));
                return into;
            }
        }

        @Override
        public Tensor combine(double s, Weights w, Tensor[] k, Tensor into) {
            try (var _ = Autograd.paused();
                    var _ = TensorScope.open()) {
                into.assign(TensorSpace.REAL.combine(s, w, k, into));
                return into;
            }
        }

        @Override
        public double errorNorm(
                double s, Weights w, Tensor[] k, Tensor y, Tensor z, Tolerance tolerance, Tensor scratch) {
            return TensorSpace.REAL.errorNorm(s, w, k, y, z, tolerance, scratch);
        }

        @Override
        public double scaledNorm(Tensor v, Tensor y, Tensor z, Tolerance tolerance) {
            return TensorSpace.REAL.scaledNorm(v, y, z, tolerance);
        }

        @Override
        public int size(Tensor y) {
            return TensorSpace.REAL.size(y);
        }

        @Override
        public double component(Tensor y, int i) {
            return TensorSpace.REAL.component(y, i);
        }

        @Override
        public int firstNonFinite(Tensor y) {
            return TensorSpace.REAL.firstNonFinite(y);
        }

        @Override
        public double rms(Tensor y) {
            return TensorSpace.REAL.rms(y);
        }
    }
}
