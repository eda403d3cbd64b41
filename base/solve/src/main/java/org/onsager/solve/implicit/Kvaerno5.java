package org.onsager.solve.implicit;

/// Kværnø's pair of orders 5 and 4: seven stages, the first explicit, A-L stable, stiffly accurate in both
/// solutions.
///
/// Source: A. Kværnø, *Singly diagonally implicit Runge-Kutta methods with an explicit first stage*, BIT 44
/// (2004).
public record Kvaerno5() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.52, 1.230333209967908, 0.8957659843500759, 0.43639360985864756, 1, 1};
    private static final double[][] A = {
        {0},
        {0.26, 0.26},
        {0.13, 0.8403332099679081, 0.26},
        {0.22371961478320504, 0.476755323197997, -0.06470895363112615, 0.26},
        {0.16648564323248322, 0.1045001884159172, 0.03631482272098715, -0.13090704451073998, 0.26},
        {0.13855640231268224, 0, -0.04245337201752043, 0.02446657898003141, 0.6194303907248068, 0.26},
        {
            0.13659751177640292,
            0,
            -0.05496908796538376,
            -0.04118626728321046,
            0.629933048990164,
            0.06962479448202728,
            0.26
        }
    };
    private static final double[] B = {
        0.13659751177640292, 0, -0.05496908796538376, -0.04118626728321046, 0.629933048990164, 0.06962479448202728, 0.26
    };
    private static final double[] E = {
        -0.0019588905362793174,
        0,
        -0.012515715947863326,
        -0.06565284626324187,
        0.010502658265357234,
        -0.1903752055179727,
        0.26
    };
    private static final DirkTableau TABLEAU = DirkTableau.of("Kvaerno5", 5, 4, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "A. Kvaerno, Singly diagonally implicit Runge-Kutta methods with an explicit first stage, BIT 44 (2004)";
    }
}
