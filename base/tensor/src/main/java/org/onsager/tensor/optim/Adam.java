package org.onsager.tensor.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.tensor.Blocks;
import org.onsager.tensor.DType;
import org.onsager.tensor.Device;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// Adam: \(m \leftarrow \beta_1 m + (1-\beta_1) g\), \(v \leftarrow \beta_2 v + (1-\beta_2) g^2\), \(\theta
/// \leftarrow \theta - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)\) with \(\hat m = m/(1-\beta_1^k)\), \(\hat v =
/// v/(1-\beta_2^k)\); weight decay is added to \(g\), or (AdamW) shrinks \(\theta\) by \(1 - \eta\lambda\) before
/// the step. One fused pass over the parameters, on all cores where they are many.
///
/// Sources: D. P. Kingma and J. Ba, 2015; I. Loshchilov and F. Hutter, *Decoupled weight decay regularization*,
/// 2019.
///
/// @param learningRate  \(\eta\), positive
/// @param beta1  in [0, 1)
/// @param beta2  in [0, 1)
/// @param epsilon  positive
/// @param weightDecay  \(\lambda\), not negative
/// @param decoupled  whether this is AdamW
public record Adam(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled)
        implements Optimizer {

    public Adam {
        require(learningRate > 0, "learningRate", learningRate, "(0, inf)");
        require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "[0, 1)");
        require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "[0, 1)");
        require(epsilon > 0, "epsilon", epsilon, "(0, inf)");
        require(weightDecay >= 0, "weightDecay", weightDecay, "[0, inf)");
    }

    /// Adam with the customary \(\beta = (0.9, 0.999)\), \(\epsilon = 10^{-8}\).
    public static Adam of(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0, false);
    }

    /// AdamW with the customary \(\beta = (0.9, 0.999)\), \(\epsilon = 10^{-8}\).
    public static Adam decoupled(double learningRate, double weightDecay) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, weightDecay, true);
    }

    @Override
    public Stepper over(TensorList parameters) {
        return new AdamStepper(this, parameters);
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }

    /// Consecutive parameters that one thread updates.
    private record Part(
            int from, int to, TensorList parameters, TensorList first, TensorList second, TensorList steps) {}

    private record AdamStepper(
            Adam settings,
            TensorList parameters,
            TensorList first,
            TensorList second,
            TensorList steps,
            List<Part> parts)
            implements FirstOrder {
        /// Numbers a part: its four arrays fill a core's cache.
        private static final long GRAIN = 1 << 17;

        private AdamStepper(Adam settings, TensorList parameters) {
            this(settings, parameters, zeros(parameters), zeros(parameters), counters(parameters));
        }

        private AdamStepper(
                Adam settings, TensorList parameters, TensorList first, TensorList second, TensorList steps) {
            this(
                    settings,
                    parameters,
                    first,
                    second,
                    steps,
                    TensorScope.unscopedAll(() -> parts(parameters, first, second, steps)));
        }

        @Override
        public void step(TensorList gradients, double rate) {
            Multi.addInPlace(steps, 1);
            if (parts.size() == 1) {
                step(parts.getFirst(), gradients, rate);
                return;
            }
            Blocks.range(parts.size(), 1, (from, to) -> {
                for (var part : parts.subList(from, to)) step(part, gradients.part(part.from, part.to), rate);
            });
        }

        private void step(Part part, TensorList gradients, double rate) {
            Multi.adamInPlace(
                    part.parameters,
                    gradients,
                    part.first,
                    part.second,
                    part.steps,
                    settings.learningRate * rate,
                    settings.beta1,
                    settings.beta2,
                    settings.epsilon,
                    settings.weightDecay,
                    settings.decoupled);
        }

        private static List<Part> parts(TensorList parameters, TensorList first, TensorList second, TensorList steps) {
            var parts = new ArrayList<Part>();
            int from = 0;
            long count = 0;
            boolean onCpu = parameters.size() == 0 || parameters.get(0).device().equals(Device.CPU);
            for (int i = 0; i < parameters.size(); i++) {
                count += parameters.get(i).count();
                if ((count < GRAIN || !onCpu) && i + 1 < parameters.size()) continue;
                parts.add(new Part(
                        from,
                        i + 1,
                        parameters.part(from, i + 1),
                        first.part(from, i + 1),
                        second.part(from, i + 1),
                        steps.part(from, i + 1)));
                from = i + 1;
                count = 0;
            }
            return List.copyOf(parts);
        }

        @Override
        public Map<String, Tensor> state() {
            var state = new LinkedHashMap<String, Tensor>();
            States.put(state, "first", first);
            States.put(state, "second", second);
            States.put(state, "steps", steps);
            return state;
        }

        @Override
        public void restore(Map<String, Tensor> state) {
            States.take(state, "first", first);
            States.take(state, "second", second);
            States.take(state, "steps", steps);
        }

        private static TensorList zeros(TensorList parameters) {
            return TensorScope.unscopedList(() -> Multi.zerosLike(parameters));
        }

        /// The fused step wants them beside the parameters.
        private static TensorList counters(TensorList parameters) {
            return TensorScope.unscopedList(() -> {
                var counters = new Tensor[parameters.size()];
                for (int i = 0; i < counters.length; i++)
                    counters[i] = Tensors.scalar(0, DType.FLOAT32)
                            .to(parameters.get(i).device());
                return TensorList.of(counters);
            });
        }
    }
}
