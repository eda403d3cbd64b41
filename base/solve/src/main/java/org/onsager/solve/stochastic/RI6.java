package org.onsager.solve.stochastic;

/// Rößler's RI6: weak order 2 with two evaluations of the drift.
///
/// Source: A. Rößler, *Second order Runge-Kutta methods for Itô stochastic differential equations*, SIAM J.
/// Numer. Anal. 47 (2009).
public record RI6() implements WeakRungeKutta {
    private static final RosslerTableau TABLEAU = RosslerTableau.of(
            new double[][] {{}, {1}, {}},
            new double[][] {{}, {1}, {1}},
            new double[][] {{}, {1}, {}},
            new double[][] {{}, {1}, {-1}},
            new double[][] {{}, {1}, {-1}},
            new double[] {1 / 2.0, 1 / 2.0, 0},
            new double[] {1 / 2.0, 1 / 4.0, 1 / 4.0},
            new double[] {0, 1 / 2.0, -1 / 2.0},
            new double[] {-1 / 2.0, 1 / 4.0, 1 / 4.0},
            new double[] {0, 1 / 2.0, -1 / 2.0});

    @Override
    public RosslerTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String name() {
        return "RI6";
    }

    @Override
    public String citation() {
        return "A. Rößler, Second order Runge-Kutta methods for Itô stochastic differential equations, SIAM J. Numer. Anal. 47 (2009)";
    }
}
