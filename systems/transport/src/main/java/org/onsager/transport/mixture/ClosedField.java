package org.onsager.transport.mixture;

import java.util.List;
import org.onsager.transport.JointField;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;

/// One field of a [MixtureTruth].
record ClosedField(MixtureTruth truth, Quantity quantity) implements JointField {

    @Override
    public int dimension() {
        return truth.dimension();
    }

    @Override
    public void at(double t, double[] x, int count, double[] out) {
        var moment = truth.moment(t);
        moment.blocks(x, count, (scratch, at, n) -> {
            var result = new double[dimension() * Moment.BLOCK];
            evaluate(moment, scratch, result);
            scratch.store(result, out, at, n);
        });
    }

    @Override
    public boolean joins(VectorField other) {
        return other instanceof ClosedField closed && closed.truth == truth;
    }

    /// The responsibilities, most of the work, serve all of them.
    @Override
    public void combination(double t, double[] x, int count, List<VectorField> fields, double[] c, double[] out) {
        var moment = truth.moment(t);
        moment.blocks(x, count, (scratch, at, n) -> {
            var sum = new double[dimension() * Moment.BLOCK];
            var one = new double[sum.length];
            for (int k = 0; k < fields.size(); k++) {
                ((ClosedField) fields.get(k)).evaluate(moment, scratch, one);
                add(c[k], one, sum);
            }
            scratch.store(sum, out, at, n);
        });
    }

    private void evaluate(Moment m, Scratch scratch, double[] into) {
        boolean oneSided = truth.interpolant().shape() == Interpolant.Shape.ONE_SIDED;
        switch (quantity) {
            case SCORE -> scratch.score(into);
            case DENOISER -> {
                if (oneSided) scratch.startPart(1, m.alpha, into);
                else {
                    scratch.score(into);
                    for (int n = 0; n < into.length; n++) into[n] *= -m.gamma;
                }
            }
            case START -> {
                if (truth.interpolant().shape() == Interpolant.Shape.MIRROR) scratch.endPart(1, m.beta, into);
                else scratch.startPart(1, m.alpha, into);
            }
            case END -> scratch.endPart(1, m.beta, into);
            case PARTIAL_VELOCITY, VELOCITY -> {
                var part = new double[into.length];
                scratch.startPart(m.alphaRate, m.alphaProduct, into);
                scratch.endPart(m.betaRate, m.betaProduct, part);
                add(1, part, into);
                if (quantity == Quantity.VELOCITY && m.gammaProduct != 0) {
                    scratch.score(part);
                    add(-m.gammaProduct, part, into);
                }
            }
        }
    }

    @Override
    public void divergence(double t, double[] x, int count, double[] out, double[] divergence) {
        switch (quantity) {
            case SCORE, VELOCITY -> closed(t, x, count, out, divergence);
            default -> JointField.super.divergence(t, x, count, out, divergence);
        }
    }

    /// \(\nabla\cdot b = \sum r (\mathrm{tr} K + u \cdot g) - b \cdot s\); the score is the case \(m' = 0\),
    /// \(\frac12 C' = -I\).
    private void closed(double t, double[] x, int count, double[] out, double[] divergence) {
        var m = truth.moment(t);
        int d = dimension(), pairs = m.means.length;
        boolean velocity = quantity == Quantity.VELOCITY;
        var halves = new double[pairs][];
        var rates = new double[pairs][];
        var traces = new double[pairs];
        for (int k = 0; k < pairs; k++) {
            int i = k / m.ends, j = k % m.ends;
            halves[k] = velocity ? m.halfRate(i, j) : new double[0];
            rates[k] = velocity ? m.meanRate(i, j) : new double[d];
            for (int a = 0; a < d; a++) {
                if (!velocity) traces[k] -= m.precisions[k][a * d + a];
                else for (int c = 0; c < d; c++) traces[k] += halves[k][a * d + c] * m.precisions[k][c * d + a];
            }
        }
        int block = Moment.BLOCK;
        m.blocks(x, count, (scratch, at, n) -> {
            var field = new double[d * block];
            var score = new double[d * block];
            var image = new double[d * block];
            evaluate(m, scratch, field);
            scratch.score(score);
            var sum = new double[block];
            for (int k = 0; k < pairs; k++) {
                double[] g = scratch.g[k];
                java.util.Arrays.fill(image, 0);
                if (velocity) Scratch.multiply(halves[k], g, image, d);
                for (int r = 0; r < d; r++)
                    for (int p = 0; p < block; p++) {
                        int q = r * block + p;
                        double u = velocity ? rates[k][r] - image[q] : g[q];
                        sum[p] = Math.fma(scratch.responsibility[k * block + p] * u, g[q], sum[p]);
                    }
                for (int p = 0; p < block; p++) sum[p] += scratch.responsibility[k * block + p] * traces[k];
            }
            for (int r = 0; r < d; r++)
                for (int p = 0; p < block; p++) sum[p] -= field[r * block + p] * score[r * block + p];
            scratch.store(field, out, at, n);
            System.arraycopy(sum, 0, divergence, at, n);
        });
    }

    private static void add(double factor, double[] part, double[] into) {
        for (int n = 0; n < into.length; n++) into[n] += factor * part[n];
    }
}
