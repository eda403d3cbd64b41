package org.onsager.solve.implicit;

/// Kennedy and Carpenter's implicit-explicit pair of orders 5 and 4: eight stages; L-stable implicit part.
///
/// The published fraction of \(a_{76}\) is good to 12 digits and violates \(\sum_j a_{7j} = c_7\) by 2.1e-12;
/// here it is the value that meets this sum, with which all conditions hold to rounding.
///
/// Source: C. A. Kennedy and M. H. Carpenter, *Additive Runge-Kutta schemes for convection-diffusion-reaction
/// equations*, Appl. Numer. Math. 44 (2003).
public record KenCarp5() implements DiagonallyImplicit {
    private static final double[] C = {0, 0.41, 0.25992958444838016, 0.19815048669250362, 0.92, 0.24, 0.6, 1};
    private static final double[][] A = {
        {0},
        {0.205, 0.205},
        {0.1025, -0.047570415551619845, 0.205},
        {0.07389944079200692, 0, -0.08074895409950329, 0.205},
        {0.299218118308015, 0, 2.4638206661140414, -2.0480387844220567, 0.205},
        {0.14689238442881303, 0, 0.11740332879881549, -0.221701968002454, -0.007593745225174481, 0.205},
        {
            0.17845729560319554,
            0,
            1.0197467452199207,
            -0.22154535039396367,
            -0.03612491620526532,
            -0.5455337742238873,
            0.205
        },
        {
            -0.09554858675139874,
            0,
            0,
            2.3386928037652464,
            -0.14043175608247527,
            -2.070587707956559,
            0.7628752470251866,
            0.205
        }
    };
    private static final double[] B = {
        -0.09554858675139874,
        0,
        0,
        2.3386928037652464,
        -0.14043175608247527,
        -2.070587707956559,
        0.7628752470251866,
        0.205
    };
    private static final double[] E = {
        0.004028378053609991,
        0,
        0,
        -0.0684700762345285,
        0.019716427003038328,
        0.07364888848796758,
        -0.016690375399811663,
        -0.01223324191027586
    };
    private static final double[][] EXPLICIT = {
        {},
        {0.41},
        {0.17753520777580992, 0.08239437667257023},
        {0.12262307902976895, 0, 0.07552740766273468},
        {2.2901776494938124, 0, 11.244925765143737, -12.615103414637549},
        {0.4029445178347679, 0, 1.3540123800181454, -1.4857008988406062, -0.031255999012307065},
        {1.4641384430844078, 0, 7.230468679858015, -7.844607122942423, -0.125, -0.125},
        {
            -1.6748080049977643,
            0,
            -6.389438645559299,
            14.692200676518024,
            0.0946662343256827,
            -7.21115732765286,
            1.4885370673662177
        }
    };
    private static final DirkTableau TABLEAU =
            DirkTableau.of("KenCarp5", 5, 4, C, A, B, E).withExplicit(EXPLICIT);

    @Override
    public DirkTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "C. A. Kennedy, M. H. Carpenter, Additive Runge-Kutta schemes, Appl. Numer. Math. 44 (2003)";
    }
}
