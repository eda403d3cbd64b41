package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Status;
import org.onsager.solve.StepController;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Euler;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.implicit.Kvaerno5;
import org.onsager.solve.symplectic.ReversibleHeun;

/// Wrong combinations fail before the first step and say what to do.
class BadInputTest {
    private static final RandomStream STREAM = RandomStream.of(3);
    private static final Sde ITO = Sde.ito((t, y, f) -> f[0] = -y[0]).diagonal((t, y, s) -> s[0] = 0.3 * y[0]);
    private static final Sde.Noiseless PLANE = Sde.stratonovich((t, y, f) -> f[0] = f[1] = 0);

    private static Brownian path(int channels) {
        return new BrownianInterval(STREAM, Layout.of(channels), 0, 1, 1e-3);
    }

    private static void refused(
            Term<double[]> term, Solver solver, StepController controller, String words, double... y0) {
        assertThatThrownBy(() -> Solve.of(term)
                        .span(0, 1)
                        .y0(y0)
                        .solver(solver)
                        .controller(controller)
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void interpretation_of_solver_and_equation_must_agree() {
        var step = new FixedStep(0.1);
        var ito = ITO.drivenBy(path(1));
        refused(ito, new EulerHeun(), step, "convert it with toStratonovich()", 1);
        refused(ito, new Heun(), step, "solver Heun converges to the STRATONOVICH solution", 1);
        refused(ito, new ReversibleHeun(), step, "toStratonovich()", 1);
        refused(ito, new StratonovichMilstein(), step, "toStratonovich()", 1);
        refused(ito.toStratonovich(), new EulerMaruyama(), step, "convert it with toIto()", 1);
        refused(ito.toStratonovich(), new Euler(), step, "toIto()", 1);
        refused(ito.toStratonovich(), new SRIW1(), step, "toIto()", 1);
    }

    @Test
    void an_adaptive_controller_needs_an_error_estimate() {
        refused(ITO.drivenBy(path(1)), new EulerMaruyama(), Pid.tol(1e-2, 1e-2), "no error estimate", 1);
    }

    @Test
    void noise_must_be_of_a_class_that_the_solver_takes() {
        var general = PLANE.general(2, BadInputTest::rotation).drivenBy(path(2));
        refused(general, new SlowRK(), new FixedStep(0.1), "not GENERAL", 1, 0.5);
        refused(general, new StratonovichMilstein(), new FixedStep(0.1), "use SPaRK", 1, 0.5);
        refused(general.toIto(), new SRIW2(), new FixedStep(0.1), "use EulerMaruyama", 1, 0.5);
        refused(ITO.drivenBy(path(1)), new ShARK(), new FixedStep(0.1), "takes [ADDITIVE] noise, not DIAGONAL", 1);
        var matrix = Sde.ito((t, y, f) -> f[0] = f[1] = 0).additive(2, (t, y, s) -> java.util.Arrays.fill(s, 1));
        refused(matrix.drivenBy(path(2)), new SRIW1(), new FixedStep(0.1), "use SRA1", 1, 0.5);
    }

    private static void rotation(double t, double[] y, double[] s) {
        s[0] = 1;
        s[1] = y[1];
        s[2] = 0;
        s[3] = y[0] * y[0];
    }

    @Test
    void noise_must_be_what_it_is_declared_to_be() {
        var step = new FixedStep(0.1);
        var commutative = PLANE.commutative(2, BadInputTest::rotation).drivenBy(path(2));
        refused(commutative, new SlowRK(), step, "declare it general", 1, 0.5);
        var additive = Sde.ito((t, y, f) -> f[0] = 1)
                .additive((t, y, s) -> s[0] = y[0])
                .drivenBy(path(1));
        refused(additive, new SRA1(), step, "sigma changes with y", 1);
        var diagonal = PLANE.diagonal((t, y, s) -> s[0] = s[1] = y[0]).drivenBy(path(2));
        refused(diagonal, new EulerHeun(), step, "declare it general", 1, 0.5);
        assertThat(NoiseCheck.commutative(
                        PLANE.general(2, (t, y, s) -> {
                                    s[0] = y[0];
                                    s[1] = 2 * y[0];
                                    s[2] = y[1];
                                    s[3] = 2 * y[1];
                                })
                                .drivenBy(path(2)),
                        0,
                        new double[] {1, 0.5}))
                .isTrue();
    }

    @Test
    void the_path_must_fit() {
        var step = new FixedStep(0.1);
        refused(ITO, new EulerMaruyama(), step, "drivenBy", 1);
        refused(ITO.drivenBy(path(2)), new EulerMaruyama(), step, "a channel a component", 1);
        assertThatThrownBy(() -> PLANE.general(2, BadInputTest::rotation).drivenBy(path(3)))
                .hasMessageContaining("2 channels");
        var bare = new BrownianInterval(STREAM, Layout.of(1).with(Areas.W), 0, 1, 1e-3);
        refused(ITO.drivenBy(bare), new SRIW1(), step, "make it with layout.with(Areas.WH)", 1);
        var shortPath = new BrownianInterval(STREAM, Layout.of(1), 0, 0.5, 1e-3);
        refused(ITO.drivenBy(shortPath), new EulerMaruyama(), step, "where the Brownian path is defined", 1);
        var coarse = new BrownianInterval(STREAM, Layout.of(1), 0, 1, 0.25);
        refused(
                ITO.drivenBy(coarse),
                new EulerMaruyama(),
                step,
                "resolution of the Brownian path must be in (0, step = 0.1]",
                1);
    }

    @Test
    void other_solvers_and_other_terms_are_refused() {
        refused(ITO.drivenBy(path(1)), new Kvaerno5(), new FixedStep(0.1), "use a StochasticSolver", 1);
        refused(
                Ode.of((t, y, f) -> f[0] = 1),
                new EulerMaruyama(),
                new FixedStep(0.1),
                "needs a stochastic equation",
                1);
        refused(ITO.drivenBy(path(1)), new BAOAB(), new FixedStep(0.1), "needs a LangevinTerm", 1);
        refused(
                LangevinTerm.of(1, 1, (t, x, g) -> g[0] = x[0], path(1)),
                new BAOAB(),
                new FixedStep(0.1),
                "positions and velocities",
                1);
        assertThatThrownBy(() -> LangevinTerm.of(0, 1, (t, x, g) -> g[0] = x[0], path(1)))
                .hasMessageContaining("gamma must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> new StochasticTheta(1.5)).hasMessageContaining("theta must be in (0, 1], not 1.5");
    }

    @Test
    void what_leaves_the_finite_numbers_stops_with_a_status() {
        var explosive = Sde.ito((t, y, f) -> f[0] = Math.pow(y[0], 9))
                .additive((t, y, s) -> s[0] = 1)
                .drivenBy(path(1));
        var solution = Solve.of(explosive)
                .span(0, 1)
                .y0(new double[] {5})
                .solver(new EulerMaruyama())
                .fixedStep(0.1)
                .throwing(false)
                .run();
        assertThat(solution.status()).isEqualTo(Status.NONFINITE);
        var stuck = Solve.of(explosive)
                .span(0, 1)
                .y0(new double[] {5})
                .solver(StochasticTheta.implicitEuler())
                .fixedStep(0.1)
                .throwing(false)
                .run();
        assertThat(stuck.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
    }
}
