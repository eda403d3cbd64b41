package org.onsager.tensor.solve;

import org.onsager.solve.Increment;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Term;
import org.onsager.solve.stochastic.Brownian;
import org.onsager.solve.stochastic.Interpretation;
import org.onsager.solve.stochastic.Noise;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.tensor.Tensor;

/// Terms made of another term: what drives that one drives them.
final class Wrapped {
    private Wrapped() {}

    /// Of an ordinary equation.
    interface InTime extends OdeTerm<Tensor> {
        OdeTerm<Tensor> term();

        @Override
        default double[] jumps() {
            return term().jumps();
        }
    }

    /// Of a stochastic equation.
    interface Stochastic extends SdeTerm<Tensor> {
        SdeTerm<Tensor> term();

        @Override
        default Interpretation interpretation() {
            return term().interpretation();
        }

        @Override
        default Noise noise() {
            return term().noise();
        }

        @Override
        default Brownian path() {
            return term().path();
        }

        @Override
        default double[] jumps() {
            return term().jumps();
        }
    }

    /// Of an equation with another control.
    interface Driven extends Term<Tensor> {
        Term<Tensor> term();

        @Override
        default int channels() {
            return term().channels();
        }

        @Override
        default void increment(double t0, double t1, Increment into) {
            term().increment(t0, t1, into);
        }

        @Override
        default double[] jumps() {
            return term().jumps();
        }
    }
}
