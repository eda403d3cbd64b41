package org.onsager.tensor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Dropout;
import org.onsager.tensor.nn.Layer;
import org.onsager.tensor.nn.Linear;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.nn.Pass;
import org.onsager.tensor.nn.Sequential;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.optim.Lbfgs;
import org.onsager.tensor.optim.Schedule;
import org.onsager.tensor.optim.Sgd;

class TrainerTest {
    private static final RandomStream STREAM = RandomStream.of(8).split("trainer");

    @TempDir
    Path folder;

    private static Layer net() {
        return Sequential.of(
                Linear.of(2, 16, STREAM.split("in"), DType.FLOAT32),
                Activation.TANH,
                new Dropout(0.1),
                Linear.of(16, 1, STREAM.split("out"), DType.FLOAT32));
    }

    private static LongFunction<Tensor> loss(Layer net) {
        return step -> {
            var x = Tensors.normal(STREAM.split("batch").at(step), DType.FLOAT32, 32, 2);
            var y = x.select(1, 0).mul(x.select(1, 1)).unsqueeze(1);
            var pass = Pass.training(STREAM.split("dropout").at(step));
            return Functional.meanSquaredError(net.forward(x, pass), y);
        };
    }

    private static float[] parameters(Layer net) {
        try (var _ = TensorScope.open()) {
            return Tensors.cat(
                            0,
                            net.parameters().values().stream()
                                    .map(p -> p.reshape(-1))
                                    .toArray(Tensor[]::new))
                    .toFloats();
        }
    }

    private static Trainer trainer(long steps) {
        return Trainer.of(Adam.of(1e-2), steps)
                .withSchedule(Schedule.cosine(60, 0.1).warmup(5))
                .withClip(1)
                .withAverage(0.9);
    }

    @Test
    void a_killed_training_resumed_from_its_checkpoint_ends_with_the_same_bits() {
        var undisturbed = net();
        var whole = trainer(60).train(undisturbed, loss(undisturbed));
        var where = new Checkpoints(folder.resolve("run.safetensors"), 10);
        var killed = net();
        var dying = trainer(60).withCheckpoints(where).withProgress((step, value, norm) -> {
            if (step == 37) throw new IllegalStateException("killed");
        });
        assertThatThrownBy(() -> dying.train(killed, loss(killed))).hasMessage("killed");
        var resumed = net();
        var second = trainer(60).withCheckpoints(where).train(resumed, loss(resumed));
        assertThat(parameters(resumed)).containsExactly(parameters(undisturbed));
        assertThat(second.losses()).containsExactly(whole.losses());
        assertThat(second.steps()).isEqualTo(60);
        var finished = net();
        assertThat(trainer(60)
                        .withCheckpoints(where)
                        .train(finished, loss(finished))
                        .losses())
                .containsExactly(whole.losses());
        assertThat(parameters(finished)).containsExactly(parameters(undisturbed));
    }

    @Test
    void training_lowers_the_loss_and_reports_every_step() {
        var net = Mlp.of(Activation.SILU, STREAM, DType.FLOAT32, 2, 32, 32, 1);
        var seen = new ArrayList<Long>();
        var training = Trainer.of(Adam.of(1e-2), 400)
                .withProgress((step, value, norm) -> seen.add(step))
                .train(net, loss(net));
        assertThat(training).isInstanceOf(Training.Finished.class);
        assertThat(seen).hasSize(400).startsWith(0L, 1L).endsWith(399L);
        assertThat(mean(training.losses(), 350, 400)).isLessThan(0.05 * mean(training.losses(), 0, 5));
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += values[i];
        return sum / (to - from);
    }

    @Test
    void a_loss_that_is_not_a_number_stops_training_with_the_last_good_parameters() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 8, 1);
        var good = new ArrayList<float[]>();
        var inner = loss(net);
        var training = Trainer.of(Adam.of(1e-2), 100).train(net, step -> {
            good.add(parameters(net));
            return step == 23 ? inner.apply(step).mul(Double.NaN) : inner.apply(step);
        });
        assertThat(training).isInstanceOfSatisfying(Training.Diverged.class, diverged -> {
            assertThat(diverged.steps()).isEqualTo(23);
            assertThat(diverged.losses()).hasSize(24);
            assertThat(diverged.losses()[23]).isNaN();
            assertThat(diverged.losses()[22]).isFinite();
        });
        assertThat(parameters(net)).containsExactly(good.get(22));
        assertThatThrownBy(training::orThrow)
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("step 23");
    }

    @Test
    void a_learning_rate_that_explodes_is_a_diverged_training_with_finite_parameters() {
        var net = Mlp.of(Activation.RELU, STREAM, DType.FLOAT32, 2, 8, 1);
        var training = Trainer.of(Sgd.of(1e6), 200).train(net, loss(net));
        assertThat(training).isInstanceOf(Training.Diverged.class);
        for (float each : parameters(net)) assertThat(each).isFinite();
    }

    @Test
    void early_stopping_returns_to_the_best_parameters() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 8, 1);
        var validations = new double[] {5, 4, 3, 3.5, 3.2, 3.1, 1};
        var calls = new int[1];
        var seen = new ArrayList<float[]>();
        var training = Trainer.of(Adam.of(1e-2), 100)
                .withEarlyStopping(new EarlyStopping(
                        () -> {
                            seen.add(parameters(net));
                            return validations[calls[0]++];
                        },
                        4,
                        3,
                        0))
                .train(net, loss(net));
        assertThat(training).isInstanceOfSatisfying(Training.StoppedEarly.class, stopped -> {
            assertThat(stopped.steps()).isEqualTo(24);
            assertThat(stopped.bestStep()).isEqualTo(12);
            assertThat(stopped.bestValidation()).isEqualTo(3);
        });
        assertThat(parameters(net)).containsExactly(seen.get(2));
    }

    @Test
    void lbfgs_trains_too() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 1, 10, 1);
        LongFunction<Tensor> loss = step -> {
            var x = Tensors.linspace(-2, 2, 40, DType.FLOAT64).unsqueeze(1);
            return Functional.meanSquaredError(net.forward(x), x.sin());
        };
        var training = Trainer.of(Lbfgs.standard(), 250).train(net, loss);
        assertThat(training.losses()[249]).isLessThan(1e-6);
    }

    @Test
    void a_checkpoint_of_another_model_is_refused() throws Exception {
        var where = new Checkpoints(folder.resolve("other.safetensors"), 1);
        var small = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 4, 1);
        Trainer.of(Adam.of(1e-2), 2).withCheckpoints(where).train(small, loss(small));
        var large = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 8, 1);
        assertThatThrownBy(() ->
                        Trainer.of(Adam.of(1e-2), 4).withCheckpoints(where).train(large, loss(large)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0.weight is float32[8, 2], not float32[4, 2]");
        Files.writeString(where.file(), "not a checkpoint");
        assertThatThrownBy(() ->
                        Trainer.of(Adam.of(1e-2), 4).withCheckpoints(where).train(small, loss(small)))
                .hasMessageContaining("is not a safetensors file");
    }
}
