package org.onsager.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    @TempDir
    Path folder = Path.of("");

    private record Answer(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        /// What a person sees of a failure: one line, no stack trace.
        void isOneLine(int expectedCode, String expected) {
            assertThat(err.lines().filter(line -> !line.startsWith("See "))).hasSize(1);
            assertThat(err).contains(expected).doesNotContain("\tat ");
            assertThat(code).isEqualTo(expectedCode);
        }
    }

    private static Answer onsager(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Onsager.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Answer(code, out.toString(), err.toString());
    }

    private String runs() {
        return folder.resolve("runs").toString();
    }

    private Answer coin(String... more) {
        var args = new java.util.ArrayList<>(java.util.List.of("run", "coin-tosses", "--quiet", "--runs", runs()));
        args.addAll(java.util.List.of(more));
        return onsager(args.toArray(String[]::new));
    }

    @Test
    void a_run_prints_its_claims_and_its_command() {
        var answer = coin();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("C1")
                .contains("reproduced")
                .contains("not-tested")
                .contains("again: ./onsager run coin-tosses --scale smoke --seed 1");
    }

    @Test
    void json_is_one_document_with_the_keys_of_the_contract() {
        var document = coin("--json", "--set", "tosses=100", "--seed", "9").json();
        assertThat(document.propertyNames())
                .contains("run", "paper", "scale", "seed", "parameters", "metrics", "claims", "seconds");
        assertThat(document.get("parameters").get("tosses").asInt()).isEqualTo(100);
        assertThat(document.get("claims")).hasSize(2);
        assertThat(document.get("claims").get(0).propertyNames())
                .contains("id", "statement", "published", "expected", "measured", "tolerance", "verdict", "note");
        assertThat(document.get("claims").get(1).get("verdict").asString()).isEqualTo("not-tested");
        assertThat(document.get("claims").get(1).get("expected").isNull()).isTrue();
    }

    @Test
    void a_device_is_refused_where_there_is_none_or_no_net() {
        coin("--device", "cpu").isOneLine(2, "--device is not for coin-tosses");
        onsager("use", "dense-hebbian-rs", "--device", "cuda", "--runs", runs())
                .isOneLine(2, "--device is not for dense-hebbian-rs");
        for (var command : java.util.List.of("run", "use")) {
            onsager(command, "stochastic-interpolants", "--device", "tpu", "--runs", runs())
                    .isOneLine(2, "device must be cpu, cuda or cuda:INDEX, not tpu");
            onsager(command, "stochastic-interpolants", "--device", "cuda:999", "--runs", runs())
                    .isOneLine(2, "no device cuda:999");
            onsager(command, "stochastic-interpolants", "--device", "cpu", "--set", "device=cuda", "--runs", runs())
                    .isOneLine(2, "device must be given once");
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits_on_one_and_two_threads() {
        var one = coin("--json", "--threads", "1").json().get("metrics");
        var two = coin("--json", "--threads", "2").json().get("metrics");
        assertThat(one).isEqualTo(two);
    }

    @Test
    void a_failed_claim_exits_with_one() {
        var answer = coin("--set", "bias=0.9");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("not-reproduced")
                .contains("expected 0.500000,")
                .contains("measured 0.8986");
    }

    @Test
    void bad_input_is_one_line_and_exit_code_two() {
        onsager("run", "coin-tose").isOneLine(2, "there is no paper coin-tose; did you mean coin-tosses?");
        onsager("run", "huge-ensembles").isOneLine(2, "paper huge-ensembles is planned and not implemented yet");
        onsager("run").isOneLine(2, "run needs the slug of a paper");
        coin("--set", "toses=3").isOneLine(2, "there is no parameter toses; did you mean tosses?");
        coin("--set", "tosses=0").isOneLine(2, "tosses must be in [1, inf), not 0");
        coin("--set", "tosses=many").isOneLine(2, "tosses must be an integer in [1, inf), not many");
        coin("--scale", "huge").isOneLine(2, "scale must be one of smoke, standard, paper, not huge");
        coin("--threads", "0").isOneLine(2, "threads must be in [1, 32767], not 0");
        coin("--threads", "100000").isOneLine(2, "threads must be in [1, 32767], not 100000");
        coin("--data", folder.resolve("nowhere").toString()).isOneLine(2, "nowhere");
        coin("--engine", "spark:local").isOneLine(2, "engine must be local, not spark:local");
        coin("--seed", "x").isOneLine(2, "'x' is not a whole number");
        coin("--set", "tosses").isOneLine(2, "Value for option '--set' (NAME=VALUE) should be in KEY=VALUE format");
        onsager("runs", "--paper", "coin-tose", "--runs", runs()).isOneLine(2, "did you mean coin-tosses?");
        onsager("rnu").isOneLine(2, "there is no command rnu; did you mean run");
        onsager("run", "coin-tosses", "--sed", "1").isOneLine(2, "there is no option --sed; did you mean --se");
    }

    @Test
    void nothing_is_left_behind_by_bad_input() {
        coin("--set", "tosses=0");
        assertThat(onsager("runs", "--json", "--runs", runs()).json()).isEmpty();
    }

    @Test
    void numerical_failure_exits_with_three_and_too_small_a_heap_with_five() {
        coin("--set", "trouble=numbers").isOneLine(3, "coin diverged at toss 3; use fewer tosses");
        coin("--set", "trouble=memory").isOneLine(5, "the Java heap is too small");
    }

    @Test
    void a_forgotten_claim_is_a_bug_that_names_it() {
        var answer = coin("--set", "trouble=forgets");
        assertThat(answer.code()).isEqualTo(70);
        assertThat(answer.err()).contains("C1");
    }

    @Test
    void a_place_where_runs_cannot_be_kept_exits_with_four() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "not a folder");
        onsager("run", "coin-tosses", "--quiet", "--runs", file.toString()).isOneLine(4, file.toString());
    }

    @Test
    void debug_shows_where() {
        assertThat(coin("--set", "trouble=numbers", "--debug").err()).contains("\tat ");
    }

    @Test
    void runs_are_listed_shown_compared_explained_cited_deleted_and_taken_back() {
        var first = coin("--json").json().get("run").asString();
        var second = coin("--json", "--seed", "2").json().get("run").asString();
        assertThat(onsager("runs", "--runs", runs()).out()).contains(first).contains(second);
        var listed = onsager("runs", "--json", "--runs", runs()).json();
        assertThat(listed.get(0).get("run").asString()).isEqualTo(second);
        assertThat(listed.get(0).propertyNames())
                .contains("run", "paper", "scale", "seed", "status", "started", "seconds");
        assertThat(onsager("show", first, "--runs", runs()).out()).contains("tosses = 10000");
        assertThat(onsager("show", first, "--json", "--runs", runs())
                        .json()
                        .get("seed")
                        .asInt())
                .isEqualTo(1);
        assertThat(onsager("diff", first, second, "--runs", runs()).out()).contains("seed");
        assertThat(onsager("explain", first, "--runs", runs()).out()).contains("seed");
        assertThat(onsager("cite", first, "--runs", runs()).out())
                .contains("@misc{coin-tosses")
                .contains("@software");
        assertThat(onsager("resume", first, "--quiet", "--runs", runs()).out()).contains("C1");
        assertThat(onsager("runs", "--delete", second, "--runs", runs()).code()).isZero();
        assertThat(onsager("runs", "--runs", runs()).out()).doesNotContain(second);
        onsager("runs", "--undo", "--runs", runs());
        assertThat(onsager("runs", "--runs", runs()).out()).contains(second);
    }

    @Test
    void a_run_is_named_by_its_id_and_never_by_a_path() {
        coin();
        onsager("show", "../runs", "--runs", runs()).isOneLine(2, "../runs");
        onsager("resume", "nonesuch", "--runs", runs()).isOneLine(2, "nonesuch");
    }

    @Test
    void reproduce_writes_a_report_that_needs_nothing_else() throws IOException {
        var report = folder.resolve("report");
        var answer = onsager("reproduce", "coin-tosses", "--quiet", "--runs", runs(), "--report", report.toString());
        assertThat(answer.code()).isZero();
        var html = Files.readString(report.resolve("index.html"));
        assertThat(html).contains("a coin is fair").contains("./onsager run coin-tosses");
        assertThat(html.length()).isLessThan(5_000_000);
    }

    @Test
    void use_applies_the_method_to_a_table() throws IOException {
        var in = Files.writeString(folder.resolve("tosses.csv"), "heads\n1\n0\n1\n1\n");
        var out = folder.resolve("share.csv");
        var answer = onsager("use", "coin-tosses", "--in", in.toString(), "--out", out.toString(), "--set", "factor=2");
        assertThat(answer.err()).isEmpty();
        assertThat(Files.readString(out)).contains("share").contains("1.5");
        assertThat(onsager("use", "coin-tosses", "--in", in.toString()).out()).contains("0.75");
        onsager("use", "coin-tosses", "--in", "nowhere.csv").isOneLine(2, "nowhere.csv");
        var empty = Files.writeString(folder.resolve("bad.csv"), "tails\n1\n");
        onsager("use", "coin-tosses", "--in", empty.toString()).isOneLine(2, "heads");
        var commas = Files.writeString(folder.resolve("commas.csv"), "heads;n\n1;1\n0,5;2\n");
        onsager("use", "coin-tosses", "--in", commas.toString())
                .isOneLine(2, "not words such as 0,5 in row 1 (numbers need a decimal point)");
    }

    @Test
    void results_never_go_over_the_data_they_come_from() throws IOException {
        var text = "heads\n1\n0\n1\n1\n";
        var in = Files.writeString(folder.resolve("tosses.csv"), text);
        var alias = Files.createSymbolicLink(folder.resolve("alias.csv"), in);
        for (var out : java.util.List.of(in, alias, folder.resolve("../" + folder.getFileName() + "/tosses.csv"))) {
            onsager("use", "coin-tosses", "--in", in.toString(), "--out", out.toString())
                    .isOneLine(2, "would be written over");
        }
        var beside = folder.resolve("share.csv").toString();
        onsager("use", "coin-tosses", "--in", in.toString(), "--out", beside, "--plot", beside)
                .isOneLine(2, "must be two files");
        onsager("use", "coin-tosses", "--in", in.toString(), "--out", beside, "--plot", in.toString())
                .isOneLine(2, "would be written over");
        assertThat(in).hasContent(text);
    }

    @Test
    void where_results_cannot_go_is_told_before_the_work() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "not a folder");
        var in = Files.writeString(folder.resolve("tosses.csv"), "heads\n1\n");
        onsager("use", "coin-tosses", "--in", in.toString(), "--out", file + "/share.csv")
                .isOneLine(4, "is not a folder");
        onsager(
                        "use",
                        "coin-tosses",
                        "--in",
                        in.toString(),
                        "--out",
                        Files.createDirectory(folder.resolve("a.csv")) + "")
                .isOneLine(2, "is a folder, not a file");
        onsager("reproduce", "coin-tosses", "--quiet", "--runs", runs(), "--report", file + "/report")
                .isOneLine(4, "is not a folder");
        assertThat(onsager("runs", "--json", "--runs", runs()).json()).isEmpty();
    }

    @Test
    void numbers_are_written_with_points_wherever_they_are_computed() {
        var before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.GERMANY);
            var answer = coin("--set", "bias=0.9");
            assertThat(answer.out()).contains("expected 0.500000,").contains("measured 0.8986");
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @Test
    void papers_lists_all_of_the_plan() {
        var listed = onsager("papers", "--json", "--runs", runs()).json();
        assertThat(listed.size()).isGreaterThanOrEqualTo(35);
        for (var paper : listed) {
            assertThat(paper.propertyNames()).contains("slug", "title", "year", "family", "implemented", "claims");
        }
        coin();
        assertThat(onsager("papers", "--runs", runs()).out()).contains("1 of 2 reproduced");
    }

    @Test
    void help_shows_examples_and_a_papers_parameters() {
        assertThat(onsager("--help").out()).contains("Examples:").contains("Exit codes:");
        assertThat(onsager("run", "coin-tosses", "--help").out())
                .contains("probability of heads")
                .contains("[0, 1]");
        assertThat(onsager("use", "coin-tosses", "--help").out())
                .contains("Counts heads.")
                .contains("factor");
        assertThat(onsager("--version").out()).startsWith("onsager ");
        assertThat(onsager("completion").out()).contains("reproduce");
        assertThat(onsager("data", "list").out()).contains("mnist");
    }
}
