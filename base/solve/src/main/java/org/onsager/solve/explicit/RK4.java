package org.onsager.solve.explicit;

/// The classical Runge-Kutta method: four stages, order 4, no error estimate.
///
/// Source: W. Kutta, Z. Math. Phys. 46 (1901).
public record RK4() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.5, 0.5, 1};
    private static final double[][] A = {{}, {0.5}, {0, 0.5}, {0, 0, 1}};
    private static final double[] B = {0.16666666666666666, 0.3333333333333333, 0.3333333333333333, 0.16666666666666666
    };
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("RK4", 4, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "W. Kutta, Z. Math. Phys. 46 (1901)";
    }
}
