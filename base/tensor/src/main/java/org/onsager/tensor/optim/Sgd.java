package org.onsager.tensor.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;

/// Gradient descent with momentum: \(u \leftarrow \mu u + g + \lambda\theta\), \(\theta \leftarrow \theta - \eta
/// u\), or with Nesterov's look-ahead \(\theta \leftarrow \theta - \eta (g + \lambda\theta + \mu u)\).
///
/// @param learningRate  \(\eta\), positive
/// @param momentum  \(\mu\), in [0, 1)
/// @param weightDecay  \(\lambda\), not negative
/// @param nesterov  needs momentum
public record Sgd(double learningRate, double momentum, double weightDecay, boolean nesterov) implements Optimizer {

    public Sgd {
        if (!(learningRate > 0))
            throw new IllegalArgumentException("learningRate must be in (0, inf), not " + learningRate);
        if (!(momentum >= 0 && momentum < 1))
            throw new IllegalArgumentException("momentum must be in [0, 1), not " + momentum);
        if (!(weightDecay >= 0))
            throw new IllegalArgumentException("weightDecay must be in [0, inf), not " + weightDecay);
        if (nesterov && momentum == 0)
            throw new IllegalArgumentException("momentum must be in (0, 1) for nesterov, not 0.0");
    }

    /// Plain gradient descent.
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate, 0, 0, false);
    }

    @Override
    public Stepper over(TensorList parameters) {
        var momenta = TensorScope.unscopedList(() -> Multi.zerosLike(parameters));
        return new SgdStepper(this, parameters, momenta);
    }

    /// Zero velocities make the first step what it should be, so that there is no flag in the state.
    private record SgdStepper(Sgd settings, TensorList parameters, TensorList momenta) implements FirstOrder {

        @Override
        public void step(TensorList gradients, double rate) {
            double eta = settings.learningRate * rate;
            if (settings.momentum == 0 && settings.weightDecay == 0) Multi.addInPlace(parameters, gradients, -eta);
            else
                Multi.sgdInPlace(
                        parameters,
                        gradients,
                        momenta,
                        settings.weightDecay,
                        settings.momentum,
                        eta,
                        0,
                        settings.nesterov,
                        false);
        }

        @Override
        public Map<String, Tensor> state() {
            var state = new LinkedHashMap<String, Tensor>();
            States.put(state, "momenta", momenta);
            return state;
        }

        @Override
        public void restore(Map<String, Tensor> state) {
            States.take(state, "momenta", momenta);
        }
    }
}
