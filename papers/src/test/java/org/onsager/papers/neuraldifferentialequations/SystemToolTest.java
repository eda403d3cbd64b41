package org.onsager.papers.neuraldifferentialequations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;

class SystemToolTest {
    private static final String OSCILLATOR =
            "dq/dt = p; dp/dt = -w^2*q; param w = 1; q(0) = 1; p(0) = 0; output E = p^2 + w^2*q^2";

    @TempDir
    private Path folder;

    private List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new SystemTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private static Table named(List<NamedTable> tables, String name) {
        return tables.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow()
                .table();
    }

    private static String first(Table table, String column) {
        return table.column(column).orElseThrow().text(0);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "Tsit5",
                "dop853",
                "Radau5",
                "Radau",
                "Rodas5P",
                "BDF",
                "Adams",
                "GBS",
                "ODEX",
                "Kvaerno5",
                "RKC",
                "ROCK2",
                "rock4"
            })
    void every_kind_of_solver_solves_a_typed_system(String solver) {
        var tables = use(Map.of(
                "system",
                OSCILLATOR,
                "solver",
                solver,
                "rtol",
                "1e-8",
                "atol",
                "1e-10",
                "save",
                "0:2*pi:5",
                "to",
                "2*pi"));
        var solution = tables.getFirst().table();
        assertThat(solution.names()).containsExactly("t", "q", "p", "E");
        assertThat(solution.reals("q")).containsExactly(new double[] {1, 0, -1, 0, 1}, within(1e-5));
        assertThat(solution.reals("E")).containsExactly(new double[] {1, 1, 1, 1, 1}, within(1e-5));
        assertThat(named(tables, "work").reals("evaluations")[0]).isPositive();
        assertThat(first(named(tables, "sources"), "part"))
                .isEqualTo("solver " + first(named(tables, "work"), "solver"));
        assertThat(first(named(tables, "sources"), "source")).isNotBlank();
    }

    @Test
    void automatic_choice_says_why() {
        var stiff = named(
                use(Map.of(
                        "system",
                        "dx/dt = v; dv/dt = 1000*(1-x^2)*v - x; x(0) = 2; v(0) = 0",
                        "solver",
                        "auto",
                        "to",
                        "2000",
                        "save",
                        "2000")),
                "work");
        assertThat(first(stiff, "solver")).isEqualTo("Rodas5P");
        assertThat(first(stiff, "why")).startsWith("stiff: stability needs");
        var smooth = named(use(Map.of("system", OSCILLATOR)), "work");
        assertThat(first(smooth, "solver")).isEqualTo("Tsit5");
        assertThat(first(smooth, "why")).startsWith("not stiff");
        assertThat(first(named(use(Map.of("system", OSCILLATOR, "solver", "Tsit5")), "work"), "why"))
                .isEmpty();
        var noisy = named(use(Map.of("system", "dx/dt = -x; dx/dW = 0.1; x(0) = 1", "solver", "auto")), "work");
        assertThat(first(noisy, "solver")).isEqualTo("ShARK");
        assertThat(first(noisy, "why")).contains("additive");
    }

    @Test
    void symplectic_solver_takes_a_partitioned_system_and_refuses_another() {
        var sets = Map.of("system", OSCILLATOR, "solver", "Yoshida6", "step", "0.05", "to", "100", "save", "0,50,100");
        assertThat(use(sets).getFirst().table().reals("E")).containsExactly(new double[] {1, 1, 1}, within(1e-7));
        assertThatThrownBy(() -> use(Map.of("system", "dx/dt = -x; x(0) = 1", "solver", "Yoshida6", "step", "0.1")))
                .hasMessageContaining("partitioned");
    }

    @Test
    void problem_file_holds_events_resets_a_sweep_and_initial_values() throws IOException {
        var file = write("ball.json", """
                {"system": ["param r = 0.8, g = 8", "dx/dt = v", "dv/dt = -g", "x(0) = 1; v(0) = 0"],
                 "initial": {"x": 10}, "span": [0, "6"], "save": "0:6:4", "rtol": 1e-10,
                 "sweep": {"r": [0.5, "4/5"]},
                 "events": [{"name": "bounce", "zero": "x", "direction": "down", "set": {"v": "-r*v"}}]}
                """);
        var tables = use(Map.of("events", "top: v down record"), file);
        var solution = tables.getFirst().table();
        assertThat(solution.names()).containsExactly("run", "r", "t", "x", "v");
        assertThat(solution.rows()).isEqualTo(8);
        assertThat(solution.reals("r")[7]).isEqualTo(.8);
        var events = named(tables, "events");
        double[] times = events.reals("t");
        assertThat(times[0]).isCloseTo(Math.sqrt(2.5), within(1e-9));
        double[] before = events.reals("v"), after = events.reals("v_after");
        assertThat(after[0]).isCloseTo(-.5 * before[0], within(1e-12));
        assertThat(((Table.Texts) events.column("event").orElseThrow()).values())
                .contains("bounce", "top");
    }

    @Test
    void terminal_event_ends_the_run_and_what_was_not_reached_is_missing() {
        var tables = use(Map.of("system", "dx/dt = 1; x(0) = 0", "events", "goal: x - 3.5 up stop", "save", "0:10:11"));
        assertThat(named(tables, "work").reals("t_end")[0]).isCloseTo(3.5, within(1e-12));
        double[] x = tables.getFirst().table().reals("x");
        assertThat(x[3]).isCloseTo(3, within(1e-9));
        assertThat(x[4]).isNaN();
    }

    @Test
    void table_of_runs_gives_parameters_and_states() throws IOException {
        var runs = write("runs.csv", "a,x\n1,2\n3,4\n");
        var tables = use(Map.of("system", "param a = 0; dx/dt = a; x(0) = 0", "to", "1", "save", "0,1"), runs);
        assertThat(tables.getFirst().table().reals("x")).containsExactly(new double[] {2, 3, 4, 7}, within(1e-12));
    }

    /// The mean over 400 paths of an Ornstein-Uhlenbeck process within four standard errors.
    @Test
    void noise_is_solved_on_paths_that_a_sweep_shares() {
        var solution = use(Map.of(
                        "system", "param s = 0; dx/dt = -x; dx/dW = s; x(0) = 1",
                        "paths", "400",
                        "to", "1",
                        "save", "1",
                        "step", "0.02",
                        "sweep", "s=0,0.5,1"))
                .getFirst()
                .table();
        double[] x = solution.reals("x");
        double mean = 0;
        for (int i = 0; i < 400; i++) {
            mean += x[400 + i] / 400;
            // additive noise: twice the noise, twice the distance from the noiseless solution, path by path
            assertThat(x[800 + i] - x[i]).isCloseTo(2 * (x[400 + i] - x[i]), within(1e-12));
        }
        double deviation = .5 * Math.sqrt((1 - Math.exp(-2)) / 2);
        assertThat(mean).isCloseTo(Math.exp(-1), within(4 * deviation / 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EulerMaruyama", "SRIW1", "SPaRK", "Heun", "ReversibleHeun", "LogOdeMidpoint", ""})
    void stochastic_solvers_agree_on_multiplicative_noise(String solver) {
        boolean ito = solver.equals("EulerMaruyama") || solver.equals("SRIW1");
        // the same process in both senses
        String drift = ito ? "0.05*x" : "(0.05 - 0.08)*x";
        var table = use(Map.of(
                        "system",
                        "dx/dt = " + drift + "; dx/dW = 0.4*x; x(0) = 1",
                        "meaning",
                        ito ? "ito" : "stratonovich",
                        "solver",
                        solver,
                        "to",
                        "1",
                        "step",
                        "0.001",
                        "save",
                        "0,1"))
                .getFirst()
                .table();
        var exact = use(Map.of(
                        "system",
                        "dw/dt = 0; dw/dW = 1; w(0) = 0; output x = exp((0.05 - 0.08)*t + 0.4*w)",
                        "to",
                        "1",
                        "step",
                        "0.001",
                        "save",
                        "0,1"))
                .getFirst()
                .table();
        assertThat(table.reals("x")[1])
                .isCloseTo(exact.reals("x")[1], within(ito && solver.startsWith("E") ? .03 : 2e-3));
    }

    @Test
    void bad_problems_are_refused_with_their_remedy() throws IOException {
        assertThatThrownBy(() -> use(Map.of())).hasMessageContaining("there is no system");
        assertThatThrownBy(() -> use(Map.of("system", OSCILLATOR, "solver", "tsit6")))
                .hasMessageContaining("tsit5");
        assertThatThrownBy(() -> use(Map.of("system", OSCILLATOR, "sweep", "v=1,2")))
                .hasMessageContaining("neither");
        assertThatThrownBy(() -> use(Map.of("system", "dx/dt = ; x(0) = 1"))).hasMessageContaining("column");
        assertThatThrownBy(() -> use(Map.of("system", "dx/dt = 1"))).hasMessageContaining("x(0)");
        var typo = write("typo.json", "{\"sistem\": \"dx/dt = 1; x(0) = 0\"}");
        assertThatThrownBy(() -> use(Map.of(), typo)).hasMessageContaining("did you mean system");
        var broken = write("broken.json", "{\"system\": ");
        assertThatThrownBy(() -> use(Map.of(), broken)).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> use(Map.of("system", OSCILLATOR, "events", "q sideways stop")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ralston", "PlatenWeak2", "DRI1", "RI6", "StochasticTheta(0.5)", "SlowRK"})
    void stochastic_solvers_are_found_by_name(String solver) {
        boolean ito = !solver.equals("Ralston") && !solver.equals("SlowRK");
        var work = named(
                use(Map.of(
                        "system",
                        "dx/dt = -x; dx/dW = 0.1*x; x(0) = 1",
                        "solver",
                        solver,
                        "meaning",
                        ito ? "ito" : "stratonovich")),
                "work");
        assertThat(first(work, "solver")).isEqualTo(solver);
        assertThat(first(work, "status")).isEqualTo("SUCCESS");
    }

    @Test
    void noise_that_commutes_is_seen_and_steps_follow_a_tolerance() {
        // both noises are proportional to x in every component
        String commuting =
                "dx/dt = 0.05*x; dy/dt = -y; dx/dW1 = 0.4*x; dx/dW2 = 0.2*x; dy/dW1 = 0.4*y; dy/dW2 = 0.2*y; x(0) = 1; y(0) = 1";
        assertThat(first(named(use(Map.of("system", commuting)), "work"), "solver"))
                .isEqualTo("ItoMilstein");
        var rotating =
                "dx/dt = -x; dy/dt = -y; dx/dW1 = 1; dy/dW1 = y; dx/dW2 = 0.5*x; dy/dW2 = x^2; x(0) = 1; y(0) = 0.5";
        assertThat(first(named(use(Map.of("system", rotating)), "work"), "solver"))
                .isEqualTo("EulerMaruyama");
        var fixed = Map.of("system", "dx/dt = 0.05*x; dx/dW = 0.4*x; x(0) = 1", "to", "1", "save", "1");
        var adaptive = new java.util.HashMap<>(fixed);
        adaptive.put("rtol", "1e-4");
        var tables = use(adaptive);
        double exact = use(fixed).getFirst().table().reals("x")[0];
        assertThat(tables.getFirst().table().reals("x")[0]).isCloseTo(exact, within(2e-3));
        assertThat(named(tables, "work").reals("accepted")[0]).isBetween(3., 500.);
        adaptive.put("solver", "EulerMaruyama");
        assertThat(first(named(use(adaptive), "work"), "solver")).isEqualTo("StepDoubling(EulerMaruyama)");
    }

    @Test
    void statements_jumps_stops_and_breaks_come_from_the_file() throws IOException {
        var file = write("doses.json", """
                {"system": ["param k = 0.5", "dc/dt = -k*c + if(t < 4, 1, 0)", "c(0) = 0"], "span": [0, 10], "save": [4, 10],
                 "rtol": 1e-10, "stops": [3], "breaks": [4],
                 "jumps": [{"name": "dose", "times": [6, 8], "set": {"c": "c + 1"}}],
                 "events": [{"name": "high", "when": "c > 1.5"}]}
                """);
        var tables = use(Map.of(), file);
        double at4 = 2 * (1 - Math.exp(-2));
        double[] c = tables.getFirst().table().reals("c");
        assertThat(c[0]).isCloseTo(at4, within(1e-9));
        assertThat(c[1]).isCloseTo(at4 * Math.exp(-3) + Math.exp(-2) + Math.exp(-1), within(1e-8));
        var events = named(tables, "events");
        assertThat(((Table.Texts) events.column("event").orElseThrow()).values())
                .containsExactly("high", "dose", "high", "dose", "high");
        assertThat(events.reals("t")[0]).isCloseTo(2 * Math.log(4), within(1e-9));
    }

    /// Deaths at the rate x, each of one: the mean decays as exp(-t), its variance is 100 exp(-t) (1 - exp(-t)).
    @Test
    void poisson_jumps_of_a_file_have_their_mean() throws IOException {
        var file = write("deaths.json", """
                {"system": ["param n = 100", "dx/dt = 0", "x(0) = n"], "span": [0, 1], "save": [1],
                 "jumps": [{"rate": "x", "bound": "n", "set": {"x": "x - 1"}}]}
                """);
        double x = use(Map.of(), file).getFirst().table().reals("x")[0];
        double mean = 100 * Math.exp(-1);
        assertThat(x).isEqualTo(Math.rint(x)).isCloseTo(mean, within(4 * Math.sqrt(mean * (1 - Math.exp(-1)))));
    }

    @Test
    void every_problem_of_the_gallery_is_solved() {
        for (String name : Gallery.names()) {
            var work = named(use(Map.of("problem", name)), "work");
            assertThat(first(work, "status")).as(name).isEqualTo("SUCCESS");
            assertThat(first(work, "warning")).as(name).isEmpty();
        }
        var shorter = use(Map.of("problem", "lorenz", "to", "1", "save", "0,1", "sweep", "rho=20,28"));
        assertThat(shorter.getFirst().table().rows()).isEqualTo(4);
        assertThatThrownBy(() -> use(Map.of("problem", "lorentz"))).hasMessageContaining("did you mean lorenz?");
    }

    @Test
    void the_figure_of_the_steps_shows_what_was_taken_and_rejected() {
        var tool = new SystemTool();
        var settings = Parameters.of(tool.defaults())
                .with(tool.defaults(), Map.of("problem", "van-der-pol", "to", "900", "save", "900", "plot", "steps"));
        try (var engine = new LocalEngine(1)) {
            var trial = MemoryTrial.ofTool(1, engine);
            var work = named(tool.run(settings, List.of(), trial), "work");
            assertThat(trial.figures()).containsOnlyKeys("steps", "errors");
            var line = (org.onsager.lab.Figure.Line)
                    java.util.Objects.requireNonNull(trial.figures().get("steps"))
                            .traces()
                            .getFirst();
            assertThat(line.x()).hasSize((int) work.reals("accepted")[0]);
        }
    }

    @Test
    void weak_stability_is_told_in_the_work_table() {
        var work = named(
                use(Map.of(
                        "system", "dx/dt = -x; x(0) = 1", "solver", "AsynchronousLeapfrog", "step", "0.1", "to", "40")),
                "work");
        assertThat(first(work, "warning")).contains("a parasitic solution");
    }

    @Test
    void entries_of_the_wrong_kind_are_refused() throws IOException {
        String start = "{\"system\": \"dx/dt = -x; x(0) = 1\", ";
        String[][] wrong = {
            {"\"meaning\": \"stratanovich\"}", "did you mean stratonovich?"},
            {"\"events\": {\"zero\": \"x - 1\"}}", "events must be a list of objects"},
            {"\"events\": [{\"zero\": \"x - 1\", \"stop\": \"true\"}]}", "stop must be true or false, not true"},
            {"\"events\": [{\"zero\": \"x - 1\", \"stopp\": true}]}", "one of events has name, zero"},
            {"\"events\": [{\"stop\": true}]}", "formula that crosses zero"},
            {"\"jumps\": [{\"set\": {\"x\": \"1\"}}]}", "jumps need times"},
            {"\"events\": [{\"zero\": null}]}", "formula that crosses zero"},
            {"\"paths\": 2.5}", "paths must be a whole number in [1, 100000], not 2.5"},
            {"\"minStep\": 2, \"maxStep\": 1}", "maxStep must be in (minStep, inf]"},
            {"\"save\": \"0:20:5\"}", "ts must be in [0.0, 10.0], not 15.0"}
        };
        for (String[] each : wrong) {
            var file = write("wrong.json", start + each[0]);
            assertThatThrownBy(() -> use(Map.of(), file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(each[1]);
        }
    }
}
