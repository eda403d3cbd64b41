package org.onsager.solve.explicit;

/// Ralston's method: two stages, order 2, smallest bound of the truncation error among them, embedded Euler.
///
/// Source: A. Ralston, Math. Comp. 16 (1962).
public record Ralston() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.6666666666666666};
    private static final double[][] A = {{}, {0.6666666666666666}};
    private static final double[] B = {0.25, 0.75};
    private static final double[] E = {-0.75, 0.75};
    private static final ErkTableau TABLEAU = ErkTableau.of("Ralston", 2, 1, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "A. Ralston, Math. Comp. 16 (1962)";
    }
}
