package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Ledger;

/// LU factorisation of a sparse real or complex matrix of fixed pattern, for systems that are solved again and
/// again with other values.
///
/// The first factorisation eliminates column by column in a fill-reducing order ([MinimumDegree]): each column's
/// pattern is found by a search through the columns of \(L\) that reach it, and the pivot is the diagonal entry
/// where that is at least a thousandth of the largest. Later ones reuse pattern and pivots without any search,
/// unless a pivot has become smaller than that, and then start afresh. Nothing is allocated by them.
///
/// Sources: J. R. Gilbert and T. Peierls, SIAM J. Sci. Stat. Comput. 9 (1988); T. A. Davis and E. Palamadai
/// Natarajan, *KLU*, ACM TOMS 37 (2010). Stands here because EJML's sparse LU has no fill-reducing order, no
/// complex numbers, and repeats the search at every factorisation.
final class SparseLu {
    private static final double DIAGONAL = 1e-3;

    private final int n;
    /// The matrix by columns.
    private final int[] start;
    private final int[] row;
    private final int[] sequence;
    /// Positions of rows in the order of pivots.
    private final int[] place;
    private final int[] inverse;
    private final int[] lowerStart;
    private final int[] upperStart;
    private int[] lowerRow;
    private int[] upperRow;
    private double[] lower;
    private double[] lowerImaginary;
    private double[] upper;
    private double[] upperImaginary;
    private final double[] pivot;
    private final double[] pivotImaginary;
    private final double[] x;
    private final double[] xi;
    private final boolean complex;
    private boolean analysed;

    /// @param rows  the rows of each column's entries
    SparseLu(int[][] rows, int[] sequence, boolean complex) {
        n = rows.length;
        this.sequence = sequence;
        this.complex = complex;
        start = new int[n + 1];
        for (int j = 0; j < n; j++) start[j + 1] = start[j] + rows[j].length;
        row = new int[start[n]];
        for (int j = 0; j < n; j++) System.arraycopy(rows[j], 0, row, start[j], rows[j].length);
        place = new int[n];
        inverse = new int[n];
        lowerStart = new int[n + 1];
        upperStart = new int[n + 1];
        int room = 4 * start[n] + n;
        lowerRow = new int[room];
        upperRow = new int[room];
        lower = new double[room];
        upper = new double[room];
        lowerImaginary = new double[complex ? room : 0];
        upperImaginary = new double[complex ? room : 0];
        pivot = new double[n];
        pivotImaginary = new double[complex ? n : 0];
        x = new double[n];
        xi = new double[n];
    }

    /// Entries of \(L\) and \(U\), with the diagonal.
    int fill() {
        return lowerStart[n] + upperStart[n] + n;
    }

    /// Factors the matrix with these values, in the order of the columns' entries.
    ///
    /// @param imaginary  the imaginary parts; empty for a real matrix
    /// @return the column at which it is singular, or -1
    int factor(double[] real, double[] imaginary) {
        if (analysed && (complex ? refactorComplex(real, imaginary) : refactor(real))) return -1;
        int singular = analyse(real, imaginary);
        analysed = singular < 0;
        return singular;
    }

    private boolean refactor(double[] a) {
        for (int k = 0; k < n; k++) {
            int c = sequence[k];
            for (int m = start[c]; m < start[c + 1]; m++) x[place[row[m]]] = a[m];
            for (int m = upperStart[k]; m < upperStart[k + 1]; m++) {
                int j = upperRow[m];
                double u = x[j];
                x[j] = 0;
                upper[m] = u;
                if (u == 0) continue;
                for (int l = lowerStart[j]; l < lowerStart[j + 1]; l++)
                    x[lowerRow[l]] = Math.fma(-u, lower[l], x[lowerRow[l]]);
            }
            double p = x[k], largest = Math.abs(p);
            x[k] = 0;
            double inverse = 1 / p;
            for (int l = lowerStart[k]; l < lowerStart[k + 1]; l++) {
                double value = x[lowerRow[l]];
                x[lowerRow[l]] = 0;
                largest = Math.max(largest, Math.abs(value));
                lower[l] = value * inverse;
            }
            if (!(Math.abs(p) >= DIAGONAL * largest) || p == 0 || Double.isInfinite(largest)) return false;
            pivot[k] = p;
        }
        return true;
    }

    private boolean refactorComplex(double[] a, double[] b) {
        for (int k = 0; k < n; k++) {
            int c = sequence[k];
            for (int m = start[c]; m < start[c + 1]; m++) {
                x[place[row[m]]] = a[m];
                xi[place[row[m]]] = b[m];
            }
            for (int m = upperStart[k]; m < upperStart[k + 1]; m++) {
                int j = upperRow[m];
                double u = x[j], v = xi[j];
                x[j] = 0;
                xi[j] = 0;
                upper[m] = u;
                upperImaginary[m] = v;
                for (int l = lowerStart[j]; l < lowerStart[j + 1]; l++) {
                    int i = lowerRow[l];
                    double re = lower[l], im = lowerImaginary[l];
                    x[i] -= u * re - v * im;
                    xi[i] -= u * im + v * re;
                }
            }
            double p = x[k], q = xi[k], largest = Math.abs(p) + Math.abs(q);
            if (!scale(k, p, q, largest)) return false;
        }
        return true;
    }

    /// Divides column `k` of \(L\), which stands in the work arrays, by its pivot.
    private boolean scale(int k, double p, double q, double size) {
        double norm = p * p + q * q, re = p / norm, im = -q / norm, largest = size;
        x[k] = 0;
        xi[k] = 0;
        for (int l = lowerStart[k]; l < lowerStart[k + 1]; l++) {
            int i = lowerRow[l];
            double u = x[i], v = xi[i];
            x[i] = 0;
            xi[i] = 0;
            largest = Math.max(largest, Math.abs(u) + Math.abs(v));
            lower[l] = u * re - v * im;
            lowerImaginary[l] = u * im + v * re;
        }
        pivot[k] = p;
        pivotImaginary[k] = q;
        return size >= DIAGONAL * largest && size > 0 && !Double.isInfinite(largest);
    }

    /// The factorisation that finds patterns and pivots.
    private int analyse(double[] a, double[] b) {
        Arrays.fill(x, 0);
        Arrays.fill(xi, 0);
        Arrays.fill(place, -1);
        var search = new Search(n);
        for (int k = 0; k < n; k++) {
            int c = sequence[k];
            int top = search.reach(k, start[c], start[c + 1]);
            for (int m = start[c]; m < start[c + 1]; m++) {
                x[row[m]] = a[m];
                if (complex) xi[row[m]] = b[m];
            }
            reserve(n - top, k);
            int up = upperStart[k], low = lowerStart[k];
            double largest = 0;
            int chosen = -1;
            for (int m = top; m < n; m++) {
                int r = search.found[m], j = place[r];
                if (j < 0) {
                    double size = Math.abs(x[r]) + Math.abs(xi[r]);
                    if (size > largest) {
                        largest = size;
                        chosen = r;
                    }
                    lowerRow[low++] = r;
                    continue;
                }
                upperRow[up++] = j;
                for (int l = lowerStart[j]; l < lowerStart[j + 1]; l++) {
                    double re = lower[l], im = complex ? lowerImaginary[l] : 0;
                    x[lowerRow[l]] -= x[r] * re - xi[r] * im;
                    xi[lowerRow[l]] -= x[r] * im + xi[r] * re;
                }
            }
            if (chosen < 0 || Double.isInfinite(largest)) return c;
            if (place[c] < 0 && Math.abs(x[c]) + Math.abs(xi[c]) >= DIAGONAL * largest) chosen = c;
            store(k, chosen, up, low);
        }
        for (int l = 0; l < lowerStart[n]; l++) lowerRow[l] = place[lowerRow[l]];
        return -1;
    }

    /// Keeps column `k`, whose pattern ends at `up` and `low`, with the upper part in ascending order.
    private void store(int k, int chosen, int up, int low) {
        var rowAt = new int[up - upperStart[k]];
        Arrays.sort(upperRow, upperStart[k], up);
        for (int m = 0; m < rowAt.length; m++) rowAt[m] = inverse[upperRow[upperStart[k] + m]];
        for (int m = 0; m < rowAt.length; m++) {
            int r = rowAt[m];
            upper[upperStart[k] + m] = x[r];
            if (complex) upperImaginary[upperStart[k] + m] = xi[r];
            x[r] = 0;
            xi[r] = 0;
        }
        double p = x[chosen], q = xi[chosen], norm = p * p + q * q;
        x[chosen] = 0;
        xi[chosen] = 0;
        pivot[k] = p;
        if (complex) pivotImaginary[k] = q;
        int kept = lowerStart[k];
        for (int l = lowerStart[k]; l < low; l++) {
            int r = lowerRow[l];
            if (r == chosen) continue;
            lower[kept] = (x[r] * p + xi[r] * q) / norm;
            if (complex) lowerImaginary[kept] = (xi[r] * p - x[r] * q) / norm;
            lowerRow[kept++] = r;
            x[r] = 0;
            xi[r] = 0;
        }
        place[chosen] = k;
        inverse[k] = chosen;
        lowerStart[k + 1] = kept;
        upperStart[k + 1] = up;
    }

    /// Room for a further column of this many entries.
    private void reserve(int entries, int k) {
        int low = lowerStart[k] + entries, up = upperStart[k] + entries;
        if (low > lowerRow.length) {
            lowerRow = Arrays.copyOf(lowerRow, 2 * low);
            lower = Arrays.copyOf(lower, 2 * low);
            if (complex) lowerImaginary = Arrays.copyOf(lowerImaginary, 2 * low);
        }
        if (up > upperRow.length) {
            upperRow = Arrays.copyOf(upperRow, 2 * up);
            upper = Arrays.copyOf(upper, 2 * up);
            if (complex) upperImaginary = Arrays.copyOf(upperImaginary, 2 * up);
        }
    }

    /// Solves with the real factors, in place.
    void solve(double[] b) {
        for (int r = 0; r < n; r++) x[place[r]] = b[r];
        for (int k = 0; k < n; k++) {
            double value = x[k];
            if (value == 0) continue;
            for (int l = lowerStart[k]; l < lowerStart[k + 1]; l++)
                x[lowerRow[l]] = Math.fma(-lower[l], value, x[lowerRow[l]]);
        }
        for (int k = n - 1; k >= 0; k--) {
            double value = x[k] / pivot[k];
            x[k] = 0;
            b[sequence[k]] = value;
            for (int m = upperStart[k]; m < upperStart[k + 1]; m++)
                x[upperRow[m]] = Math.fma(-upper[m], value, x[upperRow[m]]);
        }
    }

    /// Solves with the complex factors, in place.
    void solve(double[] b, double[] c) {
        for (int r = 0; r < n; r++) {
            x[place[r]] = b[r];
            xi[place[r]] = c[r];
        }
        for (int k = 0; k < n; k++) {
            double u = x[k], v = xi[k];
            for (int l = lowerStart[k]; l < lowerStart[k + 1]; l++) {
                int i = lowerRow[l];
                x[i] -= lower[l] * u - lowerImaginary[l] * v;
                xi[i] -= lower[l] * v + lowerImaginary[l] * u;
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            double p = pivot[k], q = pivotImaginary[k], norm = p * p + q * q;
            double u = (x[k] * p + xi[k] * q) / norm, v = (xi[k] * p - x[k] * q) / norm;
            x[k] = 0;
            xi[k] = 0;
            b[sequence[k]] = u;
            c[sequence[k]] = v;
            for (int m = upperStart[k]; m < upperStart[k + 1]; m++) {
                int i = upperRow[m];
                x[i] -= upper[m] * u - upperImaginary[m] * v;
                xi[i] -= upper[m] * v + upperImaginary[m] * u;
            }
        }
    }

    void keep(Ledger ledger) {
        analysed = ledger.flag(analysed);
        ledger.indices(place);
        ledger.indices(inverse);
        ledger.indices(lowerStart);
        ledger.indices(upperStart);
        lowerRow = ledger.resized(lowerRow);
        upperRow = ledger.resized(upperRow);
        lower = ledger.resized(lower);
        upper = ledger.resized(upper);
        lowerImaginary = ledger.resized(lowerImaginary);
        upperImaginary = ledger.resized(upperImaginary);
        ledger.array(pivot);
        ledger.array(pivotImaginary);
    }

    /// The rows that a sparse column reaches through the columns of \(L\), in an order in which each comes
    /// before those it changes.
    private final class Search {
        final int[] found;
        private final int[] mark;
        private final int[] stack;
        private final int[] at;
        private int top;

        Search(int n) {
            found = new int[n];
            mark = new int[n];
            stack = new int[n];
            at = new int[n];
        }

        /// @return where the rows begin in [#found], which they fill to the end
        int reach(int k, int from, int to) {
            top = n;
            for (int m = from; m < to; m++) if (mark[row[m]] != k + 1) visit(row[m], k + 1);
            return top;
        }

        private void visit(int from, int stamp) {
            int depth = 0;
            push(0, from, stamp);
            while (depth >= 0) {
                int r = stack[depth], j = place[r];
                int end = j < 0 ? 0 : lowerStart[j + 1], l = j < 0 ? 0 : at[depth];
                while (l < end && mark[lowerRow[l]] == stamp) l++;
                if (l < end) {
                    at[depth] = l + 1;
                    push(++depth, lowerRow[l], stamp);
                } else {
                    depth--;
                    found[--top] = r;
                }
            }
        }

        private void push(int depth, int r, int stamp) {
            stack[depth] = r;
            mark[r] = stamp;
            at[depth] = place[r] < 0 ? 0 : lowerStart[place[r]];
        }
    }
}
