package org.onsager.tensor.train;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Safetensors;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Backpropagation;
import org.onsager.tensor.nn.Module;
import org.onsager.tensor.optim.Ema;
import org.onsager.tensor.optim.Stepper;

/// One training under way: the state that a checkpoint holds, and the loop.
final class TrainingRun {
    private final Trainer trainer;
    private final Module model;
    private final TensorList parameters;
    private final TensorList everything;
    private final TensorList lastGood;
    private final TensorList best;
    private final Stepper stepper;
    private final @Nullable Ema average;
    private double[] losses = new double[256];
    private long step;
    private long bestStep;
    private double bestValidation = Double.POSITIVE_INFINITY;
    private int evaluationsSinceBest;

    TrainingRun(Trainer trainer, Module model) {
        this.trainer = trainer;
        this.model = model;
        this.parameters = TensorScope.unscopedList(model::parameterList);
        this.everything =
                TensorScope.unscopedList(() -> TensorList.of(model.state().values()));
        this.lastGood = TensorScope.unscopedList(() -> Multi.copy(everything));
        this.best = TensorScope.unscopedList(() -> Multi.copy(everything));
        this.stepper = trainer.optimizer().over(parameters);
        this.average = trainer.averageDecay().isPresent()
                ? new Ema(trainer.averageDecay().getAsDouble(), parameters)
                : null;
    }

    /// Where the losses and gradients come from.
    interface Objective {
        /// The loss of a step.
        Tensor loss(long step);

        /// A step of the optimiser by the gradients of that loss.
        ///
        /// @return the norm of the gradient before clipping
        double update(Stepper stepper, long step, Tensor loss, double rate, double clip);
    }

    /// A recorded loss, differentiated by its graph.
    record Graph(LongFunction<Tensor> function) implements Objective {
        @Override
        public Tensor loss(long step) {
            return function.apply(step);
        }

        @Override
        public double update(Stepper stepper, long step, Tensor loss, double rate, double clip) {
            return stepper.step(loss, () -> function.apply(step), rate, clip);
        }
    }

    /// A loss that comes with its gradients.
    static final class Given implements Objective {
        private final LongFunction<Backpropagation.Evaluation> function;
        private Backpropagation.@Nullable Evaluation last;

        Given(LongFunction<Backpropagation.Evaluation> function) {
            this.function = function;
        }

        @Override
        public Tensor loss(long step) {
            last = function.apply(step);
            return last.loss();
        }

        @Override
        public double update(Stepper stepper, long step, Tensor loss, double rate, double clip) {
            return stepper.step(Objects.requireNonNull(last).gradients(), rate, clip);
        }
    }

    Training run(Objective objective) {
        resume();
        while (step < trainer.steps()) {
            double value;
            double norm;
            try (var _ = TensorScope.open()) {
                long now = step;
                var scalar = objective.loss(now);
                value = scalar.item();
                record(value);
                if (!Double.isFinite(value)) return diverged(value, Double.NaN);
                Multi.copyInPlace(lastGood, everything);
                norm = objective.update(stepper, now, scalar, trainer.schedule().factor(now), trainer.clip());
                if (!Double.isFinite(norm)) return diverged(value, norm);
                if (average != null) average.update();
            }
            trainer.progress().step(step, value, norm);
            step++;
            if (shouldStop()) {
                Multi.copyInPlace(everything, best);
                return new Training.StoppedEarly(step, history(), bestStep, bestValidation);
            }
            saveIfDue();
        }
        if (average != null) Multi.copyInPlace(parameters, average.average());
        return new Training.Finished(step, history());
    }

    private Training diverged(double value, double norm) {
        Multi.copyInPlace(everything, lastGood);
        return new Training.Diverged(step, Arrays.copyOf(losses, (int) step + 1), value, norm);
    }

    private boolean shouldStop() {
        var stopping = trainer.earlyStopping().orElse(null);
        if (stopping == null || step % stopping.every() != 0) return false;
        double validation;
        try (var _ = TensorScope.open()) {
            validation = stopping.validation().getAsDouble();
        }
        if (validation < bestValidation - stopping.improvement()) {
            bestValidation = validation;
            bestStep = step;
            evaluationsSinceBest = 0;
            Multi.copyInPlace(best, everything);
            return false;
        }
        return ++evaluationsSinceBest >= stopping.patience();
    }

    private void saveIfDue() {
        var where = trainer.checkpoints().orElse(null);
        if (where == null || (step % where.every() != 0 && step != trainer.steps())) return;
        try (var _ = TensorScope.open()) {
            var tensors = new LinkedHashMap<String, Tensor>();
            model.state().forEach((name, tensor) -> tensors.put("model." + name, tensor));
            stepper.state().forEach((name, tensor) -> tensors.put("optimizer." + name, tensor));
            if (average != null) average.state().forEach((name, tensor) -> tensors.put("ema." + name, tensor));
            for (int i = 0; i < best.size(); i++) tensors.put("best." + i, best.get(i));
            tensors.put("losses", Tensors.of(history(), step));
            Safetensors.write(
                    where.file(),
                    tensors,
                    Map.of(
                            "format", "onsager-training-1",
                            "step", Long.toString(step),
                            "bestStep", Long.toString(bestStep),
                            "bestValidation", Double.toString(bestValidation),
                            "evaluationsSinceBest", Integer.toString(evaluationsSinceBest)));
        }
    }

    private void resume() {
        var where = trainer.checkpoints().orElse(null);
        if (where == null || !Files.exists(where.file())) return;
        try (var _ = TensorScope.open()) {
            var contents = Safetensors.read(where.file());
            var metadata = contents.metadata();
            if (!"onsager-training-1".equals(metadata.get("format")))
                throw new IllegalArgumentException("%s is not a training checkpoint".formatted(where.file()));
            model.load(part(contents.tensors(), "model."));
            stepper.restore(part(contents.tensors(), "optimizer."));
            if (average != null) average.restore(part(contents.tensors(), "ema."));
            for (int i = 0; i < best.size(); i++) best.get(i).assign(named(contents.tensors(), "best." + i));
            step = number(metadata, "step");
            bestStep = number(metadata, "bestStep");
            evaluationsSinceBest = (int) number(metadata, "evaluationsSinceBest");
            bestValidation = Double.parseDouble(metadata.getOrDefault("bestValidation", "Infinity"));
            losses = named(contents.tensors(), "losses").toDoubles();
        }
    }

    private static Map<String, Tensor> part(Map<String, Tensor> tensors, String prefix) {
        var part = new LinkedHashMap<String, Tensor>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) part.put(name.substring(prefix.length()), tensor);
        });
        return part;
    }

    private static Tensor named(Map<String, Tensor> tensors, String name) {
        var found = tensors.get(name);
        if (found == null) throw new IllegalArgumentException("the checkpoint lacks " + name);
        return found;
    }

    private static long number(Map<String, String> metadata, String name) {
        return Long.parseLong(metadata.getOrDefault(name, "0"));
    }

    private void record(double value) {
        if (step == losses.length) losses = Arrays.copyOf(losses, (int) Math.max(256, 2 * step));
        losses[(int) step] = value;
    }

    private double[] history() {
        return Arrays.copyOf(losses, (int) step);
    }
}
