package org.onsager.solve;

/// The vector space that a state lives in: the only thing a solver knows about it.
///
/// Each operation names storage `into` that it may overwrite and *returns* the result: spaces of arrays write
/// into the storage and return it, so that a step allocates nothing; spaces of immutable values (tensors on a
/// tape, vectors of a foreign library) leave the storage alone and return something new. A caller therefore
/// always goes on with what was returned. `into` may be the same object as any argument.
///
/// Only [#axpy], [#zero], [#copy], [#storage], [#scaledNorm] and the component view are needed; the others have
/// straightforward defaults that a space overrides for speed.
///
/// @param <Y>  the state: `double[]`, a batch, a tensor
public interface StateSpace<Y> {

    /// The zero vector with the shape of `like`, in storage of its own.
    Y zero(Y like);

    /// A copy of `from`, in `into` where the space writes in place.
    Y copy(Y from, Y into);

    /// \(n\) states of storage with the shape of `like`, in an array of the right run-time type.
    Y[] storage(int n, Y like);

    /// \(b + a\,x\).
    Y axpy(Y b, double a, Y x, Y into);

    /// The norm of an error scaled by the tolerances, \(\| v_i / (atol_i + rtol_i \max(|y_i|, |z_i|)) \|\).
    ///
    /// @return at least 0; NaN when a component of `v`, `y` or `z` is not finite
    double scaledNorm(Y v, Y y, Y z, Tolerance tolerance);

    /// Number of real components.
    int size(Y y);

    /// One real component, `0 <= i < size(y)`.
    double component(Y y, int i);

    /// \(b + s \sum_j w_j k_j\), the stage update of every Runge-Kutta method.
    default Y combine(Y b, double s, Weights w, Y[] k, Y into) {
        if (w.count() == 0) return copy(b, into);
        Y sum = axpy(b, s * w.value(0), k[w.index(0)], into);
        for (int j = 1; j < w.count(); j++) sum = axpy(sum, s * w.value(j), k[w.index(j)], into);
        return sum;
    }

    /// \(s \sum_j w_j k_j\).
    default Y combine(double s, Weights w, Y[] k, Y into) {
        return combine(zero(into), s, w, k, into);
    }

    /// The scaled norm of \(s \sum_j w_j k_j\) against \(y\) and \(z\), in one pass where the space can.
    ///
    /// @param scratch  storage that may be overwritten
    default double errorNorm(double s, Weights w, Y[] k, Y y, Y z, Tolerance tolerance, Y scratch) {
        return scaledNorm(combine(s, w, k, scratch), y, z, tolerance);
    }

    /// Checks, before the first step of an adaptive run, that the space's own rounding leaves a tolerance its
    /// meaning.
    ///
    /// @throws IllegalArgumentException if it does not, with the remedy
    default void check(Tolerance tolerance, Y y0) {}

    /// The index of the first component that is not finite, or -1.
    default int firstNonFinite(Y y) {
        for (int i = 0; i < size(y); i++) if (!Double.isFinite(component(y, i))) return i;
        return -1;
    }

    /// The root mean square of the components, unscaled.
    default double rms(Y y) {
        double sum = 0;
        for (int i = 0; i < size(y); i++) sum += component(y, i) * component(y, i);
        return Math.sqrt(sum / Math.max(1, size(y)));
    }
}
