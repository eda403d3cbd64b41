package org.onsager.memory.boltzmann;

/// Adam's update with \(\beta_1 = 0.9\), \(\beta_2 = 0.999\), \(\epsilon = 10^{-8}\).
///
/// Source: D. P. Kingma and J. Ba, ICLR 2015.
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private Adam() {}

    /// Updates parameters and both moments in place.
    ///
    /// @param step  number of this step, from 1
    static void update(double[] x, double[] gradient, double[] first, double[] second, long step, double rate) {
        double scale1 = 1 / (1 - Math.pow(BETA1, step)), scale2 = 1 / (1 - Math.pow(BETA2, step));
        for (int i = 0; i < x.length; i++) {
            first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
            second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
            x[i] -= rate * first[i] * scale1 / (Math.sqrt(second[i] * scale2) + EPSILON);
        }
    }
}
