package org.onsager.papers.neuraldifferentialequations;

import java.util.List;
import org.onsager.lab.Trial;

/// Claims N13 to N17: stochastic schemes and Brownian objects.
final class StochasticClaims {
    private final Settings settings;
    private final Trial trial;

    StochasticClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        for (var id : List.of("N13", "N14", "N15", "N16", "N17"))
            trial.untested(id, "needs org.onsager.solve.stochastic, which is not built yet " + settings.draws());
    }
}
