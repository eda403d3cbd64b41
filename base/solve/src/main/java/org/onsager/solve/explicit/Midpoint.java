package org.onsager.solve.explicit;

/// The explicit midpoint rule: two stages, order 2. On a stochastic term it converges to the Stratonovich
/// solution.
///
/// Source: C. Runge, Math. Ann. 46 (1895).
public record Midpoint() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.5};
    private static final double[][] A = {{}, {0.5}};
    private static final double[] B = {0, 1};
    private static final double[] E = {-1, 1};
    private static final ErkTableau TABLEAU = ErkTableau.of("Midpoint", 2, 1, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "C. Runge, Math. Ann. 46 (1895)";
    }
}
