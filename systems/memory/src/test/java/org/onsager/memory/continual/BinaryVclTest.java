package org.onsager.memory.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

class BinaryVclTest {

    /// Blobs of `classes` centres in `size` dimensions.
    static LabelledData blobs(int count, int size, int classes, long seed) {
        var centres = new double[classes * size];
        RandomStream.of(77).fillNormal(centres);
        var noise = new double[count * size];
        RandomStream.of(seed).fillNormal(noise);
        var inputs = new float[count * size];
        var labels = new int[count];
        for (int k = 0; k < count; k++) {
            labels[k] = k % classes;
            for (int i = 0; i < size; i++)
                inputs[k * size + i] = (float) (centres[labels[k] * size + i] + 0.5 * noise[k * size + i]);
        }
        return new LabelledData(size, classes, inputs, labels);
    }

    static List<ContinualTask> permutedBlobs(int tasks) {
        return ContinualTask.permuted(blobs(300, 20, 4, 1), blobs(200, 20, 4, 2), tasks, true, RandomStream.of(9));
    }

    @Test
    void hard_fields_make_the_sign_network() {
        var learner = BinaryVcl.mlp(Annealing.constant(50), 12, 8, 3);
        var state = learner.start(RandomStream.of(7));
        for (float[] layer : state.theta())
            for (int i = 0; i < layer.length; i++) layer[i] += layer[i] < 0 ? -1 : layer[i] > 0 ? 1 : 0;
        var data = blobs(20, 12, 3, 8);
        double[][] gaussian = learner.scores(state, data, Propagation.GAUSSIAN, 1);
        double[][] sign = learner.scores(state, data, Propagation.SIGN, 1);
        for (int k = 0; k < 20; k++) assertThat(gaussian[k]).containsExactly(sign[k], within(1e-6));
    }

    /// One layer, where the Gaussian mean is exact: 2000 sampled networks, four standard errors.
    @Test
    void sampled_weights_average_to_the_gaussian_mean() {
        var learner = BinaryVcl.mlp(Annealing.constant(0.8), 30, 5);
        var state = learner.start(RandomStream.of(9));
        var data = blobs(4, 30, 5, 10);
        double[][] sampled = learner.scores(state, data, Propagation.SAMPLED, 2_000);
        for (int k = 0; k < 4; k++)
            for (int o = 0; o < 5; o++) {
                double mean = 0, spread = 0;
                for (int i = 0; i < 30; i++) {
                    double x = data.inputs()[k * 30 + i] / Math.sqrt(30), theta = state.theta()[0][i * 16 + o];
                    mean += BinaryWeight.mean(0.8, theta) * x;
                    spread += BinaryWeight.variance(0.8, theta) * x * x;
                }
                assertThat(sampled[k][o]).isCloseTo(mean, within(4 * Math.sqrt(spread / 2_000) + 1e-5));
            }
    }

    @Test
    void tasks_are_learned_and_the_brake_is_felt() {
        var tasks = permutedBlobs(6);
        var with = BinaryVcl.mlp(Annealing.constant(3), 20, 32, 4);
        var without = with.with(Brake.NONE, 0);
        var kept = new ContinualRun<>(tasks, 30, 200, with).run(RandomStream.of(1));
        var lost = new ContinualRun<>(tasks, 30, 200, without).run(RandomStream.of(1));
        assertThat(lost.matrix().at(0, 0)).isGreaterThan(0.9);
        assertThat(lost.matrix().forgetting()).isGreaterThan(0.2);
        assertThat(kept.matrix().forgetting()).isLessThan(lost.matrix().forgetting() - 0.02);
        double penalty = 0;
        for (float[] layer : kept.state().brake()) for (float each : layer) penalty += Math.abs(each);
        assertThat(penalty).isPositive();
        var report = with.uncertainty(kept.state());
        for (double each : report.meanVariance()) assertThat(each).isBetween(0.0, 1.0);
        assertThat(Arrays.stream(report.varianceShares()[0]).sum()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(report.fieldShares()[1]).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_very_stiff_prior_freezes_what_was_learned() {
        var tasks = permutedBlobs(2);
        for (var brake : List.of(Brake.TASK_PRIOR, Brake.EWC_ANALYTIC, Brake.EWC_DATA)) {
            var free = BinaryVcl.mlp(Annealing.constant(1), 20, 24, 4).with(Brake.NONE, 0);
            var stiff = free.with(brake, brake == Brake.EWC_DATA ? 1e6 : 1e5);
            var moved = distance(new ContinualRun<>(tasks, 6, 100, free)
                    .run(RandomStream.of(2))
                    .state());
            var held = distance(new ContinualRun<>(tasks.subList(0, 1), 6, 100, stiff)
                    .run(RandomStream.of(2))
                    .state());
            assertThat(held).isZero();
            double after = shift(stiff, tasks), before = shift(free, tasks);
            assertThat(after).as(brake.name()).isLessThan(0.5 * before);
            assertThat(moved).isZero();
        }
    }

    /// How far the second task moves the fields.
    private static double shift(BinaryVcl learner, List<ContinualTask> tasks) {
        var stream = RandomStream.of(2);
        var first = learner.fit(learner.start(stream), tasks.getFirst(), 6, stream);
        var second = first;
        for (int e = 0; e < 6; e++) second = learner.epoch(second, tasks.get(1), stream);
        return distance(second);
    }

    private static double distance(FieldState state) {
        double sum = 0;
        for (int l = 0; l < state.theta().length; l++)
            for (int i = 0; i < state.theta()[l].length; i++)
                sum += Math.abs(state.theta()[l][i] - state.anchor()[l][i]);
        return sum;
    }

    @Test
    void fisher_information_of_data_is_the_mean_square_of_single_gradients() {
        int[] sizes = {5, 4, 3};
        var learner = BinaryVcl.mlp(Annealing.constant(1.3), sizes).withBatch(1);
        var state = learner.start(RandomStream.of(4));
        var data = blobs(4, 5, 3, 5);
        var task = new ContinualTask("blobs", 0, data, data, new int[0]);
        float[][] fisher = learner.dataFisher(state, task, 4);
        var sums = new double[2][5 * 16];
        var noise = RandomStream.of(0).split("fisher");
        for (int k = 0; k < 4; k++) {
            var network = new FieldNetwork(sizes, state.theta(), state.beta(), 1);
            int[] order = {0, 1, 2, 3};
            network.load(data, new int[0], order, k, k + 1);
            network.forward(1, noise.at(k));
            network.cross(data.labels(), order, k, 1);
            network.backward(1, (layer, from, to) -> {});
            for (int l = 0; l < 2; l++)
                for (int i = 0; i < network.gradient[l].length; i++)
                    sums[l][i] += 0.25 * network.gradient[l][i] * network.gradient[l][i];
        }
        for (int l = 0; l < 2; l++)
            for (int i = 0; i < fisher[l].length; i++)
                assertThat((double) fisher[l][i]).isCloseTo(sums[l][i], within(1e-6 + 1e-4 * sums[l][i]));
    }

    @Test
    void no_epochs_change_nothing() {
        var tasks = permutedBlobs(2);
        var learner = BinaryVcl.mlp(Annealing.permuted(4), 20, 16, 4);
        var stream = RandomStream.of(3);
        var first = learner.fit(learner.start(stream), tasks.getFirst(), 2, stream);
        var second = learner.fit(first, tasks.get(1), 0, stream);
        for (var task : tasks)
            assertThat(learner.accuracy(second, task, 200)).isEqualTo(learner.accuracy(first, task, 200));
    }

    @Test
    void the_order_of_tasks_does_not_matter_to_joint_training_in_the_mean() {
        var tasks = permutedBlobs(2);
        var learner = BinaryVcl.mlp(Annealing.permuted(6), 20, 32, 4).with(Brake.NONE, 0);
        double[] forward = joint(learner, tasks), backward = joint(learner, tasks.reversed());
        // the same examples in another order of batches: equal to a few test inputs of 200
        assertThat(forward[0]).isCloseTo(backward[1], within(0.06));
        assertThat(forward[1]).isCloseTo(backward[0], within(0.06));
    }

    private static double[] joint(BinaryVcl learner, List<ContinualTask> tasks) {
        var stream = RandomStream.of(4);
        var together = ContinualTask.joint(tasks);
        assertThat(together.train().count()).isEqualTo(600);
        var state = learner.fit(learner.start(stream), together, 6, stream);
        return tasks.stream()
                .mapToDouble(task -> learner.accuracy(state, task, 200))
                .toArray();
    }

    @Test
    void one_and_two_threads_give_the_same_bits_and_a_run_can_stop_anywhere() throws Exception {
        var run = new ContinualRun<>(permutedBlobs(2), 2, 50, BinaryVcl.mlp(Annealing.permuted(4), 20, 70, 4));
        FieldState whole;
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            whole = one.submit(() -> run.run(RandomStream.of(5)).state()).get();
            assertSame(two.submit(() -> run.run(RandomStream.of(5)).state()).get(), whole);
        }
        var state = run.learner().start(RandomStream.of(5));
        var kept = new ArrayList<FieldState>();
        for (int step = 0; step < run.steps(); step++) {
            state = run.step(state, step, RandomStream.of(5));
            kept.add(state);
        }
        // going on from the middle: later steps left the stored state alone
        var resumed = run.step(run.step(kept.get(1), 2, RandomStream.of(5)), 3, RandomStream.of(5));
        assertSame(resumed, whole);
    }

    private static void assertSame(FieldState found, FieldState expected) {
        assertThat(found.theta()).isDeepEqualTo(expected.theta());
        assertThat(found.second()).isDeepEqualTo(expected.second());
        assertThat(found.brake()).isDeepEqualTo(expected.brake());
    }

    @Test
    void matrices_have_their_measures() {
        var matrix = new AccuracyMatrix(
                List.of(new double[] {0.9, 0.2, 0.1}, new double[] {0.8, 0.95, 0.3}, new double[] {0.7, 0.85, 0.9}),
                new double[] {0.1, 0.1, 0.1});
        assertThat(matrix.average()).isCloseTo((0.7 + 0.85 + 0.9) / 3, within(1e-15));
        assertThat(matrix.forgetting()).isCloseTo((0.2 + 0.1) / 2, within(1e-15));
        assertThat(matrix.backwardTransfer()).isCloseTo(-(0.2 + 0.1) / 2, within(1e-15));
        assertThat(matrix.forwardTransfer()).isCloseTo((0.1 + 0.2) / 2, within(1e-15));
        assertThat(matrix.dropOfFirst()).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void a_perceptron_of_two_classes_is_the_smallest_network() {
        var learner = BinaryVcl.perceptron(20, 2);
        var data = blobs(200, 20, 2, 1);
        var task = new ContinualTask("one", 0, data, blobs(100, 20, 2, 2), new int[0]);
        var state = learner.fit(learner.start(RandomStream.of(1)), task, 20, RandomStream.of(1));
        for (var how : Propagation.values()) {
            int[] predicted = learner.predict(state, task, task.test(), how, 8);
            int right = 0;
            for (int k = 0; k < predicted.length; k++)
                if (predicted[k] == task.test().labels()[k]) right++;
            assertThat(right).as(how.name()).isGreaterThan(80);
        }
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> new LabelledData(2, 3, new float[2], new int[] {3}))
                .hasMessage("label 0 must be in [0, 3), not 3");
        assertThatThrownBy(() -> new LabelledData(2, 3, new float[3], new int[] {1}))
                .hasMessage("1 inputs of 2 numbers need 2 numbers, not 3");
        assertThatThrownBy(() -> new LabelledData(2, 3, new float[0], new int[0]))
                .hasMessage("the task is empty: it must have at least one input");
        assertThatThrownBy(() -> new LabelledData(1, 1, new float[] {Float.NaN}, new int[] {0}))
                .hasMessage("number 0 of input 0 must be finite, not NaN");
        var learner = BinaryVcl.mlp(Annealing.permuted(4), 20, 16, 4);
        var wrong = new ContinualTask("short", 0, blobs(4, 7, 4, 1), blobs(4, 7, 4, 1), new int[0]);
        var state = learner.start(RandomStream.of(1));
        assertThatThrownBy(() -> learner.epoch(state, wrong, RandomStream.of(1)))
                .hasMessage("inputs must have 20 numbers, not 7");
        assertThatThrownBy(() -> learner.with(Brake.STREAM, -1)).hasMessage("gamma must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> Annealing.constant(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ContinualRun<>(List.of(), 1, 1, learner))
                .hasMessage("a run must have at least one task");
        state.theta()[0][0] = Float.NaN;
        assertThatThrownBy(() -> learner.epoch(state, permutedBlobs(1).getFirst(), RandomStream.of(1)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("at epoch 1, batch 1 of task permutation 1");
    }

    @Test
    void a_task_of_one_class_is_allowed_with_a_warning() {
        var one = new LabelledData(1, 2, new float[] {1, 2}, new int[] {1, 1});
        assertThat(new ContinualTask("dull", 0, one, one, new int[0]).warning())
                .contains("task dull has examples of one class only");
        assertThat(permutedBlobs(1).getFirst().warning()).isEmpty();
    }
}
