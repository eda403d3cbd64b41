package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.run.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabTest {
    @TempDir
    Path root;

    private final LocalEngine engine = new LocalEngine(2);
    private final Ising ising = new Ising();
    private final List<String> said = new ArrayList<>();
    private Lab lab;

    @BeforeEach
    void open() {
        lab = open(new DataFolders(List.of()));
    }

    private Lab open(DataFolders data) {
        return Lab.open(root.resolve("runs"), engine, data, new Progress() {
            @Override
            public void update(double fraction, String what) {}

            @Override
            public void say(String sentence) {
                said.add(sentence);
            }
        });
    }

    @AfterEach
    void close() {
        lab.close();
        engine.close();
    }

    private Outcome run(long seed) {
        return lab.run(ising, ising.defaults(Scale.SMOKE), Scale.SMOKE, seed);
    }

    @Test
    void a_run_leaves_its_claims_metrics_tables_and_figures_in_its_folder() {
        var outcome = run(1);

        var folder = lab.store().folder(outcome.run());
        assertThat(folder).isDirectoryContaining("glob:**/run.json").isDirectoryContaining("glob:**/claims.json");
        assertThat(folder.resolve("tables/order.csv")).content().startsWith("t,m\n0.5,");
        assertThat(org.onsager.lab.data.Tables.read(folder.resolve("metrics.parquet"))
                        .reals("value"))
                .isEqualTo(
                        outcome.metrics().values().stream().mapToDouble(x -> x).toArray());
        assertThat(folder.resolve("tables/order.parquet")).isNotEmptyFile();
        assertThat(folder.resolve("log.txt")).content().contains("started", "finished");
        assertThat(lab.figures(outcome.run()))
                .hasEntrySatisfying(
                        "order", figure -> assertThat(figure.traces()).hasSize(2));
        assertThat(outcome.claims()).extracting(claim -> claim.statement().id()).containsExactly("I1", "I2", "I3");
        assertThat(lab.find(outcome.run().substring(0, 15)).status()).isEqualTo(Status.FINISHED);
        assertThat(lab.list()).extracting(summary -> summary.run()).containsExactly(outcome.run());
    }

    @Test
    void the_document_of_a_run_is_the_contract_and_reads_the_same_from_disk() {
        var parameters = Parameters.of(Ising.Settings.class)
                .with(ising.defaults(Scale.SMOKE), Map.of("temperatures", "0.5,1,2.5,1e300", "order", "backward"));
        var outcome = lab.run(ising, parameters, Scale.SMOKE, 7);

        JsonNode document = JsonMapper.shared().readTree(outcome.toJson());
        assertThat(document.propertyNames())
                .containsExactly("run", "paper", "scale", "seed", "parameters", "metrics", "claims", "seconds");
        assertThat(document.get("parameters").toString())
                .isEqualTo(
                        "{\"spins\":32,\"temperatures\":[0.5,1.0,2.5,1.0E300],\"sweeps\":200,\"order\":\"backward\"}");
        assertThat(document.at("/metrics/nothing").isNull()).isTrue();
        assertThat(document.at("/claims/0/expected").asDouble()).isEqualTo(0.761594);
        assertThat(document.at("/claims/0/verdict").asString()).isEqualTo("reproduced");
        assertThat(document.at("/claims/0/command").asString())
                .isEqualTo("./onsager run ising-ring --scale smoke --seed 7"
                        + " --set temperatures=0.5,1.0,2.5,1.0E300 --set order=backward");
        assertThat(document.at("/claims/2/verdict").asString()).isEqualTo("not-tested");
        assertThat(document.at("/claims/2/measured").isNull()).isTrue();
        assertThat(lab.outcome(outcome.run()).toJson()).isEqualTo(outcome.toJson());
    }

    @Test
    void a_forgotten_claim_is_an_error_that_names_it() {
        Experiment<Ising.Settings> forgetful = new Changed(ising) {
            @Override
            public void run(Ising.Settings parameters, Trial trial) {
                trial.untested("I1", "no time");
                var _ = trial.claim("I3").fact("x", true, "never handed in");
            }
        };

        assertThatThrownBy(() -> lab.run(forgetful, ising.defaults(Scale.SMOKE), Scale.SMOKE, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no verdict on claims I2, I3");
        assertThat(lab.list().getFirst().status()).isEqualTo(Status.FAILED);
        assertThat(lab.list().getFirst().problem()).contains("I2, I3");
    }

    @Test
    void a_failed_run_goes_on_from_its_stored_results_and_ends_with_the_same_bits() {
        var undisturbed = run(3);
        var failing = new Changed(ising) {
            @Override
            public void run(Ising.Settings parameters, Trial trial) {
                super.run(parameters, trial);
                throw new org.onsager.numerics.DivergedException("sweep diverged at iteration 9");
            }
        };
        assertThatThrownBy(() -> lab.run(failing, ising.defaults(Scale.SMOKE), Scale.SMOKE, 3))
                .isInstanceOf(org.onsager.numerics.DivergedException.class)
                .hasMessage("sweep diverged at iteration 9");
        var failed = lab.list().getFirst();
        assertThat(failed.status()).isEqualTo(Status.FAILED);

        var resumed = lab.resume(failed.run(), List.of(ising));

        assertThat(resumed.metrics()).isEqualTo(undisturbed.metrics());
        assertThat(lab.explain(failed.run()).toText())
                .contains("exact: taken from disk: stored by this run, same configuration")
                .contains("temperatures: 4 of 4 results taken from disk")
                .contains("mnist absent");
    }

    @Test
    void the_same_seed_gives_the_same_bits_on_one_thread_and_on_three() {
        var two = run(5);
        try (var one = new LocalEngine(1);
                var three = new LocalEngine(3)) {
            for (var other : List.of(one, three)) {
                assertThat(MemoryTrial.run(ising, Scale.SMOKE, 5, other).metrics())
                        .isEqualTo(two.metrics());
            }
        }
    }

    @Test
    void a_stored_result_of_another_configuration_is_refused_with_the_difference() throws Exception {
        var outcome = run(1);
        var folder = lab.store().folder(outcome.run());
        var record = Files.readString(folder.resolve("run.json"));
        Files.writeString(
                folder.resolve("run.json"),
                record.replace("\"seed\" : 1", "\"seed\" : 2").replace("FINISHED", "INTERRUPTED"));

        assertThatThrownBy(() -> lab.resume(outcome.run(), List.of(ising)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stage exact")
                .hasMessageContaining("seed 1, now 2")
                .hasMessageContaining("start a new run");
    }

    @Test
    void a_broken_stored_result_is_reported_and_computed_again() throws Exception {
        var outcome = run(1);
        var folder = lab.store().folder(outcome.run());
        var file = folder.resolve("checkpoints/temperatures/000002.bin");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 7));
        Files.delete(folder.resolve("claims.json"));

        var again = lab.resume(outcome.run(), List.of(ising));

        assertThat(again.metrics()).isEqualTo(outcome.metrics());
        assertThat(said).anyMatch(line -> line.contains("000002.bin") && line.contains("checksum"));
        assertThat(Files.readAllBytes(file)).hasSameSizeAs(whole);
    }

    @Test
    void two_runs_are_told_apart_by_settings_and_results() {
        var one = run(1);
        var two = run(2);

        var difference = lab.diff(one.run(), two.run());

        assertThat(difference.rows()).extracting(Difference.Row::name).containsExactly("seed", "chain_sum");
        assertThat(difference.toText()).contains("setting  seed", "1 -> 2");
        assertThat(lab.diff(one.run(), one.run()).rows()).isEmpty();
    }

    @Test
    void runs_are_deleted_all_or_none_and_come_back() {
        var one = run(1).run();
        var two = run(1).run();

        assertThatThrownBy(() -> lab.delete(List.of(one, "1999"))).hasMessageContaining("there is no run 1999");
        assertThat(lab.list()).hasSize(2);
        assertThat(lab.delete(List.of(one, two))).containsExactly(one, two);
        assertThat(lab.list()).isEmpty();
        assertThat(lab.undo()).containsExactlyInAnyOrder(one, two);
        assertThat(lab.list()).hasSize(2);
    }

    @Test
    void a_resumed_run_is_refused_other_data_than_it_began_with() throws Exception {
        var outcome = run(1);
        var folder = lab.store().folder(outcome.run());
        Files.delete(folder.resolve("claims.json"));
        Files.writeString(Files.createDirectories(root.resolve("data/mnist")).resolve("images.csv"), "1,2\n");

        try (var other = open(new DataFolders(List.of(root.resolve("data"))))) {
            assertThatThrownBy(() -> other.resume(outcome.run(), List.of(ising)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("data set mnist was absent when run")
                    .hasMessageContaining("is content");
        }
    }

    record Doubling(@Setting(value = "factor", min = 1) double factor) {}

    /// Multiplies the first column of a CSV file.
    static final class Doubler implements Tool<Doubling> {
        @Override
        public String summary() {
            return "multiplies";
        }

        @Override
        public String usage() {
            return "one table in, two out";
        }

        @Override
        public Doubling defaults() {
            return new Doubling(2);
        }

        @Override
        public List<NamedTable> run(Doubling settings, List<Path> inputs, Trial trial) {
            double[] values =
                    org.onsager.lab.data.Tables.read(inputs.getFirst()).reals("x");
            for (int i = 0; i < values.length; i++) values[i] *= settings.factor();
            trial.metric("rows", values.length);
            return List.of(
                    new NamedTable("all", Table.builder().with("x", values).build()),
                    new NamedTable("first", Table.builder().with("x", values[0]).build()));
        }
    }

    @Test
    void a_tool_writes_its_tables_beside_each_other() throws Exception {
        var input = Files.writeString(root.resolve("in.csv"), "x\n1.5\n2\n");

        var use = lab.use(new Doubler(), new Doubling(3), List.of(input), root.resolve("out.csv"));

        assertThat(use.files()).containsExactly(root.resolve("out.csv"), root.resolve("out-first.csv"));
        assertThat(root.resolve("out.csv")).content().isEqualToIgnoringNewLines("x4.56.0");
        assertThat(use.metrics()).isEqualTo(Map.of("rows", 2.0));
        assertThatThrownBy(() -> lab.use(new Doubler(), new Doubling(0.5), List.of(input), root.resolve("out.csv")))
                .hasMessage("factor must be in [1, inf), not 0.5");
        assertThatThrownBy(() ->
                        lab.use(new Doubler(), new Doubling(2), List.of(root.resolve("no.csv")), root.resolve("o.csv")))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> lab.use(new Doubler(), new Doubling(2), List.of(input), root.resolve("out.xls")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xls");
    }

    /// An experiment with something changed.
    private static class Changed implements Experiment<Ising.Settings> {
        private final Ising ising;

        Changed(Ising ising) {
            this.ising = ising;
        }

        @Override
        public Paper paper() {
            return ising.paper();
        }

        @Override
        public List<Statement> statements() {
            return ising.statements();
        }

        @Override
        public Ising.Settings defaults(Scale scale) {
            return ising.defaults(scale);
        }

        @Override
        public void run(Ising.Settings parameters, Trial trial) {
            ising.run(parameters, trial);
        }
    }
}
