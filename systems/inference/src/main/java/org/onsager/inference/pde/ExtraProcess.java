package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.SpectralMixture;

/// A second Gaussian process on top of a solved one, for what the first leaves: the first is frozen, a plain
/// Matern process of one component is fitted to the remaining source and boundary data, and the solution is the
/// sum. The boundary's precision is copied, the equation's starts at 1.
///
/// Source: S. Fang et al., ICLR 2024 (released code, problems with a trend beside high frequencies).
///
/// @param first  the frozen process
/// @param second  the process of the rest
public record ExtraProcess(GpPdeSolution first, GpPdeSolution second) {

    /// Solves with `solver` for the given share of its iterations and with a Matern process for the rest.
    ///
    /// @param share  of the iterations after which the change happens, in (0, 1)
    /// @throws IllegalArgumentException if the problem is not linear
    public static ExtraProcess solve(GpPdeSolver solver, PdeProblem problem, double share) {
        if (!(share > 0 && share < 1)) throw new IllegalArgumentException("share must be in (0, 1), not " + share);
        if (!problem.operator().isLinear())
            throw new IllegalArgumentException("an extra process needs a linear operator, not " + problem.operator());
        int before = Math.max(1, (int) Math.round(share * solver.iterations()));
        var first = solver.iterations(before).solve(problem);
        var plain = solver.kernel(new SpectralMixture(Envelope.MATERN_5_2, 1, false))
                .range(1)
                .iterations(Math.max(1, solver.iterations() - before));
        var rest = rest(problem, first);
        var path = plain.path(rest);
        var start = path.start();
        start.unknowns()[plain.kernel().parameters() * problem.dimensions()] =
                first.report().logTau();
        return new ExtraProcess(
                first, path.finish(path.run(start, plain.iterations(), Optional.empty()), Optional.empty()));
    }

    /// What the first process leaves of source and boundary data.
    private static PdeProblem rest(PdeProblem problem, GpPdeSolution first) {
        double[] source = first.report().residual().clone();
        for (int i = 0; i < source.length; i++) source[i] = -source[i];
        var conditions = new ArrayList<BoundaryCondition>();
        for (var condition : problem.boundary()) {
            double[] values = condition.values().clone();
            for (var part : condition.parts()) {
                var points = new ArrayList<double[]>();
                var orders = new int[problem.dimensions()];
                for (int j = 0; j < problem.dimensions(); j++) {
                    var axis = problem.axes().get(j);
                    boolean own = j == condition.axis();
                    points.add(own ? new double[] {part.upper() ? axis.high() : axis.low()} : axis.points());
                    orders[j] = own ? part.order() : 0;
                }
                double[] found = first.derivative(points, orders);
                for (int i = 0; i < values.length; i++) values[i] -= part.weight() * found[i];
            }
            conditions.add(new BoundaryCondition(condition.axis(), condition.parts(), values));
        }
        return problem.with(source, conditions);
    }

    /// The sum of both on a product of points.
    public double[] at(List<double[]> points) {
        double[] sum = first.at(points);
        Orientation.add(sum, 1, second.at(points));
        return sum;
    }
}
