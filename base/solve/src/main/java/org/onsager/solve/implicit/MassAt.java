package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Mass;
import org.onsager.solve.Stepper.Trouble;

/// The mass matrix at the time of a stage, with the check that it keeps its rank: of a diagonal one that no entry
/// vanishes, appears or changes its sign, of a dense one that the rank, and where it is full the sign of the
/// determinant, are those at the start. A singular time between two that were looked at shows in a sign.
final class MassAt {
    /// Pivots below this share of the largest, an equation, are 0.
    private static final double ZERO = 8 * Math.ulp(1.0);

    final int n;
    private final boolean identity;
    private final boolean dense;
    private final Mass.Entries source;
    private final boolean moving;
    private double[] entries;
    private double[] there;
    private final double[] pattern;
    private final double[] work;
    private double time = Double.NaN;
    private int rank;
    private int sign;
    private int worst = -1;
    private Trouble trouble = Trouble.MASS_RANK;

    /// @throws IllegalArgumentException if the matrix is not of size `n` or not finite at the start
    MassAt(Mass mass, int n, double t0) {
        this.n = n;
        checkSize(mass, n);
        identity = mass instanceof Mass.Identity;
        dense = mass instanceof Mass.Dense || mass instanceof Mass.MovingDense;
        moving = !mass.constant();
        source = switch (mass) {
            case Mass.MovingDiagonal given -> given.entries();
            case Mass.MovingDense given -> given.entries();
            default -> (_, _) -> {};
        };
        entries = switch (mass) {
            case Mass.Diagonal given -> given.entries();
            case Mass.Dense given -> given.entries();
            default -> new double[identity ? 0 : dense ? n * n : n];
        };
        there = new double[moving ? entries.length : 0];
        work = new double[moving && dense ? n * n : 0];
        to(t0);
        for (int i = 0; i < entries.length; i++)
            if (!Double.isFinite(entries[i]))
                throw new IllegalArgumentException("the mass matrix must be finite at the start t = %s, but %s is %s"
                        .formatted(t0, name(i), entries[i]));
        pattern = moving && !dense ? entries.clone() : new double[0];
        if (!moving || !dense) return;
        eliminate();
        rank = found;
        sign = foundSign;
    }

    private int found;
    private int foundSign;

    private static void checkSize(Mass mass, int n) {
        int length = switch (mass) {
            case Mass.Identity _ -> n;
            case Mass.Diagonal diagonal -> diagonal.entries().length;
            case Mass.Dense given -> (int) Math.round(Math.sqrt(given.entries().length));
            case Mass.MovingDiagonal given -> given.n();
            case Mass.MovingDense given -> given.n();
        };
        if (length != n || mass instanceof Mass.Dense given && given.entries().length != n * n)
            throw new IllegalArgumentException("the mass matrix must be of size %d, not %d".formatted(n, length));
    }

    private String name(int i) {
        return dense ? "entry (%d, %d)".formatted(i / n, i % n) : "entry " + i;
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

    /// The entries: the diagonal, or row-major; none for the identity.
    double[] entries() {
        return entries;
    }

    double entry(int i, int j) {
        if (identity) return i == j ? 1 : 0;
        if (dense) return entries[i * n + j];
        return i == j ? entries[i] : 0;
    }

    /// Takes the matrix at a time.
    void to(double t) {
        if (!moving || t == time) return;
        Arrays.fill(entries, 0);
        source.at(t, entries);
        time = t;
    }

    /// Takes the matrix at a time, and says whether it is finite there and has the rank that it had at the start.
    boolean holds(double t) {
        if (!moving) return true;
        to(t);
        worst = -1;
        for (int i = 0; i < entries.length; i++) {
            if (Double.isFinite(entries[i])) continue;
            worst = dense ? i / n : i;
            trouble = Trouble.MASS_NONFINITE;
            return false;
        }
        trouble = Trouble.MASS_RANK;
        if (dense) {
            eliminate();
            return found == rank && foundSign == sign;
        }
        for (int i = 0; i < n; i++) {
            if (Math.signum(entries[i]) == Math.signum(pattern[i])) continue;
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

    /// \(M v\), without allocation.
    ///
    /// @param into  not `v` for a dense matrix
    double[] times(double[] v, double[] into) {
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

    /// Multiplies by \(M M(t)^{-1}\), with 1 for algebraic equations, of a diagonal matrix; the matrix stays that of
    /// the time it is at.
    void rescale(double t, double[] rate) {
        if (!moving || t == time) return;
        Arrays.fill(there, 0);
        source.at(t, there);
        for (int i = 0; i < n; i++) if (there[i] != 0) rate[i] *= entries[i] / there[i];
    }

    /// Rank and sign of the determinant by elimination with complete pivoting.
    private void eliminate() {
        System.arraycopy(entries, 0, work, 0, n * n);
        double largest = 0;
        foundSign = 1;
        for (found = 0; found < n; found++) {
            int at = largest(found);
            double size = Math.abs(work[at]);
            if (found == 0) largest = size;
            if (!(size > n * ZERO * largest)) {
                foundSign = 0;
                return;
            }
            swap(found, at / n, at % n);
            int pivot = found * n + found;
            if (work[pivot] < 0) foundSign = -foundSign;
            for (int i = found + 1; i < n; i++) {
                double factor = work[i * n + found] / work[pivot];
                for (int j = found + 1; j < n; j++) work[i * n + j] -= factor * work[found * n + j];
            }
        }
    }

    private int largest(int from) {
        int at = from * n + from;
        for (int i = from; i < n; i++)
            for (int j = from; j < n; j++) if (Math.abs(work[i * n + j]) > Math.abs(work[at])) at = i * n + j;
        return at;
    }

    private void swap(int k, int row, int column) {
        if (row != k) {
            foundSign = -foundSign;
            for (int j = k; j < n; j++) {
                double kept = work[k * n + j];
                work[k * n + j] = work[row * n + j];
                work[row * n + j] = kept;
            }
        }
        if (column == k) return;
        foundSign = -foundSign;
        for (int i = k; i < n; i++) {
            double kept = work[i * n + k];
            work[i * n + k] = work[i * n + column];
            work[i * n + column] = kept;
        }
    }
}
