package org.onsager.solve.implicit;

/// Lang and Verwer's Rosenbrock method of order 3: three stages of two evaluations, A-stable, made for parabolic
/// problems; cubic Hermite dense output.
///
/// The embedded solution of order 2 is not the published one. That one combines the first two stages, which are
/// the same on a linear equation \(y' = \lambda y\) (\(\beta_{21} = 0\)): its estimate is zero there, and steps
/// grow without bound. Here a fourth stage at the new solution, \((\frac{1}{\gamma h} M - J) k_4 = f(t_1, y_1) +
/// M \sum_j \frac{c_{4j}}{h} k_j\), is the estimate itself. The embedded solution has the weights \(\hat b =
/// (\frac13, -\frac16 - \frac{5\sqrt3}{18}, \frac13 + \frac{\sqrt3}{9}, \gamma)\); it is stiffly accurate, hence
/// \(\hat R(\infty) = 0\), and sees linear equations (\(\sum \hat b_i \beta_{ij} \beta_j \ne \frac16\)) as well
/// as quadratures (\(\sum \hat b_i \alpha_i^2 = \frac23\)). The evaluation is the first of the next step.
///
/// On index-1 equations the method has order 3, \(|R(\infty)| = 0.73\) notwithstanding. The published embedded
/// solution has only order 1 in algebraic components, \(\sum \hat b_i \omega_{ij} \alpha_j^2 = 1.42\) instead of
/// 1 with \(\omega = \beta^{-1}\); for one that ends in a stage at \(t_1\) the sum is \(\alpha_4^2 = 1\).
///
/// Source: J. Lang and J. Verwer, *ROS3P - an accurate third-order Rosenbrock solver designed for parabolic
/// problems*, BIT 41 (2001).
public record Ros3P() implements Rosenbrock {
    private static final double ROOT = Math.sqrt(3);
    private static final double[] ALPHA = {0, 1, 1, 1};
    private static final double[] D = {0.7886751345948129, -0.2113248654051871, -1.077350269189626, 0};
    private static final double[] B = {2, 0.5773502691896257, 0.42264973081037427, 0};
    private static final double[][] A = {{}, {1.2679491924311228}, {1.2679491924311228, 0}, {B[0], B[1], B[2]}};
    private static final double[][] C = {
        {},
        {-1.6076951545867364},
        {-3.4641016151377553, -1.7320508075688774},
        {14 - 26 / 3.0 * ROOT, 4 - 8 / 3.0 * ROOT, -2 + 4 / 3.0 * ROOT}
    };
    private static final double[] E = {0, 0, 0, -1};
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
