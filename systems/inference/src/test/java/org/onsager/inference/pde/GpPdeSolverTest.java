package org.onsager.inference.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.gaussian.SpectralMixture;
import org.onsager.inference.pde.GpPdeSolution.Status;
import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.inference.pde.GpPdeSolver.Stopping;
import org.onsager.numerics.DivergedException;

class GpPdeSolverTest {
    private static final GpPdeSolver SMALL = GpPdeSolver.standard()
            .kernel(new SpectralMixture(Envelope.MATERN_5_2, 8, true))
            .iterations(60)
            .stopping(Stopping.never());

    private static final Manufactured WAVE = Manufactured.of("sin(12*x)", "x");

    private static PdeProblem wave(int n) {
        return WAVE.problem(PdeOperator.poisson(1), GridAxis.equispaced(0, 2, n));
    }

    private static double error(GpPdeSolution solution, Manufactured known) {
        var reference = known.reference(40, solution.problem().axes().toArray(GridAxis[]::new));
        return reference.error(solution.at(reference.points()));
    }

    @Test
    void a_high_frequency_is_solved_and_found() {
        var solution = SMALL.iterations(150).solve(wave(60));
        assertThat(error(solution, WAVE)).isLessThan(1e-3);
        assertThat(solution.spectrum().getFirst().frequency())
                .isBetween(12 / (2 * Math.PI) - 0.1, 12 / (2 * Math.PI) + 0.1);
        var points = List.of(new double[] {0.3, 1.1});
        double[] slope = solution.derivative(points, 1);
        assertThat(slope[0]).isBetween(12 * Math.cos(3.6) - 0.05, 12 * Math.cos(3.6) + 0.05);
        assertThat(solution.derivative(points, 2)[1]).isBetween(-144 * Math.sin(13.2) - 1, -144 * Math.sin(13.2) + 1);
    }

    @Test
    void the_error_falls_with_the_grid() {
        double coarse = error(SMALL.solve(wave(20)), WAVE), fine = error(SMALL.solve(wave(80)), WAVE);
        assertThat(fine).isLessThan(coarse / 4);
    }

    @Test
    void every_method_reaches_the_solution() {
        var problem = wave(40);
        assertThat(error(SMALL.solve(problem), WAVE)).isLessThan(0.02);
        assertThat(error(SMALL.method(Method.QUASI_NEWTON).iterations(40).solve(problem), WAVE))
                .isLessThan(0.1);
        // the published path needs tens of thousands of iterations: here it is only on its way
        double early = error(SMALL.method(Method.REFERENCE).iterations(5).solve(problem), WAVE);
        assertThat(error(SMALL.method(Method.REFERENCE).iterations(1000).solve(problem), WAVE))
                .isLessThan(0.6 * early);
    }

    @Test
    void other_operators_and_sides_are_solved() {
        var axis = GridAxis.equispaced(0, 1, 40);
        var known = Manufactured.of("cos(9*x) + x", "x");
        var operator = PdeOperator.helmholtz(1, 4);
        var sides =
                List.of(BoundaryCondition.neumann(0, false, 1), BoundaryCondition.dirichlet(0, true, Math.cos(9) + 1));
        var helmholtz = new PdeProblem(List.of(axis), operator, known.source(operator, axis), sides);
        assertThat(error(SMALL.iterations(120).solve(helmholtz), known)).isLessThan(1e-2);

        var periodic = Manufactured.of("sin(2*pi*x) + 0.2*cos(6*pi*x)", "x");
        var shifted = PdeOperator.custom(PdeOperator.Term.of(1, 2), PdeOperator.Term.of(-3, 0));
        var ring = new PdeProblem(
                List.of(axis),
                shifted,
                periodic.source(shifted, axis),
                List.of(BoundaryCondition.periodic(0, 0, 1), BoundaryCondition.periodic(0, 1, 1)));
        assertThat(error(SMALL.iterations(120).solve(ring), periodic)).isLessThan(1e-2);
    }

    @Test
    void variable_coefficients_and_uneven_grids_are_solved() {
        var points = new double[50];
        for (int i = 0; i < 50; i++) points[i] = 0.5 * (1 - Math.cos(Math.PI * i / 49)) * 0.3 + 0.7 * i / 49.0;
        var axis = GridAxis.of(points);
        assertThat(axis.isEquispaced()).isFalse();
        var coefficients = Arrays.stream(points).map(x -> 1 + x * x).toArray();
        var operator =
                PdeOperator.custom(new PdeOperator.Term(new int[] {2}, coefficients), PdeOperator.Term.of(0.5, 1));
        var known = Manufactured.of("sin(10*x)", "x");
        assertThat(error(SMALL.iterations(120).solve(known.problem(operator, axis)), known))
                .isLessThan(1e-2);
    }

    @Test
    void two_dimensions_are_solved_elliptic_parabolic_and_hyperbolic() {
        var square = new GridAxis[] {GridAxis.equispaced(0, 1, 12), GridAxis.equispaced(0, 1, 12)};
        var solver = SMALL.kernel(new SpectralMixture(Envelope.MATERN_5_2, 4, true))
                .iterations(40)
                .range(2);
        var product = Manufactured.of("sin(5*x)*cos(4*y)", "x", "y");
        assertThat(error(solver.solve(product.problem(PdeOperator.poisson(2), square)), product))
                .isLessThan(0.02);
        assertThat(error(solver.solve(product.problem(PdeOperator.allenCahn(2), square)), product))
                .isLessThan(0.02);
        var heat = Manufactured.of("exp(-2*t)*sin(4*x)", "x", "t");
        assertThat(error(solver.solve(heat.problem(PdeOperator.heat(0.125), square)), heat))
                .isLessThan(0.02);
        var moving = Manufactured.of("sin(6*(x-2*t))", "x", "t");
        assertThat(error(solver.solve(moving.problem(PdeOperator.advection(2), square)), moving))
                .isLessThan(0.02);
        assertThat(error(solver.solve(moving.problem(PdeOperator.wave(2), square)), moving))
                .isLessThan(0.1);
    }

    @Test
    void bands_cover_and_vanish_at_the_boundary() {
        var solution = SMALL.iterations(100).solve(wave(50));
        var known = WAVE.reference(100, GridAxis.equispaced(0, 2, 50));
        double[] u = solution.at(known.points()), sd = solution.deviation(known.points());
        int inside = 0;
        for (int i = 0; i < 100; i++) if (Math.abs(u[i] - known.values()[i]) <= 3 * sd[i]) inside++;
        assertThat(inside).isGreaterThanOrEqualTo(85);
        assertThat(sd[0]).isLessThan(Arrays.stream(sd).max().orElseThrow());
        var flat = SMALL.iterations(10)
                .range(1)
                .solve(Manufactured.of("x*y", "x", "y")
                        .problem(PdeOperator.poisson(2), GridAxis.equispaced(0, 1, 8), GridAxis.equispaced(0, 1, 8)));
        assertThat(flat.deviation(List.of(new double[] {0.5}, new double[] {0.5}))[0])
                .isBetween(0.0, 1.0);
    }

    @Test
    void a_stored_state_goes_on_with_the_same_bits_and_threads_do_not_matter() throws Exception {
        for (var method : List.of(Method.PROFILE, Method.REFERENCE)) {
            var solver = SMALL.method(method).iterations(12);
            var whole = solver.path(wave(120)).run(solver.path(wave(120)).start(), 12, Optional.empty());
            var path = solver.path(wave(120));
            var half = path.run(path.start(), 5, Optional.empty());
            var other = solver.path(wave(120)).run(half, 12, Optional.empty());
            assertThat(other.unknowns()).isEqualTo(whole.unknowns());
            for (int threads = 1; threads <= 2; threads++)
                try (var pool = new ForkJoinPool(threads)) {
                    var again = pool.submit(() -> solver.path(wave(120))
                                    .run(solver.path(wave(120)).start(), 12, Optional.empty()))
                            .get();
                    assertThat(again.unknowns()).isEqualTo(whole.unknowns());
                }
        }
    }

    @Test
    void a_warm_start_keeps_the_covariance_for_another_source() {
        var first = SMALL.iterations(100).solve(wave(40));
        var other = Manufactured.of("cos(12*x)", "x");
        var problem = other.problem(PdeOperator.poisson(1), GridAxis.equispaced(0, 2, 40));
        double cold = error(SMALL.iterations(1).solve(problem), other);
        double warm = error(SMALL.iterations(1).warm(problem, first.state()), other);
        assertThat(warm).isLessThan(cold / 2);
    }

    @Test
    void an_extra_process_takes_up_a_trend() {
        var known = Manufactured.of("sin(25*x) - 2*(x - 0.5)^2", "x");
        var problem = known.problem(PdeOperator.poisson(1), GridAxis.equispaced(0, 1, 40));
        var both = ExtraProcess.solve(SMALL.range(5).method(Method.REFERENCE).iterations(2000), problem, 0.5);
        var reference = known.reference(40, problem.axes().getFirst());
        double alone = reference.error(both.first().at(reference.points()));
        assertThat(reference.error(both.at(reference.points()))).isLessThan(alone);
        var nonlinear = known.problem(PdeOperator.allenCahn(1), GridAxis.equispaced(0, 1, 40));
        assertThatThrownBy(() -> ExtraProcess.solve(SMALL, nonlinear, 0.5)).hasMessageContaining("linear operator");
    }

    @Test
    void starting_on_the_peaks_is_faster() {
        var problem = wave(60);
        double plain = error(SMALL.iterations(15).solve(problem), WAVE);
        double peaks = error(SMALL.iterations(15).peaks(true).solve(problem), WAVE);
        assertThat(peaks).isLessThan(plain);
    }

    @Test
    void the_spectrum_of_the_source_chooses_the_range_and_the_grid() {
        var spectrum = SourceSpectrum.of(wave(60), 0);
        double frequency = 12 / (2 * Math.PI);
        assertThat(spectrum.highest()).isBetween(frequency, 2 * frequency);
        assertThat(spectrum.range()).isEqualTo(1.25 * spectrum.highest());
        assertThat(spectrum.peaks(1)[0]).isBetween(frequency - 0.15, frequency + 0.15);
        assertThat(spectrum.recommendedPoints(2)).isBetween(16, 40);
    }

    @Test
    void frequencies_out_of_range_and_coarse_grids_are_flagged() {
        var low = SMALL.range(0.5).solve(wave(60));
        assertThat(low.report().warnings()).anyMatch(w -> w.contains("range F = 0.5000"));
        assertThat(low.report().isTrusted()).isFalse();
        var coarse = SMALL.iterations(5).range(3).solve(wave(9));
        assertThat(coarse.report().warnings()).anyMatch(w -> w.contains("points a wavelength"));
        var plain = SMALL.kernel(new SpectralMixture(Envelope.SQUARED_EXPONENTIAL, 3, false))
                .iterations(5);
        assertThat(plain.solve(wave(60)).report().warnings()).anyMatch(w -> w.contains("no component reaches it"));
    }

    @Test
    void corners_that_do_not_agree_are_named() {
        var axis = GridAxis.equispaced(0, 1, 8);
        var sides = List.of(
                BoundaryCondition.dirichlet(0, false, new double[8]),
                BoundaryCondition.dirichlet(1, true, 0.5, 0, 0, 0, 0, 0, 0, 0));
        var problem = new PdeProblem(List.of(axis, axis), PdeOperator.poisson(2), new double[64], sides);
        var warnings = SMALL.iterations(2).range(1).solve(problem).report().warnings();
        assertThat(warnings).contains("boundary data differ by 0.500 at the corner (0.0, 1.0)");
    }

    @Test
    void a_tolerance_or_a_lack_of_gain_ends_a_solve() {
        var solution = SMALL.iterations(400).stopping(new Stopping(1e-3, 0)).solve(wave(60));
        assertThat(solution.report().status()).isEqualTo(Status.CONVERGED);
        assertThat(solution.report().iterations()).isLessThan(400);
        assertThat(SMALL.iterations(3).solve(wave(20)).report().status()).isEqualTo(Status.ITERATIONS);
    }

    @Test
    void a_falling_objective_is_given_up() {
        // a step this long throws the precisions far beyond what the residual allows
        var wild = new GpPdeSolver(Method.REFERENCE, SMALL.kernel(), 3, 200, 600, 3, 1e-6, 1, Stopping.never(), false);
        try {
            var solution = wild.solve(wave(20));
            assertThat(solution.report().isTrusted()).isFalse();
        } catch (DivergedException refused) {
            assertThat(refused).hasMessageContaining("positive definite");
        }
    }

    @Test
    void an_error_against_zero_is_absolute() {
        var zero = new Reference(List.of(new double[] {0, 1}), new double[2]);
        assertThat(zero.isZero()).isTrue();
        assertThat(zero.error(new double[] {3, 4})).isEqualTo(Math.sqrt(12.5));
        assertThat(new Reference(List.of(new double[] {0}), new double[] {2}).error(new double[] {3}))
                .isEqualTo(0.5);
    }

    @Test
    void bad_input_is_refused_with_its_place() {
        var axis = GridAxis.equispaced(0, 1, 8);
        var poisson = PdeOperator.poisson(1);
        assertThatThrownBy(
                        () -> new PdeProblem(List.of(GridAxis.equispaced(0, 1, 7)), poisson, new double[7], List.of()))
                .hasMessage("grid must have at least 8 points on axis 0, not 7");
        double[] f = new double[8];
        f[3] = Double.NaN;
        assertThatThrownBy(() -> new PdeProblem(List.of(axis), poisson, f, List.of()))
                .hasMessage("source must be finite: f[3] is NaN");
        assertThatThrownBy(() -> BoundaryCondition.dirichlet(0, true, 1, Double.NaN))
                .hasMessage("boundary values must be finite: value 1 on axis 0 is NaN");
        assertThatThrownBy(() -> SMALL.range(-1)).hasMessage("range F must be in (0, inf), not -1.0");
        assertThatThrownBy(() -> SMALL.boundaryWeight(-1)).hasMessage("boundaryWeight must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> SMALL.kernel(new SpectralMixture(Envelope.MATERN_3_2, 5, true))
                        .solve(wave(20)))
                .hasMessageContaining("kernel is too rough");
        assertThatThrownBy(() -> new PdeProblem(List.of(axis), poisson, new double[9], List.of()))
                .hasMessage("source must have a value a grid point, 8, not 9");
        var term = new PdeOperator.Term(new int[] {2}, new double[3]);
        assertThatThrownBy(() -> new PdeProblem(List.of(axis), PdeOperator.custom(term), new double[8], List.of()))
                .hasMessageContaining("must be 1 or 8 numbers, not 3");
        assertThatThrownBy(() -> PdeOperator.Term.of(1, 4)).hasMessage("orders must be in [0, 3], not 4");
    }

    @Test
    void a_covariance_that_cannot_be_factored_says_what_to_try() {
        var mixture = new SpectralMixture(Envelope.SQUARED_EXPONENTIAL, 1, false);
        // a weight of e^40 leaves even the greatest jitter below rounding
        assertThatThrownBy(() -> org.onsager.inference.gaussian.AxisCovariance.of(
                        GridAxis.equispaced(0, 1, 60), mixture, new double[] {40, -8}, 2, 1e-6))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("shorter length scales or fewer components");
        var grown = org.onsager.inference.gaussian.AxisCovariance.of(
                GridAxis.equispaced(0, 1, 60), mixture, new double[] {0, -8}, 2, 1e-18);
        assertThat(grown.jitter()).isGreaterThan(1e-18);
        assertThat(grown.conditionBound()).isGreaterThan(1e12);
    }
}
