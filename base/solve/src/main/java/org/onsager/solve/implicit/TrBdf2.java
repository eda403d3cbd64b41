package org.onsager.solve.implicit;

/// The trapezoidal rule to an inner point and BDF2 from there: three stages, the first explicit, order 2,
/// L-stable, with a third-order companion for the error.
///
/// Source: R. E. Bank et al., IEEE Trans. CAD 4 (1985); M. E. Hosea and L. F. Shampine, Appl. Numer. Math. 20
/// (1996).
public record TrBdf2() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.5857864376269049, 1};
    private static final double[][] A = {
        {0}, {0.2928932188134524, 0.2928932188134524}, {0.3535533905932738, 0.3535533905932738, 0.2928932188134524}
    };
    private static final double[] B = {0.3535533905932738, 0.3535533905932738, 0.2928932188134524};
    private static final double[] E = {0.13807118745769836, -0.3333333333333333, 0.19526214587563495};
    private static final DirkTableau TABLEAU = DirkTableau.of("TrBdf2", 2, 2, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "R. E. Bank et al., IEEE Trans. CAD 4 (1985)";
    }
}
