package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.*;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.*;

/// What a step allocates once the code is compiled, over 100,000 steps of each family of solvers.
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 20_000;
    private static final int STEPS = 100_000;
    private static final int ROUNDS = 8;

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
                new Bosh3(),
                new RK4(),
                new SspRk104(),
                new CarpenterKennedy(),
                new Dopri5(),
                new Tsit5(),
                new Vern6(),
                new Vern8(),
                new Vern9(),
                new Dop853(),
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
            assertThat(bytesPerStep(problem.fixedStep(1e-3), STEPS)).isLessThan(1);
        if (solver.errorOrder() > 0)
            assertThat(bytesPerStep(problem.controller(Pid.tol(1e-6, 1e-9)), STEPS))
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
        assertThat(bytesPerStep(
                        Solve.of(swing)
                                .span(0, 1e9)
                                .y0(new double[] {1, 0})
                                .solver(solver)
                                .fixedStep(1e-3),
                        STEPS))
                .isLessThan(1);
    }

    static Stream<Solver> symplectic() {
        return Stream.of(new SymplecticEuler(), new StormerVerlet(), new Yoshida8());
    }

    @ParameterizedTest
    @MethodSource("symplectic")
    void a_step_of_a_symplectic_method_allocates_nothing(Solver solver) {
        var pendulum = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));
        assertThat(bytesPerStep(
                        Solve.of(pendulum)
                                .span(0, 1e9)
                                .y0(new double[] {1, 0})
                                .solver(solver)
                                .fixedStep(1e-2),
                        STEPS))
                .isLessThan(1);
    }

    static Stream<Solver> stiff() {
        return Stream.of(
                new ImplicitEuler(),
                new TrBdf2(),
                new Kvaerno5(),
                new KenCarp4(),
                new Ros3P(),
                new Rodas5P(),
                new Radau(3),
                new Radau(5),
                new VariableRadau(),
                new GaussLegendre(2),
                new Bdf(),
                new AutoSwitch());
    }

    @ParameterizedTest
    @MethodSource("stiff")
    void a_step_of_an_implicit_method_allocates_nothing_whatever_the_jacobian(Solver solver) {
        assertThat(implicitly(solver, EXACT, STEPS)).isLessThan(1);
        for (Jacobian other : new Jacobian[] {
            Jacobian.differences(), Jacobian.banded(1, 1), Jacobian.sparse(new int[][] {{0, 1}, {0, 1}})
        }) assertThat(implicitly(solver, other, STEPS / 5)).as(other.toString()).isLessThan(1);
        // fully implicit methods need a stored one
        if (!(solver instanceof Collocation || solver instanceof VariableRadau))
            assertThat(implicitly(solver, Jacobian.matrixFree(), STEPS / 5)).isLessThan(1);
    }

    private static double bytesPerStep(Solve<double[]> problem, int steps) {
        return bytesPerStep(problem, steps, 1);
    }

    private static double implicitly(Solver solver, Jacobian jacobian, int steps) {
        var problem = Solve.of(VAN_DER_POL.with(jacobian))
                .span(0, 1e9)
                .y0(new double[] {2, 0})
                .solver(solver);
        return bytesPerStep(
                solver.errorOrder() > 0 ? problem.controller(Pid.tol(1e-6, 1e-9)) : problem.fixedStep(1e-3), steps);
    }

    static Stream<StochasticSolver> stochastic() {
        return Stream.of(new EulerMaruyama(), new SRIW1(), new SPaRK(), new StochasticTheta(1));
    }

    /// The streams of a step's increment and area are objects of 32 bytes; nothing else is made.
    @ParameterizedTest
    @MethodSource("stochastic")
    void a_step_of_a_stochastic_method_allocates_the_streams_of_its_draws_alone(StochasticSolver solver) {
        double h = 1e-3;
        int cells = ROUNDS * STEPS + WARM_UP + 10;
        Ode.Field drift = (t, y, d) -> d[0] = -y[0];
        Ode.Field sigma = (t, y, d) -> d[0] = .3 * y[0];
        Sde sde = solver.interpretations().contains(Interpretation.ITO)
                ? Sde.ito(drift).diagonal(sigma)
                : Sde.stratonovich(drift).diagonal(sigma);
        var path = new BrownianGrid(RandomStream.of(1), Layout.of(1), 0, h, cells);
        var problem = Solve.of(sde.drivenBy(path))
                .span(0, cells * h)
                .y0(new double[] {1})
                .solver(solver)
                .fixedStep(h);
        double streams = 2 * 32 + 1;
        assertThat(bytesPerStep(problem, STEPS, streams)).isLessThan(streams);
    }

    /// The least of a few rounds, because code is compiled in the background, when the machine finds time for it;
    /// what a step allocates by itself, it allocates in every round.
    private static double bytesPerStep(Solve<double[]> problem, int steps, double enough) {
        var run = problem.maxSteps(Long.MAX_VALUE).start();
        for (int k = 0; k < WARM_UP; k++) assertThat(run.step()).isTrue();
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && least >= enough; round++) {
            long start = THREADS.getCurrentThreadAllocatedBytes();
            int made = 0;
            while (made < steps && run.step()) made++;
            long end = THREADS.getCurrentThreadAllocatedBytes();
            assertThat(made).isEqualTo(steps);
            least = Math.min(least, (end - start) / (double) steps);
        }
        return least;
    }
}
