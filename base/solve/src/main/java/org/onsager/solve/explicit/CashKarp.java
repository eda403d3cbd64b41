package org.onsager.solve.explicit;

/// Cash and Karp's pair of orders 5 and 4: six stages.
///
/// Source: J. R. Cash and A. H. Karp, ACM TOMS 16 (1990).
public record CashKarp() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.2, 0.3, 0.6, 1, 0.875};
    private static final double[][] A = {
        {},
        {0.2},
        {0.075, 0.225},
        {0.3, -0.9, 1.2},
        {-0.2037037037037037, 2.5, -2.5925925925925926, 1.2962962962962963},
        {0.029495804398148147, 0.341796875, 0.041594328703703706, 0.40034541377314814, 0.061767578125}
    };
    private static final double[] B = {
        0.09788359788359788, 0, 0.4025764895330113, 0.21043771043771045, 0, 0.2891022021456804
    };
    private static final double[] E = {
        -0.004293774801587311,
        0,
        0.018668586093857853,
        -0.034155026830808066,
        -0.019321986607142856,
        0.03910220214568039
    };
    private static final ErkTableau TABLEAU = ErkTableau.of("CashKarp", 5, 4, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "J. R. Cash and A. H. Karp, ACM TOMS 16 (1990)";
    }
}
