package org.onsager.solve.stochastic;

/// Rößler's SRIW2: strong order 1.5 and weak order 2 for Ito equations with scalar or diagonal noise, of order 3
/// where there is no noise.
///
/// Source: A. Rößler, *Runge-Kutta methods for the strong approximation of solutions of stochastic differential
/// equations*, SIAM J. Numer. Anal. 48 (2010), table 6.3.
public record SRIW2() implements StrongRungeKutta {
    private static final SriTableau TABLEAU = SriTableau.of(
            new double[][] {{}, {1}, {1 / 4.0, 1 / 4.0}, {}},
            new double[][] {{}, {1 / 4.0}, {1}, {0, 0, 1 / 4.0}},
            new double[][] {{}, {}, {1, 1 / 2.0}, {}},
            new double[][] {{}, {-1 / 2.0}, {1}, {2, -1, 1 / 2.0}},
            new double[] {1 / 6.0, 1 / 6.0, 2 / 3.0, 0},
            new double[] {-1, 4 / 3.0, 2 / 3.0, 0},
            new double[] {1, -4 / 3.0, 1 / 3.0, 0},
            new double[] {2, -4 / 3.0, -2 / 3.0, 0},
            new double[] {-2, 5 / 3.0, -2 / 3.0, 1});

    @Override
    public SriTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String name() {
        return "SRIW2";
    }
}
