package org.onsager.solve.implicit;

/// The implicit midpoint rule: one stage, order 2, A-stable, symplectic, no error estimate. The Gauss-Legendre
/// method of order 2.
///
/// Source: E. Hairer, C. Lubich and G. Wanner, *Geometric Numerical Integration*, II.1.
public record ImplicitMidpoint() implements DiagonallyImplicit {
    private static final double[] C = {0.5};
    private static final double[][] A = {{0.5}};
    private static final double[] B = {1};
    private static final double[] E = {};
    private static final DirkTableau TABLEAU = DirkTableau.of("ImplicitMidpoint", 2, 0, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "E. Hairer, C. Lubich, G. Wanner, Geometric Numerical Integration, II.1";
    }
}
