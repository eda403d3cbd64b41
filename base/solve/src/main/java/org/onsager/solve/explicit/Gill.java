package org.onsager.solve.explicit;

/// Gill's method: four stages, order 4, made for small memories, no error estimate.
///
/// Source: S. Gill, Proc. Camb. Phil. Soc. 47 (1951).
public record Gill() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.5, 0.5, 1};
    private static final double[][] A = {
        {}, {0.5}, {0.20710678118654757, 0.2928932188134524}, {0, -0.7071067811865476, 1.7071067811865475}
    };
    private static final double[] B = {0.16666666666666666, 0.09763107293781748, 0.5690355937288492, 0.16666666666666666
    };
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("Gill", 4, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "S. Gill, Proc. Camb. Phil. Soc. 47 (1951)";
    }
}
