package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;

/// Everything that a joint model of images and labels learns.
///
/// @param weights  kernels of the couplings
/// @param direction  unnormalised biases \(\beta\), one a coordinate; layer \(l\)'s bias is
///     \(g_l\,\beta_l/\|\beta_l\|\)
/// @param gain  \(g_l\), one a layer
/// @param temperature  \(\tau\), one a pixel variable: its logits enter the loss times \(\tau^2\)
/// @param labelTemperature  the same for the label
public record ModelParameters(
        double[] weights, double[] direction, double[] gain, double[] temperature, double labelTemperature) {

    /// All parameters behind one another, in the order of the components.
    public double[] flat() {
        var flat = new double[size()];
        int at = put(weights, flat, 0);
        at = put(direction, flat, at);
        at = put(gain, flat, at);
        at = put(temperature, flat, at);
        flat[at] = labelTemperature;
        return flat;
    }

    public int size() {
        return weights.length + direction.length + gain.length + temperature.length + 1;
    }

    /// Parameters of the same shape from [#flat].
    public ModelParameters fromFlat(double[] flat) {
        Require.length("parameters", flat.length, size());
        int a = weights.length, b = a + direction.length, c = b + gain.length, d = c + temperature.length;
        return new ModelParameters(
                Arrays.copyOfRange(flat, 0, a),
                Arrays.copyOfRange(flat, a, b),
                Arrays.copyOfRange(flat, b, c),
                Arrays.copyOfRange(flat, c, d),
                flat[d]);
    }

    private static int put(double[] from, double[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    /// \(b\).
    double[] bias(Architecture architecture) {
        var bias = new double[direction.length];
        for (int layer = 0; layer < gain.length; layer++) {
            int from = architecture.firstCoordinate(layer), to = architecture.firstCoordinate(layer + 1);
            double norm = norm(from, to);
            for (int c = from; c < to; c++) bias[c] = norm > 0 ? gain[layer] * direction[c] / norm : 0;
        }
        return bias;
    }

    private double norm(int from, int to) {
        double squares = 0;
        for (int c = from; c < to; c++) squares += direction[c] * direction[c];
        return Math.sqrt(squares);
    }

    /// The gradient in these parameters from those in \(b\), the weights and the temperatures.
    ModelParameters gradient(
            Architecture architecture,
            double[] byBias,
            double[] byWeights,
            double[] byTemperature,
            double byLabelTemperature) {
        double[] byDirection = new double[direction.length], byGain = new double[gain.length];
        for (int layer = 0; layer < gain.length; layer++) {
            int from = architecture.firstCoordinate(layer), to = architecture.firstCoordinate(layer + 1);
            double norm = norm(from, to);
            if (!(norm > 0)) continue;
            for (int c = from; c < to; c++) byGain[layer] += byBias[c] * direction[c] / norm;
            for (int c = from; c < to; c++)
                byDirection[c] = gain[layer] / norm * (byBias[c] - byGain[layer] * direction[c] / norm);
        }
        return new ModelParameters(byWeights, byDirection, byGain, byTemperature, byLabelTemperature);
    }

    /// Random parameters: biases uniform in (0, 1) of gain 1, \(\tau = \sqrt{10}\).
    static ModelParameters initial(
            Architecture architecture, boolean within, Initialisation start, RandomStream stream) {
        int layers = architecture.layers().size();
        var weights = new double[within ? architecture.weights() : architecture.betweenWeights()];
        stream.split("weights").fillUniform(weights);
        boolean identity = start == Initialisation.IDENTITY;
        int at = 0;
        for (int u = 0; u < layers; u++)
            for (int v = 0; v < (within ? u + 1 : u); v++) {
                double scale = 2 / Math.sqrt(Math.max(1, architecture.fanIn(u, v)));
                if (identity && !within) scale *= 2;
                else if (identity) scale = u == v ? 0.1 * scale : 2 * Math.sqrt(3) * architecture.crossDeviation(u, v);
                int from = at,
                        end =
                                at
                                        + architecture.fanIn(u, v)
                                                * architecture.layers().get(u).channels();
                for (; at < end; at++) weights[at] = scale * (weights[at] - 0.5);
                if (identity && u == v) addIdentity(weights, from, architecture, u);
            }
        var direction = new double[architecture.firstCoordinate(layers)];
        stream.split("bias").fillUniform(direction);
        var gain = new double[layers];
        Arrays.fill(gain, 1);
        var temperature = new double[architecture.layers().getFirst().count()];
        Arrays.fill(temperature, Math.sqrt(10));
        return new ModelParameters(weights, direction, gain, temperature, identity ? 3 : 1);
    }

    private static void addIdentity(double[] weights, int from, Architecture architecture, int layer) {
        int kernel = architecture.kernels()[layer][layer];
        int channels = architecture.layers().get(layer).channels();
        if (kernel == 0) return;
        int centre = (kernel - 1) / 2 * (kernel + 1);
        for (int c = 0; c < channels; c++) weights[from + (c * kernel * kernel + centre) * channels + c] += 0.7;
    }
}
