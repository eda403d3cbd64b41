package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// In training, each element is set to zero with probability \(p\) and divided by \(1 - p\) otherwise; in use,
/// the identity.
///
/// @param probability  \(p\), in [0, 1)
public record Dropout(double probability) implements Layer {

    public Dropout {
        if (!(probability >= 0 && probability < 1))
            throw new IllegalArgumentException("probability must be in [0, 1), not " + probability);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (!pass.isTraining() || probability == 0) return x;
        var kept = Tensors.uniform(pass.next(), x.dtype(), x.shape())
                .to(x.device())
                .greater(probability);
        return x.mul(kept).mul(1 / (1 - probability));
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of();
    }
}
