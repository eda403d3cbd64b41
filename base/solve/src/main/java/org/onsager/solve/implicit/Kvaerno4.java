package org.onsager.solve.implicit;

/// Kværnø's pair of orders 4 and 3: five stages, the first explicit, A-L stable, stiffly accurate in both
/// solutions; the variant whose fourth-order solution goes on.
///
/// Source: A. Kværnø, *Singly diagonally implicit Runge-Kutta methods with an explicit first stage*, BIT 44
/// (2004).
public record Kvaerno4() implements DiagonallyImplicit {
    private static final double[] C = {0, 1.145632125, 0.5971049876806123, 1, 1};
    private static final double[][] A = {
        {0},
        {0.5728160625, 0.5728160625},
        {0.16723546204189954, -0.14294653686128728, 0.5728160625},
        {0.2626032902739779, -0.31190432741478485, 0.4764849746408076, 0.5728160625},
        {0.19721654832102858, 0.17684378390661337, 0.8154421814035514, -0.762318576131193, 0.5728160625}
    };
    private static final double[] B = {
        0.19721654832102858, 0.17684378390661337, 0.8154421814035514, -0.762318576131193, 0.5728160625
    };
    private static final double[] E = {
        -0.0653867419529493, 0.4887481113213982, 0.3389572067627438, -1.3351346386311929, 0.5728160625
    };
    private static final DirkTableau TABLEAU = DirkTableau.of("Kvaerno4", 4, 3, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "A. Kvaerno, Singly diagonally implicit Runge-Kutta methods with an explicit first stage, BIT 44 (2004)";
    }
}
