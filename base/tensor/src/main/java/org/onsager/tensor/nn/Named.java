package org.onsager.tensor.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.onsager.tensor.Tensor;

/// Tensors by name, in the order of insertion: for the `parameters()` of one's own modules.
public final class Named {
    private Named() {}

    /// One tensor.
    public static Map<String, Tensor> of(String name, Tensor tensor) {
        return Map.of(name, tensor);
    }

    /// Two tensors.
    public static Map<String, Tensor> of(String first, Tensor x, String second, Tensor y) {
        var map = new LinkedHashMap<String, Tensor>();
        map.put(first, x);
        map.put(second, y);
        return Collections.unmodifiableMap(map);
    }

    /// The parameters of modules, each name prefixed with its module's and a dot.
    public static Map<String, Tensor> parameters(Map<String, ? extends Module> modules) {
        return nested(modules, Module::parameters);
    }

    /// The buffers of modules, each name prefixed with its module's and a dot.
    public static Map<String, Tensor> buffers(Map<String, ? extends Module> modules) {
        return nested(modules, Module::buffers);
    }

    private static Map<String, Tensor> nested(
            Map<String, ? extends Module> modules, Function<Module, Map<String, Tensor>> part) {
        var map = new LinkedHashMap<String, Tensor>();
        modules.forEach(
                (prefix, module) -> part.apply(module).forEach((name, tensor) -> map.put(prefix + "." + name, tensor)));
        return Collections.unmodifiableMap(map);
    }
}
