package org.onsager.solve.explicit;

/// Fehlberg's pair: the fifth-order solution goes on, the fourth-order one estimates its error; six stages.
///
/// Source: E. Fehlberg, Computing 6 (1970).
public record Rkf45() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.25, 0.375, 0.9230769230769231, 1, 0.5};
    private static final double[][] A = {
        {},
        {0.25},
        {0.09375, 0.28125},
        {0.8793809740555303, -3.277196176604461, 3.3208921256258535},
        {2.0324074074074074, -8, 7.173489278752436, -0.20589668615984405},
        {-0.2962962962962963, 2, -1.3816764132553607, 0.4529727095516569, -0.275}
    };
    private static final double[] B = {
        0.11851851851851852, 0, 0.5189863547758284, 0.5061314903420167, -0.18, 0.03636363636363636
    };
    private static final double[] E = {
        0.002777777777777778, 0, -0.02994152046783626, -0.029199893673577886, 0.02, 0.03636363636363636
    };
    private static final ErkTableau TABLEAU = ErkTableau.of("Rkf45", 5, 4, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "E. Fehlberg, Computing 6 (1970)";
    }
}
