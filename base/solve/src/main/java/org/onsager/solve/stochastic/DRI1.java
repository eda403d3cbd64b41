package org.onsager.solve.stochastic;

/// Debrabant and Rößler's DRI1: weak order 2 with minimised error constants, of order 3 where there is no noise.
/// The default for expectations.
///
/// Source: K. Debrabant and A. Rößler, *Families of efficient second order Runge-Kutta methods for the weak
/// approximation of Itô stochastic differential equations*, Appl. Numer. Math. 59 (2009).
public record DRI1() implements WeakRungeKutta {
    private static final double P = 214 / 513.0 * Math.sqrt(1105 / 991.0);
    private static final double Q = 491 / 513.0 * Math.sqrt(221 / 4955.0);
    private static final RosslerTableau TABLEAU = RosslerTableau.of(
            new double[][] {{}, {1 / 2.0}, {-1, 2}},
            new double[][] {{}, {342 / 491.0}, {342 / 491.0}},
            new double[][] {{}, {(6 - Math.sqrt(6)) / 10}, {(3 + 2 * Math.sqrt(6)) / 5}},
            new double[][] {{}, {3 * Math.sqrt(38 / 491.0)}, {-3 * Math.sqrt(38 / 491.0)}},
            new double[][] {{}, {-P, -Q, -Q}, {P, Q, Q}},
            new double[] {1 / 6.0, 2 / 3.0, 1 / 6.0},
            new double[] {193 / 684.0, 491 / 1368.0, 491 / 1368.0},
            new double[] {0, Math.sqrt(491 / 38.0) / 6, -Math.sqrt(491 / 38.0) / 6},
            new double[] {-4955 / 7072.0, 4955 / 14144.0, 4955 / 14144.0},
            new double[] {0, -Math.sqrt(4955 / 221.0) / 8, Math.sqrt(4955 / 221.0) / 8});

    @Override
    public RosslerTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String name() {
        return "DRI1";
    }

    @Override
    public String citation() {
        return "K. Debrabant and A. Rößler, Families of efficient second order Runge-Kutta methods for the weak approximation of Itô stochastic differential equations, Appl. Numer. Math. 59 (2009)";
    }
}
