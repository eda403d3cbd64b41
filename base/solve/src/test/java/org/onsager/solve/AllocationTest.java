package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.*;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.*;

/// What a step allocates once the code is compiled, for every solver: bytes counted by the thread over 50,000
/// steps (fewer where a method is tried in several ways) after 20,000 to warm up.
class AllocationTest {
    private static final int STEPS = 50_000;

    private static final Ode LORENZ = Ode.of((t, x, d) -> {
        d[0] = 10 * (x[1] - x[0]);
        d[1] = x[0] * (28 - x[2]) - x[1];
        d[2] = x[0] * x[1] - 8.0 / 3 * x[2];
    });
    private static final Ode VAN_DER_POL = Ode.of((t, y, d) -> {
        d[0] = y[1];
        d[1] = 20 * (1 - y[0] * y[0]) * y[1] - y[0];
    });
    private static final Jacobian EXACT = Jacobian.dense((t, y, j) -> {
        j[0] = 0;
        j[1] = 1;
        j[2] = -40 * y[0] * y[1] - 1;
        j[3] = 20 * (1 - y[0] * y[0]);
    });

    static Stream<Solver> nonstiff() {
        return Stream.of(
                new Euler(),
                new Midpoint(),
                new Heun(),
                new Ralston(),
                new Bosh3(),
                new RK4(),
                new ThreeEighths(),
                new Ralston4(),
                new Gill(),
                new Rkf45(),
                new CashKarp(),
                new Dopri5(),
                new Tsit5(),
                new Luther(),
                new SspRk33(),
                new SspRk104(),
                new CarpenterKennedy(),
                new Vern6(),
                new Vern7(),
                new Vern8(),
                new Vern9(),
                new Dop853(),
                new Dopri8(),
                new GraggBulirschStoer(3),
                new Odex(),
                new Rkc(),
                new Rock2(),
                new Rock4(),
                new Adams(),
                new CoupledReversible(new RK4()));
    }

    @ParameterizedTest
    @MethodSource("nonstiff")
    void a_step_of_an_explicit_method_allocates_nothing(Solver solver) {
        var problem = Solve.of(LORENZ).span(0, 1e9).y0(new double[] {1, 1, 20}).solver(solver);
        if (!(solver instanceof CoupledReversible))
            assertThat(Allocation.bytesPerStep(problem.fixedStep(1e-3), STEPS)).isLessThan(1);
        if (solver.errorOrder() > 0)
            assertThat(Allocation.bytesPerStep(problem.controller(Pid.tol(1e-6, 1e-9)), STEPS))
                    .isLessThan(1);
    }

    static Stream<Solver> reversible() {
        return Stream.of(
                new ReversibleHeun(),
                new AsynchronousLeapfrog(),
                new TwoStepMidpoint(),
                new CoupledReversible(new RK4()));
    }

    @ParameterizedTest
    @MethodSource("reversible")
    void a_step_of_a_reversible_method_allocates_nothing(Solver solver) {
        var swing = Ode.of((t, y, d) -> {
            d[0] = y[1];
            d[1] = -y[0];
        });
        assertThat(Allocation.bytesPerStep(
                        Solve.of(swing)
                                .span(0, 1e9)
                                .y0(new double[] {1, 0})
                                .solver(solver)
                                .fixedStep(1e-3),
                        STEPS))
                .isLessThan(1);
    }

    static Stream<Solver> symplectic() {
        return Stream.of(
                new SymplecticEuler(),
                new StormerVerlet(),
                new Ruth3(),
                new Ruth4(),
                new McLachlan4(),
                new Yoshida4(),
                new Yoshida6(),
                new Yoshida8());
    }

    private static final Partitioned PENDULUM = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));

    @ParameterizedTest
    @MethodSource("symplectic")
    void a_step_of_a_symplectic_method_allocates_nothing(Solver solver) {
        assertThat(pendulum(solver, PENDULUM)).isLessThan(1);
    }

    static Stream<Solver> others() {
        return Stream.of(
                new RK4(),
                new Tsit5(),
                new Vern9(),
                new Odex(),
                new Rock4(),
                new Adams(),
                new ReversibleHeun(),
                new GaussLegendre(2),
                new Kvaerno5(),
                new Rodas5P(),
                new VariableRadau(),
                new Bdf());
    }

    @ParameterizedTest
    @MethodSource("others")
    void a_step_of_another_method_on_positions_and_momenta_allocates_nothing(Solver solver) {
        assertThat(pendulum(solver, PENDULUM)).isLessThan(1);
    }

    private static double pendulum(Solver solver, Partitioned term) {
        return Allocation.bytesPerStep(
                Solve.of(term)
                        .span(0, 1e9)
                        .y0(new double[] {1, 0})
                        .solver(solver)
                        .fixedStep(1e-2),
                STEPS);
    }

    /// A method of every kind of dense output, asked twice a step, and watched for an event that never comes.
    static Stream<Solver> interpolated() {
        return Stream.of(
                new RK4(),
                new Rkf45(),
                new Dopri8(),
                new CarpenterKennedy(),
                new Yoshida6(),
                new Tsit5(),
                new Dop853(),
                new Vern9(),
                new Odex(),
                new Rock2(),
                new Adams(),
                new StormerVerlet(),
                new ReversibleHeun(),
                new GaussLegendre(2),
                new Radau(3),
                new TrBdf2(),
                new Sdirk2(),
                new Rodas5P(),
                new Ros3P(),
                new Bdf());
    }

    @ParameterizedTest
    @MethodSource("interpolated")
    void dense_output_and_a_watched_event_allocate_nothing(Solver solver) {
        double h = 1e-2;
        int steps = STEPS / 5, most = Allocation.ROUNDS * steps + Allocation.WARM_UP + 10;
        var problem = Solve.of(PENDULUM)
                .span(0, most * h)
                .y0(new double[] {1, 0})
                .solver(solver)
                .fixedStep(h)
                .events(Event.zero((t, y) -> y[0] - 5))
                .stream(SaveAt.grid(.3 * h, most * h, 2 * most), (t, y) -> true);
        assertThat(Allocation.bytesPerStep(problem, steps)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Tsit5.class, Dopri8.class, Rodas5P.class})
    void a_step_of_a_complex_state_allocates_nothing(Class<? extends Solver> method)
            throws ReflectiveOperationException {
        var turning = Ode.of((t, y, d) -> {
                    d[0] = -y[1];
                    d[1] = y[0];
                })
                .on(ComplexSpace.PAIRS);
        var problem = Solve.of(turning)
                .span(0, 1e9)
                .y0(new double[] {1, 0})
                .solver(method.getDeclaredConstructor().newInstance())
                .controller(Pid.tol(1e-6, 1e-9))
                .events(Event.zero((t, y) -> y[0] - 5));
        assertThat(Allocation.bytesPerStep(problem, STEPS / 5)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Tsit5.class, Dopri8.class, CarpenterKennedy.class})
    void a_step_in_single_precision_allocates_nothing(Class<? extends Solver> method)
            throws ReflectiveOperationException {
        var turning = FloatSpace.ode((t, y, d) -> {
            d[0] = -y[1];
            d[1] = y[0];
        });
        var problem = Solve.of(turning)
                .span(0, 1e9)
                .y0(new float[] {1, 0})
                .solver(method.getDeclaredConstructor().newInstance())
                .fixedStep(1e-2)
                .events(Event.<float[]>of((t, y) -> y[0] - 5));
        assertThat(Allocation.bytesPerStep(problem, STEPS / 5)).isLessThan(1);
    }

    static Stream<Solver> stiff() {
        return Stream.of(
                new ImplicitEuler(),
                new ImexEuler(),
                new CrankNicolson(),
                new ImplicitMidpoint(),
                new Sdirk2(),
                new TrBdf2(),
                new Kvaerno3(),
                new Kvaerno4(),
                new Kvaerno5(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5(),
                new Ars222(),
                new Ars443(),
                new Ros3P(),
                new Rodas4(),
                new Rodas5P(),
                new Radau(1),
                new Radau(3),
                new Radau(5),
                new Radau(7),
                new VariableRadau(),
                new GaussLegendre(2),
                new Bdf(),
                new AutoSwitch());
    }

    @ParameterizedTest
    @ValueSource(classes = {ImexEuler.class, KenCarp4.class, Ars443.class})
    void a_step_of_an_implicit_explicit_method_on_a_split_equation_allocates_nothing(Class<? extends Solver> method)
            throws ReflectiveOperationException {
        Solver solver = method.getDeclaredConstructor().newInstance();
        var split = new SplitOde(
                Ode.of((t, y, d) -> {
                    d[0] = y[1];
                    d[1] = -y[0];
                }),
                Ode.of((t, y, d) -> {
                    d[0] = 0;
                    d[1] = 20 * (1 - y[0] * y[0]) * y[1];
                }));
        var problem = Solve.of(split).span(0, 1e9).y0(new double[] {2, 0}).solver(solver);
        assertThat(Allocation.bytesPerStep(
                        solver.errorOrder() > 0 ? problem.controller(Pid.tol(1e-6, 1e-9)) : problem.fixedStep(1e-3),
                        STEPS))
                .isLessThan(1);
    }

    @ParameterizedTest
    @MethodSource("stiff")
    void a_step_of_an_implicit_method_allocates_nothing_whatever_the_jacobian(Solver solver) {
        assertThat(implicitly(solver, EXACT, STEPS / 2)).isLessThan(1);
        for (Jacobian other : new Jacobian[] {
            Jacobian.differences(), Jacobian.banded(1, 1), Jacobian.sparse(new int[][] {{0, 1}, {0, 1}})
        })
            assertThat(implicitly(solver, other, STEPS / 10))
                    .as(other.toString())
                    .isLessThan(1);
        // fully implicit methods need a stored one
        if (!(solver instanceof Collocation || solver instanceof VariableRadau))
            assertThat(implicitly(solver, Jacobian.matrixFree(), STEPS / 10)).isLessThan(1);
    }

    /// A right-hand side of period \(2\pi\) with an algebraic equation; the mass matrix is diagonal, or its image
    /// turns.
    @ParameterizedTest
    @ValueSource(classes = {Sdirk2.class, Kvaerno5.class, Ros3P.class, Rodas5P.class, VariableRadau.class, Bdf.class})
    void neither_does_one_with_a_mass_matrix_that_depends_on_time(Class<? extends Solver> method)
            throws ReflectiveOperationException {
        Solver solver = method.getDeclaredConstructor().newInstance();
        var diagonal = Ode.of((t, y, f) -> {
                    f[0] = Math.cos(t) - y[0];
                    f[1] = y[0] * y[0] - y[1];
                })
                .with(Mass.diagonal(2, (t, m) -> m[0] = 2 + Math.sin(t)));
        var turning = Ode.of((t, y, f) -> {
                    double a = Math.cos(t) - y[0], b = y[0] * y[0] - y[1], c = Math.cos(t), s = Math.sin(t);
                    f[0] = a * c - b * s;
                    f[1] = a * s + b * c;
                })
                .with(Mass.dense(2, (t, m) -> {
                    m[0] = (2 + Math.sin(t)) * Math.cos(t);
                    m[2] = (2 + Math.sin(t)) * Math.sin(t);
                }));
        assertThat(massive(solver, diagonal)).isLessThan(1);
        // the others take only diagonal ones
        if (solver instanceof Sdirk2 || solver instanceof VariableRadau || solver instanceof Bdf)
            assertThat(massive(solver, turning)).isLessThan(1);
    }

    private static double massive(Solver solver, Ode ode) {
        return Allocation.bytesPerStep(
                Solve.of(ode)
                        .span(0, 1e9)
                        .y0(new double[] {0, 0})
                        .solver(solver)
                        .controller(Pid.tol(1e-6, 1e-6)),
                STEPS / 5);
    }

    private static double implicitly(Solver solver, Jacobian jacobian, int steps) {
        var problem = Solve.of(VAN_DER_POL.with(jacobian))
                .span(0, 1e9)
                .y0(new double[] {2, 0})
                .solver(solver);
        return Allocation.bytesPerStep(
                solver.errorOrder() > 0 ? problem.controller(Pid.tol(1e-6, 1e-9)) : problem.fixedStep(1e-3), steps);
    }
}
