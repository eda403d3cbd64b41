package org.onsager.solve.implicit;

/// The trapezoidal rule: order 2, A-stable, no error estimate.
///
/// Source: J. Crank and P. Nicolson, Proc. Camb. Phil. Soc. 43 (1947).
public record CrankNicolson() implements DiagonallyImplicit {
    private static final double[] C = {0, 1};
    private static final double[][] A = {{0}, {0.5, 0.5}};
    private static final double[] B = {0.5, 0.5};
    private static final double[] E = {};
    private static final DirkTableau TABLEAU = DirkTableau.of("CrankNicolson", 2, 0, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "J. Crank, P. Nicolson, Proc. Camb. Phil. Soc. 43 (1947)";
    }
}
