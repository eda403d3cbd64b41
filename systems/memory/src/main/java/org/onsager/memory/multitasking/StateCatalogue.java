package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.numerics.RandomStream;

/// All states that were found at one temperature: from the pure, every symmetric, the hierarchical and many
/// random starts, largest pressure first.
///
/// Two states are one if their sorted amplitudes \(|m_\mu|\) agree within \(10^{-6}\): permutations of patterns
/// and changes of their signs make no new state. Symmetric starts are solved inside their own symmetry, so that
/// unstable states are found too.
///
/// @param entries  distinct states
/// @param randomStarts  how many random starts were tried
public record StateCatalogue(List<Entry> entries, int randomStarts) {
    private static final double SAME = 1e-6;

    public StateCatalogue {
        entries = List.copyOf(entries);
    }

    /// A state and how much of the space of starts leads to it.
    ///
    /// @param state  the first that was found
    /// @param basin  share of the random starts that flow to it
    public record Entry(LowLoadState state, double basin) {}

    /// Searches.
    ///
    /// @param temperature  \(T \ge 0\)
    /// @param randomStarts  overlaps uniform in \([0, a]\), at least 0; 20 is usual
    public static StateCatalogue of(LowLoadTheory theory, double temperature, int randomStarts, RandomStream stream) {
        require(randomStarts >= 0, "randomStarts", randomStarts, "[0, inf)");
        var states = new ArrayList<LowLoadState>();
        var hits = new ArrayList<Integer>();
        for (var state : theory.standardStates(temperature)) place(state, states, hits);
        for (var state : theory.randomStates(temperature, randomStarts, stream)) {
            int place = place(state, states, hits);
            hits.set(place, hits.get(place) + 1);
        }
        var entries = IntStream.range(0, states.size())
                .mapToObj(k -> new Entry(states.get(k), (double) hits.get(k) / Math.max(1, randomStarts)))
                .sorted(Comparator.comparingDouble(entry -> -entry.state().pressure()))
                .toList();
        return new StateCatalogue(entries, randomStarts);
    }

    /// Where the state stands in the list, added if it is new; unconverged ones are never merged.
    private static int place(LowLoadState state, List<LowLoadState> states, List<Integer> hits) {
        for (int k = 0; k < states.size(); k++)
            if (state.converged() && states.get(k).converged() && distance(state, states.get(k)) < SAME) return k;
        states.add(state);
        hits.add(0);
        return states.size() - 1;
    }

    private static double distance(LowLoadState a, LowLoadState b) {
        double[] first = a.sortedAmplitudes(), second = b.sortedAmplitudes();
        double largest = 0;
        for (int k = 0; k < first.length; k++) largest = Math.max(largest, Math.abs(first[k] - second[k]));
        return largest;
    }

    /// The state of the largest pressure.
    public LowLoadState winner() {
        return entries.getFirst().state();
    }

    /// The states that are maxima of the pressure.
    public List<LowLoadState> stable() {
        return entries.stream().map(Entry::state).filter(LowLoadState::stable).toList();
    }
}
