package org.onsager.memory.montecarlo;

/// How spins move. Inverse temperatures are in inverse units of the [SpinSystem]'s energy; infinite means zero
/// temperature, where each spin follows the sign of its field and a spin without field stays.
public sealed interface Dynamics {

    /// Inverse temperature, in \((0, \infty]\).
    double beta();

    /// Heat bath, one site at a time: \(P(\sigma_i = +1) = (1 + \tanh\beta h_i)/2\).
    record Glauber(double beta, SiteOrder order) implements Dynamics {
        public Glauber {
            requireBeta(beta);
        }

        /// In an order drawn afresh every sweep.
        public Glauber(double beta) {
            this(beta, SiteOrder.PERMUTATION);
        }
    }

    /// Metropolis, one site at a time: a flip that raises the energy by \(\Delta\) happens with probability
    /// \(e^{-\beta\Delta}\), any other always.
    record Metropolis(double beta, SiteOrder order) implements Dynamics {
        public Metropolis {
            requireBeta(beta);
        }

        /// In an order drawn afresh every sweep.
        public Metropolis(double beta) {
            this(beta, SiteOrder.PERMUTATION);
        }
    }

    /// All sites at once by the heat bath, \(\sigma'_i = \mathrm{sgn}(\tanh\beta h_i + u_i)\), \(u_i\) uniform on
    /// \((-1, 1)\). Its stationary measure is not Gibbs', and it may end in a cycle of two states.
    record Parallel(double beta) implements Dynamics {
        public Parallel {
            requireBeta(beta);
        }
    }

    private static void requireBeta(double beta) {
        if (!(beta > 0)) throw new IllegalArgumentException("beta must be in (0, inf], not " + beta);
    }
}
