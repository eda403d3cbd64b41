package org.onsager.solve.explicit;

/// Shu and Osher's strong-stability-preserving method: three stages, order 3, total variation does not grow up to
/// the step that is stable for Euler; no error estimate.
///
/// Source: C.-W. Shu and S. Osher, J. Comp. Phys. 77 (1988).
public record SspRk33() implements ExplicitRungeKutta {
    private static final double[] C = {0, 1, 0.5};
    private static final double[][] A = {{}, {1}, {0.25, 0.25}};
    private static final double[] B = {0.16666666666666666, 0.16666666666666666, 0.6666666666666666};
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("SspRk33", 3, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "C.-W. Shu and S. Osher, J. Comp. Phys. 77 (1988)";
    }
}
