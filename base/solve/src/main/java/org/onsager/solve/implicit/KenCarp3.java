package org.onsager.solve.implicit;

/// Kennedy and Carpenter's implicit-explicit pair of orders 3 and 2: four stages; L-stable implicit part.
///
/// Source: C. A. Kennedy and M. H. Carpenter, *Additive Runge-Kutta schemes for convection-diffusion-reaction
/// equations*, Appl. Numer. Math. 44 (2003).
public record KenCarp3() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.871733043016918, 0.6, 1};
    private static final double[][] A = {
        {0},
        {0.435866521508459, 0.435866521508459},
        {0.2576482460664272, -0.09351476757488625, 0.435866521508459},
        {0.18764102434672383, -0.595297473576955, 0.9717899277217721, 0.435866521508459}
    };
    private static final double[] B = {0.18764102434672383, -0.595297473576955, 0.9717899277217721, 0.435866521508459};
    private static final double[] E = {
        -0.02709926187666531, -0.11013520969201585, 0.10306492520138455, 0.03416954636729658
    };
    private static final double[][] EXPLICIT = {
        {},
        {0.871733043016918},
        {0.5275890119763004, 0.0724109880236996},
        {0.3990960076760701, -0.4375576546135194, 1.0384616469374492}
    };
    private static final DirkTableau TABLEAU =
            DirkTableau.of("KenCarp3", 3, 2, C, A, B, E).withExplicit(EXPLICIT);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "C. A. Kennedy, M. H. Carpenter, Additive Runge-Kutta schemes, Appl. Numer. Math. 44 (2003)";
    }
}
