package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Ledger;
import org.onsager.solve.Mass;
import org.onsager.solve.Stepper.Trouble;

/// The mass matrix at two times: that of the stage at hand, of which products and residuals are made, and that at
/// which \(f\) was linearised, which with the Jacobian makes the iteration matrix. Constant ones are the same.
///
/// A matrix must keep its rank: no entry of a diagonal one may vanish, appear or change its sign, and a dense one
/// must keep its rank and, where that is full, the sign of its determinant, so that a singular time between two
/// that were looked at shows. [TurningImage] keeps the algebraic equations of a dense singular one apart.
final class MassAt {
    private static final double[] NONE = {};

    private final int n;
    private final boolean identity;
    private final boolean dense;
    private final boolean moving;
    private final Mass.Entries source;
    private final double[] now;
    private final double[] linearised;
    private final double[] other;
    private final double[] pattern;
    private final TurningImage image;
    private final int rank;
    private final int sign;
    private double time = Double.NaN;
    private double timeLinearised = Double.NaN;
    private int worst = -1;
    private Trouble trouble = Trouble.MASS_RANK;

    /// @throws IllegalArgumentException if the matrix is not of size `n` or not finite at the start
    MassAt(Mass mass, int n, double t0) {
        this.n = n;
        checkSize(mass, n);
        identity = mass instanceof Mass.Identity;
        dense = mass instanceof Mass.Dense || mass instanceof Mass.MovingDense;
        moving = mass instanceof Mass.MovingDiagonal || mass instanceof Mass.MovingDense;
        source = switch (mass) {
            case Mass.MovingDiagonal given -> given.entries();
            case Mass.MovingDense given -> given.entries();
            default -> (_, _) -> {};
        };
        now = switch (mass) {
            case Mass.Diagonal given -> given.entries();
            case Mass.Dense given -> given.entries();
            default -> new double[identity ? 0 : dense ? n * n : n];
        };
        to(t0);
        checkFinite(t0);
        linearised = moving ? now.clone() : now;
        other = moving ? new double[n] : NONE;
        pattern = moving && !dense ? now.clone() : NONE;
        image = new TurningImage(moving && dense ? n : 0);
        image.choose(now);
        rank = image.rank();
        sign = image.sign();
    }

    private static void checkSize(Mass mass, int n) {
        int length = switch (mass) {
            case Mass.Identity _ -> n;
            case Mass.Diagonal given -> given.entries().length;
            case Mass.Dense given -> (int) Math.round(Math.sqrt(given.entries().length));
            case Mass.MovingDiagonal given -> given.n();
            case Mass.MovingDense given -> given.n();
        };
        if (length != n || mass instanceof Mass.Dense given && given.entries().length != n * n)
            throw new IllegalArgumentException("the mass matrix must be of size %d, not %d".formatted(n, length));
    }

    private void checkFinite(double t0) {
        for (int i = 0; i < now.length; i++)
            if (!Double.isFinite(now[i]))
                throw new IllegalArgumentException("the mass matrix must be finite, but at t = %s entry %s is %s"
                        .formatted(t0, dense ? "(%d, %d)".formatted(i / n, i % n) : i, now[i]));
    }

    boolean identity() {
        return identity;
    }

    boolean dense() {
        return dense;
    }

    /// Whether the matrix depends on time.
    boolean moving() {
        return moving;
    }

    /// Takes the matrix at a time.
    void to(double t) {
        if (!moving || t == time) return;
        Arrays.fill(now, 0);
        source.at(t, now);
        time = t;
    }

    /// Takes the matrix at a time, and says whether it is finite there and has the rank that it had at the start.
    boolean holds(double t) {
        if (!moving) return true;
        to(t);
        worst = -1;
        for (int i = 0; i < now.length; i++) {
            if (Double.isFinite(now[i])) continue;
            worst = dense ? i / n : i;
            trouble = Trouble.MASS_NONFINITE;
            return false;
        }
        trouble = Trouble.MASS_RANK;
        if (dense) {
            image.count(now);
            return image.rank() == rank && image.sign() == sign;
        }
        for (int i = 0; i < n; i++) {
            if (Math.signum(now[i]) == Math.signum(pattern[i])) continue;
            worst = i;
            return false;
        }
        return true;
    }

    /// Why the matrix does not hold.
    Trouble trouble() {
        return trouble;
    }

    /// The row of the entry that is not finite or changed its sign, or -1.
    int worst() {
        return worst;
    }

    /// The entries: the diagonal, or row-major; none for the identity.
    double[] entries() {
        return now;
    }

    /// \(M v\), without allocation.
    ///
    /// @param into  not `v` for a dense mass matrix
    double[] times(double[] v, double[] into) {
        return product(now, v, into);
    }

    private double[] product(double[] entries, double[] v, double[] into) {
        if (identity) System.arraycopy(v, 0, into, 0, n);
        else if (dense) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) sum += entries[i * n + j] * v[j];
                into[i] = sum;
            }
        } else for (int i = 0; i < n; i++) into[i] = entries[i] * v[i];
        return into;
    }

    /// Multiplies by \(M M(t)^{-1}\), with 1 for algebraic equations, of a diagonal matrix; the matrix stays that
    /// of the time it is at.
    void rescale(double t, double[] rate) {
        if (!moving || t == time) return;
        Arrays.fill(other, 0);
        source.at(t, other);
        for (int i = 0; i < n; i++) if (other[i] != 0) rate[i] *= now[i] / other[i];
    }

    /// Makes the iteration matrix one of this time.
    void linearise(double t) {
        if (!moving) return;
        to(t);
        System.arraycopy(now, 0, linearised, 0, now.length);
        timeLinearised = t;
        if (dense) image.choose(linearised);
    }

    /// The entry of the matrix in the iteration matrix.
    double entry(int i, int j) {
        if (identity) return i == j ? 1 : 0;
        if (dense) return linearised[i * n + j];
        return i == j ? linearised[i] : 0;
    }

    /// Row-major or the diagonal, of the matrix in the iteration matrix.
    double[] linearisedEntries() {
        return linearised;
    }

    /// \(M v\) in the iteration matrix.
    double[] linearisedTimes(double[] v, double[] into) {
        return product(linearised, v, into);
    }

    /// By what share the matrix at the time at hand is another than that in the iteration matrix, aligned;
    /// infinite when the image has turned too far.
    double drift() {
        if (!moving || time == timeLinearised) return 0;
        double most = 0;
        if (!dense) {
            for (int i = 0; i < n; i++)
                if (linearised[i] != 0) most = Math.max(most, Math.abs(now[i] / linearised[i] - 1));
            return most;
        }
        if (image.lost(time, now)) return Double.POSITIVE_INFINITY;
        double size = 0, change = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) other[i] = now[i * n + j];
            image.align(time, now, other);
            for (int i = 0; i < n; i++) {
                double was = linearised[i * n + j];
                size += was * was;
                change += (other[i] - was) * (other[i] - was);
            }
        }
        return size > 0 ? Math.sqrt(change / size) : 0;
    }

    /// Brings a residual of the stage at hand to the iteration matrix, see [TurningImage].
    void align(double[] residual) {
        if (moving && dense && time != timeLinearised) image.align(time, now, residual);
    }

    /// Writes down, or reads back, the time of the linearisation.
    void keep(Ledger ledger) {
        double kept = ledger.number(timeLinearised);
        if (moving && !Double.isNaN(kept)) linearise(kept);
    }
}
