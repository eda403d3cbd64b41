package org.onsager.solve.explicit;

/// Dormand and Prince's pair of orders 5 and 4: seven stages, of which the last is the first of the next step;
/// dense output of order 4. Known as ode45 and RK45.
///
/// Source: J. R. Dormand and P. J. Prince, J. Comp. Appl. Math. 6 (1980).
public record Dopri5() implements ExplicitRungeKutta {
    private static final double[] C = {0, 0.2, 0.3, 0.8, 0.8888888888888888, 1, 1};
    private static final double[][] A = {
        {},
        {0.2},
        {0.075, 0.225},
        {0.9777777777777777, -3.7333333333333334, 3.5555555555555554},
        {2.9525986892242035, -11.595793324188385, 9.822892851699436, -0.2908093278463649},
        {2.8462752525252526, -10.757575757575758, 8.906422717743473, 0.2784090909090909, -0.2735313036020583},
        {0.09114583333333333, 0, 0.44923629829290207, 0.6510416666666666, -0.322376179245283, 0.13095238095238096}
    };
    private static final double[] B = {
        0.09114583333333333, 0, 0.44923629829290207, 0.6510416666666666, -0.322376179245283, 0.13095238095238096, 0
    };
    private static final double[] E = {
        0.0012326388888888888,
        0,
        -0.0042527702905061394,
        0.03697916666666667,
        -0.05086379716981132,
        0.0419047619047619,
        -0.025
    };
    private static final double[] DENSE_C = {};
    private static final double[][] DENSE_A = {};

    private static final double[][] DENSE = {
        {1, -2.8535800653862835, 3.0717434641059, -1.1270175653862835},
        {},
        {0, 4.023133379230305, -6.249321565289, 2.675424484351598},
        {0, -3.7324019615885047, 10.068970589843676, -5.685526961588504},
        {0, 2.5548038301849423, -6.399112377351017, 3.5219323679207912},
        {0, -1.3744241142186027, 3.272657752246729, -1.7672812570757455},
        {0, 1.3824689317781438, -3.7649378635562876, 2.382468931778144}
    };
    private static final ErkTableau TABLEAU =
            ErkTableau.of("Dopri5", 5, 4, C, A, B, E).withDense(DENSE_C, DENSE_A, DENSE);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "J. R. Dormand and P. J. Prince, J. Comp. Appl. Math. 6 (1980)";
    }
}
