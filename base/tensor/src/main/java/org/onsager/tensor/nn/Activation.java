package org.onsager.tensor.nn;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.onsager.tensor.Tensor;

/// A function of one variable between two layers.
///
/// @param name  in the field's words
/// @param function  acts on every element
public record Activation(String name, UnaryOperator<Tensor> function) implements Layer {
    /// \(\max(x, 0)\).
    public static final Activation RELU = new Activation("relu", Tensor::relu);
    /// \(x \sigma(x)\).
    public static final Activation SILU = new Activation("silu", Tensor::silu);
    /// \(x \Phi(x)\).
    public static final Activation GELU = new Activation("gelu", Tensor::gelu);
    /// \(\tanh x\).
    public static final Activation TANH = new Activation("tanh", Tensor::tanh);
    /// \(1/(1+e^{-x})\).
    public static final Activation SIGMOID = new Activation("sigmoid", Tensor::sigmoid);
    /// \(x\) above 0, \(e^x - 1\) below.
    public static final Activation ELU = new Activation("elu", Tensor::elu);
    /// \(\sin x\).
    public static final Activation SINE = new Activation("sine", Tensor::sin);
    /// \(x\).
    public static final Activation IDENTITY = new Activation("identity", x -> x);

    /// \(\ln(1 + e^{\beta x})/\beta\).
    ///
    /// @param sharpness  \(\beta\), positive
    public static Activation softplus(double sharpness) {
        if (!(sharpness > 0)) throw new IllegalArgumentException("sharpness must be in (0, inf), not " + sharpness);
        return new Activation("softplus(" + sharpness + ")", x -> x.softplus(sharpness));
    }

    /// \(x\) above 0, \(c\,x\) below.
    public static Activation leakyRelu(double slope) {
        return new Activation("leaky-relu(" + slope + ")", x -> x.leakyRelu(slope));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return function.apply(x);
    }

    @Override
    public UnaryOperator<Tensor> prepared() {
        return function;
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of();
    }
}
