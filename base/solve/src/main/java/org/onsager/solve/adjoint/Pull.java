package org.onsager.solve.adjoint;

import org.onsager.solve.Increment;
import org.onsager.solve.Term;

/// Products of a vector with the derivatives of what a term gives, \(F(t, y, \theta)\) (for an ordinary equation
/// the rate; for a driven one the field applied to the increment): a transposed Jacobian without its matrix.
///
/// Writing them by hand is a matter of reading the right-hand side backwards: for each \(F_i\) add \(v_i\,
/// \partial F_i / \partial y_j\) to `byState[j]` and \(v_i\,\partial F_i / \partial\theta_p\) to
/// `byParameter[p]`. [#mismatch] says whether it was done right.
///
/// Source: A. Griewank and A. Walther, *Evaluating Derivatives* (2008), 3.
@FunctionalInterface
public interface Pull {

    /// Adds \(v^\top \partial_y F\) to `byState` and \(v^\top \partial_\theta F\) to `byParameter`.
    ///
    /// @param y  the state, left alone
    /// @param increment  of the control over the step; for an ordinary equation only its times are set
    /// @param v  of the length of the state, left alone
    void add(double t, double[] y, Increment increment, double[] v, double[] byState, double[] byParameter);

    /// The products of a rate, or of a drift.
    @FunctionalInterface
    interface OfRate {
        /// Adds \(v^\top \partial_y f\) and \(v^\top \partial_\theta f\).
        void add(double t, double[] y, double[] v, double[] byState, double[] byParameter);
    }

    /// The products of a noise.
    @FunctionalInterface
    interface OfNoise {
        /// Adds \(v^\top \partial_y (\sigma w)\) and \(v^\top \partial_\theta (\sigma w)\).
        ///
        /// @param w  one number a Brownian motion
        void add(double t, double[] y, double[] w, double[] v, double[] byState, double[] byParameter);
    }

    /// Of an ordinary equation.
    static Pull of(OfRate rate) {
        return (t, y, _, v, byState, byParameter) -> rate.add(t, y, v, byState, byParameter);
    }

    /// Of a stochastic equation, whose term gives \(\mu\,h + \sigma W\). For one run at a time, as it works in
    /// storage of its own.
    static Pull of(OfRate drift, OfNoise noise) {
        return new Pull() {
            private double[] scaled = new double[0];

            @Override
            public void add(
                    double t, double[] y, Increment increment, double[] v, double[] byState, double[] byParameter) {
                if (scaled.length != v.length) scaled = new double[v.length];
                double h = increment.dt();
                for (int i = 0; i < v.length; i++) scaled[i] = h * v[i];
                drift.add(t, y, scaled, byState, byParameter);
                noise.add(t, y, increment.value(), v, byState, byParameter);
            }
        };
    }

    /// How far the product by the state is from a central difference of the term: \(|v^\top F'u - v^\top (F(y +
    /// \epsilon u) - F(y - \epsilon u)) / 2\epsilon|\), relative to the larger of the two, for `u` and `v` of
    /// alternating entries near 1. About 1e-9 for a right pull of a smooth term.
    ///
    /// @param parameters  their number
    default double mismatch(Term<double[]> term, int parameters, double t0, double t1, double[] y) {
        int n = y.length;
        var increment = new Increment(term.channels());
        term.increment(t0, t1, increment.over(t0, t1));
        var u = new double[n];
        var v = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = 1 - 0.3 * Math.sin(i + 1.0);
            v[i] = (i % 2 == 0 ? 1 : -1) * (1 + 0.2 * Math.cos(i + 1.0));
        }
        var byState = new double[n];
        add(t0, y.clone(), increment, v, byState, new double[parameters]);
        double size = 0;
        for (double each : y) size = Math.max(size, Math.abs(each));
        double epsilon = Math.cbrt(Math.ulp(1.0)) * Math.max(1e-3, size);
        var up = y.clone();
        var down = y.clone();
        for (int i = 0; i < n; i++) {
            up[i] += epsilon * u[i];
            down[i] -= epsilon * u[i];
        }
        double[] above = term.apply(t0, up, increment, new double[n]).clone();
        double[] below = term.apply(t0, down, increment, new double[n]);
        double product = 0, difference = 0;
        for (int i = 0; i < n; i++) {
            product += byState[i] * u[i];
            difference += v[i] * (above[i] - below[i]) / (2 * epsilon);
        }
        double scale = Math.max(Math.abs(product), Math.abs(difference));
        return scale == 0 ? 0 : Math.abs(product - difference) / scale;
    }
}
