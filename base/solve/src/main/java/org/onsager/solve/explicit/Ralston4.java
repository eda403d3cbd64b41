package org.onsager.solve.explicit;

/// Ralston's method of order 4: four stages, smallest truncation error bound, no error estimate.
///
/// Source: A. Ralston, Math. Comp. 16 (1962).
public record Ralston4() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.4, 0.4557372542187894, 1};
    private static final double[][] A = {
        {},
        {0.4},
        {0.2969776092477536, 0.15875964497103556},
        {0.21810038822592054, -3.050965148692931, 3.83286476046701}
    };
    private static final double[] B = {0.1747602822626904, -0.551480662878733, 1.2055355993965235, 0.17118478121951902};
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("Ralston4", 4, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "A. Ralston, Math. Comp. 16 (1962)";
    }
}
