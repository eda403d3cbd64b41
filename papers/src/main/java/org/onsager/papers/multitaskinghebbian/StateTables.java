package org.onsager.papers.multitaskinghebbian;

import java.util.List;
import org.onsager.lab.Table;
import org.onsager.memory.multitasking.LowLoadState;
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
            case org.onsager.memory.dense.ExampleLaw.Gaussian gaussian ->
                gaussian.entropy() == 0 ? "stored" : "gaussian";
            case org.onsager.memory.dense.ExampleLaw.Binomial _ -> "exact";
        };
    }
}
