package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomStream;

/// Labels from observed pixels by softmax regression, or by a perceptron with one layer of rectifiers: what one
/// would use without a joint model. A hidden pixel enters as zeros in the one-hot code of its bins, so that the
/// classifier sees what is missing. Trained by Adam on cross-entropy with the masks that it will meet.
public final class PixelClassifier {
    private final int inputs;
    private final int hidden;
    private final int labels;
    /// hidden x inputs, hidden, labels x width, labels; width is `hidden`, or `inputs` without a hidden layer
    private final double[] weights;

    private PixelClassifier(int inputs, int hidden, int labels, double[] weights) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.labels = labels;
        this.weights = weights;
    }

    /// Settings of the training.
    ///
    /// @param hidden  rectifiers; 0 for softmax regression
    /// @param epochs  passes over the data
    /// @param batch  inputs a step
    /// @param rate  Adam's step
    public record Training(int hidden, int epochs, int batch, double rate) {
        public Training {
            Require.that(hidden >= 0, "hidden", hidden, "[0, inf)");
            Require.that(epochs >= 1, "epochs", epochs, "[1, inf)");
            Require.that(batch >= 1, "batch", batch, "[1, inf)");
            Require.that(rate > 0, "rate", rate, "(0, inf)");
        }
    }

    /// A source of inputs that may differ from epoch to epoch.
    @FunctionalInterface
    public interface Inputs {
        /// Input `index` as it is seen in `epoch`.
        double[] get(int index, int epoch);
    }

    /// The one-hot code of the observed pixels, zeros elsewhere.
    public static double[] encode(int[] image, boolean[] observed, int bins) {
        var code = new double[image.length * bins];
        for (int i = 0; i < image.length; i++) if (observed[i]) code[i * bins + image[i]] = 1;
        return code;
    }

    /// Trains on any inputs.
    ///
    /// @param truth  one label an input, in `[0, labels)`
    public static PixelClassifier train(Training training, Inputs data, int[] truth, int labels, RandomStream stream) {
        int inputs = data.get(0, 0).length, hidden = training.hidden();
        int width = hidden > 0 ? hidden : inputs;
        var weights = new double[hidden * (inputs + 1) + labels * (width + 1)];
        stream.split("weights").fillNormal(weights);
        for (int p = 0; p < weights.length; p++)
            weights[p] *= p < hidden * (inputs + 1) ? Math.sqrt(2.0 / inputs) : hidden > 0 ? Math.sqrt(1.0 / width) : 0;
        var model = new PixelClassifier(inputs, hidden, labels, weights);
        double[] first = new double[weights.length], second = new double[weights.length];
        int step = 0;
        for (int epoch = 0; epoch < training.epochs(); epoch++) {
            int[] order = stream.split("order").at(epoch).generator().permutation(truth.length);
            for (int from = 0; from < order.length; from += training.batch()) {
                int to = Math.min(order.length, from + training.batch());
                var gradient = new double[weights.length];
                for (int n = from; n < to; n++)
                    model.addGradient(data.get(order[n], epoch), truth[order[n]], 1.0 / (to - from), gradient);
                Adam.update(weights, gradient, first, second, ++step, training.rate());
            }
        }
        return model;
    }

    /// Probabilities of the labels.
    public double[] probabilities(double[] input) {
        double[] logits = logits(layer(input));
        BlockIteration.softmax(logits, labels);
        return logits;
    }

    /// The likeliest label.
    public int classify(double[] input) {
        double[] p = logits(layer(input));
        int best = 0;
        for (int c = 1; c < labels; c++) if (p[c] > p[best]) best = c;
        return best;
    }

    private double[] layer(double[] input) {
        Require.length("input", input.length, inputs);
        if (hidden == 0) return input;
        var h = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            double sum = weights[hidden * inputs + k];
            for (int i = 0; i < inputs; i++) if (input[i] != 0) sum = Math.fma(weights[k * inputs + i], input[i], sum);
            h[k] = Math.max(0, sum);
        }
        return h;
    }

    private double[] logits(double[] h) {
        int base = hidden * (inputs + 1), width = h.length;
        var logits = new double[labels];
        for (int c = 0; c < labels; c++) {
            double sum = weights[base + labels * width + c];
            for (int k = 0; k < width; k++) sum = Math.fma(weights[base + c * width + k], h[k], sum);
            logits[c] = sum;
        }
        return logits;
    }

    private void addGradient(double[] input, int truth, double factor, double[] gradient) {
        double[] h = layer(input), p = logits(h);
        BlockIteration.softmax(p, labels);
        int base = hidden * (inputs + 1), width = h.length;
        var byLayer = new double[width];
        for (int c = 0; c < labels; c++) {
            double delta = factor * (p[c] - (c == truth ? 1 : 0));
            gradient[base + labels * width + c] += delta;
            for (int k = 0; k < width; k++) {
                gradient[base + c * width + k] += delta * h[k];
                byLayer[k] += delta * weights[base + c * width + k];
            }
        }
        for (int k = 0; k < hidden; k++) {
            if (!(h[k] > 0)) continue;
            gradient[hidden * inputs + k] += byLayer[k];
            for (int i = 0; i < inputs; i++) if (input[i] != 0) gradient[k * inputs + i] += byLayer[k] * input[i];
        }
    }
}
