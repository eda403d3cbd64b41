package org.onsager.solve.implicit;

/// Lang and Verwer's Rosenbrock method of order 3 with an estimate of order 2: three stages, A-stable, made for
/// parabolic problems; cubic Hermite dense output.
///
/// On index-1 equations the method has order 3, \(|R(\infty)| = 0.73\) notwithstanding, but its embedded formula
/// only order 1 in algebraic components: \(\sum \hat b_i \omega_{ij} \alpha_j^2 = 1.42\) instead of 1, and no
/// other weights of these three stages do better, because the conditions determine them. Steps would fall as the
/// square root of the tolerance. With a diagonal mass matrix the errors of algebraic components are therefore
/// taken from their equations; with a dense one they are the source's, and Rodas4 or Rodas5P take far fewer
/// steps.
///
/// Source: J. Lang and J. Verwer, *ROS3P - an accurate third-order Rosenbrock solver designed for parabolic
/// problems*, BIT 41 (2001).
public record Ros3P() implements Rosenbrock {
    private static final double[] ALPHA = {0, 1, 1};
    private static final double[] D = {0.7886751345948129, -0.2113248654051871, -1.077350269189626};
    private static final double[][] A = {{}, {1.2679491924311228}, {1.2679491924311228, 0}};
    private static final double[][] C = {{}, {-1.6076951545867364}, {-3.4641016151377553, -1.7320508075688774}};
    private static final double[] B = {2, 0.5773502691896257, 0.42264973081037427};
    private static final double[] E = {-0.1132486540518709, -0.42264973081037427, 5.551115123125783e-17};
    private static final double[][] H = {};
    private static final RosenbrockTableau TABLEAU =
            new RosenbrockTableau("Ros3P", 3, 2, 0.7886751345948129, ALPHA, D, A, C, B, E, H);

    @Override
    public RosenbrockTableau tableau() {
        return TABLEAU;
    }

    @Override
    public String citation() {
        return "J. Lang, J. Verwer, ROS3P, BIT 41 (2001)";
    }
}
