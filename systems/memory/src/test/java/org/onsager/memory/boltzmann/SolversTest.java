package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

/// Splitting, acceleration and precision.
class SolversTest {
    private static final Acceleration STANDARD = Acceleration.standard();

    private static MeanFieldSolver tight(Method method) {
        return MeanFieldSolver.of(method).withTolerance(1e-12);
    }

    private static List<Evidence> masks(BoltzmannMachine machine, int count) {
        var random = RandomStream.of(11).generator();
        var masks = new ArrayList<Evidence>();
        for (int n = 0; n < count; n++) masks.add(Evidence.random(machine.variables(), 0.4, random));
        return masks;
    }

    @Test
    void splitting_agrees_with_the_proximal_iterations_to_ten_digits() {
        for (int n = 0; n < 5; n++) {
            var machine = Models.random(8, 25, 0.1, n);
            var problems = masks(machine, 20);
            var plain = tight(Method.FORWARD_BACKWARD).solve(machine, problems);
            var fista = tight(Method.FISTA).solve(machine, problems);
            for (double a : new double[] {0.2, 1})
                for (double rho : new double[] {1, 1.7, 2}) {
                    var splitting = tight(Method.PEACEMAN_RACHFORD)
                            .withStep(a)
                            .withAcceleration(STANDARD.withRelaxation(rho))
                            .solve(machine, problems);
                    for (int k = 0; k < problems.size(); k++) {
                        assertThat(splitting.get(k).converged()).isTrue();
                        assertThat(splitting.get(k).step()).isEqualTo(a);
                        assertThat(splitting.get(k).marginals())
                                .containsExactly(plain.get(k).marginals(), within(1e-10))
                                .containsExactly(fista.get(k).marginals(), within(1e-10));
                    }
                }
        }
    }

    /// Above 2048 coordinates the resolvent is not stored.
    @Test
    void splitting_by_conjugate_gradients_agrees_too() {
        var machine = WorkedMachines.random(
                Variables.uniform(700, 3), 12, 0.1, RandomStream.of(3).generator());
        assertThat(machine.variables().dimension()).isGreaterThan(Resolvent.DENSE);
        var problems = masks(machine, 2);
        var splitting = tight(Method.PEACEMAN_RACHFORD).solve(machine, problems);
        var fista = tight(Method.FISTA).solve(machine, problems);
        for (int k = 0; k < problems.size(); k++) {
            assertThat(splitting.get(k).converged()).isTrue();
            assertThat(splitting.get(k).marginals())
                    .containsExactly(fista.get(k).marginals(), within(1e-10));
        }
    }

    /// Its rate does not depend on the repulsion, that of the damped iteration does.
    @Test
    void splitting_is_fast_where_repulsion_is_strong() {
        for (int count : new int[] {10, 50}) {
            var machine = WorkedMachines.frustrated(count, 0.8);
            double[] start =
                    machine.variables().randomMarginals(RandomStream.of(4).generator());
            var none = Evidence.none(machine.variables());
            assertThat(MeanFieldSolver.of(Method.PEACEMAN_RACHFORD)
                            .withTolerance(1e-8)
                            .withCheckEvery(1)
                            .solve(machine, none, start)
                            .iterations())
                    .isLessThan(40);
        }
    }

    @Test
    void settings_that_cannot_work_are_refused_in_one_line() {
        var evidence = Evidence.none(Variables.uniform(10, 2));
        var phi = WorkedMachines.frustrated(10, 0.8).couplings().matrix();
        for (double[] row : phi) for (int c = 0; c < row.length; c++) row[c] *= 1.5;
        var relaxed = BoltzmannMachine.relaxed(DenseCouplings.of(Variables.uniform(10, 2), phi), new double[20]);
        var splitting = MeanFieldSolver.of(Method.PEACEMAN_RACHFORD);
        assertThatThrownBy(() -> splitting.solve(relaxed, evidence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("method must be BLOCK or FISTA on a machine that is not monotone");
        assertThatThrownBy(() -> splitting.withStep(1.5)).hasMessageContaining("a must be in (0, 1], not 1.5");
        assertThatThrownBy(() -> MeanFieldSolver.standard().withPrecision(Precision.SINGLE))
                .hasMessageContaining("tolerance must be in [1.0E-5, inf) in single precision, not 1.0E-9");
        assertThatThrownBy(() -> STANDARD.withRelaxation(2.1))
                .hasMessageContaining("relaxation must be in (0, 2], not 2.1");
        assertThatThrownBy(() -> STANDARD.withGrowth(0.9)).hasMessageContaining("growth must be in [1, 2]");
        assertThatThrownBy(() -> STANDARD.withMemory(1, 0)).hasMessageContaining("memory must be in [2, 50]");
        assertThatThrownBy(() -> STANDARD.withMemory(5, 1)).hasMessageContaining("tikhonov must be in [0, 1)");
    }

    @Test
    void every_restart_step_growth_and_memory_reaches_the_solution() {
        for (int n = 0; n < 3; n++) {
            var machine = Models.random(10, 6, 0.05, 40 + n);
            var problems = masks(machine, 18);
            var reference = tight(Method.BLOCK).solve(machine, problems);
            var solvers = new ArrayList<MeanFieldSolver>();
            for (var restart : Restart.values())
                for (double growth : new double[] {1, 1.1, 2})
                    solvers.add(tight(Method.FISTA)
                            .withAcceleration(STANDARD.withRestart(restart).withGrowth(growth)));
            for (int memory : new int[] {2, 10})
                solvers.add(tight(Method.ANDERSON).withAcceleration(STANDARD.withMemory(memory, 1e-10)));
            for (var solver : solvers) {
                var solutions = solver.solve(machine, problems);
                for (int k = 0; k < problems.size(); k++) {
                    assertThat(solutions.get(k).converged()).as("%s", solver).isTrue();
                    assertThat(solutions.get(k).marginals())
                            .as("%s", solver)
                            .containsExactly(reference.get(k).marginals(), within(1e-10));
                }
            }
        }
    }

    /// What momentum gains depends on the spectrum: threefold and more on wide ones.
    @Test
    void momentum_saves_two_thirds_of_the_iterations_where_the_spectrum_is_wide() {
        var machine = WorkedMachines.random(
                Variables.uniform(100, 4), 20, 0.1, RandomStream.of(6).generator());
        assertThat(1 / machine.defaultStep()).isGreaterThan(10);
        var problems = masks(machine, 16);
        for (var solution : MeanFieldSolver.of(Method.FISTA).solve(machine, problems))
            assertThat(solution.products()).isGreaterThan(solution.iterations());
        assertThat(3 * iterations(Method.FISTA, machine, problems))
                .isLessThan(iterations(Method.FORWARD_BACKWARD, machine, problems));
    }

    private static int iterations(Method method, BoltzmannMachine machine, List<Evidence> problems) {
        return MeanFieldSolver.of(method).withTolerance(1e-8).withCheckEvery(1).solve(machine, problems).stream()
                .mapToInt(MeanField::iterations)
                .max()
                .orElseThrow();
    }

    @Test
    void single_precision_finds_the_solution_to_five_digits() {
        var architecture = new Architecture(
                List.of(
                        new Architecture.Layer(2, 8, 8, 1),
                        new Architecture.Layer(8, 4, 4, 2),
                        new Architecture.Layer(3, 1, 1, 1)),
                new int[][] {{3, 0, 0}, {3, 3, 0}, {0, 4, 1}});
        var model = MonotoneDbm.initial(architecture, 0.05, Initialisation.IDENTITY, RandomStream.of(2));
        var dense = Models.random(30, 60, 0.1, 7);
        var given = BoltzmannMachine.of(
                DenseCouplings.of(dense.variables(), dense.couplings().matrix()), dense.bias());
        for (var machine : List.of(model.machine(), dense, given)) {
            var problems = masks(machine, 20);
            var exact = tight(Method.FISTA).solve(machine, problems);
            for (var method : List.of(Method.FISTA, Method.FORWARD_BACKWARD, Method.ANDERSON)) {
                var single = MeanFieldSolver.of(method)
                        .withTolerance(1e-5)
                        .withPrecision(Precision.SINGLE)
                        .solve(machine, problems);
                for (int k = 0; k < problems.size(); k++) {
                    assertThat(single.get(k).converged()).as("%s", method).isTrue();
                    assertThat(single.get(k).marginals())
                            .containsExactly(exact.get(k).marginals(), within(1e-4));
                    if (k < 16)
                        assertThat(single.get(k).marginals())
                                .isNotEqualTo(exact.get(k).marginals());
                }
            }
        }
    }

    @Test
    void worked_machines_say_what_they_cannot_be() {
        var random = RandomStream.of(1).generator();
        assertThatThrownBy(() -> WorkedMachines.frustrated(1, 0.5)).hasMessageContaining("count must be in [2, inf)");
        assertThatThrownBy(() -> WorkedMachines.frustrated(3, 1)).hasMessageContaining("c must be in (0, 1), not 1.0");
        assertThatThrownBy(() -> WorkedMachines.random(3, 0, 0.5, random)).hasMessageContaining("rows must be in");
        assertThatThrownBy(() -> Evidence.random(Variables.of(2), 1.5, random))
                .hasMessageContaining("fraction must be in [0, 1], not 1.5");
        double[] spectrum =
                Spectrum.eigenvalues(WorkedMachines.frustrated(6, 0.5).couplings());
        assertThat(spectrum[0]).isCloseTo(0.5, within(1e-12));
        assertThat(spectrum[11]).isCloseTo(3.5, within(1e-12));
    }
}
