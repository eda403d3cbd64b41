package org.onsager.memory.dense;

import java.util.List;
import org.onsager.numerics.Parallel;

/// Every branch at every point of a grid of temperature and load, and the phase that wins.
///
/// @param theory  order, convention and law
/// @param temperatures  \(T'\), ascending, positive
/// @param loads  \(\gamma\), ascending, at least 0
/// @param cells  `cells.get(t).get(g)` at `temperatures[t]`, `loads[g]`
public record PhaseDiagram(RsTheory theory, double[] temperatures, double[] loads, List<List<Cell>> cells) {

    /// One point of the grid.
    ///
    /// @param phase  which phase wins
    /// @param retrieval  what the retrieval start flowed to
    /// @param glass  what the spin-glass start flowed to
    /// @param paramagnet  the ergodic solution
    public record Cell(Phase phase, RsSolution retrieval, RsSolution glass, RsSolution paramagnet) {
        /// Whether every branch converged; cells where not are to be drawn as such.
        public boolean converged() {
            return retrieval.converged() && glass.converged();
        }
    }

    /// Solves the grid, one row of loads a task.
    public static PhaseDiagram compute(RsTheory theory, double[] temperatures, double[] loads) {
        var cells = Parallel.map(
                temperatures.length,
                t -> java.util.stream.IntStream.range(0, loads.length)
                        .mapToObj(g -> cell(theory, temperatures[t], loads[g]))
                        .toList());
        return new PhaseDiagram(theory, temperatures.clone(), loads.clone(), cells);
    }

    /// The branches and the phase at one point; which phase wins is told in [PhaseBoundaries].
    ///
    /// @param temperature  \(T' > 0\)
    public static Cell cell(RsTheory theory, double temperature, double gamma) {
        double betaPrime = 1 / temperature;
        var retrieval = theory.solve(betaPrime, gamma, Branch.RETRIEVAL);
        var glass = theory.solve(betaPrime, gamma, Branch.SPIN_GLASS);
        var paramagnet = theory.solve(betaPrime, gamma, Branch.PARAMAGNET);
        boolean glassWins = glass.frozen() && glass.pressure() < paramagnet.pressure();
        double other = glassWins ? glass.pressure() : paramagnet.pressure();
        Phase phase;
        if (retrieval.retrieves() && retrieval.pressure() >= other) phase = Phase.RETRIEVAL;
        else if (retrieval.retrieves()) phase = Phase.METASTABLE_RETRIEVAL;
        else phase = glassWins ? Phase.SPIN_GLASS : Phase.PARAMAGNET;
        return new Cell(phase, retrieval, glass, paramagnet);
    }
}
