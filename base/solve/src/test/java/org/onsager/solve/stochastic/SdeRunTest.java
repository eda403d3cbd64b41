package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;
import org.onsager.solve.Increment;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Tolerance;

class SdeRunTest {
    private static final RandomStream STREAM = RandomStream.of(21);
    private static final Sde.Noiseless DRIFT = Sde.stratonovich((t, y, f) -> {
        for (int i = 0; i < y.length; i++) f[i] = 0.3 * y[i];
    });
    private static final Sde GBM = DRIFT.diagonal((t, y, s) -> {
        for (int i = 0; i < y.length; i++) s[i] = 0.8 * y[i];
    });

    private static Solution<double[]> adaptive(StochasticSolver solver, double tolerance, long seed) {
        var path = new BrownianInterval(STREAM.at(seed), Layout.of(1), 0, 1, 1e-7);
        var sde = solver.interpretations().contains(Interpretation.STRATONOVICH) ? GBM : GBM.toIto();
        return Solve.of(sde.drivenBy(path))
                .span(0, 1)
                .y0(new double[] {1})
                .solver(solver)
                .controller(Pid.tol(tolerance, tolerance)
                        .coefficients(0.1, 0.3, 0)
                        .factors(0.2, 10)
                        .startingWith(0.1))
                .run();
    }

    private static double exact(long seed) {
        var w = new Increment(1);
        new VirtualBrownianTree(STREAM.at(seed), Layout.of(1), 0, 1, 1e-7).increment(0, 1, w);
        return Math.exp(0.3 + 0.8 * w.value()[0]);
    }

    /// Root mean square over 20 paths; a tolerance a thousand times smaller gives an error at least ten times
    /// smaller: steps shrink with the tolerance's power 2/3 at least, the error of order 1 with them.
    @Test
    void adaptive_steps_follow_the_path_that_rejected_steps_saw() {
        for (var solver : new StochasticSolver[] {new SPaRK(), new SRIW1(), new StepDoubling(new EulerHeun())}) {
            var errors = new double[2];
            long rejected = 0;
            for (int level = 0; level < 2; level++) {
                double sum = 0;
                for (long seed = 0; seed < 20; seed++) {
                    var solution = adaptive(solver, level == 0 ? 1e-2 : 1e-5, seed);
                    rejected += solution.statistics().rejected();
                    double error = solution.y1()[0] / exact(seed) - 1;
                    sum += error * error / 20;
                }
                errors[level] = Math.sqrt(sum);
            }
            assertThat(errors[0]).as(solver.name()).isLessThan(0.3);
            assertThat(errors[1]).as(solver.name()).isLessThan(errors[0] / 10);
            assertThat(rejected).as(solver.name()).isPositive();
        }
    }

    /// The embedded estimates of the Runge-Kutta methods for any control and of ALIGN serve too.
    @Test
    void adaptive_steps_also_with_heun_reversible_heun_and_align() {
        for (var solver : new org.onsager.solve.Solver[] {
            new org.onsager.solve.explicit.Heun(), new org.onsager.solve.symplectic.ReversibleHeun(), new ALIGN()
        }) {
            double[] ends = new double[2];
            for (int level = 0; level < 2; level++) {
                var path = new BrownianInterval(STREAM, Layout.of(1), 0, 1, 1e-7);
                boolean langevin = solver instanceof ALIGN;
                var term =
                        langevin ? LangevinTerm.of(1, 1, (t, x, g) -> g[0] = Math.sin(x[0]), path) : GBM.drivenBy(path);
                double tolerance = level == 0 ? 1e-3 : 1e-5;
                ends[level] = Solve.of(term)
                        .span(0, 1)
                        .y0(langevin ? new double[] {1, 0} : new double[] {1})
                        .solver(solver)
                        .controller(Pid.tol(tolerance, tolerance).coefficients(0.1, 0.3, 0))
                        .run()
                        .y1()[0];
            }
            assertThat(ends[0])
                    .as(solver.name())
                    .isCloseTo(ends[1], within(0.03))
                    .isNotEqualTo(ends[1]);
        }
    }

    @Test
    void saved_values_between_steps_lie_on_a_bridge_of_the_same_path() {
        var path = new BrownianInterval(STREAM, Layout.of(1), 0, 1, 1e-4);
        var sde = Sde.ito((t, y, f) -> f[0] = 0).additive((t, y, s) -> s[0] = 2).drivenBy(path);
        var problem = Solve.of(sde)
                .span(0, 1)
                .y0(new double[] {0})
                .solver(new EulerMaruyama())
                .fixedStep(0.25);
        var saved = problem.saveAt(SaveAt.grid(0, 1, 33).dense()).run();
        var w = new Increment(1);
        for (int i = 0; i < 33; i++) {
            path.increment(0, i / 32.0, w);
            assertThat(saved.ys().get(i)[0]).isCloseTo(2 * w.value()[0], within(1e-13));
            assertThat(saved.evaluate(i / 32.0)[0]).isCloseTo(2 * w.value()[0], within(1e-13));
        }
    }

    private static double[] ensemble(int rows, int block, StochasticSolver solver) {
        var y0 = new double[rows];
        java.util.Arrays.fill(y0, 1);
        return new SdeEnsemble(1, rows, block)
                .solve(
                        1,
                        layout -> GBM.drivenBy(BrownianGrid.over(STREAM, layout.with(Areas.WH), 0, 1, 16)),
                        y0,
                        p -> p.span(0, 1).solver(solver).fixedStep(1 / 32.0));
    }

    @Test
    void same_bits_on_any_number_of_threads_and_for_any_block() throws Exception {
        for (var solver : new StochasticSolver[] {new EulerHeun(), new SlowRK()}) {
            double[] here = ensemble(500, 64, solver);
            try (var one = new ForkJoinPool(1);
                    var two = new ForkJoinPool(2)) {
                assertThat(one.submit(() -> ensemble(500, 64, solver)).get()).isEqualTo(here);
                assertThat(two.submit(() -> ensemble(500, 64, solver)).get()).isEqualTo(here);
            }
            assertThat(ensemble(500, 37, solver)).isEqualTo(here);
            var alone = GBM.drivenBy(BrownianGrid.over(STREAM, Layout.of(1).rows(123, 1), 0, 1, 16));
            assertThat(Solve.of(alone)
                            .span(0, 1)
                            .y0(new double[] {1})
                            .solver(solver)
                            .fixedStep(1 / 32.0)
                            .run()
                            .y1()[0])
                    .isEqualTo(here[123]);
        }
    }

    /// Blocks run at once share the equation but not its storage; the correction by differences is right to 1e-9
    /// a step.
    @Test
    void a_converted_equation_serves_many_blocks_at_once() {
        var drift = 0.3 + 0.5 * 0.64;
        var byHand = Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = drift * y[i];
                })
                .diagonal((t, y, s) -> {
                    for (int i = 0; i < y.length; i++) s[i] = 0.8 * y[i];
                });
        for (var back : new boolean[] {false, true}) {
            var results = new double[2][];
            for (int which = 0; which < 2; which++) {
                var equation = which == 0 ? byHand : GBM.toIto();
                var meant = back ? equation.toStratonovich() : equation;
                var y0 = new double[1000];
                java.util.Arrays.fill(y0, 1);
                results[which] = new SdeEnsemble(1, 1000, 90)
                        .solve(
                                1,
                                layout -> meant.drivenBy(BrownianGrid.over(STREAM, layout, 0, 1, 16)),
                                y0,
                                p -> p.span(0, 1)
                                        .solver(back ? new org.onsager.solve.explicit.Heun() : new EulerMaruyama())
                                        .fixedStep(1 / 16.0));
            }
            assertThat(results[1]).containsExactly(results[0], within(1e-7));
        }
    }

    /// Ten thousand chains from the stationary law's neighbourhood to time 12 at a coarse step; means of x² and
    /// v² within four standard errors of their stationary values plus the bias that a method of order 2 may have:
    /// none in x² for BAOAB on a harmonic force, below one per cent for the others.
    @Test
    void langevin_methods_keep_the_invariant_measure() {
        double stiffness = 1.7, u = 0.6, h = 0.25;
        int rows = 10_000;
        for (var solver :
                new LangevinSolver[] {new BAOAB(), new OBABO(), new UBU(), new ALIGN(), new ShOULD(), new QUICSORT()}) {
            double[] end = new SdeEnsemble(2, rows, 1000)
                    .solve(
                            1,
                            layout -> LangevinTerm.of(
                                    1.1,
                                    u,
                                    (t, x, g) -> {
                                        for (int i = 0; i < x.length; i++) g[i] = stiffness * x[i];
                                    },
                                    BrownianGrid.over(STREAM.split("langevin"), layout.with(Areas.WHK), 0, 12, 48)),
                            new double[2 * rows],
                            p -> p.span(0, 12).solver(solver).fixedStep(h));
            var x = new Moments();
            var v = new Moments();
            for (int r = 0; r < rows; r++) {
                x.add(end[r] * end[r]);
                v.add(end[rows + r] * end[rows + r]);
            }
            double sampling = 4 * Math.sqrt(2.0 / rows);
            double bias = solver instanceof BAOAB ? 0 : 0.01;
            assertThat(x.mean() * stiffness).as(solver.name()).isCloseTo(1, within(sampling + bias));
            assertThat(v.mean() / u).as(solver.name()).isCloseTo(1, within(sampling + 0.04));
        }
    }

    /// One step maps Gaussians to Gaussians, so that the stationary variance is a fixed point: iterated to
    /// convergence, BAOAB's position has variance 1/k to rounding at any step, OBABO's not.
    @Test
    void baoab_has_the_exact_variance_of_position_for_a_harmonic_force() {
        assertThat(stationaryPositionVariance(new BAOAB(), Areas.WH)).isCloseTo(1 / 1.7, within(1e-12));
        assertThat(Math.abs(stationaryPositionVariance(new OBABO(), Areas.WH) - 1 / 1.7))
                .isGreaterThan(1e-3);
        assertThat(stationaryPositionVariance(new QUICSORT(), Areas.WHK)).isCloseTo(1 / 1.7, within(1e-3));
    }

    private static double stationaryPositionVariance(StochasticSolver solver, Areas areas) {
        double h = 0.5;
        // rows: response to x, to v, to a unit normal in W, H and K
        int kinds = areas.kinds(), rows = 2 + kinds;
        var values = new double[kinds][1][rows];
        for (int kind = 0; kind < kinds; kind++) values[kind][0][2 + kind] = Math.sqrt(h * Bridge.VARIANCE[kind]);
        var layout = new Layout(1, 0, rows, areas);
        var path = new StoredPath(STREAM, layout, new double[] {0, h}, values, h);
        var start = new double[2 * rows];
        start[0] = 1;
        start[rows + 1] = 1;
        var term = LangevinTerm.of(
                1.1,
                0.6,
                (t, x, g) -> {
                    for (int i = 0; i < x.length; i++) g[i] = 1.7 * x[i];
                },
                path);
        double[] m = Solve.of(term)
                .span(0, h)
                .y0(start)
                .solver(solver)
                .fixedStep(h)
                .run()
                .y1();
        double xx = 0, xv = 0, vv = 0;
        for (int n = 0; n < 500; n++) {
            double a = m[0], b = m[1], c = m[rows], d = m[rows + 1];
            double nxx = a * a * xx + 2 * a * b * xv + b * b * vv;
            double nxv = a * c * xx + (a * d + b * c) * xv + b * d * vv;
            double nvv = c * c * xx + 2 * c * d * xv + d * d * vv;
            for (int kind = 2; kind < rows; kind++) {
                nxx += m[kind] * m[kind];
                nxv += m[kind] * m[rows + kind];
                nvv += m[rows + kind] * m[rows + kind];
            }
            xx = nxx;
            xv = nxv;
            vv = nvv;
        }
        return xx;
    }

    /// The drift -x³ throws Euler-Maruyama off from afar; the tamed and the implicit methods come home.
    @Test
    void tamed_and_implicit_methods_stay_where_euler_maruyama_explodes() {
        var sde = Sde.ito((t, y, f) -> f[0] = -Math.pow(y[0], 3)).additive((t, y, s) -> s[0] = 1);
        for (var solver : new StochasticSolver[] {
            new TamedEuler(), new SplitStepBackwardEuler(), StochasticTheta.implicitEuler(), new EulerMaruyama()
        }) {
            var path = BrownianGrid.over(STREAM, Layout.of(1), 0, 20, 200);
            var end = Solve.of(sde.drivenBy(path))
                    .span(0, 20)
                    .y0(new double[] {8})
                    .solver(solver)
                    .fixedStep(0.1)
                    .throwing(false)
                    .run();
            if (solver instanceof EulerMaruyama)
                assertThat(end.status().successful()).isFalse();
            else assertThat(Math.abs(end.y1()[0])).as(solver.name()).isLessThan(4);
        }
    }

    /// A number that is replaced, never changed, as a tensor would be.
    private record Value(double x) {}

    private enum Values implements StateSpace<Value> {
        SPACE;

        @Override
        public Value zero(Value like) {
            return new Value(0);
        }

        @Override
        public Value copy(Value from, Value into) {
            return from;
        }

        @Override
        public Value[] storage(int n, Value like) {
            var all = new Value[n];
            java.util.Arrays.fill(all, new Value(0));
            return all;
        }

        @Override
        public Value axpy(Value b, double a, Value x, Value into) {
            return new Value(Math.fma(a, x.x, b.x));
        }

        @Override
        public double scaledNorm(Value v, Value y, Value z, Tolerance tolerance) {
            return Math.abs(v.x) / (tolerance.atol(0) + tolerance.rtol(0) * Math.max(Math.abs(y.x), Math.abs(z.x)));
        }

        @Override
        public int size(Value y) {
            return 1;
        }

        @Override
        public double component(Value y, int i) {
            return y.x;
        }
    }

    private record ValueSde(Interpretation interpretation, Noise noise, Brownian path) implements SdeTerm<Value> {
        @Override
        public StateSpace<Value> space() {
            return Values.SPACE;
        }

        @Override
        public Value drift(double t, Value y, Value into) {
            return new Value(1 - y.x);
        }

        @Override
        public Value diffusion(double t, Value y, double[] w, Value into) {
            return new Value((noise == Noise.ADDITIVE ? 0.5 : 0.5 * y.x) * w[0]);
        }
    }

    @Test
    void immutable_states_go_the_same_way_as_arrays() {
        var solvers = new ArrayList<StochasticSolver>(java.util.List.of(
                new EulerMaruyama(),
                new TamedEuler(),
                new EulerHeun(),
                new ItoMilstein(),
                new StratonovichMilstein(),
                new DerivativeFreeMilstein(),
                new SEA(),
                new SRA1(),
                new SRA3(),
                new ShARK(),
                new GeneralShARK(),
                new SPaRK(),
                new SlowRK(),
                new LogOdeMidpoint(),
                new SRIW1(),
                new SRIW2(),
                new DRI1(),
                new RI6(),
                new PlatenWeak2(),
                new StepDoubling(new SPaRK())));
        for (var solver : solvers) {
            var noise = solver.noises().contains(Noise.SCALAR) ? Noise.SCALAR : Noise.ADDITIVE;
            var meaning = solver.interpretations().iterator().next();
            var noiseless = new Sde.Noiseless(meaning, (t, y, f) -> f[0] = 1 - y[0]);
            var arrays = (noise == Noise.SCALAR
                            ? noiseless.scalar((t, y, s) -> s[0] = 0.5 * y[0])
                            : noiseless.additive((t, y, s) -> s[0] = 0.5))
                    .drivenBy(BrownianGrid.over(STREAM, Layout.of(1), 0, 1, 8));
            var values = new ValueSde(meaning, noise, BrownianGrid.over(STREAM, Layout.of(1), 0, 1, 8));
            double a = Solve.of(arrays)
                    .span(0, 1)
                    .y0(new double[] {2})
                    .solver(solver)
                    .fixedStep(0.125)
                    .run()
                    .y1()[0];
            double b = Solve.of(values)
                    .span(0, 1)
                    .y0(new Value(2))
                    .solver(solver)
                    .fixedStep(0.125)
                    .run()
                    .y1()
                    .x;
            assertThat(b).as(solver.name()).isCloseTo(a, within(1e-13));
        }
    }
}
