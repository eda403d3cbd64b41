package org.onsager.papers.stochasticinterpolants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.numerics.RandomStream;

class TransportToolTest {
    @TempDir
    private Path folder;

    private List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new TransportTool();
        var all = new HashMap<>(Map.of("steps", "200", "batch", "128", "width", "32", "layers", "2", "samples", "500"));
        all.putAll(sets);
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), all);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private Path cloud(String name, double x, double y, double deviation) throws IOException {
        var source = RandomStream.of(1).split(name).generator();
        var text = new StringBuilder("height,speed\n");
        for (int i = 0; i < 400; i++)
            text.append(source.nextGaussian(x, deviation))
                    .append(',')
                    .append(source.nextGaussian(y, deviation))
                    .append('\n');
        return Files.writeString(folder.resolve(name + ".csv"), text);
    }

    @Test
    void two_clouds_in_samples_and_scores_out() throws IOException {
        Path start = cloud("start", 100, 0, 5), end = cloud("end", 130, 40, 10);
        var tables = use(Map.of("eps", "0.5"), start, end);
        var samples = tables.getFirst().table();
        assertThat(samples.names())
                .containsExactly("from_height", "from_speed", "height", "speed", "score_height", "score_speed");
        assertThat(samples.rows()).isEqualTo(500);
        assertThat(Arrays.stream(samples.reals("from_height")).average().orElseThrow())
                .isCloseTo(100, within(2.0));
        assertThat(Arrays.stream(samples.reals("height")).average().orElseThrow())
                .isCloseTo(130, within(4.0));
        assertThat(Arrays.stream(samples.reals("speed")).average().orElseThrow())
                .isCloseTo(40, within(4.0));
        // the score points back to the middle
        double sum = 0;
        for (int i = 0; i < 500; i++) sum += (samples.reals("height")[i] - 130) * samples.reals("score_height")[i];
        assertThat(sum).isNegative();
        assertThat(tables.get(1).name()).isEqualTo("quality");
        assertThat(tables.get(2).table().rows()).isEqualTo(200);
    }

    @Test
    void every_family_runs_and_the_way_back_too() throws IOException {
        Path start = cloud("start", 0, 0, 1), end = cloud("end", 3, 0, 1);
        var quick = Map.of("steps", "20", "samples", "20", "sdeSteps", "20", "batch", "16");
        for (var family : ToolSettings.Family.values()) {
            var sets = new HashMap<>(quick);
            sets.put(
                    "interpolant",
                    family.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            if (family == ToolSettings.Family.TRIG_EXACT) sets.put("gamma", "quadratic");
            boolean one = family.ordinal() >= ToolSettings.Family.ONE_SIDED_LINEAR.ordinal();
            var inputs = one ? new Path[] {end} : new Path[] {start, end};
            for (var direction : List.of("forward", "backward")) {
                sets.put("direction", direction);
                assertThat(use(sets, inputs).getFirst().table().rows())
                        .as("%s", family)
                        .isEqualTo(20);
            }
        }
        for (var coupling : List.of("optimal", "sinkhorn", "paired")) {
            var sets = new HashMap<>(quick);
            sets.put("coupling", coupling);
            sets.put("velocity", "v");
            sets.put("profile", "gamma");
            assertThat(use(sets, start, end).getFirst().table().rows()).isEqualTo(20);
        }
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        Path start = cloud("start", 0, 0, 1), end = cloud("end", 3, 0, 1);
        assertThatThrownBy(() -> use(Map.of(), start))
                .hasMessage("--in must name two point clouds for interpolant = linear, not 1 files");
        assertThatThrownBy(() -> use(Map.of("interpolant", "mirror"), start, end))
                .hasMessageContaining("--in must name one point cloud for interpolant = mirror");
        Path narrow = Files.writeString(folder.resolve("narrow.csv"), "x\n1\n2\n");
        assertThatThrownBy(() -> use(Map.of(), narrow, end))
                .hasMessageContaining("must have as many columns, not 1 and 2");
        Path hole = Files.writeString(folder.resolve("hole.csv"), "x,y\n1,2\n3,\n");
        assertThatThrownBy(() -> use(Map.of(), hole, end))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hole.csv")
                .hasMessageContaining("point 1 must be finite");
        assertThatThrownBy(() -> use(Map.of("gamma", "zero", "eps", "1"), start, end))
                .hasMessageContaining("eps must be 0 with gamma = zero");
        assertThatThrownBy(() -> use(Map.of("eps", "-1"), start, end)).hasMessageContaining("eps must be in [0, 1000]");
        assertThatThrownBy(() -> use(Map.of("interpolant", "trig-exact", "a", "4"), start, end))
                .hasMessageContaining("[0, 1)");
    }

    @Test
    void handwritten_threes_become_eights() throws IOException {
        var file = Path.of(System.getenv().getOrDefault("ONSAGER_TEST_DATA", "missing"), "digits", "digits.csv.gz");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isRegularFile(file), "the data set digits is not installed; set ONSAGER_TEST_DATA");
        double[][] rows = org.onsager.lab.data.DataFile.read(file).array().rows();
        Path threes = digits(rows, 3), eights = digits(rows, 8);
        var tables = use(Map.of("steps", "400", "width", "64", "eps", "0.5", "samples", "100"), threes, eights);
        var made = org.onsager.transport.PointCloud.of(
                lastColumns(tables.getFirst().table().matrix(), 64));
        double own = nearest(made, rows, 8), other = nearest(made, rows, 3);
        // most samples lie nearer to the mean eight than to the mean three
        assertThat(own).isGreaterThan(0.8);
        assertThat(other).isLessThan(0.2);
    }

    private Path digits(double[][] rows, int digit) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 64; i++) text.append(i == 0 ? "" : ",").append("p").append(i);
        for (double[] row : rows) {
            if (row[64] != digit) continue;
            text.append('\n');
            for (int i = 0; i < 64; i++) text.append(i == 0 ? "" : ",").append(row[i]);
        }
        return Files.writeString(folder.resolve("digit" + digit + ".csv"), text.append('\n'));
    }

    /// The samples stand after their starts and before their scores.
    private static double[][] lastColumns(double[][] matrix, int d) {
        return Arrays.stream(matrix)
                .map(row -> Arrays.copyOfRange(row, d, 2 * d))
                .toArray(double[][]::new);
    }

    /// The share of samples that lie nearer to the mean of `digit` than to that of the other of 3 and 8.
    private static double nearest(org.onsager.transport.PointCloud cloud, double[][] rows, int digit) {
        double[] mine = mean(rows, digit), others = mean(rows, digit == 3 ? 8 : 3);
        int count = 0;
        for (int i = 0; i < cloud.size(); i++) {
            double a = 0, b = 0;
            for (int k = 0; k < 64; k++) {
                double x = cloud.values()[64 * i + k];
                a += (x - mine[k]) * (x - mine[k]);
                b += (x - others[k]) * (x - others[k]);
            }
            if (a < b) count++;
        }
        return (double) count / cloud.size();
    }

    private static double[] mean(double[][] rows, int digit) {
        var mean = new double[64];
        int count = 0;
        for (double[] row : rows) {
            if (row[64] != digit) continue;
            count++;
            for (int k = 0; k < 64; k++) mean[k] += row[k];
        }
        for (int k = 0; k < 64; k++) mean[k] /= count;
        return mean;
    }
}
