package org.onsager.tensor.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.onsager.tensor.Tensor;

/// Layers one after the other; their parameters are named `0.weight`, `0.bias`, `2.weight` and so on by position.
///
/// @param layers  at least one
public record Sequential(List<Layer> layers) implements Layer {

    public Sequential {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) throw new IllegalArgumentException("layers must be at least one");
    }

    /// These layers.
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        var y = x;
        for (var layer : layers) y = layer.forward(y, pass);
        return y;
    }

    @Override
    public UnaryOperator<Tensor> prepared() {
        var maps = layers.stream().map(Layer::prepared).toList();
        return x -> {
            var y = x;
            for (var map : maps) y = map.apply(y);
            return y;
        };
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.parameters(byPosition());
    }

    @Override
    public Map<String, Tensor> buffers() {
        return Named.buffers(byPosition());
    }

    private Map<String, Layer> byPosition() {
        var map = new LinkedHashMap<String, Layer>();
        for (int i = 0; i < layers.size(); i++) map.put(Integer.toString(i), layers.get(i));
        return map;
    }
}
