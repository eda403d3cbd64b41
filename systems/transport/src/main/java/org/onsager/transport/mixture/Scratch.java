package org.onsager.transport.mixture;

import java.util.Arrays;
import org.onsager.numerics.vector.Elementary;

/// One block of points under a [Moment]: responsibilities \(r_{ij}\) and \(g_{ij} = -C_{ij}^{-1}(x - m_{ij})\),
/// laid out coordinate by coordinate, `[coordinate * BLOCK + point]`.
final class Scratch {
    private static final int B = Moment.BLOCK;

    private final Moment moment;
    private final int d;
    private final int pairs;
    private final double[] points;
    private final double[] centred;
    /// \(r_{ij}\), `[pair * BLOCK + point]`.
    final double[] responsibility;
    /// \(g_{ij}\), one array a pair.
    final double[][] g;
    final double[] logDensity = new double[B];

    private final double[] most = new double[B];
    private final double[] total = new double[B];
    private final double[] product;

    Scratch(Moment moment) {
        this.moment = moment;
        this.d = moment.dimension;
        this.pairs = moment.logWeight.length;
        this.points = new double[d * B];
        this.centred = new double[d * B];
        this.product = new double[d * B];
        this.responsibility = new double[pairs * B];
        this.g = new double[pairs][d * B];
    }

    /// Takes `n` points from row `at` on and computes everything above.
    void load(double[] x, int at, int n) {
        for (int r = 0; r < d; r++) {
            for (int p = 0; p < n; p++) points[r * B + p] = x[(at + p) * d + r];
            for (int p = n; p < B; p++) points[r * B + p] = x[at * d + r];
        }
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int k = 0; k < pairs; k++) exponent(k);
        for (int k = 0; k < pairs; k++) for (int p = 0; p < B; p++) responsibility[k * B + p] -= most[p];
        Elementary.exp(responsibility, responsibility);
        Arrays.fill(total, 0);
        for (int k = 0; k < pairs; k++) for (int p = 0; p < B; p++) total[p] += responsibility[k * B + p];
        for (int p = 0; p < B; p++) {
            logDensity[p] = most[p] + Math.log(total[p]);
            total[p] = 1 / total[p];
        }
        for (int k = 0; k < pairs; k++) for (int p = 0; p < B; p++) responsibility[k * B + p] *= total[p];
    }

    private void exponent(int k) {
        double[] mean = moment.means[k];
        for (int r = 0; r < d; r++) for (int p = 0; p < B; p++) centred[r * B + p] = mean[r] - points[r * B + p];
        double[] own = g[k];
        Arrays.fill(own, 0);
        multiply(moment.precisions[k], centred, own, d);
        int at = k * B;
        Arrays.fill(responsibility, at, at + B, 0);
        for (int r = 0; r < d; r++)
            for (int p = 0; p < B; p++)
                responsibility[at + p] = Math.fma(own[r * B + p], centred[r * B + p], responsibility[at + p]);
        for (int p = 0; p < B; p++) {
            responsibility[at + p] = moment.logWeight[k] - 0.5 * responsibility[at + p];
            most[p] = Math.max(most[p], responsibility[at + p]);
        }
    }

    /// `into += matrix * vectors` for a block of vectors: four columns at a time, so that each element of `into`
    /// is loaded and stored once in four multiplications.
    static void multiply(double[] matrix, double[] vectors, double[] into, int d) {
        for (int r = 0; r < d; r++) {
            int row = r * d, out = r * B;
            int c = 0;
            for (; c + 4 <= d; c += 4) {
                double a0 = matrix[row + c], a1 = matrix[row + c + 1];
                double a2 = matrix[row + c + 2], a3 = matrix[row + c + 3];
                int v = c * B;
                for (int p = 0; p < B; p++) {
                    double sum = Math.fma(a0, vectors[v + p], into[out + p]);
                    sum = Math.fma(a1, vectors[v + B + p], sum);
                    sum = Math.fma(a2, vectors[v + 2 * B + p], sum);
                    into[out + p] = Math.fma(a3, vectors[v + 3 * B + p], sum);
                }
            }
            for (; c < d; c++) {
                double a = matrix[row + c];
                int v = c * B;
                for (int p = 0; p < B; p++) into[out + p] = Math.fma(a, vectors[v + p], into[out + p]);
            }
        }
    }

    /// \(s = \sum r g\), written into `into`.
    void score(double[] into) {
        Arrays.fill(into, 0);
        for (int k = 0; k < pairs; k++) addWeighted(k, into);
    }

    /// \(\sum_{ij} r_{ij}\,m_{0i}\) minus `factor` times \(\sum_{ij} r_{ij} C_{0i} g_{ij}\), times `scale` on the
    /// means; that is \(\eta_0\) for `factor` = \(\alpha\), `scale` = 1.
    void startPart(double scale, double factor, double[] into) {
        side(true, scale, factor, into);
    }

    /// The same of the end.
    void endPart(double scale, double factor, double[] into) {
        side(false, scale, factor, into);
    }

    private void side(boolean first, double scale, double factor, double[] into) {
        var law = first ? moment.start : moment.end;
        int own = first ? moment.starts : moment.ends;
        int other = first ? moment.ends : moment.starts;
        Arrays.fill(into, 0);
        for (int i = 0; i < own; i++) {
            Arrays.fill(product, 0);
            Arrays.fill(total, 0);
            for (int j = 0; j < other; j++) {
                int k = first ? i * moment.ends + j : j * moment.ends + i;
                addWeighted(k, product);
                for (int p = 0; p < B; p++) total[p] += responsibility[k * B + p];
            }
            for (int n = 0; n < product.length; n++) product[n] *= -factor;
            multiply(law.covarianceOf(i), product, into, d);
            for (int r = 0; r < d; r++) {
                double mean = Moment.times(scale, law.meanOf(i)[r]);
                if (mean != 0) for (int p = 0; p < B; p++) into[r * B + p] += mean * total[p];
            }
        }
    }

    private void addWeighted(int k, double[] into) {
        double[] own = g[k];
        int at = k * B;
        for (int r = 0; r < d; r++)
            for (int p = 0; p < B; p++)
                into[r * B + p] = Math.fma(responsibility[at + p], own[r * B + p], into[r * B + p]);
    }

    /// Writes a block back in rows.
    void store(double[] block, double[] out, int at, int n) {
        for (int r = 0; r < d; r++) for (int p = 0; p < n; p++) out[(at + p) * d + r] = block[r * B + p];
    }
}
