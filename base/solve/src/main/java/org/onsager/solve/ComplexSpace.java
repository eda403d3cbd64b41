package org.onsager.solve;

import org.hipparchus.complex.Complex;

/// Complex vectors as `double[]`, real and imaginary parts in turn: component \(j\) is at \(2j\) and \(2j + 1\).
/// Changed in place, without allocation.
///
/// An error is measured by moduli, \(|v_j| / (atol_j + rtol_j \max(|y_j|, |z_j|))\), so that neither the choice
/// of a phase changes the steps nor does a part that passes through zero shorten them. Tolerances are one for
/// all, or one a real number of the array, of which those of the real parts count. Norms see one number a complex
/// component.
///
/// An equation is `Ode.of(field).on(ComplexSpace.PAIRS)`; every method for arrays takes it. For implicit ones it
/// is the real equation of \(2n\) components, with its real Jacobian, so that the right-hand side need not be
/// analytic: \(f(t, y, \bar y)\) will do.
public enum ComplexSpace implements ArrayStates {
    /// The space; the dimension is that of the arrays.
    PAIRS;

    /// A state.
    public static double[] state(Complex... components) {
        var y = new double[2 * components.length];
        for (int j = 0; j < components.length; j++) {
            y[2 * j] = components[j].getRealPart();
            y[2 * j + 1] = components[j].getImaginaryPart();
        }
        return y;
    }

    /// Component \(j\) of a state.
    public static Complex component(int j, double[] y) {
        return new Complex(y[2 * j], y[2 * j + 1]);
    }

    @Override
    public double[] zero(double[] like) {
        check(like);
        return new double[like.length];
    }

    private static void check(double[] y) {
        if (y.length % 2 != 0)
            throw new IllegalArgumentException(
                    "a complex state has real and imaginary parts in turn: its length must be even, not " + y.length);
    }

    @Override
    public double[][] storage(int n, double[] like) {
        check(like);
        return ArraySpace.REAL.storage(n, like);
    }

    @Override
    public double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance) {
        int n = v.length / 2;
        if (tolerance.norm() != Norm.RMS) {
            var scaled = new double[n];
            for (int j = 0; j < n; j++) scaled[j] = scaled(v, y, z, tolerance, 2 * j);
            return tolerance.norm().of(scaled);
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double each = scaled(v, y, z, tolerance, 2 * j);
            sum += each * each;
        }
        return Math.sqrt(sum / Math.max(1, n));
    }

    private static double scaled(double[] v, double[] y, double[] z, Tolerance tolerance, int i) {
        double size = Math.max(modulus(y, i), modulus(z, i));
        return modulus(v, i) / (tolerance.atol(i) + tolerance.rtol(i) * size);
    }

    /// Without the care of `Math.hypot`, which takes ten times as long, where squares neither vanish nor
    /// overflow.
    private static double modulus(double[] y, int i) {
        double square = y[i] * y[i] + y[i + 1] * y[i + 1];
        return square > 1e-280 && square < 1e300 ? Math.sqrt(square) : Math.hypot(y[i], y[i + 1]);
    }

    /// Of the moduli.
    @Override
    public double rms(double[] y) {
        return Math.sqrt(2) * ArraySpace.REAL.rms(y);
    }
}
