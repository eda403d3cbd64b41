package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// The monotone parameterisation: from any \(A\) (\(d \times D\), column block \(A_i\) of variable \(i\)) and
/// \(0 < m < 1\), with \(s_i = \min(1, \sqrt{1-m}/\|A_i\|_2)\),
/// \[ \Phi = S\,(\mathrm{blkdiag}(A^\mathsf T A) - A^\mathsf T A)\,S, \qquad \Phi_{ij} = -s_i s_j A_i^\mathsf T
/// A_j, \quad \Phi_{ii} = 0, \] so that \(I - \Phi = I - \mathrm{blkdiag}(s_i^2 A_i^\mathsf T A_i) + S A^\mathsf
/// T A S \succeq mI\): the mean-field problem is strongly convex whatever \(A\) is. Every symmetric \(\Phi\) with
/// zero diagonal blocks and largest eigenvalue at most \(1-m\) is of this form ([Admissible#factor]).
///
/// Cost of a product: \(A\) and \(A^\mathsf T\) once each, and the blocks.
public final class MonotoneCouplings implements ParameterisedCouplings {
    private final Factor factor;
    private final double[] weights;
    private final double m;
    private final Normalisation normalisation;
    private final Borders borders;
    private final int[] starts;
    /// blkdiag(A^T A), unscaled
    private final double[] blocks;
    private final double[] norms;
    private final double[][] tops;
    private final double[] left;
    private final double[] right;

    MonotoneCouplings(Factor factor, double[] weights, double m, Normalisation normalisation, Borders borders) {
        Require.that(m > 0 && m < 1, "m", m, "(0, 1)");
        Require.length("weights", weights.length, factor.pattern().ties);
        Require.finite("A", weights);
        this.factor = factor;
        this.weights = weights.clone();
        this.m = m;
        this.normalisation = normalisation;
        this.borders = borders;
        starts = factor.blockStarts();
        blocks = blocks();
        int count = variables().count();
        norms = new double[count];
        tops = new double[count][];
        left = new double[count];
        right = new double[count];
        for (int i = 0; i < count; i++) scale(i);
    }

    /// Couplings from a dense \(A\) in the symmetric form.
    ///
    /// @param a  \(A\) as `[row][column]`, finite, at least one row of \(D\) columns
    /// @param m  margin in (0, 1)
    public static MonotoneCouplings of(Variables variables, double[][] a, double m) {
        return of(variables, a, m, Normalisation.SYMMETRIC);
    }

    /// Couplings from a dense \(A\).
    public static MonotoneCouplings of(Variables variables, double[][] a, double m, Normalisation normalisation) {
        int dimension = variables.dimension();
        var flat = new double[Math.multiplyExact(a.length, dimension)];
        for (int r = 0; r < a.length; r++) {
            Require.length("row %d of A".formatted(r), a[r].length, dimension);
            System.arraycopy(a[r], 0, flat, r * dimension, dimension);
        }
        return new MonotoneCouplings(Factor.dense(variables, a.length), flat, m, normalisation, Borders.EXACT);
    }

    private double[] blocks() {
        var total = new double[starts[starts.length - 1]];
        for (int group = 0; group < factor.groups(); group++) {
            double[] part = factor.blocks(group, weights, starts);
            for (int i = 0; i < variables().count(); i++) {
                int from = starts[source(group, i)];
                for (int e = starts[i]; e < starts[i + 1]; e++) total[e] += part[from + e - starts[i]];
            }
        }
        return total;
    }

    private int source(int group, int variable) {
        return borders == Borders.EXACT ? variable : factor.interior()[group][variable];
    }

    private void scale(int i) {
        int k = variables().states(i);
        var block = new DMatrixRMaj(k, k, true, Arrays.copyOfRange(blocks, starts[i], starts[i + 1]));
        var eigen = DecompositionFactory_DDRM.eig(k, true, true);
        if (!eigen.decompose(block)) throw new IllegalArgumentException("A has no singular values at variable " + i);
        int top = 0;
        for (int j = 1; j < k; j++) if (eigen.getEigenvalue(j).real > eigen.getEigenvalue(top).real) top = j;
        norms[i] = Math.max(0, eigen.getEigenvalue(top).real);
        tops[i] = eigen.getEigenVector(top).getData().clone();
        double square = norms[i] > 1 - m ? (1 - m) / norms[i] : 1;
        boolean both = normalisation == Normalisation.SYMMETRIC;
        left[i] = both ? Math.sqrt(square) : square;
        right[i] = both ? left[i] : 1;
    }

    @Override
    public Variables variables() {
        return factor.variables();
    }

    /// The margin \(m\).
    public double m() {
        return m;
    }

    public Normalisation normalisation() {
        return normalisation;
    }

    public Borders borders() {
        return borders;
    }

    @Override
    public boolean symmetric() {
        return normalisation == Normalisation.SYMMETRIC;
    }

    /// The largest \(s_i^2 \|A_i\|^2\) over the variables, at most \(1-m\) but for rounding: one minus it is a
    /// proved lower bound of the spectrum of \(I - \Phi\).
    public double largestBlock() {
        double largest = 0;
        for (int i = 0; i < norms.length; i++) largest = Math.max(largest, left[i] * right[i] * norms[i]);
        return largest;
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public MonotoneCouplings withWeights(double[] other) {
        return new MonotoneCouplings(factor, other, m, normalisation, borders);
    }

    @Override
    public Applier applier(int width, Precision precision) {
        var products = factor.pattern().products(weights, width, precision);
        var scaled = new double[variables().dimension() * width];
        var rows = new double[factor.pattern().rows * width];
        return new Applier() {
            @Override
            public void apply(double[] q, double[] out) {
                multiply(products, right, left, q, out, scaled, rows, width);
            }

            @Override
            public void applyTransposed(double[] q, double[] out) {
                multiply(products, left, right, q, out, scaled, rows, width);
            }
        };
    }

    /// `out = diag(after) (B - A^T A) diag(before) q`.
    private void multiply(
            TiedMatrix.Products products,
            double[] before,
            double[] after,
            double[] q,
            double[] out,
            double[] scaled,
            double[] rows,
            int width) {
        scale(before, q, scaled, width);
        products.apply(scaled, rows);
        products.applyTransposed(rows, out);
        var variables = variables();
        for (int i = 0; i < variables.count(); i++) {
            int base = variables.offset(i), k = variables.states(i);
            for (int s = 0; s < k; s++) {
                int to = (base + s) * width;
                for (int l = 0; l < width; l++) out[to + l] = -out[to + l];
                for (int t = 0; t < k; t++) {
                    double b = blocks[starts[i] + s * k + t];
                    int from = (base + t) * width;
                    for (int l = 0; l < width; l++) out[to + l] = Math.fma(b, scaled[from + l], out[to + l]);
                }
                for (int l = 0; l < width; l++) out[to + l] *= after[i];
            }
        }
    }

    private void scale(double[] factors, double[] q, double[] out, int width) {
        var variables = variables();
        for (int i = 0; i < variables.count(); i++) {
            int to = (variables.offset(i) + variables.states(i)) * width;
            for (int e = variables.offset(i) * width; e < to; e++) out[e] = factors[i] * q[e];
        }
    }

    @Override
    public Fields fields(double[] start) {
        var pattern = factor.pattern();
        var x = start.clone();
        var scaled = new double[x.length];
        var rows = new double[pattern.rows];
        scale(right, x, scaled, 1);
        pattern.apply(weights, scaled, rows, 1);
        return new Fields() {
            @Override
            public void get(int i, double[] out) {
                int base = variables().offset(i), k = variables().states(i);
                for (int s = 0; s < k; s++) {
                    double sum = 0;
                    for (int e = pattern.columnStart[base + s]; e < pattern.columnStart[base + s + 1]; e++)
                        sum = Math.fma(weights[pattern.columnTie[e]], rows[pattern.columnRow[e]], sum);
                    double own = 0;
                    for (int t = 0; t < k; t++) own = Math.fma(blocks[starts[i] + s * k + t], x[base + t], own);
                    out[s] = left[i] * (right[i] * own - sum);
                }
            }

            @Override
            public void change(int i, double[] delta) {
                int base = variables().offset(i);
                for (int s = 0; s < variables().states(i); s++) {
                    if (delta[s] == 0) continue;
                    x[base + s] += delta[s];
                    double step = right[i] * delta[s];
                    for (int e = pattern.columnStart[base + s]; e < pattern.columnStart[base + s + 1]; e++) {
                        int r = pattern.columnRow[e];
                        rows[r] = Math.fma(weights[pattern.columnTie[e]], step, rows[r]);
                    }
                }
            }
        };
    }

    @Override
    public Gradient gradient() {
        return new MonotoneGradient(this);
    }

    Factor factor() {
        return factor;
    }

    double[] rawWeights() {
        return weights;
    }

    int[] starts() {
        return starts;
    }

    /// Scales a bundle by the factors of one side, `u^T Phi q = (left u)^T (B - A^T A) (right q)`.
    void scaleBundle(boolean leftSide, double[] q, double[] out, int width) {
        scale(leftSide ? left : right, q, out, width);
    }

    /// \(B x\) minus \(A^\mathsf T A x\) of a bundle that is scaled already; `rows` is left holding \(A x\).
    void unscaled(double[] x, double[] out, double[] rows, int width) {
        var ones = new double[left.length];
        Arrays.fill(ones, 1);
        var products = factor.pattern().products(weights, width, Precision.DOUBLE);
        multiply(products, ones, ones, x, out, new double[x.length], rows, width);
    }

    /// From \(\partial L/\partial(\text{left}_i)\) and \(\partial L/\partial(\text{right}_i)\) to the gradient
    /// with respect to the block \(B_i\), through its largest eigenvalue; added to `g`.
    void addScaleGradient(int i, double byLeft, double byRight, double[] g) {
        if (norms[i] <= 1 - m) return;
        double byNorm = symmetric() ? -(byLeft + byRight) * left[i] / (2 * norms[i]) : -byLeft * left[i] / norms[i];
        int k = variables().states(i);
        for (int s = 0; s < k; s++)
            for (int t = 0; t < k; t++) g[starts[i] + s * k + t] += byNorm * tops[i][s] * tops[i][t];
    }

    /// Where block `i` of [#blocks] takes its rows of a group from.
    int blockSource(int group, int i) {
        return source(group, i);
    }
}
