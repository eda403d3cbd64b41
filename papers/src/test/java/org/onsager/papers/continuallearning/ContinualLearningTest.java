package org.onsager.papers.continuallearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Scale;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.lab.Verdict;
import org.onsager.lab.run.Codec;
import org.onsager.memory.continual.Annealing;
import org.onsager.memory.continual.BinaryVcl;
import org.onsager.memory.continual.ContinualRun;
import org.onsager.memory.continual.ContinualTask;
import org.onsager.memory.continual.LabelledData;
import org.onsager.numerics.RandomStream;

class ContinualLearningTest {
    @TempDir
    private Path folder;

    private static MemoryTrial smoke(int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new ContinualLearning(), Scale.SMOKE, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_theory_and_has_the_same_bits_on_two_threads() {
        var one = smoke(1);
        var two = smoke(2);
        assertThat(one.claims()).hasSize(13);
        for (var id : List.of("L1", "L2", "L3", "L5", "L7", "L8", "L9", "L11"))
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("L4", "L6", "L10", "L12", "L13"))
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
        // curves of deep runs would show a difference in any weight
        assertThat(two.figures().keySet()).isEqualTo(one.figures().keySet());
    }

    /// What a killed run finds again is what it had, and goes on to the same bits.
    @Test
    void a_stored_deep_run_goes_on_with_the_same_bits() {
        var data = new LabelledData(3, 2, new float[] {0, 1, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1}, new int[] {0, 1, 0, 1});
        var tasks = ContinualTask.permuted(data, data, 2, true, RandomStream.of(1));
        var learner = BinaryVcl.mlp(Annealing.permuted(4), 3, 5, 2);
        var run = new ContinualRun<>(tasks, 2, 4, learner);
        var stream = RandomStream.of(2);
        var codec = Codec.of(LearnerRuns.Progress.class);
        var whole = learner.start(stream);
        var stored = whole;
        for (int step = 0; step < run.steps(); step++) {
            whole = run.step(whole, step, stream);
            var progress = new LearnerRuns.Progress(
                    run.step(stored, step, stream), List.of(new double[] {0.5}), List.of(learner.uncertainty(whole)));
            stored = codec.decode(codec.encode(progress)).state();
        }
        assertThat(stored.theta()).isDeepEqualTo(whole.theta());
        assertThat(stored.brake()).isDeepEqualTo(whole.brake());
    }

    private static List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new VclTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    /// Rows in a few classes around random centres.
    private Path table(String name, int classes, long seed) throws IOException {
        var text = new StringBuilder("a,b,c,d,e,f,label\n");
        var centres = new double[classes * 6];
        RandomStream.of(seed).fillNormal(centres);
        var random = RandomStream.of(seed + 100).generator();
        for (int k = 0; k < 120; k++) {
            int label = k % classes;
            for (int i = 0; i < 6; i++)
                text.append("%.4f,".formatted(centres[label * 6 + i] + 0.2 * random.nextGaussian()));
            text.append(label).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Path signs(String name, long seed) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) text.append("x").append(i).append(',');
        text.append("label\n");
        var random = RandomStream.of(seed).generator();
        for (int k = 0; k < 60; k++) {
            int sum = 0;
            for (int i = 0; i < 30; i++) {
                int sign = random.nextRademacher();
                sum += i % 2 == 0 ? sign : -sign;
                text.append(sign).append(',');
            }
            text.append(sum >= 0 ? 1 : -1).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void own_tasks_are_learned_in_turn() throws IOException {
        var tables = use(Map.of("epochs", "40", "batch", "8"), table("one.csv", 3, 1), table("two.csv", 3, 2));
        var names = tables.stream().map(NamedTable::name).toList();
        assertThat(names).containsExactly("accuracy", "summary", "uncertainty", "predictions");
        var accuracy = tables.getFirst().table();
        assertThat(accuracy.rows()).isEqualTo(2);
        assertThat(accuracy.reals("task1")[0]).isGreaterThan(0.8);
        assertThat(accuracy.reals("task2")[1]).isGreaterThan(0.8);
        assertThat(tables.get(3).table().rows()).isEqualTo(48);
    }

    @Test
    void one_file_is_cut_by_classes_or_permuted_and_all_rules_are_compared() throws IOException {
        Path file = table("all.csv", 4, 3);
        var byClass = use(Map.of("split", "classes", "epochs", "3"), file);
        assertThat(byClass.getFirst().table().rows()).isEqualTo(2);
        var learners = use(Map.of("split", "permuted", "task", "baselines", "epochs", "2", "hidden", "16"), file);
        assertThat(learners.getFirst().table().rows()).isEqualTo(8);
    }

    @Test
    void a_perceptron_learns_signs_and_theory_says_what_to_expect() throws IOException {
        Path one = signs("one.csv", 1), two = signs("two.csv", 2);
        var perceptron = use(Map.of("task", "perceptron", "epochs", "300"), one, two)
                .getFirst()
                .table();
        assertThat(perceptron.reals("load")).containsExactly(2, 2);
        assertThat(perceptron.reals("error1")[0]).isLessThan(0.15);
        var theory = use(Map.of("task", "theory"), one, two).getFirst().table();
        assertThat(theory.reals("error_first")[0]).isCloseTo(0.001327, within(1e-5));
        assertThat(theory.reals("error_own")[1]).isBetween(0.3, 0.5);
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        Path one = table("one.csv", 3, 1), signs = signs("signs.csv", 1);
        assertThatThrownBy(() -> use(Map.of(), one, signs))
                .hasMessage("signs.csv must have 6 inputs a row as one.csv has, not 30");
        assertThatThrownBy(() -> use(Map.of("task", "perceptron"), one))
                .hasMessage("one.csv: label 0 must be -1 or 1, not 0.0");
        assertThatThrownBy(() -> use(Map.of(), signs))
                .hasMessageMatching(
                        "signs.csv: the label of row \\d+ must be a whole number in \\[0, 9999\\], not -1.0");
        assertThatThrownBy(() -> use(Map.of("split", "classes"), one, one))
                .hasMessage("split = classes needs one set of examples, not 2");
        assertThatThrownBy(() -> use(Map.of())).hasMessage("--in must name at least one file, not 0");
        assertThatThrownBy(() -> use(Map.of("gamma", "-1"), one)).hasMessageContaining("gamma must be in [0, ");
        assertThatThrownBy(() -> use(Map.of("task", "theory", "similarity", "2"), one))
                .hasMessageContaining("similarity must be in [-1, 1], not 2");
        Path word = Files.writeString(folder.resolve("short.csv"), "a,label\n1,0\n");
        assertThatThrownBy(() -> use(Map.of(), word)).hasMessageContaining("cannot be shared out with testShare = 0.2");
    }

    @Test
    void a_task_of_one_class_is_learned_with_a_warning() throws IOException {
        var rows = new ArrayList<String>(List.of("a,b,label"));
        for (int k = 0; k < 20; k++) rows.add(k + "," + (k * k % 7) + ",0");
        Path file = Files.write(folder.resolve("dull.csv"), rows);
        assertThat(use(Map.of("epochs", "1"), file).getFirst().table().reals("task1")[0])
                .isEqualTo(1);
    }
}
