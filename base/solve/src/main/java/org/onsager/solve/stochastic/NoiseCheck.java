package org.onsager.solve.stochastic;

import org.onsager.solve.StateSpace;

/// Checks by finite differences that a noise is of the class that it is declared to be.
public final class NoiseCheck {
    private static final double TOLERANCE = 1e-4;

    private NoiseCheck() {}

    /// Whether \(\sum_i \sigma_{ij} \partial_i \sigma_{kl} = \sum_i \sigma_{il} \partial_i \sigma_{kj}\) for all
    /// \(j < l\) at \((t, y)\), to a ten-thousandth of the size of the derivatives. Cost: \(2 m^2\) evaluations
    /// of \(\sigma\).
    public static <Y> boolean commutative(SdeTerm<Y> term, double t, Y y) {
        StateSpace<Y> space = term.space();
        Layout layout = term.path().layout();
        int m = layout.channels();
        Y sigma = space.zero(y), first = space.zero(y), second = space.zero(y), scratch = space.zero(y);
        for (int j = 0; j < m; j++)
            for (int l = j + 1; l < m; l++) {
                double[] ej = unit(layout, j), el = unit(layout, l);
                sigma = term.diffusion(t, y, ej, sigma);
                first = term.derivative(t, y, sigma, el, first, scratch);
                sigma = term.diffusion(t, y, el, sigma);
                second = term.derivative(t, y, sigma, ej, second, scratch);
                double size = Math.max(space.rms(first), space.rms(second));
                if (space.rms(space.axpy(first, -1, second, first)) > TOLERANCE * size) return false;
            }
        return true;
    }

    /// Whether \(\sigma\) is the same at another state nearby, away from the origin's symmetries.
    public static <Y> boolean additive(SdeTerm<Y> term, double t, Y y) {
        StateSpace<Y> space = term.space();
        Layout layout = term.path().layout();
        Y elsewhere = space.axpy(y, 0.25, y, space.zero(y));
        elsewhere = space.axpy(elsewhere, 0.125, term.drift(t, y, space.zero(y)), elsewhere);
        for (int j = 0; j < layout.channels(); j++) {
            double[] w = unit(layout, j);
            // a noise of the state may vanish along its own direction; both moves together rarely do
            elsewhere = space.axpy(elsewhere, 0.125, term.diffusion(t, y, w, space.zero(y)), elsewhere);
            Y here = term.diffusion(t, y, w, space.zero(y));
            Y there = term.diffusion(t, elsewhere, w, space.zero(y));
            double size = space.rms(here);
            if (space.rms(space.axpy(there, -1, here, there)) > 1e-12 * size) return false;
        }
        return true;
    }

    /// Whether \(\sigma_{ii}\) of a diagonal noise depends on no other component than \(y_i\).
    static boolean diagonal(SdeTerm<double[]> term, double t, double[] y) {
        Layout layout = term.path().layout();
        int rows = layout.rows(), d = y.length / rows;
        var ones = ones(layout);
        double[] here = term.diffusion(t, y, ones, new double[y.length]);
        for (int j = 0; j < d; j++) {
            double[] moved = y.clone();
            for (int r = 0; r < rows; r++) moved[j * rows + r] += 1e-3 * Math.max(1e-3, Math.abs(y[j * rows + r]));
            double[] there = term.diffusion(t, moved, ones, new double[y.length]);
            for (int i = 0; i < y.length; i++) if (i / rows != j && there[i] != here[i]) return false;
        }
        return true;
    }

    static <Y> void declared(SdeTerm<Y> term, double t, Y y) {
        if (!(y instanceof double[] state)) return;
        @SuppressWarnings("unchecked")
        var arrays = (SdeTerm<double[]>) term;
        switch (term.noise()) {
            case ADDITIVE -> {
                if (!additive(term, t, y))
                    throw new IllegalArgumentException(
                            "noise must not depend on y to be ADDITIVE, but sigma changes with y; declare it diagonal, scalar, commutative or general");
            }
            case DIAGONAL -> {
                if (state.length / term.path().layout().rows() <= 64 && !diagonal(arrays, t, state))
                    throw new IllegalArgumentException(
                            "sigma_ii must depend on y_i only for DIAGONAL noise, but it changes with another component; declare it general");
            }
            case COMMUTATIVE -> {
                if (!commutative(term, t, y))
                    throw new IllegalArgumentException(
                            "noise must be commutative to be declared COMMUTATIVE, but the brackets of its columns do not vanish at y0; declare it general and use SPaRK or LogOdeMidpoint");
            }
            case SCALAR, GENERAL -> {}
        }
    }

    /// The derivative of \(\sigma w\) in the direction `v` by central differences; `into`, `scratch` and `more`
    /// are storage.
    static <Y> Y differences(SdeTerm<Y> term, double t, Y y, Y v, double[] w, Y into, Y scratch, Y more) {
        StateSpace<Y> space = term.space();
        double size = space.rms(v);
        if (size == 0) return space.axpy(v, -1, v, into);
        double epsilon = Math.cbrt(Math.ulp(1.0)) * Math.max(1e-3, space.rms(y)) / size;
        Y shifted = space.axpy(y, epsilon, v, scratch);
        Y up = term.diffusion(t, shifted, w, into);
        Y back = space.axpy(y, -epsilon, v, scratch);
        Y down = term.diffusion(t, back, w, more);
        Y change = space.axpy(up, -1, down, up);
        return space.axpy(change, 0.5 / epsilon - 1, change, change);
    }

    static double[] unit(Layout layout, int channel) {
        var w = new double[layout.size()];
        java.util.Arrays.fill(w, channel * layout.rows(), (channel + 1) * layout.rows(), 1);
        return w;
    }

    static double[] ones(Layout layout) {
        var w = new double[layout.size()];
        java.util.Arrays.fill(w, 1);
        return w;
    }
}
