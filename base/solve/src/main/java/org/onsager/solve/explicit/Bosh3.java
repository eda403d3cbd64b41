package org.onsager.solve.explicit;

/// Bogacki and Shampine's pair of orders 3 and 2: four stages, of which the last is the first of the next step;
/// cubic Hermite dense output, which is as accurate as the method.
///
/// Source: P. Bogacki and L. F. Shampine, Appl. Math. Lett. 2 (1989).
public record Bosh3() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.5, 0.75, 1};
    private static final double[][] A = {
        {}, {0.5}, {0, 0.75}, {0.2222222222222222, 0.3333333333333333, 0.4444444444444444}
    };
    private static final double[] B = {0.2222222222222222, 0.3333333333333333, 0.4444444444444444, 0};
    private static final double[] E = {-0.06944444444444445, 0.08333333333333333, 0.1111111111111111, -0.125};
    private static final ErkTableau TABLEAU = ErkTableau.of("Bosh3", 3, 2, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "P. Bogacki and L. F. Shampine, Appl. Math. Lett. 2 (1989)";
    }
}
