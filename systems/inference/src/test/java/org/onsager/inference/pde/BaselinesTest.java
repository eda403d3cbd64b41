package org.onsager.inference.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.MatrixCollocation.Scheme;
import org.onsager.numerics.RandomStream;

class BaselinesTest {
    private static final Manufactured LINE = Manufactured.of("exp(x)*sin(5*x)", "x");

    private static double gridError(Scheme scheme, int n) {
        var axis = GridAxis.equispaced(0, 1, n);
        double[] found = new MatrixCollocation(scheme).solve(LINE.problem(PdeOperator.allenCahn(1), axis));
        double[] exact = LINE.values(List.of(axis.points()));
        double most = 0;
        for (int i = 0; i < n; i++) most = Math.max(most, Math.abs(found[i] - exact[i]));
        return most;
    }

    @Test
    void finite_differences_converge_with_their_order() {
        double second =
                Math.log(gridError(Scheme.FINITE_DIFFERENCES_2, 41) / gridError(Scheme.FINITE_DIFFERENCES_2, 81));
        double fourth =
                Math.log(gridError(Scheme.FINITE_DIFFERENCES_4, 41) / gridError(Scheme.FINITE_DIFFERENCES_4, 81));
        assertThat(second / Math.log(2)).isCloseTo(2, within(0.15));
        // one-sided rows near the ends have a larger constant: the order is reached from above
        assertThat(fourth / Math.log(2)).isBetween(3.7, 5.0);
    }

    @Test
    void spectral_collocation_is_exact_to_rounding() {
        var axis = MatrixCollocation.chebyshev(0, 1, 30);
        var problem = LINE.problem(PdeOperator.allenCahn(1), axis);
        var chebyshev = new MatrixCollocation(Scheme.CHEBYSHEV);
        var reference = LINE.reference(50, axis);
        assertThat(reference.error(chebyshev.interpolate(problem, chebyshev.solve(problem), reference.points())))
                .isLessThan(1e-10);
        var ring = GridAxis.equispaced(0, 2 * Math.PI, 41);
        var wave = Manufactured.of("sin(9*x) + cos(4*x)", "x");
        var periodic = wave.problem(PdeOperator.poisson(1), ring);
        var fourier = new MatrixCollocation(Scheme.FOURIER);
        var test = wave.reference(50, ring);
        assertThat(test.error(fourier.interpolate(periodic, fourier.solve(periodic), test.points())))
                .isLessThan(1e-9);
    }

    @Test
    void two_dimensions_agree_with_the_solution_separable_and_not() {
        var known = Manufactured.of("sin(3*x)*exp(y)", "x", "y");
        var axes = new GridAxis[] {MatrixCollocation.chebyshev(0, 1, 18), MatrixCollocation.chebyshev(0, 1, 16)};
        var solver = new MatrixCollocation(Scheme.CHEBYSHEV);
        for (var operator : List.of(
                PdeOperator.poisson(2),
                PdeOperator.helmholtz(2, 1.3),
                PdeOperator.allenCahn(2),
                PdeOperator.custom(
                        PdeOperator.Term.of(1, 2, 0), PdeOperator.Term.of(1, 0, 2), PdeOperator.Term.of(0.3, 1, 1)))) {
            var problem = known.problem(operator, axes);
            var reference = known.reference(20, axes);
            double[] found = solver.solve(problem);
            assertThat(reference.error(solver.interpolate(problem, found, reference.points())))
                    .as("%s", operator)
                    .isLessThan(1e-9);
        }
        var fine = GridAxis.equispaced(0, 1, 60);
        assertThatThrownBy(() -> solver.solve(known.problem(PdeOperator.allenCahn(2), fine, fine)))
                .hasMessageContaining("at most 2500 points");
    }

    @Test
    void networks_learn_a_slow_wave_and_every_variant_runs() {
        var known = Manufactured.of("sin(3*x)", "x");
        var axis = GridAxis.equispaced(-1, 1, 30);
        var problem = known.problem(PdeOperator.poisson(1), axis);
        var reference = known.reference(40, axis);
        var small = new PinnSolver(PinnSolver.Variant.TANH, 2, 16, 10, 200, 1e-2, 60);
        var trained = small.train(problem, reference, RandomStream.of(1));
        assertThat(trained.error()).isLessThan(0.02);
        assertThat(trained.history()).isNotEmpty();
        for (var variant : PinnSolver.Variant.values()) {
            var run = new PinnSolver(variant, 1, 16, 1, 20, 1e-3, 2).train(problem, reference, RandomStream.of(2));
            assertThat(run.error()).as("%s", variant).isFinite();
        }
        var weighted = new PinnSolver(PinnSolver.Variant.TANH, 1, 8, 1, 10, 1e-3, 0)
                .weighted(problem, reference, RandomStream.of(3), 1, 100);
        assertThat(List.of(1.0, 100.0)).contains(weighted.boundaryWeight());
        var plane = Manufactured.of("sin(x)*y", "x", "y");
        var square =
                plane.problem(PdeOperator.allenCahn(2), GridAxis.equispaced(0, 1, 8), GridAxis.equispaced(0, 1, 8));
        var two = new PinnSolver(PinnSolver.Variant.TANH, 1, 8, 1, 5, 1e-3, 0)
                .train(square, plane.reference(9, square.axes().toArray(GridAxis[]::new)), RandomStream.of(4));
        assertThat(two.error()).isFinite();
    }

    @Test
    void the_same_stream_trains_the_same_network() {
        var known = Manufactured.of("sin(3*x)", "x");
        var axis = GridAxis.equispaced(-1, 1, 20);
        var problem = known.problem(PdeOperator.poisson(1), axis);
        var reference = known.reference(20, axis);
        var solver = new PinnSolver(PinnSolver.Variant.ROWDY, 2, 16, 1, 20, 1e-3, 3);
        assertThat(solver.train(problem, reference, RandomStream.of(7)).values())
                .isEqualTo(solver.train(problem, reference, RandomStream.of(7)).values());
    }
}
