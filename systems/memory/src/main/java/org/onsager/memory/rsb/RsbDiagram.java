package org.onsager.memory.rsb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.Phase;
import org.onsager.numerics.Parallel;

/// Every branch at every point of a grid of temperature and load, each as broken as it wants to be, and the phase
/// that wins.
///
/// A row (one temperature) is solved in order of the load, each solution the start of the next, so that a broken
/// retrieval branch is followed beyond the end of the symmetric one; rows are tasks. The phase without retrieval
/// is the glass where one has weight, else the paramagnet; retrieval wins where its pressure is at least that.
///
/// @param temperatures  \(T' > 0\), ascending
/// @param loads  \(\gamma \ge 0\), ascending
/// @param cells  `cells.get(t).get(g)`
public record RsbDiagram(double[] temperatures, double[] loads, List<List<Cell>> cells) {

    /// One point of the grid.
    ///
    /// @param phase  which phase wins with broken solutions
    /// @param symmetricPhase  which wins if replica symmetry is taken for granted
    /// @param retrieval  the retrieval branch; whether there is one is [RsbSolution#retrieves()]
    /// @param glass  the phase without retrieval
    public record Cell(Phase phase, Phase symmetricPhase, RsbSolution retrieval, RsbSolution glass) {
        /// Whether all of it can be relied on; cells where not are to be drawn as such.
        public boolean converged() {
            return glass.converged() && (retrieval.converged() || !retrieval.retrieves());
        }
    }

    /// Solves the grid.
    ///
    /// @param breakRetrieval  whether the retrieval branch is broken where its symmetry is unstable (two nested
    ///     integrals), or left symmetric
    public static RsbDiagram compute(RsbSolver solver, double[] temperatures, double[] loads, boolean breakRetrieval) {
        var rows = Parallel.map(temperatures.length, t -> row(solver, temperatures[t], loads, breakRetrieval));
        return new RsbDiagram(temperatures.clone(), loads.clone(), rows);
    }

    /// One row of a diagram.
    ///
    /// @param temperature  \(T' > 0\)
    public static List<Cell> row(RsbSolver solver, double temperature, double[] loads, boolean breakRetrieval) {
        var cells = new ArrayList<Cell>();
        RsbOrder glass = null, retrieval = null;
        for (double gamma : loads) {
            var cell = cell(solver, temperature, gamma, breakRetrieval, glass, retrieval);
            glass = cell.glass.broken() ? cell.glass.order() : null;
            retrieval = cell.retrieval.broken() ? cell.retrieval.order() : null;
            cells.add(cell);
        }
        return List.copyOf(cells);
    }

    private static Cell cell(
            RsbSolver solver,
            double temperature,
            double gamma,
            boolean breakRetrieval,
            @Nullable RsbOrder glassNear,
            @Nullable RsbOrder retrievalNear) {
        double betaPrime = 1 / temperature;
        var glass = solve(solver, betaPrime, gamma, Branch.SPIN_GLASS, glassNear);
        RsbSolution retrieval;
        if (breakRetrieval) retrieval = solve(solver, betaPrime, gamma, Branch.RETRIEVAL, retrievalNear);
        else retrieval = FiniteTemperature.unbroken(solver.rs(betaPrime, gamma, Branch.RETRIEVAL));
        boolean frozen = glass.broken() || glass.order().q2() > 1e-6;
        Phase phase = phase(retrieval.retrieves(), retrieval.pressure(), frozen, glass.pressure());
        return new Cell(phase, symmetricPhase(solver, betaPrime, gamma, retrieval, glass), retrieval, glass);
    }

    private static RsbSolution solve(
            RsbSolver solver, double betaPrime, double gamma, Branch branch, @Nullable RsbOrder near) {
        return near == null ? solver.oneRsb(betaPrime, gamma, branch) : solver.oneRsb(betaPrime, gamma, branch, near);
    }

    private static Phase symmetricPhase(
            RsbSolver solver, double betaPrime, double gamma, RsbSolution retrieval, RsbSolution glass) {
        var symmetric = retrieval.symmetric();
        double paramagnet = solver.rs(betaPrime, gamma, Branch.PARAMAGNET).pressure();
        boolean frozen = glass.symmetric().frozen() && glass.symmetric().pressure() < paramagnet;
        double other = frozen ? glass.symmetric().pressure() : paramagnet;
        return phase(symmetric.retrieves(), symmetric.pressure(), frozen, other);
    }

    private static Phase phase(boolean retrieves, double pressure, boolean frozen, double other) {
        if (retrieves) return pressure >= other ? Phase.RETRIEVAL : Phase.METASTABLE_RETRIEVAL;
        return frozen ? Phase.SPIN_GLASS : Phase.PARAMAGNET;
    }
}
