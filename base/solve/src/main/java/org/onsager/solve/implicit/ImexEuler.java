package org.onsager.solve.implicit;

/// The implicit-explicit Euler method, \(y_1 = y + h f_E(t, y) + h f_I(t_1, y_1)\): order 1, L-stable in the
/// stiff part, no error estimate. Of a [SplitOde] takes the first part explicitly; an equation that is not split
/// is solved by the implicit Euler method.
///
/// Source: U. M. Ascher, S. J. Ruuth and R. J. Spiteri, *Implicit-explicit Runge-Kutta methods for time-dependent
/// partial differential equations*, Appl. Numer. Math. 25 (1997).
public record ImexEuler() implements DiagonallyImplicit {
    private static final double[] C = {0, 1};
    private static final double[][] A = {{0}, {0, 1}};
    private static final double[] B = {0, 1};
    private static final double[][] EXPLICIT = {{}, {1}};
    private static final double[] EXPLICIT_B = {1, 0};
    private static final DirkTableau TABLEAU =
            DirkTableau.of("ImexEuler", 1, 0, C, A, B, new double[0]).withExplicit(EXPLICIT, EXPLICIT_B);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "U. M. Ascher, S. J. Ruuth, R. J. Spiteri, Implicit-explicit Runge-Kutta methods, Appl. Numer. Math. 25 (1997)";
    }
}
