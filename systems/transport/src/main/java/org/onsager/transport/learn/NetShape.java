package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;

/// A perceptron \((t, x) \mapsto R^d\) that learns a field: time enters as itself, and as sines and cosines of
/// \(2\pi k t\), \(k = 1, \ldots, F\), if asked.
///
/// @param layers  hidden layers, at least 0: a linear field with 0
/// @param width  neurons a hidden layer
/// @param activation  between layers
/// @param frequencies  \(F\), 0 for plain time
public record NetShape(int layers, int width, Activation activation, int frequencies) {

    public NetShape {
        require(layers >= 0, "layers", layers, "[0, inf)");
        require(width >= 1, "width", width, "[1, inf)");
        require(frequencies >= 0, "frequencies", frequencies, "[0, inf)");
    }

    /// Four layers of 256 rectifiers, as in the paper's notebooks.
    public static NetShape published() {
        return new NetShape(4, 256, Activation.RELU, 0);
    }

    /// Three layers of 128 SiLU.
    public static NetShape standard() {
        return new NetShape(3, 128, Activation.SILU, 0);
    }

    /// Numbers that stand for the time.
    int timeFeatures() {
        return 1 + 2 * frequencies;
    }

    /// Writes them.
    void timeFeatures(double t, double[] into, int at) {
        into[at] = t;
        for (int k = 1; k <= frequencies; k++) {
            into[at + 2 * k - 1] = Math.sin(2 * Math.PI * k * t);
            into[at + 2 * k] = Math.cos(2 * Math.PI * k * t);
        }
    }

    /// A fresh net in single precision.
    Mlp build(int dimension, RandomStream stream) {
        var widths = new long[layers + 2];
        java.util.Arrays.fill(widths, width);
        widths[0] = timeFeatures() + dimension;
        widths[layers + 1] = dimension;
        return Mlp.of(activation, stream, DType.FLOAT32, widths);
    }
}
