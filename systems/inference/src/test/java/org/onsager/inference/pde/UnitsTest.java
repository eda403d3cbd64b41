package org.onsager.inference.pde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.inference.gaussian.GridAxis;

/// What a solve says of data in units that its start does not suit.
class UnitsTest {
    /// \(u'' = f\), \(u = A \sin(10 x/L)\) on \([0, 2\pi L]\).
    private static PdeProblem wave(double size, double length) {
        var axis = GridAxis.equispaced(0, 2 * Math.PI * length, 60);
        var source = new double[60];
        for (int i = 0; i < 60; i++)
            source[i] = -size * 100 / (length * length) * Math.sin(10 * axis.point(i) / length);
        return new PdeProblem(
                List.of(axis),
                PdeOperator.poisson(1),
                source,
                List.of(BoundaryCondition.dirichlet(0, false, 0), BoundaryCondition.dirichlet(0, true, 0)));
    }

    @Test
    void the_size_of_a_solution_is_seen_in_its_data() {
        for (double size : new double[] {1e-6, 1, 1e5})
            for (double length : new double[] {0.1, 1, 10})
                assertThat(wave(size, length).expectedSize()).isBetween(0.5 * size, 2 * size);
    }

    @Test
    void units_far_from_the_start_are_told() {
        var solver = GpPdeSolver.standard().iterations(1);
        assertThat(solver.solve(wave(1, 1)).report().warnings()).noneMatch(line -> line.contains("starts at 1"));
        assertThat(solver.solve(wave(1e-4, 1)).report().warnings()).anyMatch(line -> line.contains("expected"));
        assertThat(solver.solve(wave(1, 1e3)).report().warnings()).anyMatch(line -> line.contains("axis 0"));
    }

    @Test
    void small_sides_without_a_source_do_not_count_as_converged_at_once() {
        var axis = GridAxis.equispaced(0, 1, 60);
        var problem = new PdeProblem(
                List.of(axis),
                PdeOperator.poisson(1),
                new double[60],
                List.of(BoundaryCondition.dirichlet(0, false, 1e-9), BoundaryCondition.dirichlet(0, true, 2e-9)));
        var report = GpPdeSolver.standard().iterations(3).solve(problem).report();
        assertThat(report.status()).isEqualTo(GpPdeSolution.Status.ITERATIONS);
        assertThat(report.isTrusted()).isFalse();
    }

    @Test
    void a_solve_without_sides_is_not_trusted() {
        var full = wave(1, 1);
        var open = full.with(full.source(), List.of());
        assertThat(GpPdeSolver.standard().iterations(1).solve(open).report().warnings())
                .anyMatch(line -> line.contains("no side"));
    }
}
