package org.onsager.papers.monotonedbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.DataFolders;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Scale;
import org.onsager.lab.Trial;
import org.onsager.lab.Verdict;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.numerics.RandomStream;

/// The machines that the monotone one is compared with, and the data they are compared on.
class ComparisonTest {
    @TempDir
    private Path folder;

    private static Settings settings(Map<String, String> sets) {
        return Parameters.of(Settings.smoke()).with(Settings.smoke(), sets);
    }

    @Test
    void every_machine_is_trained_as_often_as_asked_and_compared_on_the_same_masks() {
        assumeThat(DataFolders.ofEnvironment().find("digits"))
                .as("the digits of scikit-learn are here")
                .isPresent();
        var settings = settings(Map.of(
                "training", "200", "test", "40", "epochs", "1", "first", "6", "baselines", "true", "trainings", "2"));
        try (var engine = new LocalEngine(2)) {
            var trial = MemoryTrial.of(new MonotoneDbmPaper(), Scale.SMOKE, 1, engine);
            new DigitClaims(settings, strict(trial)).measure();
            var ordering = trial.claims().stream()
                    .filter(claim -> claim.statement().id().equals("N12"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ordering.verdict()).isNotEqualTo(Verdict.NOT_TESTED);
            assertThat(ordering.checks().toString()).containsPattern("trainings: \\d+\\.\\d, \\d+\\.\\d;");
            assertThat(trial.metrics().get("accuracy_restricted")).isBetween(0.2, 1.0);
            assertThat(trial.metrics().get("pixel_accuracy_restricted")).isBetween(0.6, 1.0);
            assertThat(trial.metrics().get("lead_over_persistent")).isBetween(-1.0, 1.0);
        }
    }

    /// As runs on disk do, refuses a stage whose name was used before.
    private static Trial strict(Trial trial) {
        var names = new HashSet<Object>();
        return (Trial) Proxy.newProxyInstance(
                Trial.class.getClassLoader(), new Class<?>[] {Trial.class}, (_, method, args) -> {
                    if (Set.of("stage", "iterate", "map").contains(method.getName()))
                        assertThat(names.add(args[0]))
                                .as("stage %s is new", args[0])
                                .isTrue();
                    try {
                        return method.invoke(trial, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    @Test
    void a_lead_has_students_interval_over_trainings() {
        var one = new Repeated(new double[] {0.5, 0.6}, 100);
        var two = new Repeated(new double[] {0.4, 0.4}, 100);
        assertThat(one.lead(two)).isCloseTo(0.15, within(1e-12));
        // pooled variance .005 / 2, two degrees of freedom
        assertThat(one.halfWidth(two)).isCloseTo(4.302653 * 0.05, within(1e-6));
        assertThat(one.describeLead(two)).isEqualTo("+15.0 +- 21.5 points");
        assertThat(new Repeated(new double[] {0.5}, 100).describe()).isEqualTo("50.0% +- 9.6 (n = 100)");
    }

    /// One bright row or column tells the label.
    @Test
    void the_restricted_machine_names_and_completes_bars_and_comes_back_from_its_parameters() {
        var random = RandomStream.of(3).generator();
        var images = new int[300][16];
        var labels = new int[300];
        for (int n = 0; n < images.length; n++) {
            labels[n] = random.nextInt(8);
            for (int i = 0; i < 16; i++)
                images[n][i] = (labels[n] < 4 ? i / 4 == labels[n] : i % 4 == labels[n] - 4) ? 1 : 0;
        }
        var data = new LabelledImages(images, labels, 2);
        var trained = RestrictedMachine.train(data, 200, RandomStream.of(1));
        var observed = new boolean[300][16];
        for (var mask : observed) for (int i = 0; i < 16; i++) mask[i] = random.nextDouble() < 0.7;
        var test = trained.test(data, observed, RandomStream.of(2));
        assertThat(test.right()).as("of 300, 38 by chance").isGreaterThan(200);
        assertThat(test.pixelAccuracy()).isGreaterThan(0.9);
        assertThat(RestrictedMachine.of(trained.parameters(), 2).test(data, observed, RandomStream.of(2)))
                .isEqualTo(test);
    }

    @Test
    void colour_images_are_read_from_batches_and_trained_on() throws IOException {
        Path batches = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        for (int n = 1; n <= 5; n++) Files.write(batches.resolve("data_batch_%d.bin".formatted(n)), batch(4, n));
        Files.write(batches.resolve("test_batch.bin"), batch(12, 9));
        var settings = settings(
                Map.of("images", "CIFAR10", "network", "CONVOLUTIONAL", "training", "18", "test", "10", "epochs", "1"));
        settings = Parameters.of(settings).with(settings, Map.of("first", "1", "second", "1", "batch", "18"));
        try (var engine = new LocalEngine(2)) {
            var trial = MemoryTrial.of(new MonotoneDbmPaper(), Scale.SMOKE, 1, engine, DataFolders.of(folder));
            var data = DigitData.load(settings, trial).orElseThrow();
            assertThat(data.training().count()).isEqualTo(18);
            assertThat(data.test().count()).isEqualTo(10);
            assertThat(data.training().pixels()).isEqualTo(3072);
            // the first pixel of image 0 of batch 1: red is 200, green 0, blue 255
            assertThat(data.training().images()[0]).startsWith(1, 0, 1);
            assertThat(data.spread(new boolean[] {true, false})).containsExactly(true, true, true, false, false, false);
            assertThat(data.grey(new double[] {0, 0.5, 1, 1, 1, 1})).containsExactly(0.5, 1);
            var trained = new Models(settings, trial, data).monotone();
            assertThat(trained.model().pixels()).isEqualTo(3072);
            assertThat(trained.state().loss()).hasSize(1);
            assertThat(trained.state().skipped()).isZero();
        }
    }

    private static byte[] batch(int count, int seed) {
        var random = RandomStream.of(seed).generator();
        var bytes = new byte[count * 3073];
        for (int e = 0; e < bytes.length; e++) bytes[e] = (byte) (e % 3073 == 0 ? e / 3073 % 10 : random.nextInt(256));
        bytes[1] = (byte) 200;
        bytes[1 + 1024] = 0;
        bytes[1 + 2048] = (byte) 255;
        return bytes;
    }
}
