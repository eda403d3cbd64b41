package org.onsager.solve.implicit;

/// Ascher, Ruuth and Spiteri's implicit-explicit method (2,2,2): order 2, two implicit and two explicit stages,
/// L-stable in the stiff part, globally stiffly accurate, no error estimate.
///
/// Source: U. M. Ascher, S. J. Ruuth and R. J. Spiteri, *Implicit-explicit Runge-Kutta methods for time-dependent
/// partial differential equations*, Appl. Numer. Math. 25 (1997).
public record Ars222() implements DiagonallyImplicit {
    private static final double G = 1 - Math.sqrt(0.5);
    private static final double D = 1 - 1 / (2 * G);
    private static final double[] C = {0, G, 1};
    private static final double[][] A = {{0}, {0, G}, {0, 1 - G, G}};
    private static final double[] B = {0, 1 - G, G};
    private static final double[][] EXPLICIT = {{}, {G}, {D, 1 - D}};
    private static final double[] EXPLICIT_B = {D, 1 - D, 0};
    private static final DirkTableau TABLEAU =
            DirkTableau.of("ARS222", 2, 0, C, A, B, new double[0]).withExplicit(EXPLICIT, EXPLICIT_B);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "U. M. Ascher, S. J. Ruuth, R. J. Spiteri, Implicit-explicit Runge-Kutta methods, Appl. Numer. Math. 25 (1997)";
    }
}
