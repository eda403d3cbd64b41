package org.onsager.solve.explicit;

/// Kutta's 3/8 rule: four stages, order 4, smaller error constants than the classical method, no error estimate.
///
/// Source: W. Kutta, Z. Math. Phys. 46 (1901).
public record ThreeEighths() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.3333333333333333, 0.6666666666666666, 1};
    private static final double[][] A = {{}, {0.3333333333333333}, {-0.3333333333333333, 1}, {1, -1, 1}};
    private static final double[] B = {0.125, 0.375, 0.375, 0.125};
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("ThreeEighths", 4, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "W. Kutta, Z. Math. Phys. 46 (1901)";
    }
}
