package org.onsager.solve.explicit;

/// Luther's method: seven stages, order 6, no error estimate.
///
/// Source: H. A. Luther, Math. Comp. 22 (1968).
public record Luther() implements ExplicitRungeKutta {
    private static final double[] C = {0, 1, 0.5, 0.6666666666666666, 0.17267316464601143, 0.8273268353539885, 1};
    private static final double[][] A = {
        {},
        {1},
        {0.375, 0.125},
        {0.2962962962962963, 0.07407407407407407, 0.2962962962962963},
        {0.051640768506639186, -0.04933518989886041, 0.2960111393931624, -0.1256435533549298},
        {-1.1854881643947648, -0.2363790958154253, -0.7481756236662596, 0.8808545802392704, 2.116515138991168},
        {
            4.50650248872424,
            0.6666666666666666,
            6.017339969931306,
            -4.111704479703632,
            -7.0189140975802,
            0.940109451961618
        }
    };
    private static final double[] B = {0.05, 0, 0.35555555555555557, 0, 0.2722222222222222, 0.2722222222222222, 0.05};
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("Luther", 6, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "H. A. Luther, Math. Comp. 22 (1968)";
    }
}
