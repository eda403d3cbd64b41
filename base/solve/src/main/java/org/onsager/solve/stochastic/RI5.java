package org.onsager.solve.stochastic;

/// Rößler's RI5: weak order 2, of order 3 where there is no noise.
///
/// Source: A. Rößler, *Second order Runge-Kutta methods for Itô stochastic differential equations*, SIAM J.
/// Numer. Anal. 47 (2009).
public record RI5() implements WeakRungeKutta {
    private static final RosslerTableau TABLEAU = RosslerTableau.of(
            new double[][] {{}, {1}, {25 / 144.0, 35 / 144.0}},
            new double[][] {{}, {1 / 4.0}, {1 / 4.0}},
            new double[][] {{}, {1 / 3.0}, {-5 / 6.0}},
            new double[][] {{}, {1 / 2.0}, {-1 / 2.0}},
            new double[][] {{}, {1}, {-1}},
            new double[] {1 / 10.0, 3 / 14.0, 24 / 35.0},
            new double[] {1, -1, -1},
            new double[] {0, 1, -1},
            new double[] {1 / 2.0, -1 / 4.0, -1 / 4.0},
            new double[] {0, 1 / 2.0, -1 / 2.0});

    @Override
    public RosslerTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String name() {
        return "RI5";
    }

    @Override
    public String citation() {
        return "A. Rößler, Second order Runge-Kutta methods for Itô stochastic differential equations, SIAM J. Numer. Anal. 47 (2009)";
    }
}
