package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.explicit.*;
import org.onsager.solve.stochastic.*;
import org.onsager.solve.symplectic.*;

/// What a step of a stochastic method allocates once the code is compiled: the streams that the path draws from.
class StochasticAllocationTest {
    private static final int STEPS = 50_000;

    static Stream<StochasticSolver> stochastic() {
        return Stream.of(
                new EulerMaruyama(),
                new TamedEuler(),
                new ItoMilstein(),
                new StratonovichMilstein(),
                new DerivativeFreeMilstein(),
                new EulerHeun(),
                new PlatenWeak2(),
                new SRIW1(),
                new SRIW2(),
                new SlowRK(),
                new SPaRK(),
                new GeneralShARK(),
                new StochasticTheta(1),
                new SplitStepBackwardEuler());
    }

    /// The streams of a step's increment and area are objects of 32 bytes; nothing else is made.
    @ParameterizedTest
    @MethodSource("stochastic")
    void a_step_of_a_stochastic_method_allocates_the_streams_of_its_draws_alone(StochasticSolver solver) {
        Ode.Field sigma = (t, y, d) -> d[0] = .3 * y[0];
        Sde sde = solver.interpretations().contains(Interpretation.ITO)
                ? Sde.ito(DECAY).diagonal(sigma)
                : Sde.stratonovich(DECAY).diagonal(sigma);
        assertDrawsAlone(solver, Areas.WH, new double[] {1}, sde::drivenBy);
    }

    static Stream<Solver> additive() {
        return Stream.of(new SEA(), new SRA1(), new SRA3(), new ShARK(), new Heun(), new ReversibleHeun());
    }

    @ParameterizedTest
    @MethodSource("additive")
    void so_does_one_for_additive_noise(Solver solver) {
        var sde = Sde.stratonovich(DECAY).additive((t, y, d) -> d[0] = .3);
        assertDrawsAlone(solver, Areas.WH, new double[] {1}, sde::drivenBy);
    }

    static Stream<Solver> general() {
        return Stream.of(
                new DRI1(),
                new RI1(),
                new RI5(),
                new RI6(),
                new LogOdeMidpoint(),
                new org.onsager.solve.explicit.Midpoint(),
                new Ralston());
    }

    @ParameterizedTest
    @MethodSource("general")
    void so_does_one_for_expectations_general_noise_or_of_an_explicit_method(Solver solver) {
        boolean ito =
                solver instanceof StochasticSolver s && s.interpretations().contains(Interpretation.ITO);
        Ode.Field sigma = (t, y, d) -> d[0] = .3 * y[0];
        Sde sde = ito ? Sde.ito(DECAY).diagonal(sigma) : Sde.stratonovich(DECAY).diagonal(sigma);
        assertDrawsAlone(solver, Areas.WH, new double[] {1}, sde::drivenBy);
    }

    static Stream<StochasticSolver> langevin() {
        return Stream.of(new BAOAB(), new OBABO(), new UBU(), new ALIGN(), new ShOULD(), new QUICSORT());
    }

    /// The increment and both areas: three streams.
    @ParameterizedTest
    @MethodSource("langevin")
    void so_does_one_of_a_langevin_method(StochasticSolver solver) {
        assertDrawsAlone(
                solver, Areas.WHK, new double[] {1, 0}, path -> LangevinTerm.of(1, 1, (t, x, g) -> g[0] = x[0], path));
    }

    private static final Ode.Field DECAY = (t, y, d) -> d[0] = -y[0];

    private static void assertDrawsAlone(
            Solver solver, Areas areas, double[] y0, Function<Brownian, Term<double[]>> driven) {
        double h = 1e-3;
        int steps = STEPS / 2, cells = Allocation.ROUNDS * steps + Allocation.WARM_UP + 10;
        var path = new BrownianGrid(RandomStream.of(1), Layout.of(1).with(areas), 0, h, cells);
        var problem = Solve.of(driven.apply(path))
                .span(0, cells * h)
                .y0(y0)
                .solver(solver)
                .fixedStep(h);
        // UBU draws both halves of its step
        int draws = (areas == Areas.WHK ? 3 : 2) * (solver instanceof UBU ? 2 : 1);
        double streams = draws * 32 + 1;
        assertThat(Allocation.bytesPerStep(problem, steps, streams)).isLessThan(streams);
    }
}
