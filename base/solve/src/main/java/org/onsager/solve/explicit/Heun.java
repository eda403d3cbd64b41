package org.onsager.solve.explicit;

/// Heun's method (explicit trapezoidal rule): two stages, order 2, embedded Euler. On a stochastic term it
/// converges to the Stratonovich solution. Also called improved Euler; not Heun's third-order method.
///
/// Source: K. Heun, Z. Math. Phys. 45 (1900).
public record Heun() implements ExplicitRungeKutta {
    private static final double[] C = {0, 1};
    private static final double[][] A = {{}, {1}};
    private static final double[] B = {0.5, 0.5};
    private static final double[] E = {-0.5, 0.5};
    private static final ErkTableau TABLEAU = ErkTableau.of("Heun", 2, 1, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "K. Heun, Z. Math. Phys. 45 (1900)";
    }
}
