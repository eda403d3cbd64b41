package org.onsager.papers.gppdesolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Scale;
import org.onsager.lab.Verdict;

class GpPdeExperimentTest {

    private static MemoryTrial run(Settings settings, Scale scale, int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new GpPdeExperiment(), settings, scale, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_identities_and_the_released_log_with_the_same_bits_on_two_threads() {
        var one = run(Settings.smoke(), Scale.SMOKE, 1);
        var two = run(Settings.smoke(), Scale.SMOKE, 2);
        assertThat(one.claims()).hasSize(17);
        for (var id : List.of("G1", "G8", "G9", "G10", "G11"))
            assertThat(one.measured(id).verdict()).as("%s", one.measured(id)).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("G3", "G4", "G4b", "G5", "G6", "G6c", "G12", "G13", "G14")) {
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
            assertThat(one.measured(id).note()).contains("standard");
        }
        for (var id : List.of("G2", "G6b", "G7"))
            assertThat(one.measured(id).note()).contains("paper");
        assertThat(one.metrics().get("profile_small_error")).isLessThan(0.01);
        assertThat(one.metrics().get("profile_small_frequency")).isBetween(15.85, 15.95);
        assertThat(one.figures())
                .containsKeys("solution", "convergence", "spectrum", "frequencies", "weights", "length-scales");
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
    }

    /// Two-dimensional problems, networks and classical schemes in small, so that each runs in the tests.
    @Test
    void the_table_of_baselines_runs_in_small() {
        var trial = run(new Settings(0, false, 14, 4, 2, 2, 0, false), Scale.STANDARD, 2);
        assertThat(trial.figures()).containsKeys("comparison", "error-map");
        assertThat(trial.tables()).containsKeys("errors");
        // the trigonometric scheme is exact where the solution is one wave that the grid carries
        assertThat(trial.metrics().get("error_P1_FOURIER")).isLessThan(1e-8);
        assertThat(trial.metrics().get("error_P1_CHEBYSHEV")).isLessThan(1e-8);
        assertThat(trial.metrics().get("error_P1_FINITE_DIFFERENCES_2")).isGreaterThan(0.1);
    }

    @Test
    void a_walk_in_parts_is_the_walk_in_one() {
        var route = Walk.Route.of(TestProblem.P1, Kernel.STM, Method.REFERENCE, 20, 5)
                .grid(60, 1);
        var whole = route.walk();
        var path = route.path();
        var first = route.walk(path, path.start(), 10);
        var joined = Walk.joined(List.of(first, route.walk(route.path(), first.state(), 20)));
        assertThat(joined.state().unknowns()).isEqualTo(whole.state().unknowns());
        assertThat(joined.errorAt(16)).isEqualTo(whole.errorAt(16));
        assertThat(whole.alive(0)).isEqualTo(30);
    }

    @Test
    void the_published_problems_have_their_sizes() {
        for (var problem : TestProblem.values()) {
            var pde = problem.problem(8);
            assertThat(pde.points()).isEqualTo(problem.dimensions() == 1 ? 8 : 64);
            assertThat(pde.boundary()).hasSize(2 * problem.dimensions());
        }
        assertThat(TestProblem.P2.problem().points()).isEqualTo(900);
        assertThat(Optional.of(TestProblem.V1.boundaryWeight())).contains(500.0);
    }

    @Test
    void the_catalogue_knows_the_experiment_and_its_paper() {
        assertThat(org.onsager.papers.Catalogue.load().experiments()).containsKey("gp-pde-solver");
        assertThat(new GpPdeExperiment().paper().reference()).contains("2311.04465");
    }
}
