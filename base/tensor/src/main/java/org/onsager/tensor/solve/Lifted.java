package org.onsager.tensor.solve;

import java.util.function.UnaryOperator;
import org.onsager.solve.Increment;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Term;
import org.onsager.solve.stochastic.Noise;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.tensor.Tensor;

/// A term on states that carry more than the equation's own, tangents or adjoints: what it gives is made from
/// what the equation gives. It is of the kind of the equation, driven by the same path.
///
/// Tangents and adjoints of vector fields have the brackets of these fields, so that commutative noise stays
/// commutative; diagonal and additive noise become so.
final class Lifted {
    private Lifted() {}

    /// What is carried along.
    @FunctionalInterface
    interface Law {
        /// \(F(t, z)\) of the larger state, from the field \(y \mapsto F(t, y)\) of the equation.
        Tensor at(double t, Tensor z, UnaryOperator<Tensor> field);
    }

    static Term<Tensor> of(Term<Tensor> term, Law law) {
        return switch (term) {
            case OdeTerm<Tensor> ode -> new InTime(ode, law);
            case SdeTerm<Tensor> sde -> new Stochastic(sde, law);
            default -> new Driven(term, law);
        };
    }

    private record InTime(OdeTerm<Tensor> term, Law law) implements Wrapped.InTime {
        @Override
        public StateSpace<Tensor> space() {
            return TensorSpace.REAL;
        }

        @Override
        public Tensor rate(double t, Tensor z, Tensor into) {
            return law.at(t, z, y -> term.rate(t, y, y));
        }
    }

    private record Stochastic(SdeTerm<Tensor> term, Law law) implements Wrapped.Stochastic {
        @Override
        public StateSpace<Tensor> space() {
            return TensorSpace.REAL;
        }

        @Override
        public Noise noise() {
            return term.noise() == Noise.DIAGONAL || term.noise() == Noise.ADDITIVE ? Noise.COMMUTATIVE : term.noise();
        }

        @Override
        public Tensor drift(double t, Tensor z, Tensor into) {
            return law.at(t, z, y -> term.drift(t, y, y));
        }

        @Override
        public Tensor diffusion(double t, Tensor z, double[] w, Tensor into) {
            return law.at(t, z, y -> term.diffusion(t, y, w, y));
        }

        @Override
        public Tensor apply(double t, Tensor z, Increment increment, Tensor into) {
            return law.at(t, z, y -> term.apply(t, y, increment, y));
        }
    }

    private record Driven(Term<Tensor> term, Law law) implements Wrapped.Driven {
        @Override
        public StateSpace<Tensor> space() {
            return TensorSpace.REAL;
        }

        @Override
        public Tensor apply(double t, Tensor z, Increment increment, Tensor into) {
            return law.at(t, z, y -> term.apply(t, y, increment, y));
        }
    }
}
