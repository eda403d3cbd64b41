package org.onsager.tensor.nn;

import java.util.ArrayList;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;

/// A multilayer perceptron: linear layers with one activation between them and none at the end.
///
/// @param layers  alternately linear and activation
public record Mlp(Sequential layers) implements Layer {

    /// A perceptron of given widths that starts as PyTorch's.
    ///
    /// @param activation  between the layers
    /// @param widths  input, hidden ..., output; at least two
    public static Mlp of(Activation activation, RandomStream stream, DType dtype, long... widths) {
        if (widths.length < 2) throw new IllegalArgumentException("widths must be at least two, not " + widths.length);
        var layers = new ArrayList<Layer>();
        for (int i = 0; i + 1 < widths.length; i++) {
            if (i > 0) layers.add(activation);
            layers.add(Linear.of(widths[i], widths[i + 1], stream.at(i + 1), dtype));
        }
        return new Mlp(new Sequential(layers));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return layers.forward(x, pass);
    }

    @Override
    public UnaryOperator<Tensor> prepared() {
        return layers.prepared();
    }

    @Override
    public Map<String, Tensor> parameters() {
        return layers.parameters();
    }

    @Override
    public Map<String, Tensor> buffers() {
        return layers.buffers();
    }
}
