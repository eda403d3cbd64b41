package org.onsager.solve;

import java.util.List;
import java.util.stream.Stream;
import org.onsager.solve.stochastic.*;

/// The stochastic methods in order of preference: of those that an equation and its path allow, the first.
final class StochasticChoice {
    private static final List<StochasticSolver> LANGEVIN = List.of(new QUICSORT(), new UBU(), new BAOAB());
    private static final List<StochasticSolver> ADDITIVE = List.of(new ShARK(), new EulerMaruyama());
    private static final List<StochasticSolver> GENERAL = List.of(
            new SRIW1(),
            new SlowRK(),
            new ItoMilstein(),
            new StratonovichMilstein(),
            new SPaRK(),
            new EulerMaruyama(),
            new EulerHeun());

    private StochasticChoice() {}

    static StochasticSolver of(SdeTerm<?> sde) {
        Stream<StochasticSolver> candidates = Stream.of(
                        sde instanceof LangevinTerm ? LANGEVIN : List.<StochasticSolver>of(),
                        sde.noise() == Noise.ADDITIVE ? ADDITIVE : GENERAL)
                .flatMap(List::stream);
        return candidates
                .filter(solver -> fits(solver, sde))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no solver takes %s noise with the %s interpretation"
                        .formatted(sde.noise(), sde.interpretation())));
    }

    private static boolean fits(StochasticSolver solver, SdeTerm<?> sde) {
        return solver.noises().contains(sde.noise())
                && (sde.noise() == Noise.ADDITIVE || solver.interpretations().contains(sde.interpretation()))
                && sde.path().layout().areas().include(solver.areas());
    }

    /// The strong order on this class of noise.
    static double strongOrder(StochasticSolver solver, SdeTerm<?> sde) {
        boolean additive = sde.noise() == Noise.ADDITIVE;
        boolean commutes = sde.noise() != Noise.GENERAL;
        return switch (solver) {
            case EulerMaruyama _ -> additive ? 1 : 0.5;
            case SPaRK _, EulerHeun _ -> commutes ? 1 : 0.5;
            default -> solver.order();
        };
    }
}
