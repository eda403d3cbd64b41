package org.onsager.tensor.optim;

import java.util.Arrays;
import java.util.Map;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;

/// Lists of state tensors under names with numbers.
final class States {
    private States() {}

    static void put(Map<String, Tensor> into, String name, TensorList list) {
        for (int i = 0; i < list.size(); i++) into.put(name + "." + i, list.get(i));
    }

    static void take(Map<String, Tensor> from, String name, TensorList list) {
        for (int i = 0; i < list.size(); i++) {
            String key = name + "." + i;
            var found = from.get(key);
            if (found == null) throw new IllegalArgumentException("the optimiser state %s is missing".formatted(key));
            var into = list.get(i);
            if (!Arrays.equals(found.shape(), into.shape()))
                throw new IllegalArgumentException(
                        "the optimiser state %s is %s, not %s".formatted(key, into.describe(), found.describe()));
            into.assign(found);
        }
    }
}
