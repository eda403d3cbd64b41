package org.onsager.memory.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

class PerceptronTest {
    private static final PerceptronTask SMALL =
            new PerceptronTask(4, new double[] {1, 1, -1, 1, 1, -1, -1, -1}, new double[] {1, -1});
    private static final double[] FIELDS = {0.3, -0.4, 0.1, 0.8};

    /// Regression values of an independent implementation.
    @Test
    void loss_gradient_and_divergence_are_as_computed_independently() {
        var objective = PerceptronObjective.of(SMALL, 1);
        assertThat(objective.loss(FIELDS)).isCloseTo(1.1593340, within(5e-8));
        assertThat(objective.gradient(FIELDS))
                .containsExactly(new double[] {0.0469751, -0.6397765, -0.0748186, -0.4541976}, within(5e-8));
        assertThat(BinaryWeight.divergence(1.5, 0.7, -0.2)).isCloseTo(0.6274070, within(5e-8));
        assertThat(BinaryWeight.divergenceSlope(1.5, 0.7, -0.2)).isCloseTo(0.7872771, within(5e-8));
    }

    @Property(tries = 200)
    void slope_of_the_divergence_is_exact(
            @ForAll @DoubleRange(min = 0.1, max = 4) double beta,
            @ForAll @DoubleRange(min = -2, max = 2) double theta,
            @ForAll @DoubleRange(min = -2, max = 2) double prior) {
        // five points: the error is step^4 beta^6, where the usual two would leave step^2 beta^4
        double step = 1e-3;
        double difference = (8 * rise(beta, theta, prior, step) - rise(beta, theta, prior, 2 * step)) / (12 * step);
        assertThat(BinaryWeight.divergenceSlope(beta, theta, prior)).isCloseTo(difference, within(1e-8));
        assertThat(BinaryWeight.divergence(beta, theta, prior)).isGreaterThanOrEqualTo(-1e-14);
        assertThat(BinaryWeight.divergence(beta, theta, theta)).isZero();
    }

    private static double rise(double beta, double theta, double prior, double step) {
        return BinaryWeight.divergence(beta, theta + step, prior) - BinaryWeight.divergence(beta, theta - step, prior);
    }

    @Test
    void for_small_steps_the_divergence_is_elastic_with_the_fisher_information() {
        double beta = 1.7, theta = 0.4, step = 1e-3;
        assertThat(BinaryWeight.divergence(beta, theta + step, theta) / (step * step))
                .isCloseTo(0.5 * BinaryWeight.fisher(beta, theta), within(2e-3));
    }

    @Test
    void gradients_are_central_differences_for_plain_and_exact_variance() {
        var inputs = new double[5 * 6];
        RandomStream.of(3).fillNormal(inputs);
        var task = new PerceptronTask(6, inputs, new double[] {1, -1, 1, 1, -1});
        double[] theta = {0.3, -0.2, 0.7, -1.1, 0.05, 0.4};
        var exact = new PerceptronObjective(task, 1.3, true);
        check(exact, theta);
        check(PerceptronObjective.of(SMALL, 2.1), FIELDS);
    }

    private static void check(PerceptronObjective objective, double[] theta) {
        double[] gradient = objective.gradient(theta);
        for (int i = 0; i < theta.length; i++) {
            double[] up = theta.clone(), down = theta.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat(gradient[i]).isCloseTo((objective.loss(up) - objective.loss(down)) / 2e-5, within(1e-7));
        }
    }

    @Test
    void products_with_signs_are_sums_and_have_the_same_bits_with_and_without_vectors() {
        int size = 150, examples = 9;
        var signs = new byte[size * examples];
        RandomStream.of(8).fillRademacher(signs);
        var inputs = new double[signs.length];
        for (int i = 0; i < inputs.length; i++) inputs[i] = signs[i];
        var m = new double[SignMatrix.padded(size)];
        RandomStream.of(9).fillNormal(m);
        java.util.Arrays.fill(m, size, m.length, 0);
        var plain = new SignMatrix(size, inputs, false);
        var vectors = new SignMatrix(size, inputs, true);
        var partial = new double[SignMatrix.PARTS];
        var force = new double[examples];
        int[] order = {3, 1, 4, 0, 5, 2, 8, 7, 6};
        for (int b = 0; b < examples; b++) {
            double sum = 0;
            for (int i = 0; i < size; i++) sum += inputs[order[b] * size + i] * m[i];
            force[b] = vectors.dot(order[b], m, partial);
            assertThat(force[b]).isCloseTo(sum, within(1e-12)).isEqualTo(plain.dot(order[b], m, partial));
        }
        var one = new double[m.length];
        var other = new double[m.length];
        vectors.pull(force, order, 0, examples, one);
        plain.pull(force, order, 0, examples, other);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int b = 0; b < examples; b++) sum += force[b] * inputs[order[b] * size + i];
            assertThat(one[i]).isCloseTo(sum, within(1e-12)).isEqualTo(other[i]);
        }
    }

    private static PerceptronTrainer adam(int epochs) {
        return PerceptronTrainer.of(new PerceptronTrainer.Adam(0.01, 1e-3), epochs);
    }

    @Test
    void a_stiff_memory_forgets_less_and_learns_less() {
        var stream = RandomStream.of(5);
        int size = 200;
        byte[] first = PerceptronTask.teacher(size, stream), second = PerceptronTask.similarTeacher(first, 0, stream);
        var one = PerceptronTask.of(first, 2 * size, stream.split("one"));
        var two = PerceptronTask.of(second, size, stream.split("two"));
        var teachers = List.of(first, second);
        var learned =
                adam(800).train(one, PerceptronTrainer.start(size, 1, stream), new double[size], teachers, stream);
        var free = adam(800).train(two, learned.theta(), learned.theta(), teachers, stream);
        var tied = adam(800).withGamma(1).train(two, learned.theta(), learned.theta(), teachers, stream);
        var rigid = adam(800).withGamma(1_000).train(two, learned.theta(), learned.theta(), teachers, stream);

        assertThat(free.error(0)).isGreaterThan(tied.error(0) + 0.1);
        assertThat(free.error(1)).isLessThan(tied.error(1) - 0.05);
        assertThat(rigid.error(0)).isCloseTo(learned.error(0), within(0.02));
    }

    @Test
    void held_uncertainty_follows_its_schedule() {
        var stream = RandomStream.of(6);
        byte[] teacher = PerceptronTask.teacher(100, stream);
        var task = PerceptronTask.of(teacher, 100, stream);
        var run = adam(40).withEvery(1)
                .train(
                        task,
                        PerceptronTrainer.start(100, 1, stream),
                        new double[100],
                        List.of(teacher),
                        stream,
                        new double[] {0.2, 0.6});
        assertThat(run.selfOverlaps()[20]).isCloseTo(0.2, within(1e-6));
        assertThat(run.selfOverlaps()[40]).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void similar_teachers_overlap_as_asked_and_the_same_seed_gives_the_same_run() {
        byte[] teacher = PerceptronTask.teacher(20_000, RandomStream.of(1));
        byte[] other = PerceptronTask.similarTeacher(teacher, 0.5, RandomStream.of(2));
        double overlap = 0;
        for (int i = 0; i < teacher.length; i++) overlap += teacher[i] * other[i] / 20_000.0;
        // four standard errors of sqrt(0.75/20000)
        assertThat(overlap).isCloseTo(0.5, within(0.025));
        var task = PerceptronTask.of(java.util.Arrays.copyOf(teacher, 50), 40, RandomStream.of(3));
        var a = adam(20).withBatch(7).train(task, new double[50], new double[50], List.of(), RandomStream.of(4));
        var b = adam(20).withBatch(7).train(task, new double[50], new double[50], List.of(), RandomStream.of(4));
        assertThat(a.theta()).isEqualTo(b.theta());
    }

    @Test
    void overlaps_beyond_one_by_rounding_are_cut() {
        assertThat(TaskOneSolution.generalisationError(1 + 1e-15)).isZero();
        assertThat(TaskOneSolution.generalisationError(-1 - 1e-15)).isEqualTo(1);
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> new PerceptronTask(2, new double[] {1, 1}, new double[] {2}))
                .hasMessage("label 0 must be -1 or 1, not 2.0");
        assertThatThrownBy(() -> new PerceptronTask(2, new double[] {1, 1, 1}, new double[] {1}))
                .hasMessage("1 examples of 2 inputs need 2 numbers, not 3");
        assertThatThrownBy(() -> new PerceptronTask(2, new double[0], new double[0]))
                .hasMessage("the task is empty: M must be in [1, inf), not 0");
        assertThatThrownBy(() -> new PerceptronTask(2, new double[] {1, Double.NaN}, new double[] {1}))
                .hasMessage("input 1 of example 0 must be finite, not NaN");
        var scaled = new PerceptronTask(2, new double[] {3, 1}, new double[] {1});
        assertThatThrownBy(() -> PerceptronObjective.of(scaled, 1)).hasMessageContaining("use exactVariance");
        var normalised = new PerceptronTask(2, new double[] {Math.sqrt(2), 0}, new double[] {1});
        assertThat(PerceptronObjective.of(normalised, 1).loss(new double[] {0.1, 0.1}))
                .isPositive();
        assertThatThrownBy(() -> PerceptronObjective.of(SMALL, -1)).hasMessage("beta must be in (0, inf), not -1.0");
        assertThatThrownBy(() -> adam(1).withGamma(-1)).hasMessage("gamma must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> PerceptronTask.similarTeacher(new byte[3], 2, RandomStream.of(1)))
                .hasMessage("r0 must be in [-1, 1], not 2.0");
        assertThatThrownBy(() -> PerceptronObjective.of(SMALL, 1).loss(new double[3]))
                .hasMessage("theta must have 4 fields, one an input, not 3");
        assertThatThrownBy(() -> adam(3).train(
                                SMALL,
                                new double[] {Double.NaN, 0, 0, 0},
                                new double[4],
                                List.of(),
                                RandomStream.of(1)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("at iteration 1");
    }
}
