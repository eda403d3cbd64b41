package org.onsager.tensor.solve;

import org.onsager.solve.adjoint.Checkpoints;
import org.onsager.tensor.Tensor;

/// A way to differentiate a loss of a solution by its initial state, its parameters and its times.
///
/// | adjoint | gradient of | memory in steps \(n\) | right-hand sides |
/// |---|---|---|---|
/// | [Tape] | the computed solution | \(n\) records | 1 forward, 1 backward |
/// | [Checkpointed] | the computed solution | \(s\) states, 1 record | up to \(r\) more, \(n \le \binom{s+r}{s}\) |
/// | [ReversibleExact] | the computed solution | 1 state, 1 record | 1 to 2 more |
/// | [Backsolve] | the exact solution, up to errors | 1 state | those of the backward equation |
/// | [Sensitivities] | the computed solution, up to errors | 1 state | 1 for each number differentiated by |
///
/// All take ordinary, controlled ([DrivenTerm]) and stochastic ([TensorSde]) equations. [EventAdjoint] takes any
/// of them through events, [HessianProduct] makes second derivatives, [Equilibrium] differentiates steady states.
///
/// Source: P. Kidger, *On Neural Differential Equations*, arXiv 2202.02435, ch. 5.
public sealed interface Adjoint permits Tape, Checkpointed, ReversibleExact, Backsolve, Sensitivities {

    /// Solves and differentiates.
    ///
    /// @param y0  the initial state; need not be tracked
    /// @throws IllegalArgumentException if the flow's method does not fit
    /// @throws org.onsager.numerics.DivergedException if the solution fails
    Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss);

    /// Through a record of every step.
    static Adjoint tape() {
        return new Tape();
    }

    /// Through the steps, holding some states and repeating steps from them.
    static Adjoint checkpointed(int states) {
        return new Checkpointed(states);
    }

    /// Through the steps, holding \(\max(16, 2\sqrt n)\) states of \(n\) steps: none is repeated more than twice.
    static Adjoint checkpointed() {
        return new Checkpointed(Checkpoints.AUTO);
    }

    /// Backwards along a reversible method.
    static Adjoint reversible() {
        return new ReversibleExact();
    }

    /// By the adjoint equation, backwards in time.
    static Adjoint backsolve() {
        return new Backsolve(Backsolve.States.RESTORED, Backsolve.Parameters.SOLVED, false);
    }

    /// By the variational equations, forwards.
    static Adjoint forward() {
        return new Sensitivities();
    }
}
