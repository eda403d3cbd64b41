package org.onsager.papers.multitaskinghebbian;

import java.util.List;
import org.onsager.lab.Table;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.multitasking.LowLoadState;
import org.onsager.memory.multitasking.Simulation;
import org.onsager.memory.multitasking.StateCatalogue;

/// States as tables: one row a state, all that is known of it.
final class StateTables {
    private StateTables() {}

    static Table of(List<LowLoadState> states, double[] dilutions) {
        var table = Table.builder().with("d", dilutions);
        fill(table, states);
        return table.build();
    }

    static Table of(StateCatalogue catalogue) {
        var states =
                catalogue.entries().stream().map(StateCatalogue.Entry::state).toList();
        var table = Table.builder();
        fill(table, states);
        return table.with("basin", Lists.column(catalogue.entries(), StateCatalogue.Entry::basin))
                .build();
    }

    static Table of(List<LowLoadState> states) {
        var table = Table.builder();
        fill(table, states);
        return table.build();
    }

    static void fill(Table.Builder table, List<LowLoadState> states) {
        int patterns = states.getFirst().m().length;
        table.with("K", states.stream().mapToInt(_ -> patterns).toArray())
                .with("T", Lists.column(states, LowLoadState::temperature))
                .with("rho", Lists.column(states, s -> s.law().entropy()))
                .with("r", Lists.column(states, s -> quality(s.law())))
                .with("M", Lists.column(states, s -> examples(s.law())))
                .with("law", states.stream().map(s -> law(s)).toList())
                .with("start", states.stream().map(LowLoadState::start).toList())
                .with("class", states.stream().map(LowLoadState::label).toList());
        for (int k = 0; k < patterns; k++) {
            int pattern = k;
            table.with("m_" + (k + 1), Lists.column(states, s -> s.m()[pattern]));
        }
        for (int k = 0; k < patterns; k++) {
            int pattern = k;
            table.with("n_" + (k + 1), Lists.column(states, s -> s.n()[pattern]));
        }
        table.with("A", Lists.column(states, LowLoadState::pressure))
                .with("energy", Lists.column(states, LowLoadState::energy))
                .with("eigmin", Lists.column(states, LowLoadState::smallestEigenvalue))
                .with("ties", Lists.column(states, LowLoadState::ties))
                .with("residual", Lists.column(states, LowLoadState::residual))
                .with(
                        "iterations",
                        states.stream().mapToInt(LowLoadState::iterations).toArray())
                .with("status", states.stream().map(s -> s.status().name()).toList());
    }

    private static String law(LowLoadState state) {
        return switch (state.law()) {
            case ExampleLaw.Gaussian gaussian -> gaussian.entropy() == 0 ? "stored" : "gaussian";
            case ExampleLaw.Binomial binomial -> binomial.entropy() == 0 ? "stored" : "exact";
        };
    }

    /// Not a number under the Gaussian law, which knows \(\rho\) alone.
    private static double quality(ExampleLaw law) {
        return law instanceof ExampleLaw.Binomial binomial ? binomial.quality() : Double.NaN;
    }

    private static double examples(ExampleLaw law) {
        return law instanceof ExampleLaw.Binomial binomial ? binomial.examples() : Double.NaN;
    }

    /// Averages of simulations: one row a simulation, with what is needed to repeat it.
    static Table of(long seed, List<Simulation> simulations, List<Simulation.Average> averages) {
        int patterns = simulations.getFirst().patterns();
        var table = Table.builder()
                .with("K", simulations.stream().mapToInt(Simulation::patterns).toArray())
                .with("d", Lists.column(simulations, Simulation::dilution))
                .with("T", Lists.column(simulations, s -> 1 / s.dynamics().beta()))
                .with("r", Lists.column(simulations, Simulation::quality))
                .with("M", simulations.stream().mapToInt(Simulation::examples).toArray())
                .with("N", simulations.stream().mapToInt(Simulation::neurons).toArray())
                .with("seed", simulations.stream().mapToLong(_ -> seed).toArray())
                .with(
                        "sweeps",
                        simulations.stream().mapToInt(Simulation::sweeps).toArray())
                .with(
                        "protocol",
                        simulations.stream().map(s -> s.protocol().name()).toList())
                .with("start", simulations.stream().map(s -> s.start().name()).toList())
                .with(
                        "samples",
                        averages.stream().mapToInt(Simulation.Average::samples).toArray());
        for (int k = 0; k < patterns; k++) {
            int rank = k;
            table.with("amplitude_" + (k + 1), Lists.column(averages, a -> a.amplitudes()[rank]))
                    .with("sem_" + (k + 1), Lists.column(averages, a -> a.errors()[rank]));
        }
        return table.with("energy", Lists.column(averages, Simulation.Average::energy))
                .with("ties", Lists.column(averages, Simulation.Average::ties))
                .with(
                        "rank_swaps",
                        averages.stream()
                                .mapToInt(Simulation.Average::rankSwaps)
                                .toArray())
                .with(
                        "unsettled",
                        averages.stream()
                                .mapToInt(Simulation.Average::unsettled)
                                .toArray())
                .with("example_lead", Lists.column(averages, Simulation.Average::asymmetry))
                .build();
    }
}
