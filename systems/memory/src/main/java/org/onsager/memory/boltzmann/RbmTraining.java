package org.onsager.memory.boltzmann;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.vector.VectorSupport;

/// Steps of contrastive divergence: the batch side by side, then the gradient \(\sum_n (p_n v_n^\mathsf T - p'_n
/// v'^\mathsf T_n)\) as one product over the images of both phases.
final class RbmTraining {
    private final BinaryRbm.Training settings;
    private final int visible;
    private final int hidden;
    private final int width;
    private final RandomSource random;
    /// hidden units of the chains
    private final double[] chains;
    private final double[] v;
    private final double[] h;
    private final double[] byVisibleDraws;
    private final double[] byHiddenDraws;
    /// images of both phases, one a row
    private final double[] visibleRows;
    /// their hidden means with the phase's sign
    private final double[] hiddenRows;
    private final double[] byWeights;
    private final double[] byVisible;
    private final double[] byHidden;

    RbmTraining(BinaryRbm.Training settings, int visible, RandomSource random) {
        this.settings = settings;
        this.visible = visible;
        this.random = random;
        hidden = settings.hidden();
        width = Math.ceilDiv(settings.batch(), 8) * 8;
        chains = new double[hidden * width];
        v = new double[visible * width];
        h = new double[chains.length];
        byVisibleDraws = new double[v.length];
        byHiddenDraws = new double[h.length];
        visibleRows = new double[2 * width * visible];
        hiddenRows = new double[2 * width * hidden];
        byWeights = new double[hidden * visible];
        byVisible = new double[visible];
        byHidden = new double[hidden];
    }

    void step(BinaryRbm model, double[][] images, int[] order, int from, int count) {
        for (int n = 0; n < count; n++) {
            double[] image = images[order[from + n]];
            System.arraycopy(image, 0, visibleRows, n * visible, visible);
            for (int i = 0; i < visible; i++) v[i * width + n] = image[i];
        }
        model.hiddenMeans(v, h, width);
        rows(h, hiddenRows, hidden, 0, count, 1);
        if (settings.persistent()) System.arraycopy(chains, 0, h, 0, h.length);
        else BinaryRbm.draw(h, byHiddenDraws, random);
        for (int sweep = 0; sweep < settings.sweeps(); sweep++) {
            if (sweep > 0) BinaryRbm.draw(h, byHiddenDraws, random);
            model.visibleMeans(h, v, width);
            BinaryRbm.draw(v, byVisibleDraws, random);
            model.hiddenMeans(v, h, width);
        }
        rows(v, visibleRows, visible, count, count, 1);
        rows(h, hiddenRows, hidden, count, count, -1);
        if (settings.persistent()) {
            BinaryRbm.draw(h, byHiddenDraws, random);
            System.arraycopy(h, 0, chains, 0, h.length);
        }
        gradient(2 * count);
        for (int n = 0; n < count; n++)
            for (int i = 0; i < visible; i++)
                byVisible[i] += visibleRows[n * visible + i] - visibleRows[(count + n) * visible + i];
        for (int n = 0; n < 2 * count; n++) for (int k = 0; k < hidden; k++) byHidden[k] += hiddenRows[n * hidden + k];
        model.add(settings.rate() / count, byWeights, byVisible, byHidden);
        Arrays.fill(byVisible, 0);
        Arrays.fill(byHidden, 0);
    }

    /// The first `count` lanes as rows from `first` on, times `sign`.
    private void rows(double[] lanes, double[] rows, int units, int first, int count, double sign) {
        for (int n = 0; n < count; n++)
            for (int i = 0; i < units; i++) rows[(first + n) * units + i] = sign * lanes[i * width + n];
    }

    /// \(G_{ki} = \sum_n h_{nk} v_{ni}\), in the order of the images: the same bits with and without the Vector
    /// API.
    private void gradient(int count) {
        int done = VectorSupport.ENABLED ? Vectors.gradient(this, count) : 0;
        for (int k = 0; k < hidden; k++)
            for (int i = done; i < visible; i++) {
                double sum = 0;
                for (int n = 0; n < count; n++)
                    sum = Math.fma(hiddenRows[n * hidden + k], visibleRows[n * visible + i], sum);
                byWeights[k * visible + i] = sum;
            }
    }

    /// The loop by the Vector API, apart from the rest, so that the rest works where it is missing.
    private static final class Vectors {
        private static final VectorSpecies<Double> SPECIES =
                DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

        /// @return the columns that were done
        static int gradient(RbmTraining t, int count) {
            int step = SPECIES.length(), columns = t.visible / step * step, four = t.hidden / 4 * 4;
            double[] h = t.hiddenRows, v = t.visibleRows, g = t.byWeights;
            for (int i = 0; i < columns; i += step) {
                for (int k = 0; k < four; k += 4) {
                    var s0 = DoubleVector.zero(SPECIES);
                    DoubleVector s1 = s0, s2 = s0, s3 = s0;
                    for (int n = 0; n < count; n++) {
                        var x = DoubleVector.fromArray(SPECIES, v, n * t.visible + i);
                        int at = n * t.hidden + k;
                        s0 = DoubleVector.broadcast(SPECIES, h[at]).fma(x, s0);
                        s1 = DoubleVector.broadcast(SPECIES, h[at + 1]).fma(x, s1);
                        s2 = DoubleVector.broadcast(SPECIES, h[at + 2]).fma(x, s2);
                        s3 = DoubleVector.broadcast(SPECIES, h[at + 3]).fma(x, s3);
                    }
                    s0.intoArray(g, k * t.visible + i);
                    s1.intoArray(g, (k + 1) * t.visible + i);
                    s2.intoArray(g, (k + 2) * t.visible + i);
                    s3.intoArray(g, (k + 3) * t.visible + i);
                }
                for (int k = four; k < t.hidden; k++) {
                    var s = DoubleVector.zero(SPECIES);
                    for (int n = 0; n < count; n++)
                        s = DoubleVector.broadcast(SPECIES, h[n * t.hidden + k])
                                .fma(DoubleVector.fromArray(SPECIES, v, n * t.visible + i), s);
                    s.intoArray(g, k * t.visible + i);
                }
            }
            return columns;
        }
    }
}
