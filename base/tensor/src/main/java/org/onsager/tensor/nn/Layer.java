package org.onsager.tensor.nn;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.onsager.tensor.Tensor;

/// A module that maps one tensor to another.
public interface Layer extends Module {

    /// The layer's map.
    ///
    /// @param pass  whether this is training, and where its random numbers come from
    Tensor forward(Tensor x, Pass pass);

    /// The layer's map in use, without dropout and with running statistics.
    default Tensor forward(Tensor x) {
        return forward(x, Pass.inference());
    }

    /// The layer's map in use, with whatever depends on the parameters alone computed once: for loops that
    /// evaluate it many times between two changes of the parameters, such as a solver's. Belongs to the open
    /// scope, and is as differentiable as [#forward(Tensor)].
    default UnaryOperator<Tensor> prepared() {
        return this::forward;
    }

    /// A layer without parameters.
    static Layer of(UnaryOperator<Tensor> map) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
                return map.apply(x);
            }

            @Override
            public Map<String, Tensor> parameters() {
                return Map.of();
            }
        };
    }
}
