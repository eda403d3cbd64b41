package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.*;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.*;

/// A run that is saved after any step and resumed from the bytes ends with the bits of the undisturbed one.
class SnapshotTest {
    private static final Ode VAN_DER_POL = Ode.of((t, y, d) -> {
        d[0] = y[1];
        d[1] = 20 * (1 - y[0] * y[0]) * y[1] - y[0] + .1 * Math.cos(t);
    });

    /// Compares the undisturbed run with runs that are cut after some of its steps.
    private static <Y> void holds(Solve<Y> run, int... cuts) {
        Solution<Y> whole = run.run();
        for (int cut : cuts) {
            var first = run.start();
            for (int k = 0; k < cut; k++)
                assertThat(first.step()).as("run is longer than %d steps", cut).isTrue();
            byte[] bytes = first.save().toBytes();
            // saving disturbs nothing
            assertThat(first.step()).isIn(true, false);
            var second = run.resume(Snapshot.of(bytes));
            while (second.step()) {}
            Solution<Y> rest = second.solution();
            assertThat(rest.status()).isEqualTo(whole.status());
            assertThat((double[]) rest.y1()).containsExactly((double[]) whole.y1());
            assertThat(rest.statistics().accepted())
                    .isEqualTo(whole.statistics().accepted());
            assertThat(rest.statistics().rates()).isEqualTo(whole.statistics().rates());
            int kept = rest.ts().length, all = whole.ts().length;
            assertThat(rest.ts()).containsExactly(Arrays.copyOfRange(whole.ts(), all - kept, all));
            for (int i = 0; i < kept; i++)
                assertThat((double[]) rest.ys().get(i))
                        .containsExactly((double[]) whole.ys().get(all - kept + i));
        }
    }

    static Stream<Solver> adaptive() {
        return Stream.of(
                new Bosh3(),
                new Tsit5(),
                new Dop853(),
                new Vern7(),
                new GraggBulirschStoer(4),
                new Odex(),
                new Rkc(),
                new Rock2(),
                new Rock4(),
                new Adams(),
                new Bdf(),
                new Kvaerno5(),
                new TrBdf2(),
                new KenCarp4(),
                new Rodas5P(),
                new Ros3P(),
                new Radau(3),
                new VariableRadau(),
                new AutoSwitch());
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void adaptive_runs_go_on_with_the_same_bits(Solver solver) {
        boolean stabilised = solver instanceof Rkc || solver instanceof Rock2 || solver instanceof Rock4;
        double[] times = IntStream.range(1, 40).mapToDouble(i -> i / 4.0).toArray();
        var run = Solve.of(VAN_DER_POL)
                .span(0, 10)
                .y0(new double[] {2, 0})
                .solver(solver)
                .controller(Pid.tol(stabilised ? 1e-4 : 1e-6, 1e-8).coefficients(.3, .4, .1))
                .maxSteps(1 << 20)
                .saveAt(SaveAt.ts(times).withEnd());
        holds(run, 1, 2, 7, 16);
    }

    static Stream<Solver> fixed() {
        return Stream.of(
                new RK4(),
                new CarpenterKennedy(),
                new ImplicitEuler(),
                new GaussLegendre(2),
                new ReversibleHeun(),
                new AsynchronousLeapfrog(),
                new TwoStepMidpoint(),
                new CoupledReversible(new RK4()),
                new StormerVerlet(),
                new Yoshida6());
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void runs_in_fixed_steps_go_on_with_the_same_bits(Solver solver) {
        var pendulum = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));
        holds(
                Solve.of(pendulum)
                        .span(0, 10)
                        .y0(new double[] {1, 0})
                        .solver(solver)
                        .fixedStep(.07)
                        .saveAt(SaveAt.everyStep(5)),
                1,
                3,
                50);
    }

    @Test
    void factors_of_every_form_of_the_jacobian_are_kept() {
        int side = 8;
        double[] y0 = IntStream.range(0, 2 * side * side)
                .mapToDouble(i -> 1 + .3 * Math.sin(i))
                .toArray();
        int[][] pattern = SquareBrusselator.pattern(side);
        for (Jacobian jacobian : List.of(
                Jacobian.differences(),
                Jacobian.sparse(pattern),
                Jacobian.matrixFree(),
                Jacobian.matrixFree().preconditioned(pattern)))
            for (Solver solver : List.of(new Bdf(), new Kvaerno5(), new Rodas5P(), new Radau(3), new VariableRadau())) {
                if (jacobian instanceof Jacobian.MatrixFree
                        && (solver instanceof Radau || solver instanceof VariableRadau)) continue;
                holds(
                        Solve.of(SquareBrusselator.ode(side, jacobian))
                                .span(0, .5)
                                .y0(y0)
                                .solver(solver)
                                .controller(Pid.tol(1e-4, 1e-6)),
                        1,
                        3);
            }
    }

    /// An algebraic equation and a differential one with a factor that depends on time, as they are and combined
    /// by a rotation.
    @Test
    void runs_with_a_mass_matrix_that_depends_on_time_go_on_with_the_same_bits() {
        var diagonal =
                Ode.of((t, y, f) -> constrained(t, y, f, 0)).with(Mass.diagonal(2, (t, m) -> m[0] = 2 + Math.sin(t)));
        var turning = Ode.of((t, y, f) -> constrained(t, y, f, t)).with(Mass.dense(2, (t, m) -> {
            m[0] = (2 + Math.sin(t)) * Math.cos(t);
            m[2] = (2 + Math.sin(t)) * Math.sin(t);
        }));
        for (Solver solver : List.of(
                new Bdf(),
                new Sdirk2(),
                new Kvaerno5(),
                new Rodas5P(),
                new Ros3P(),
                new Radau(3),
                new VariableRadau())) {
            var run = Solve.of(diagonal)
                    .span(0, 12)
                    .y0(new double[] {1, 1})
                    .solver(solver)
                    .controller(Pid.tol(1e-6, 1e-8));
            holds(run, 1, 2, 7, 11);
        }
        for (Solver solver : List.of(new Bdf(), new Sdirk2(), new Radau(3), new VariableRadau()))
            holds(
                    Solve.of(turning)
                            .span(0, 12)
                            .y0(new double[] {1, 1})
                            .solver(solver)
                            .controller(Pid.tol(1e-6, 1e-8)),
                    1,
                    2,
                    7,
                    11);
    }

    private static void constrained(double t, double[] y, double[] f, double angle) {
        double a = -y[1], b = y[0] * y[0] - y[1];
        f[0] = a * Math.cos(angle) - b * Math.sin(angle);
        f[1] = a * Math.sin(angle) + b * Math.cos(angle);
    }

    @Test
    void stochastic_runs_with_jumps_and_events_go_on_on_the_same_path() {
        var stream = RandomStream.of(4);
        var sde = Sde.ito((t, y, f) -> f[0] = -y[0]).diagonal((t, y, s) -> s[0] = .3 * y[0]);
        var path = new BrownianInterval(stream.split("w"), Layout.of(1), 0, 3, 1e-5);
        var jumps = PoissonJumps.<double[]>thinned(stream.split("n"), 4, (t, y) -> 4 / (1 + y[0] * y[0]), (t, y, r) ->
                new double[] {y[0] + r.nextDouble()});
        var run = Solve.of(sde.drivenBy(path))
                .span(0, 3)
                .y0(new double[] {1})
                .jumps(jumps)
                .events(Event.zero((t, y) -> y[0] - .6).down().reset((t, y) -> new double[] {.9}));
        holds(run.solver(new SRIW1()).fixedStep(.01), 1, 60, 150, 250);
        holds(run.solver(new SRIW1()).controller(Pid.tol(1e-2, 1e-2).coefficients(.1, .3, 0)), 1, 10, 20);
        holds(
                run.solver(new StepDoubling(new ItoMilstein()))
                        .controller(Pid.tol(1e-2, 1e-2).coefficients(.1, .3, 0).between(1e-4, 1)),
                1,
                10,
                20);
        var langevin = LangevinTerm.of(
                1,
                1,
                (t, x, g) -> g[0] = x[0] * x[0] * x[0],
                new BrownianInterval(stream, Layout.of(1).with(Areas.WHK), 0, 3, 1e-3));
        for (Solver solver : List.of(new BAOAB(), new UBU(), new QUICSORT()))
            holds(
                    Solve.of(langevin)
                            .span(0, 3)
                            .y0(new double[] {1, 0})
                            .solver(solver)
                            .fixedStep(.05),
                    1,
                    20);
    }

    @Test
    void a_snapshot_of_another_solver_or_problem_and_a_broken_one_are_refused() {
        var run = Solve.of(VAN_DER_POL).span(0, 1).y0(new double[] {2, 0});
        var half = run.start();
        half.step();
        Snapshot snapshot = half.save();
        assertThat(snapshot).isEqualTo(Snapshot.of(snapshot.toBytes())).hasSameHashCodeAs(half.save());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.solver(new Rodas5P()).resume(snapshot))
                .withMessageContaining("made with solver Tsit5, not Rodas5P");
        byte[] bytes = snapshot.toBytes();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.resume(Snapshot.of(cut)))
                    .withMessageContaining("snapshot");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.events(Event.zero((t, y) -> y[0])).resume(snapshot))
                .withMessageContaining("snapshot");
        while (half.step()) {}
        assertThatIllegalArgumentException().isThrownBy(half::save).withMessageContaining("must not be over");
        OdeTerm<Double> scalar = OdeTerm.autonomous(SCALAR, y -> -y);
        var other = Solve.of(scalar).span(0, 1).y0(1.0).start();
        assertThatIllegalArgumentException().isThrownBy(other::save).withMessageContaining("double[]");
        assertThat(run.start().save().toBytes().length).isLessThan(1000);
    }

    private static final StateSpace<Double> SCALAR = new StateSpace<>() {
        @Override
        public Double zero(Double like) {
            return 0.0;
        }

        @Override
        public Double copy(Double from, Double into) {
            return from;
        }

        @Override
        public Double[] storage(int n, Double like) {
            var all = new Double[n];
            Arrays.fill(all, 0.0);
            return all;
        }

        @Override
        public Double axpy(Double b, double a, Double x, Double into) {
            return b + a * x;
        }

        @Override
        public double scaledNorm(Double v, Double y, Double z, Tolerance tolerance) {
            return Math.abs(v) / (tolerance.atol(0) + tolerance.rtol(0) * Math.max(Math.abs(y), Math.abs(z)));
        }

        @Override
        public int size(Double y) {
            return 1;
        }

        @Override
        public double component(Double y, int i) {
            return y;
        }
    };
}
