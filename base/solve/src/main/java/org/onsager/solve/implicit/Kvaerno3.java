package org.onsager.solve.implicit;

/// Kværnø's pair of orders 3 and 2: four stages, the first explicit, A-L stable, stiffly accurate in both
/// solutions.
///
/// Source: A. Kværnø, *Singly diagonally implicit Runge-Kutta methods with an explicit first stage*, BIT 44
/// (2004).
public record Kvaerno3() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.871733043016918, 1, 1};
    private static final double[][] A = {
        {0},
        {0.435866521508459, 0.435866521508459},
        {0.49056338842178066, 0.07357009006976042, 0.435866521508459},
        {0.30880996997674653, 1.4905633884217813, -1.2352398799069868, 0.435866521508459}
    };
    private static final double[] B = {0.30880996997674653, 1.4905633884217813, -1.2352398799069868, 0.435866521508459};
    private static final double[] E = {-0.18175341844503412, 1.4169932983520208, -1.6711064014154458, 0.435866521508459
    };
    private static final DirkTableau TABLEAU = DirkTableau.of("Kvaerno3", 3, 2, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "A. Kvaerno, Singly diagonally implicit Runge-Kutta methods with an explicit first stage, BIT 44 (2004)";
    }
}
