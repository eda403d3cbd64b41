package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomStream;
import org.onsager.numerics.vector.Elementary;

/// The restricted Boltzmann machine of binary units, \(p(v, h) \propto \exp(v^\mathsf T W h + b^\mathsf T v +
/// c^\mathsf T h)\), trained by contrastive divergence: the other classical model of images, a feature extractor
/// in front of a classifier, and a completer of hidden pixels by Gibbs sampling.
///
/// Source: G. E. Hinton, *Training products of experts by minimizing contrastive divergence*, Neural Computation
/// 14 (2002) 1771.
public final class BinaryRbm {
    private final int visible;
    private final int hidden;
    /// hidden x visible
    private final double[] weights;
    private final double[] visibleBias;
    private final double[] hiddenBias;

    private BinaryRbm(int visible, int hidden, double[] weights, double[] visibleBias, double[] hiddenBias) {
        this.visible = visible;
        this.hidden = hidden;
        this.weights = weights;
        this.visibleBias = visibleBias;
        this.hiddenBias = hiddenBias;
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
    public static BinaryRbm train(Training training, double[][] images, RandomStream stream) {
        int visible = images[0].length, hidden = training.hidden();
        var weights = new double[hidden * visible];
        stream.split("weights").fillNormal(weights);
        for (int p = 0; p < weights.length; p++) weights[p] *= 0.01;
        var model = new BinaryRbm(visible, hidden, weights, new double[visible], new double[hidden]);
        var random = stream.split("chains").generator();
        double[][] chains = new double[training.batch()][];
        for (int n = 0; n < chains.length; n++) chains[n] = new double[visible];
        for (int epoch = 0; epoch < training.epochs(); epoch++) {
            int[] order = stream.split("order").at(epoch).generator().permutation(images.length);
            for (int from = 0; from + 1 <= order.length; from += training.batch()) {
                int count = Math.min(training.batch(), order.length - from);
                var batch = new double[count][];
                for (int n = 0; n < count; n++) batch[n] = images[order[from + n]];
                model.step(training, batch, chains, random);
            }
        }
        return model;
    }

    private void step(
            Training training, double[][] batch, double[][] chains, org.onsager.numerics.RandomSource random) {
        var byWeights = new double[weights.length];
        double[] byVisible = new double[visible], byHidden = new double[hidden];
        for (int n = 0; n < batch.length; n++) {
            double[] p = features(batch[n]);
            add(batch[n], p, 1, byWeights, byVisible, byHidden);
            double[] v = training.persistent() ? chains[n] : batch[n];
            double[] h = training.persistent() ? features(v) : p;
            for (int sweep = 0; sweep < training.sweeps(); sweep++) {
                v = drawn(visibleMeans(drawn(h, random)), random);
                h = features(v);
            }
            chains[n] = v;
            add(v, h, -1, byWeights, byVisible, byHidden);
        }
        double scale = training.rate() / batch.length;
        for (int p = 0; p < weights.length; p++) weights[p] += scale * byWeights[p];
        for (int i = 0; i < visible; i++) visibleBias[i] += scale * byVisible[i];
        for (int k = 0; k < hidden; k++) hiddenBias[k] += scale * byHidden[k];
    }

    private void add(double[] v, double[] h, double sign, double[] byWeights, double[] byVisible, double[] byHidden) {
        for (int k = 0; k < hidden; k++) {
            double factor = sign * h[k];
            byHidden[k] += factor;
            for (int i = 0; i < visible; i++)
                byWeights[k * visible + i] = Math.fma(factor, v[i], byWeights[k * visible + i]);
        }
        for (int i = 0; i < visible; i++) byVisible[i] += sign * v[i];
    }

    private static double[] drawn(double[] means, org.onsager.numerics.RandomSource random) {
        for (int i = 0; i < means.length; i++) means[i] = random.nextDouble() < means[i] ? 1 : 0;
        return means;
    }

    /// Means of the hidden units given the visible ones: features for a classifier.
    public double[] features(double[] v) {
        var h = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            double sum = hiddenBias[k];
            for (int i = 0; i < visible; i++) sum = Math.fma(weights[k * visible + i], v[i], sum);
            h[k] = sigmoid(sum);
        }
        return h;
    }

    private double[] visibleMeans(double[] h) {
        double[] v = visibleBias.clone();
        for (int k = 0; k < hidden; k++)
            if (h[k] != 0) for (int i = 0; i < visible; i++) v[i] = Math.fma(weights[k * visible + i], h[k], v[i]);
        for (int i = 0; i < visible; i++) v[i] = sigmoid(v[i]);
        return v;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Elementary.exp(-x));
    }

    /// Expected values of hidden pixels by Gibbs sampling with the observed ones clamped.
    ///
    /// @param sweeps  of which the second half is averaged; at least 2
    public double[] complete(double[] image, boolean[] observed, int sweeps, RandomStream stream) {
        Require.length("image", image.length, visible);
        Require.length("mask", observed.length, visible);
        Require.that(sweeps >= 2, "sweeps", sweeps, "[2, inf)");
        var random = stream.generator();
        double[] v = new double[visible], mean = new double[visible];
        for (int i = 0; i < visible; i++) v[i] = observed[i] ? image[i] : sigmoid(visibleBias[i]);
        for (int sweep = 0; sweep < sweeps; sweep++) {
            double[] p = visibleMeans(drawn(features(v), random));
            for (int i = 0; i < visible; i++) if (observed[i]) p[i] = image[i];
            if (sweep >= sweeps / 2) for (int i = 0; i < visible; i++) mean[i] += p[i] / (sweeps - sweeps / 2);
            v = p.clone();
            for (int i = 0; i < visible; i++) if (!observed[i]) v[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        return mean;
    }
}
