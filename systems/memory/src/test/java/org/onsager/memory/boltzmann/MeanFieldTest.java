package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class MeanFieldTest {
    private static final List<Method> PROVED =
            List.of(Method.FORWARD_BACKWARD, Method.ANDERSON, Method.FISTA, Method.BLOCK, Method.PEACEMAN_RACHFORD);

    @Test
    void worked_model_has_its_known_solution_by_every_method() {
        for (var method : PROVED) {
            check(method, 0.5, -2.319919, 0.438436, 0.222381, 0.339183, 0.379042, 0.437182, 0.183776);
            check(method, 0.1, -2.297857, 0.415995, 0.224899, 0.359106, 0.420184, 0.396265, 0.183551);
        }
    }

    private static void check(Method method, double m, double freeEnergy, double... q) {
        var machine = WorkedMachines.worked(m);
        var solution =
                MeanFieldSolver.of(method).withTolerance(1e-11).solve(machine, Evidence.none(machine.variables()));
        assertThat(solution.converged()).as("%s", method).isTrue();
        assertThat(solution.marginals()).as("%s", method).containsExactly(q, within(1e-6));
        assertThat(solution.freeEnergy()).isCloseTo(freeEnergy, within(1e-6));
        assertThat(machine.freeEnergy(solution.marginals())).isCloseTo(solution.freeEnergy(), within(1e-12));
    }

    @Test
    void worked_model_has_its_known_spectrum() {
        double[] half = Spectrum.eigenvalues(WorkedMachines.worked(0.5).couplings());
        assertThat(half[0]).isCloseTo(0.633093, within(1e-6));
        assertThat(half[5]).isCloseTo(1.366907, within(1e-6));
        double[] tenth = Spectrum.eigenvalues(WorkedMachines.worked(0.1).couplings());
        assertThat(tenth[0]).isCloseTo(0.339567, within(1e-6));
        assertThat(tenth[5]).isCloseTo(1.660433, within(1e-6));
    }

    @Test
    void a_single_free_variable_has_its_exact_conditional() {
        var machine = WorkedMachines.worked(0.5);
        var evidence = Evidence.of(machine.variables(), new int[] {Evidence.HIDDEN, 2});
        for (var method : PROVED)
            assertThat(MeanFieldSolver.of(method).solve(machine, evidence).marginals())
                    .containsExactly(new double[] {0.481854, 0.195149, 0.322997, 0, 0, 1}, within(1e-6));
    }

    @Test
    void all_starts_methods_and_masks_reach_one_fixed_point() {
        var random = RandomStream.of(5).generator();
        for (int n = 0; n < 10; n++) {
            var machine = Models.random(6, 20, 0.05, n);
            var evidence = Evidence.random(machine.variables(), 0.5, random);
            double[] reference = null;
            for (var method : PROVED)
                for (int start = 0; start < 3; start++) {
                    var solution = MeanFieldSolver.of(method)
                            .withTolerance(1e-11)
                            .solve(machine, evidence, machine.variables().randomMarginals(random));
                    assertThat(solution.converged())
                            .as("%s on model %d", method, n)
                            .isTrue();
                    if (reference == null) reference = solution.marginals();
                    assertThat(solution.marginals()).as("%s", method).containsExactly(reference, within(1e-9));
                }
        }
    }

    @Test
    void undamped_parallel_updates_cycle_where_damped_ones_converge() {
        var machine = WorkedMachines.frustrated(10, 0.8);
        double[] values = Spectrum.eigenvalues(machine.couplings());
        assertThat(values[0]).isCloseTo(0.2, within(1e-10));
        assertThat(values[19]).isCloseTo(8.2, within(1e-10));
        var start = new double[20];
        for (int c = 0; c < 20; c++) start[c] = c % 2 == 0 ? 0.6 : 0.4;
        var none = Evidence.none(machine.variables());
        for (double a : new double[] {0.1, 0.2, 0.24}) {
            var damped = MeanFieldSolver.of(Method.FORWARD_BACKWARD).withStep(a).solve(machine, none, start);
            assertThat(damped.converged()).as("a = %s", a).isTrue();
            assertThat(damped.marginals()[0]).isCloseTo(0.5, within(1e-8));
        }
        assertThat(MeanFieldSolver.of(Method.FORWARD_BACKWARD)
                        .withStep(0.3)
                        .solve(machine, none, start)
                        .converged())
                .isFalse();
        for (var method : List.of(Method.BLOCK, Method.FISTA))
            assertThat(MeanFieldSolver.of(method).solve(machine, none, start).converged())
                    .isTrue();
        var parallel = MeanFieldSolver.of(Method.PARALLEL);
        double even =
                parallel.withMaxIterations(1000).solve(machine, none, start).marginals()[0];
        double odd =
                parallel.withMaxIterations(1001).solve(machine, none, start).marginals()[0];
        assertThat(Math.max(even, odd)).isCloseTo(0.999246, within(1e-5));
        assertThat(Math.min(even, odd)).isCloseTo(0.000754, within(1e-5));
    }

    @Test
    void free_energy_falls_and_the_error_contracts_at_the_proved_rate() {
        for (int n = 0; n < 5; n++) {
            var machine = Models.random(8, 30, 0.2, 100 + n);
            var none = Evidence.none(machine.variables());
            double[] values = Spectrum.eigenvalues(machine.couplings());
            double a = Math.min(1, 1 / values[values.length - 1]), rate = 1 - a * values[0];
            double[] solution = MeanFieldSolver.standard()
                    .withTolerance(1e-13)
                    .solve(machine, none)
                    .marginals();
            var one = MeanFieldSolver.of(Method.FORWARD_BACKWARD)
                    .withStep(a)
                    .withTolerance(Double.MIN_VALUE)
                    .withMaxIterations(1);
            double[] q = machine.variables().randomMarginals(RandomStream.of(n).generator());
            for (int step = 0; step < 30; step++) {
                double[] next = one.solve(machine, none, q).marginals();
                assertThat(machine.freeEnergy(next)).isLessThanOrEqualTo(machine.freeEnergy(q) + 1e-12);
                assertThat(distance(next, solution)).isLessThanOrEqualTo(rate * distance(q, solution) + 1e-11);
                q = next;
            }
        }
    }

    private static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += (x[i] - y[i]) * (x[i] - y[i]);
        return Math.sqrt(sum);
    }

    /// With k = 2, s = q1 - q2 and Phi_ij = (J_ij / 2) [[1, -1], [-1, 1]] the equations are those of Ising's
    /// spins.
    @Test
    void binary_variables_are_ising_spins() {
        int n = 20;
        var random = RandomStream.of(9).generator();
        double[][] phi = new double[2 * n][2 * n], j = new double[n][n];
        double[] bias = new double[2 * n], h = Models.vector(n, random);
        for (int r = 0; r < n; r++)
            for (int c = 0; c < r; c++) {
                double coupling = random.nextGaussian() * 0.1;
                j[r][c] = j[c][r] = coupling;
                for (int s = 0; s < 2; s++)
                    for (int t = 0; t < 2; t++)
                        phi[2 * r + s][2 * c + t] = phi[2 * c + t][2 * r + s] = s == t ? coupling / 2 : -coupling / 2;
            }
        for (int i = 0; i < n; i++) {
            bias[2 * i] = h[i];
            bias[2 * i + 1] = -h[i];
        }
        var machine = BoltzmannMachine.of(DenseCouplings.of(Variables.uniform(n, 2), phi), bias);
        double[] q = MeanFieldSolver.standard()
                .withTolerance(1e-13)
                .solve(machine, Evidence.none(machine.variables()))
                .marginals();
        for (int i = 0; i < n; i++) {
            double field = h[i];
            for (int k = 0; k < n; k++) field += j[i][k] / 2 * (q[2 * k] - q[2 * k + 1]);
            assertThat(q[2 * i] - q[2 * i + 1]).isCloseTo(Math.tanh(field), within(1e-10));
        }
    }

    @Test
    void a_batch_has_the_solutions_of_its_problems_on_any_number_of_threads() throws Exception {
        var machine = Models.random(12, 30, 0.1, 77);
        var random = RandomStream.of(4).generator();
        var problems = new ArrayList<Evidence>();
        for (int n = 0; n < 40; n++) problems.add(Evidence.random(machine.variables(), 0.5, random));
        for (var method : PROVED) {
            var solver = MeanFieldSolver.of(method).withTolerance(1e-11);
            List<MeanField> one, two;
            try (var pool = new java.util.concurrent.ForkJoinPool(1)) {
                one = pool.submit(() -> solver.solve(machine, problems)).get();
            }
            try (var pool = new java.util.concurrent.ForkJoinPool(2)) {
                two = pool.submit(() -> solver.solve(machine, problems)).get();
            }
            for (int n = 0; n < problems.size(); n++) {
                assertThat(two.get(n).marginals()).isEqualTo(one.get(n).marginals());
                assertThat(one.get(n).marginals())
                        .containsExactly(solver.solve(machine, problems.get(n)).marginals(), within(1e-9));
            }
        }
    }

    @Test
    void everything_observed_returns_at_once() {
        var machine = WorkedMachines.worked(0.5);
        var solution = MeanFieldSolver.standard().solve(machine, Evidence.of(machine.variables(), new int[] {1, 0}));
        assertThat(solution.iterations()).isZero();
        assertThat(solution.converged()).isTrue();
        assertThat(solution.marginals()).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(solution.freeEnergy()).isCloseTo(-machine.score(solution.marginals()), within(1e-14));
    }

    @Test
    void halving_finds_a_step_that_converges() {
        var machine = WorkedMachines.frustrated(10, 0.8);
        var start = Evidence.of(machine.variables(), new int[] {0, -1, -1, -1, -1, -1, -1, -1, -1, -1});
        var solver = MeanFieldSolver.of(Method.FORWARD_BACKWARD).withMaxIterations(500);
        var tuned = solver.halved(machine, List.of(start));
        assertThat(tuned.step()).isLessThan(1);
        assertThat(tuned.solve(machine, start).converged()).isTrue();
    }

    @Test
    void the_published_settings_leave_a_residual_that_is_reported() {
        var machine = Models.random(12, 30, 0.01, 78);
        var solution = MeanFieldSolver.asPublished().solve(machine, Evidence.none(machine.variables()));
        assertThat(solution.converged()).isTrue();
        assertThat(solution.residual()).isBetween(1e-6, 0.1);
    }
}
