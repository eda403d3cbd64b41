package org.onsager.solve.implicit;

/// Kennedy and Carpenter's implicit-explicit pair of orders 4 and 3: six stages; L-stable implicit part.
///
/// Source: C. A. Kennedy and M. H. Carpenter, *Additive Runge-Kutta schemes for convection-diffusion-reaction
/// equations*, Appl. Numer. Math. 44 (2003).
public record KenCarp4() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.5, 0.332, 0.62, 0.85, 1};
    private static final double[][] A = {
        {0},
        {0.25, 0.25},
        {0.137776, -0.055776, 0.25},
        {0.14463686602698217, -0.22393190761334475, 0.4492950415863626, 0.25},
        {0.09825878328356477, -0.5915442428196704, 0.8101210538282996, 0.283164405707806, 0.25},
        {0.15791629516167136, 0, 0.18675894052400077, 0.6805652953093346, -0.27524053099500667, 0.25}
    };
    private static final double[] B = {
        0.15791629516167136, 0, 0.18675894052400077, 0.6805652953093346, -0.27524053099500667, 0.25
    };
    private static final double[] E = {
        0.0032044943984591845,
        0,
        -0.002446251136679456,
        -0.021480075919587227,
        0.04394686806857245,
        -0.02322503541076487
    };
    private static final double[][] EXPLICIT = {
        {},
        {0.5},
        {0.221776, 0.110224},
        {-0.04884659515311858, -0.177720652326401, 0.8465672474795196},
        {-0.15541685842491548, -0.3567050098221991, 1.0587258798684427, 0.30339598837867193},
        {0.20142435067267633, 0.008742057842904185, 0.15993995707168115, 0.4038290605220775, 0.22606457389066084}
    };
    private static final DirkTableau TABLEAU =
            DirkTableau.of("KenCarp4", 4, 3, C, A, B, E).withExplicit(EXPLICIT);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "C. A. Kennedy, M. H. Carpenter, Additive Runge-Kutta schemes, Appl. Numer. Math. 44 (2003)";
    }
}
