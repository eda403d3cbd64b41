package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.vector.Elementary;

/// The restricted Boltzmann machine of binary units, \(p(v, h) \propto \exp(v^\mathsf T W h + b^\mathsf T v +
/// c^\mathsf T h)\), trained by contrastive divergence: the other classical model of images, a feature extractor
/// in front of a classifier, and a completer of hidden pixels by Gibbs sampling.
///
/// A batch goes side by side in vector lanes. Cost of a training step: \(2 + 2k\) products with \(W\) an image
/// for \(k\) sweeps, one fewer for persistent chains.
///
/// Source: G. E. Hinton, *Training products of experts by minimizing contrastive divergence*, Neural Computation
/// 14 (2002) 1771; T. Tieleman, ICML 2008, for persistent chains.
public final class BinaryRbm {
    private final int visible;
    private final int hidden;
    /// hidden x visible
    private final double[] weights;
    /// visible x hidden
    private final double[] transposed;
    private final double[] visibleBias;
    private final double[] hiddenBias;

    private BinaryRbm(int visible, int hidden, double[] weights) {
        this.visible = visible;
        this.hidden = hidden;
        this.weights = weights;
        transposed = new double[weights.length];
        visibleBias = new double[visible];
        hiddenBias = new double[hidden];
        transpose();
    }

    /// A machine of given weights.
    ///
    /// @param weights  \(W\) as `[hidden][visible]`, finite
    /// @param visibleBias  \(b\)
    /// @param hiddenBias  \(c\)
    public static BinaryRbm of(double[][] weights, double[] visibleBias, double[] hiddenBias) {
        Require.length("weights", weights.length, hiddenBias.length);
        Require.that(weights.length >= 1, "hidden units", weights.length, "[1, inf)");
        int visible = visibleBias.length;
        var flat = new double[Math.multiplyExact(weights.length, visible)];
        for (int k = 0; k < weights.length; k++) {
            Require.length("weights of hidden unit " + k, weights[k].length, visible);
            System.arraycopy(weights[k], 0, flat, k * visible, visible);
        }
        Require.finite("weights", flat);
        Require.finite("visibleBias", visibleBias);
        Require.finite("hiddenBias", hiddenBias);
        var model = new BinaryRbm(visible, weights.length, flat);
        System.arraycopy(visibleBias, 0, model.visibleBias, 0, visible);
        System.arraycopy(hiddenBias, 0, model.hiddenBias, 0, weights.length);
        return model;
    }

    /// Settings of the training.
    ///
    /// @param hidden  units, at least 1
    /// @param sweeps  Gibbs sweeps of the negative phase, CD-k
    /// @param persistent  whether chains go on from batch to batch instead of starting at the data
    /// @param epochs  passes over the data
    /// @param batch  images a step
    /// @param rate  of the gradient ascent
    public record Training(int hidden, int sweeps, boolean persistent, int epochs, int batch, double rate) {
        public Training {
            Require.that(hidden >= 1, "hidden", hidden, "[1, inf)");
            Require.that(sweeps >= 1, "sweeps", sweeps, "[1, inf)");
            Require.that(epochs >= 1, "epochs", epochs, "[1, inf)");
            Require.that(batch >= 1, "batch", batch, "[1, inf)");
            Require.that(rate > 0, "rate", rate, "(0, inf)");
        }
    }

    /// Trains on images with values in [0, 1], taken as probabilities of the visible units.
    ///
    /// @param images  at least one, all of one length
    public static BinaryRbm train(Training training, double[][] images, RandomStream stream) {
        Require.that(images.length >= 1, "number of images", images.length, "[1, inf)");
        int visible = images[0].length;
        for (int n = 0; n < images.length; n++) {
            Require.length("image " + n, images[n].length, visible);
            for (double value : images[n])
                Require.that(value >= 0 && value <= 1, "values of image " + n, value, "[0, 1]");
        }
        var weights = new double[training.hidden() * visible];
        stream.split("weights").fillNormal(weights);
        for (int p = 0; p < weights.length; p++) weights[p] *= 0.01;
        var model = new BinaryRbm(visible, training.hidden(), weights);
        var ascent = new RbmTraining(training, visible, stream.split("chains").generator());
        for (int epoch = 0; epoch < training.epochs(); epoch++) {
            int[] order = stream.split("order").at(epoch).generator().permutation(images.length);
            for (int from = 0; from < order.length; from += training.batch()) {
                int count = Math.min(training.batch(), order.length - from);
                ascent.step(model, images, order, from, count);
            }
        }
        return model;
    }

    /// \(W\) as `[hidden][visible]`, a copy.
    public double[][] weights() {
        var rows = new double[hidden][];
        for (int k = 0; k < hidden; k++) rows[k] = Arrays.copyOfRange(weights, k * visible, (k + 1) * visible);
        return rows;
    }

    /// \(b\), a copy.
    public double[] visibleBias() {
        return visibleBias.clone();
    }

    /// \(c\), a copy.
    public double[] hiddenBias() {
        return hiddenBias.clone();
    }

    /// Adds to the parameters.
    ///
    /// @param change  of the weights, hidden x visible
    void add(double factor, double[] change, double[] ofVisible, double[] ofHidden) {
        for (int p = 0; p < weights.length; p++) weights[p] = Math.fma(factor, change[p], weights[p]);
        for (int i = 0; i < visible; i++) visibleBias[i] += factor * ofVisible[i];
        for (int k = 0; k < hidden; k++) hiddenBias[k] += factor * ofHidden[k];
        transpose();
    }

    private void transpose() {
        for (int k = 0; k < hidden; k++)
            for (int i = 0; i < visible; i++) transposed[i * hidden + k] = weights[k * visible + i];
    }

    /// Means of the hidden units of `width` images side by side, unit \(k\) of image \(l\) at `k * width + l`.
    void hiddenMeans(double[] v, double[] h, int width) {
        Lanes.dense(weights, visible, v, h, width);
        sigmoids(h, hiddenBias, width);
    }

    /// Means of the visible units given hidden ones.
    void visibleMeans(double[] h, double[] v, int width) {
        Lanes.dense(transposed, hidden, h, v, width);
        sigmoids(v, visibleBias, width);
    }

    private static void sigmoids(double[] x, double[] bias, int width) {
        for (int i = 0; i < bias.length; i++) for (int e = i * width; e < (i + 1) * width; e++) x[e] = -x[e] - bias[i];
        Elementary.exp(x, x);
        for (int e = 0; e < x.length; e++) x[e] = 1 / (1 + x[e]);
    }

    /// Replaces means by draws.
    static void draw(double[] means, double[] uniforms, RandomSource random) {
        random.fillUniform(uniforms);
        for (int e = 0; e < means.length; e++) means[e] = uniforms[e] < means[e] ? 1 : 0;
    }

    /// Means of the hidden units given the visible ones: features for a classifier.
    public double[] features(double[] v) {
        Require.length("v", v.length, visible);
        var h = new double[hidden];
        hiddenMeans(v, h, 1);
        return h;
    }

    /// The free energy \(-b^\mathsf T v - \sum_k \ln(1 + e^{c_k + W_k v})\): \(p(v) \propto e^{-F(v)}\).
    public double freeEnergy(double[] v) {
        Require.length("v", v.length, visible);
        double total = 0;
        for (int i = 0; i < visible; i++) total -= visibleBias[i] * v[i];
        for (double field : fields(v)) total -= softplus(field);
        return total;
    }

    private double[] fields(double[] v) {
        var field = new double[hidden];
        Lanes.dense(weights, visible, v, field, 1);
        for (int k = 0; k < hidden; k++) field[k] += hiddenBias[k];
        return field;
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /// The pseudo-log-likelihood \(\sum_i \ln p(v_i \mid v_{-i})\) of a binary image, exactly; \(O(\text{visible}
    /// \times \text{hidden})\).
    ///
    /// @param v  zeros and ones
    public double pseudoLikelihood(double[] v) {
        Require.length("v", v.length, visible);
        for (double value : v) Require.that(value == 0 || value == 1, "values of v", value, "{0, 1}");
        double[] field = fields(v);
        double own = 0, total = 0;
        for (double f : field) own += softplus(f);
        for (int i = 0; i < visible; i++) {
            double sign = 1 - 2 * v[i], flipped = sign * visibleBias[i];
            for (int k = 0; k < hidden; k++) flipped += softplus(field[k] + sign * weights[k * visible + i]);
            // ln p(v_i | rest) = -softplus(F(v) - F(v with i flipped))
            total -= softplus(flipped - own);
        }
        return total;
    }

    /// Expected values of hidden pixels by Gibbs sampling with the observed ones clamped.
    ///
    /// @param sweeps  of which the second half is averaged; at least 2
    public double[] complete(double[] image, boolean[] observed, int sweeps, RandomStream stream) {
        return complete(new double[][] {image}, new boolean[][] {observed}, sweeps, stream)[0];
    }

    /// The same of many images, over all threads; the same bits on any number of them.
    public double[][] complete(double[][] images, boolean[][] observed, int sweeps, RandomStream stream) {
        Require.length("observed", observed.length, images.length);
        Require.that(sweeps >= 2, "sweeps", sweeps, "[2, inf)");
        for (int n = 0; n < images.length; n++) {
            Require.length("image", images[n].length, visible);
            Require.length("mask", observed[n].length, visible);
        }
        var means = new double[images.length][visible];
        Parallel.map(Math.ceilDiv(images.length, Lanes.BUNDLE), b -> {
            int from = b * Lanes.BUNDLE, to = Math.min(images.length, from + Lanes.BUNDLE);
            complete(images, observed, from, to, sweeps, stream.at(b).generator(), means);
            return b;
        });
        return means;
    }

    private void complete(
            double[][] images,
            boolean[][] observed,
            int from,
            int to,
            int sweeps,
            RandomSource random,
            double[][] means) {
        int width = Lanes.BUNDLE, burn = sweeps / 2;
        double[] v = new double[visible * width], h = new double[hidden * width], mean = v.clone();
        double[] known = new double[v.length], uniforms = v.clone(), others = h.clone();
        Arrays.fill(known, Double.NaN);
        for (int l = 0; l < width; l++) {
            int n = Math.min(to - 1, from + l);
            for (int i = 0; i < visible; i++) {
                if (observed[n][i]) known[i * width + l] = images[n][i];
                v[i * width + l] = observed[n][i] ? images[n][i] : 1 / (1 + Elementary.exp(-visibleBias[i]));
            }
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
            hiddenMeans(v, h, width);
            draw(h, others, random);
            visibleMeans(h, v, width);
            for (int e = 0; e < v.length; e++) if (!Double.isNaN(known[e])) v[e] = known[e];
            if (sweep >= burn) for (int e = 0; e < v.length; e++) mean[e] += v[e] / (sweeps - burn);
            draw(v, uniforms, random);
            for (int e = 0; e < v.length; e++) if (!Double.isNaN(known[e])) v[e] = known[e];
        }
        for (int n = from; n < to; n++) for (int i = 0; i < visible; i++) means[n][i] = mean[i * width + n - from];
    }
}
