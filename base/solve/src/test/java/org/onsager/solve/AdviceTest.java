package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.*;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.*;

class AdviceTest {
    private static final Ode ROBERTSON = Ode.of((t, y, d) -> {
        d[0] = -.04 * y[0] + 1e4 * y[1] * y[2];
        d[2] = 3e7 * y[1] * y[1];
        d[1] = -d[0] - d[2];
    });
    private static final Ode LORENZ = Ode.of((t, y, d) -> {
        d[0] = 10 * (y[1] - y[0]);
        d[1] = y[0] * (28 - y[2]) - y[1];
        d[2] = y[0] * y[1] - 8 * y[2] / 3;
    });
    private static final Ode VAN_DER_POL = Ode.of((t, y, d) -> {
        d[0] = y[1];
        d[1] = 1000 * (1 - y[0] * y[0]) * y[1] - y[0];
    });

    private static Solve<double[]> at(Ode ode, double end, double tolerance, double... y0) {
        return Solve.of(ode).span(0, end).y0(y0).controller(Pid.tol(tolerance, 1e-3 * tolerance));
    }

    @Test
    void stiff_systems_are_told_from_smooth_ones_and_get_a_solver_by_their_tolerance() {
        Advice robertson = at(ROBERTSON, 1e5, 1e-6, 1, 0, 0).advise();
        assertThat(robertson.solver()).isInstanceOf(Rodas5P.class);
        assertThat(robertson.reason()).startsWith("stiff: ").doesNotContain("\n");
        assertThat(robertson.stiffness()).isGreaterThan(1000);
        // the decaying eigenvalue of Robertson's system grows to 1e4 as y3 becomes 1
        assertThat(robertson.spectralRadius()).isBetween(1e3, 1.1e4);
        assertThat(at(ROBERTSON, 1e5, 1e-9, 1, 0, 0).advise().solver()).isInstanceOf(VariableRadau.class);
        assertThat(at(VAN_DER_POL, 2000, 1e-6, 2, 0).advise().solver()).isInstanceOf(Rodas5P.class);

        Advice lorenz = at(LORENZ, 10, 1e-6, 1, 1, 1).advise();
        assertThat(lorenz.solver()).isInstanceOf(Tsit5.class);
        assertThat(lorenz.stiffness()).isLessThan(1);
        assertThat(at(LORENZ, 10, 1e-9, 1, 1, 1).advise().solver()).isInstanceOf(Vern7.class);
        assertThat(at(LORENZ, 10, 1e-12, 1, 1, 1).advise().solver()).isInstanceOf(Vern9.class);
        assertThat(at(LORENZ, 10, 1e-2, 1, 1, 1).advise().solver()).isInstanceOf(Bosh3.class);
        // the same equation is not stiff while its fast transient is what is looked at
        Ode fast = Ode.of((t, y, d) -> d[0] = -1e6 * (y[0] - Math.cos(t)));
        assertThat(at(fast, 1e-6, 1e-6, 0).advise().solver()).isInstanceOf(Tsit5.class);
        assertThat(at(fast, 1, 1e-6, 0).advise().solver()).isInstanceOf(Rodas5P.class);
        assertThat(at(LORENZ, 10, 1e-6, 1, 1, 1).fixedStep(.01).advise().solver())
                .isInstanceOf(RK4.class);
        assertThat(at(fast, 1, 1e-6, 0).fixedStep(.01).advise().solver()).isEqualTo(new Radau(3));
    }

    @Test
    void large_diffusion_is_stabilised_explicitly_unless_its_jacobian_has_structure() {
        int n = 600;
        Ode heat = Ode.of((t, y, d) -> {
            double c = (n + 1.0) * (n + 1.0);
            for (int i = 0; i < n; i++) d[i] = c * ((i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0));
        });
        double[] y0 = IntStream.range(0, n)
                .mapToDouble(i -> Math.sin(Math.PI * (i + 1) / (n + 1.0)))
                .toArray();
        Advice plain = at(heat, .1, 1e-4, y0).advise();
        assertThat(plain.solver()).isInstanceOf(Rock2.class);
        assertThat(plain.spectralRadius()).isCloseTo(4 * 601 * 601.0, within(.1 * 4 * 601 * 601));
        assertThat(at(heat, .1, 1e-7, y0).advise().solver()).isInstanceOf(Rock4.class);
        assertThat(at(heat.with(Jacobian.banded(1, 1)), .1, 1e-4, y0).advise().solver())
                .isInstanceOf(Rodas5P.class);
        assertThat(at(heat.with(Jacobian.matrixFree()), .1, 1e-4, y0).advise().solver())
                .isInstanceOf(Bdf.class);
    }

    @Test
    void structure_of_the_equation_decides_before_anything_is_measured() {
        var pendulum = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));
        var run = Solve.of(pendulum).span(0, 1000).y0(new double[] {1, 0});
        assertThat(run.fixedStep(.1).advise().solver()).isInstanceOf(Yoshida6.class);
        assertThat(run.advise().solver()).isInstanceOf(AutoSwitch.class);
        assertThat(run.span(0, 20).advise().solver()).isInstanceOf(Tsit5.class);
        var split = new SplitOde(Ode.of((t, y, d) -> d[0] = 1), Ode.of((t, y, d) -> d[0] = -y[0]));
        assertThat(Solve.of(split).span(0, 1).y0(new double[1]).advise().solver())
                .isInstanceOf(KenCarp4.class);
        Ode dae = Ode.of((t, y, d) -> {
                    d[0] = -y[0] + y[1];
                    d[1] = y[0] - y[1];
                })
                .with(Mass.diagonal(1, 0));
        assertThat(at(dae, 1, 1e-6, 1, 1).advise().solver()).isInstanceOf(Rodas5P.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Solve.of(LORENZ).span(0, 1).advise())
                .withMessageContaining("y0 is missing");
    }

    private static Solver stochastic(UnaryOperator<Layout> layout, Interpretation meaning, Noise noise) {
        var open = meaning == Interpretation.ITO ? Sde.ito((t, y, f) -> {}) : Sde.stratonovich((t, y, f) -> {});
        Sde sde = switch (noise) {
            case ADDITIVE -> open.additive((t, y, s) -> Arrays.fill(s, 1));
            case SCALAR -> open.scalar((t, y, s) -> Arrays.fill(s, 1));
            case DIAGONAL -> open.diagonal((t, y, s) -> Arrays.fill(s, 1));
            case COMMUTATIVE -> open.commutative(2, (t, y, s) -> Arrays.fill(s, 1));
            case GENERAL -> open.general(2, (t, y, s) -> Arrays.fill(s, 1));
        };
        int channels = noise == Noise.SCALAR ? 1 : 2;
        var path = new BrownianInterval(RandomStream.of(1), layout.apply(Layout.of(channels)), 0, 1, 1e-3);
        return Solve.of(sde.drivenBy(path))
                .span(0, 1)
                .y0(new double[2])
                .fixedStep(.01)
                .advise()
                .solver();
    }

    @Test
    void noise_gets_the_method_of_highest_order_that_its_class_and_path_allow() {
        UnaryOperator<Layout> areas = layout -> layout, bare = layout -> layout.with(Areas.W);
        var ito = Interpretation.ITO;
        var stratonovich = Interpretation.STRATONOVICH;
        assertThat(stochastic(areas, ito, Noise.ADDITIVE)).isInstanceOf(ShARK.class);
        assertThat(stochastic(areas, ito, Noise.DIAGONAL)).isInstanceOf(SRIW1.class);
        assertThat(stochastic(areas, stratonovich, Noise.DIAGONAL)).isInstanceOf(SlowRK.class);
        assertThat(stochastic(bare, ito, Noise.SCALAR)).isInstanceOf(ItoMilstein.class);
        assertThat(stochastic(bare, stratonovich, Noise.COMMUTATIVE)).isInstanceOf(StratonovichMilstein.class);
        assertThat(stochastic(areas, ito, Noise.GENERAL)).isInstanceOf(EulerMaruyama.class);
        assertThat(stochastic(areas, stratonovich, Noise.GENERAL)).isInstanceOf(SPaRK.class);
        assertThat(stochastic(bare, ito, Noise.ADDITIVE)).isInstanceOf(EulerMaruyama.class);
    }

    @Test
    void advised_solvers_solve() {
        var robertson = at(ROBERTSON, 40, 1e-8, 1, 0, 0);
        double[] y = robertson.solver(robertson.advise().solver()).run().y1();
        assertThat(y[0]).isCloseTo(.71582706872, within(1e-7));
        var relaxation = at(VAN_DER_POL, 2000, 1e-8, 2, 0);
        assertThat(relaxation.solver(relaxation.advise().solver()).run().y1()[0])
                .isCloseTo(1.706167732, within(1e-6));
        Ode oscillator = Ode.of((t, q, d) -> {
            d[0] = q[1];
            d[1] = -q[0];
        });
        var circle = at(oscillator, 20, 1e-10, 1, 0);
        assertThat(circle.solver(circle.advise().solver()).run().y1()[0]).isCloseTo(Math.cos(20), within(1e-8));
    }
}
