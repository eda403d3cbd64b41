package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

/// How a binary network with hidden real weights protects earlier tasks.
public sealed interface Consolidation {

    /// Not at all.
    record Plain() implements Consolidation {}

    /// Metaplasticity: a step that would shrink \(|h|\) is multiplied by \(1-\tanh^2(m|h|)\).
    ///
    /// Source: A. Laborieux, M. Ernoult, T. Hirtzlin and D. Querlioz, Nat. Commun. 12 (2021) 2549.
    ///
    /// @param strength  \(m \ge 0\); the source's permuted tasks use 1.35
    record Metaplastic(double strength) implements Consolidation {
        public Metaplastic {
            require(strength >= 0 && strength < Double.POSITIVE_INFINITY, "m", strength, "[0, inf)");
        }
    }

    /// Elastic weight consolidation of the hidden weights: penalty \(\frac\lambda2\sum_tF_t(h-h_t)^2\) an
    /// example, with the diagonal Fisher information \(F_t\) of each task's log-likelihood.
    ///
    /// Source: J. Kirkpatrick et al., PNAS 114 (2017) 3521.
    ///
    /// @param strength  \(\lambda \ge 0\); 5000 in the sources
    record Elastic(double strength) implements Consolidation {
        public Elastic {
            require(strength >= 0 && strength < Double.POSITIVE_INFINITY, "lambda", strength, "[0, inf)");
        }
    }
}
