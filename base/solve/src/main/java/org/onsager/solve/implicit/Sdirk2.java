package org.onsager.solve.implicit;

/// Alexander's method: two stages, order 2, L-stable, stiffly accurate, with a first-order companion for the
/// error.
///
/// Source: R. Alexander, SIAM J. Numer. Anal. 14 (1977).
public record Sdirk2() implements DiagonallyImplicit {
    private static final double[] C = {0.29289321881345254, 1};
    private static final double[][] A = {{0.29289321881345254}, {0.7071067811865475, 0.29289321881345254}};
    private static final double[] B = {0.7071067811865475, 0.29289321881345254};
    private static final double[] E = {-0.29289321881345254, 0.29289321881345254};
    private static final DirkTableau TABLEAU = DirkTableau.of("Sdirk2", 2, 1, C, A, B, E);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "R. Alexander, SIAM J. Numer. Anal. 14 (1977)";
    }
}
