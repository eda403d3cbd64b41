package org.onsager.solve.implicit;

/// Lang and Verwer's Rosenbrock method of order 3 with an estimate of order 2: three stages, A-stable, made for
/// parabolic problems; cubic Hermite dense output.
///
/// The published estimate vanishes on linear equations with constant coefficients, whatever the step (as would
/// that of any embedded formula of order 2 with these stages): there take fixed steps or another method, such as
/// [Rodas4].
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
