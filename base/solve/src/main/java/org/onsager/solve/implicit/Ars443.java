package org.onsager.solve.implicit;

/// Ascher, Ruuth and Spiteri's implicit-explicit method (4,4,3): order 3, four implicit and four explicit stages,
/// L-stable in the stiff part, globally stiffly accurate, no error estimate.
///
/// Source: U. M. Ascher, S. J. Ruuth and R. J. Spiteri, *Implicit-explicit Runge-Kutta methods for time-dependent
/// partial differential equations*, Appl. Numer. Math. 25 (1997).
public record Ars443() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.5, 2.0 / 3, 0.5, 1};
    private static final double[][] A = {{0}, {0, 0.5}, {0, 1.0 / 6, 0.5}, {0, -0.5, 0.5, 0.5}, {0, 1.5, -1.5, 0.5, 0.5}
    };
    private static final double[] B = {0, 1.5, -1.5, 0.5, 0.5};
    private static final double[][] EXPLICIT = {
        {}, {0.5}, {11.0 / 18, 1.0 / 18}, {5.0 / 6, -5.0 / 6, 0.5}, {0.25, 1.75, 0.75, -1.75}
    };
    private static final double[] EXPLICIT_B = {0.25, 1.75, 0.75, -1.75, 0};
    private static final DirkTableau TABLEAU =
            DirkTableau.of("ARS443", 3, 0, C, A, B, new double[0]).withExplicit(EXPLICIT, EXPLICIT_B);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "U. M. Ascher, S. J. Ruuth, R. J. Spiteri, Implicit-explicit Runge-Kutta methods, Appl. Numer. Math. 25 (1997)";
    }
}
