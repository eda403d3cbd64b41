package org.onsager.solve.stochastic;

/// Rößler's RI1: weak order 2, of order 2 where there is no noise.
///
/// Source: A. Rößler, *Second order Runge-Kutta methods for Itô stochastic differential equations*, SIAM J.
/// Numer. Anal. 47 (2009).
public record RI1() implements WeakRungeKutta {
    private static final RosslerTableau TABLEAU = RosslerTableau.of(
            new double[][] {{}, {2 / 3.0}, {-1 / 3.0, 1}},
            new double[][] {{}, {1}, {1}},
            new double[][] {{}, {1}, {}},
            new double[][] {{}, {1}, {-1}},
            new double[][] {{}, {1}, {-1}},
            new double[] {1 / 4.0, 1 / 2.0, 1 / 4.0},
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
        return "RI1";
    }

    @Override
    public String citation() {
        return "A. Rößler, Second order Runge-Kutta methods for Itô stochastic differential equations, SIAM J. Numer. Anal. 47 (2009)";
    }
}
