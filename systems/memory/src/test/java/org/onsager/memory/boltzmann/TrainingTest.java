package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.memory.boltzmann.ImplicitGradient.AdjointMethod;
import org.onsager.numerics.RandomStream;

class TrainingTest {
    private static final RandomStream STREAM = RandomStream.of(6);

    @TempDir
    private Path folder;

    /// Bars: a 4 x 4 image has one bright row (labels 0 to 3) or column (4 to 7), with a twentieth of the pixels
    /// flipped.
    static LabelledImages bars(int count) {
        var random = RandomStream.of(3).split("bars").generator();
        var images = new int[count][16];
        var labels = new int[count];
        for (int n = 0; n < count; n++) {
            labels[n] = random.nextInt(8);
            for (int i = 0; i < 16; i++) {
                boolean bright = labels[n] < 4 ? i / 4 == labels[n] : i % 4 == labels[n] - 4;
                images[n][i] = bright ^ random.nextDouble() < 0.05 ? 1 : 0;
            }
        }
        return new LabelledImages(images, labels, 2);
    }

    private static MonotoneDbm small(Normalisation normalisation, Borders borders) {
        return MonotoneDbm.builder()
                .layer(2, 4, 4, 1)
                .layer(8, 2, 2, 2)
                .layer(8, 1, 1, 1)
                .couple(0, 0, 3)
                .couple(1, 0, 3)
                .couple(1, 1, 3)
                .couple(2, 1, 2)
                .couple(2, 2, 1)
                .m(0.1)
                .normalisation(normalisation)
                .borders(borders)
                .build();
    }

    private static DbmTrainer exact(AdjointMethod method) {
        return new DbmTrainer(
                1,
                8,
                1e-2,
                false,
                0.5,
                0.5,
                new JointLoss(0.4, 2, 0.99),
                new MeanFieldSolver(Method.FORWARD_BACKWARD, Double.NaN, 1e-13, 5000, StopRule.RESIDUAL, 1),
                new ImplicitGradient(method, 1e-13, 5000));
    }

    @Test
    void gradients_of_the_loss_agree_with_central_differences() {
        var data = bars(5);
        var random = RandomStream.of(8).generator();
        var observed = new boolean[5][];
        for (int n = 0; n < 5; n++) observed[n] = Masks.independent(16, 0.5, random);
        for (var normalisation : Normalisation.values())
            for (var borders : Borders.values()) {
                var model = small(normalisation, borders);
                double[] flat = model.parameters().flat();
                // beyond the bound, so that the normalisation is differentiated too
                for (int p = 0; p < model.parameters().weights().length; p++) flat[p] *= 3;
                var start = model.withParameters(model.parameters().fromFlat(flat));
                var trainer = exact(
                        normalisation == Normalisation.SYMMETRIC
                                ? AdjointMethod.CONJUGATE_GRADIENT
                                : AdjointMethod.DAMPED);
                double[] gradient = new double[flat.length], ignored = new double[flat.length];
                trainer.lossAndGradient(start, data, observed, gradient);
                for (int p = 0; p < flat.length; p += p < model.parameters().weights().length ? 23 : 1) {
                    double[] up = flat.clone(), down = flat.clone();
                    up[p] += 1e-5;
                    down[p] -= 1e-5;
                    double high = trainer.lossAndGradient(
                            model.withParameters(model.parameters().fromFlat(up)), data, observed, ignored);
                    double low = trainer.lossAndGradient(
                            model.withParameters(model.parameters().fromFlat(down)), data, observed, ignored);
                    assertThat(gradient[p])
                            .as("%s %s, parameter %d", normalisation, borders, p)
                            .isCloseTo((high - low) / 2e-5, within(1e-5 * Math.abs(gradient[p]) + 1e-8));
                }
            }
    }

    @Test
    void training_lowers_the_loss_and_every_step_keeps_the_certificate() {
        var data = bars(64);
        var model = small(Normalisation.SYMMETRIC, Borders.EXACT);
        var trainer = DbmTrainer.standard(50).withRate(1e-2);
        var state = trainer.start(model);
        for (int step = 0; step < 50; step++) {
            state = trainer.step(model, data, state, step, STREAM);
            var now = model.withParameters(model.parameters().fromFlat(state.parameters()));
            assertThat(1 - now.couplings().largestBlock()).isGreaterThanOrEqualTo(0.1 - 1e-12);
            if (step % 10 == 0)
                assertThat(Spectrum.eigenvalues(now.couplings())[0]).isGreaterThanOrEqualTo(0.1 - 1e-10);
        }
        double[] loss = state.reconstruction();
        assertThat(mean(loss, 45, 50)).isLessThan(0.7 * mean(loss, 0, 5));
        assertThat(state.skipped()).isZero();
        assertThat(state.stopped()).isFalse();
    }

    private static double mean(double[] x, int from, int to) {
        return Arrays.stream(x, from, to).average().orElseThrow();
    }

    @Test
    void training_has_the_same_bits_on_two_threads_and_after_an_interruption() throws Exception {
        var data = bars(40);
        var model = small(Normalisation.SYMMETRIC, Borders.EXACT);
        var trainer = DbmTrainer.standard(3);
        TrainingState one, two;
        try (var pool = new ForkJoinPool(1)) {
            one = pool.submit(() -> trainer.train(model, data, STREAM)).get();
        }
        try (var pool = new ForkJoinPool(2)) {
            two = pool.submit(() -> trainer.train(model, data, STREAM)).get();
        }
        assertThat(two.parameters()).isEqualTo(one.parameters());
        assertThat(two.loss()).isEqualTo(one.loss());
        var resumed = trainer.start(model);
        resumed = trainer.step(model, data, resumed, 0, STREAM);
        // a fresh model object, as after a restart
        var again = small(Normalisation.SYMMETRIC, Borders.EXACT);
        for (int step = 1; step < 3; step++) resumed = trainer.step(again, data, resumed, step, STREAM);
        assertThat(resumed.parameters()).isEqualTo(one.parameters());
    }

    @Test
    void a_trained_model_classifies_completes_and_generates_bars() {
        var data = bars(400);
        var model = MonotoneDbm.initial(
                Architecture.dense(16, 2, 8, 8), 0.01, Initialisation.PUBLISHED, RandomStream.of(2));
        var trainer = DbmTrainer.standard(12).withRate(2e-2);
        var trained = model.withParameters(
                model.parameters().fromFlat(trainer.train(model, data, STREAM).parameters()));
        var random = RandomStream.of(4).generator();
        var observed = new boolean[400][];
        for (int n = 0; n < 400; n++) observed[n] = Masks.independent(16, 0.8, random);
        int right = 0;
        var completions = trained.complete(data.images(), observed, MeanFieldSolver.standard());
        for (int n = 0; n < 400; n++) {
            var completion = completions.get(n);
            if (completion.label() == data.labels()[n]) right++;
            for (int i = 0; i < 16; i++)
                if (observed[n][i]) assertThat(completion.image()[i]).isEqualTo(data.images()[n][i]);
            assertThat(Arrays.stream(completion.labelMarginals()).sum()).isCloseTo(1, within(1e-9));
        }
        assertThat(right).as("of 400, 50 by chance").isGreaterThan(300);
        assertThat(trained.generate(2, 3, 5, RandomStream.of(1)).length).isEqualTo(3);
        assertThatThrownBy(() -> trained.generate(8, 1, 5, RandomStream.of(1)))
                .hasMessageContaining("label must be in [0, 8)");
    }

    @Test
    void no_hidden_pixel_costs_nothing_and_absent_bins_weigh_nothing() {
        var data = bars(3);
        var all = new boolean[3][16];
        for (var mask : all) Arrays.fill(mask, true);
        var loss = new JointLoss(0, 2, 0.9999);
        var trainer = new DbmTrainer(
                1, 8, 1e-2, false, 0.5, 0.5, loss, MeanFieldSolver.standard(), ImplicitGradient.standard());
        var model = small(Normalisation.SYMMETRIC, Borders.EXACT);
        var gradient = new double[model.parameters().flat().length];
        assertThat(trainer.lossAndGradient(model, data, all, gradient)).isZero();
        assertThat(gradient).containsOnly(0);
        double[] weights = loss.classWeights(new long[] {0, 10, 1000});
        assertThat(weights[0]).isZero();
        assertThat(weights[1] + weights[2]).isCloseTo(2, within(1e-12));
        // (1 - beta) / (1 - beta^n) is nearly 1/n here
        assertThat(weights[1] / weights[2]).isCloseTo(100, within(6.0));
        assertThat(loss.classWeights(new long[3])).containsOnly(0);
    }

    @Test
    void an_unconverged_step_is_repeated_by_fista() {
        var data = bars(8);
        var model = small(Normalisation.SYMMETRIC, Borders.EXACT);
        var hasty = DbmTrainer.standard(1)
                .withSolver(new MeanFieldSolver(Method.FORWARD_BACKWARD, 1e-3, 1e-6, 1, StopRule.RESIDUAL, 1));
        var state = hasty.step(model, data, hasty.start(model), 0, STREAM);
        assertThat(state.unconverged()).containsExactly(1);
        assertThat(state.skipped()).isZero();
        assertThat(state.medianResidual()[0]).isLessThan(1e-6);
    }

    @Test
    void files_give_the_same_bits_back_and_damage_is_noticed() throws Exception {
        var model = small(Normalisation.ROW_SCALED_COMPAT, Borders.TILED_COMPAT);
        Path file = folder.resolve("model.mdbm");
        new DbmFile(model, 7, 3).save(file);
        var back = DbmFile.load(file);
        assertThat(back.seed()).isEqualTo(7);
        assertThat(back.epoch()).isEqualTo(3);
        assertThat(back.model().parameters().flat())
                .isEqualTo(model.parameters().flat());
        assertThat(back.model().couplings().normalisation()).isEqualTo(Normalisation.ROW_SCALED_COMPAT);
        assertThat(back.model().couplings().borders()).isEqualTo(Borders.TILED_COMPAT);
        byte[] bytes = Files.readAllBytes(file);
        bytes[200] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.mdbm"), bytes);
        assertThatThrownBy(() -> DbmFile.load(damaged)).hasMessageContaining("damaged.mdbm is not a model file");
        Path text = Files.writeString(folder.resolve("text.mdbm"), "a,b,c\n1,2,3\n4,5,6\n7,8,9\n");
        assertThatThrownBy(() -> DbmFile.load(text)).hasMessageContaining("is not a model file");
    }

    @Test
    void persistent_training_raises_the_likelihood_of_a_deep_machine() {
        var random = RandomStream.of(5).generator();
        var images = new int[200][4];
        var labels = new int[200];
        for (int n = 0; n < 200; n++) {
            labels[n] = random.nextInt(2);
            for (int i = 0; i < 4; i++) images[n][i] = random.nextDouble() < 0.9 ? labels[n] : 1 - labels[n];
        }
        var data = new LabelledImages(images, labels, 2);
        var architecture = new Architecture(
                java.util.List.of(
                        new Architecture.Layer(8, 1, 1, 4),
                        new Architecture.Layer(8, 1, 1, 2),
                        new Architecture.Layer(2, 1, 1, 1)),
                new int[][] {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}});
        var start = DeepBoltzmann.initial(architecture, Initialisation.PUBLISHED, RandomStream.of(1));
        var trained = new PersistentTraining(30, 20, 0.01, 100).train(start, data, RandomStream.of(2));
        assertThat(likelihood(trained, data)).isGreaterThan(likelihood(start, data) + 0.5);
    }

    /// Mean log-likelihood of image and label by enumeration.
    private static double likelihood(DeepBoltzmann model, LabelledImages data) {
        double
                all =
                        Enumeration.of(
                                        model.machine(),
                                        Evidence.none(model.machine().variables()))
                                .logPartition(),
                sum = 0;
        var observed = new boolean[data.pixels()];
        Arrays.fill(observed, true);
        for (int n = 0; n < data.count(); n++)
            sum += Enumeration.of(model.machine(), model.evidence(data.images()[n], observed, data.labels()[n]))
                            .logPartition()
                    - all;
        return sum / data.count();
    }

    @Test
    void classifiers_of_pixels_learn_bars() {
        var data = bars(400);
        var all = new boolean[16];
        Arrays.fill(all, true);
        for (int hidden : new int[] {0, 20}) {
            var classifier = PixelClassifier.train(
                    new PixelClassifier.Training(hidden, 30, 20, 0.01),
                    (n, epoch) -> PixelClassifier.encode(data.images()[n], all, 2),
                    data.labels(),
                    8,
                    RandomStream.of(1));
            int right = 0;
            for (int n = 0; n < 400; n++)
                if (classifier.classify(PixelClassifier.encode(data.images()[n], all, 2)) == data.labels()[n]) right++;
            assertThat(right).as("hidden = %d", hidden).isGreaterThan(360);
        }
    }

    @Test
    void a_restricted_machine_completes_bars() {
        var data = bars(400);
        var images = new double[400][16];
        for (int n = 0; n < 400; n++) for (int i = 0; i < 16; i++) images[n][i] = data.images()[n][i];
        for (boolean persistent : new boolean[] {false, true}) {
            var rbm =
                    BinaryRbm.train(new BinaryRbm.Training(24, 1, persistent, 80, 20, 0.1), images, RandomStream.of(1));
            // the first two pixels of each row and column are seen: enough to tell the bar
            var observed = new boolean[16];
            for (int i = 0; i < 16; i++) observed[i] = i % 4 < 3 || i / 4 < 3;
            var row = new double[16];
            for (int i = 8; i < 12; i++) row[i] = 1;
            row[15] = 0;
            double[] mean = rbm.complete(row, observed, 200, RandomStream.of(2));
            assertThat(mean[15]).as("persistent %s", persistent).isLessThan(0.4);
            assertThat(mean[8]).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void binning_puts_the_last_edge_into_the_last_bin() {
        assertThat(LabelledImages.bin(new double[] {0, 0.49, 0.5, 1}, 2)).containsExactly(0, 0, 1, 1);
        assertThat(LabelledImages.bin(new double[] {0.05, 1}, 20)).containsExactly(1, 19);
        assertThatThrownBy(() -> LabelledImages.bin(new double[] {1.2}, 2))
                .hasMessageContaining("grey value must be in [0, 1]");
        assertThat(LabelledImages.halved(new double[] {0, 1, 1, 1}, 2)).containsExactly(0.75);
    }
}
