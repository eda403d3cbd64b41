package org.onsager.solve.implicit;

/// The backward Euler method: one stage, order 1, L-stable, no error estimate.
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, IV.3.
public record ImplicitEuler() implements DiagonallyImplicit {
    private static final double[] C = {1};
    private static final double[][] A = {{1}};
    private static final double[] B = {1};
    private static final double[] E = {};
    private static final DirkTableau TABLEAU = DirkTableau.of("ImplicitEuler", 1, 0, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, IV.3";
    }
}
