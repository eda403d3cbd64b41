package org.onsager.solve.explicit;

/// Euler's method: one stage, order 1, no error estimate. On an Itô term it is the Euler-Maruyama method.
///
/// Source: L. Euler, *Institutionum calculi integralis* (1768).
public record Euler() implements ExplicitRungeKutta {
    private static final double[] C = {0};
    private static final double[][] A = {{}};
    private static final double[] B = {1};
    private static final double[] E = {};
    private static final ErkTableau TABLEAU = ErkTableau.of("Euler", 1, 0, C, A, B, E);

    @Override
    public ErkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "L. Euler, Institutionum calculi integralis (1768)";
    }
}
