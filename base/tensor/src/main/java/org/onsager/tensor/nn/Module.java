package org.onsager.tensor.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.onsager.tensor.Device;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;

/// Something with parameters. Names are those of PyTorch's modules (`0.weight`, `lstm.weight_ih_l0`), so that
/// safetensors files can be exchanged.
public interface Module {

    /// The tensors that training changes, by name, in a fixed order.
    Map<String, Tensor> parameters();

    /// Tensors that belong to the module but are not trained, by name; none unless a layer says so.
    default Map<String, Tensor> buffers() {
        return Map.of();
    }

    /// Parameters and buffers together: what a checkpoint must hold.
    default Map<String, Tensor> state() {
        var state = new LinkedHashMap<>(parameters());
        state.putAll(buffers());
        return state;
    }

    /// The parameters in one list, in their order.
    default TensorList parameterList() {
        return TensorList.of(parameters().values());
    }

    /// Number of trainable numbers.
    default long parameterCount() {
        return parameters().values().stream().mapToLong(Tensor::count).sum();
    }

    /// Moves the state to a device, in place: the parameters stay the same tensors, whoever holds them. Before an
    /// optimiser is set over them, whose own state stays where the parameters were.
    default void moveTo(Device device) {
        state().values().forEach(tensor -> tensor.moveTo(device));
    }

    /// Overwrites the state with tensors of the same names and shapes.
    ///
    /// @throws IllegalArgumentException naming the tensor that is missing, superfluous or of another shape
    default void load(Map<String, Tensor> tensors) {
        var state = state();
        for (var name : tensors.keySet())
            if (!state.containsKey(name))
                throw new IllegalArgumentException("there is no parameter %s among %s".formatted(name, state.keySet()));
        state.forEach((name, into) -> {
            var from = tensors.get(name);
            if (from == null) throw new IllegalArgumentException("the parameter %s is missing".formatted(name));
            if (!java.util.Arrays.equals(from.shape(), into.shape()))
                throw new IllegalArgumentException(
                        "%s is %s, not %s".formatted(name, into.describe(), from.describe()));
        });
        state.forEach((name, into) -> into.assign(java.util.Objects.requireNonNull(tensors.get(name))));
    }
}
