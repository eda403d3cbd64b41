package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import org.onsager.memory.saddle.SaddlePoint;

/// The theory of second tasks that follow one first task: [FranzParisi#after]. The law of the first task's
/// weights is worked out once, for all loads, similarities and strengths. Immutable.
public final class SecondTask {
    private final FranzParisi theory;
    private final TaskOneSolution first;
    private final ReferenceLaw reference;

    private SecondTask(FranzParisi theory, TaskOneSolution first, ReferenceLaw reference) {
        this.theory = theory;
        this.first = first;
        this.reference = reference;
    }

    static SecondTask after(FranzParisi theory, TaskOneSolution first) {
        first.orThrow();
        return new SecondTask(theory, first, ReferenceLaw.of(first.conjugates(), first.k(), theory.quadrature()));
    }

    /// The first task.
    public TaskOneSolution first() {
        return first;
    }

    /// The second task from the usual start.
    ///
    /// @param alpha  load of the second task, at least 0
    /// @param similarity  \(r_0 \in [-1, 1]\), overlap of the teachers
    /// @param gamma  strength of the Kullback-Leibler term, at least 0
    public TaskTwoSolution solve(double alpha, double similarity, double gamma) {
        return solve(alpha, similarity, gamma, new PerceptronOrder(0.7, 0.1 + 0.4 * similarity, 0.72));
    }

    /// The second task from given order parameters, such as a neighbour's.
    public TaskTwoSolution solve(double alpha, double similarity, double gamma, PerceptronOrder start) {
        var equations = equations(alpha, similarity, gamma);
        SaddlePoint<PerceptronOrder> point;
        if (alpha == 0) {
            var weights = equations.weights(new Conjugates(0, 0, 0));
            point = new SaddlePoint<>(weights.order(), weights.entropy(), 0, 1, SaddlePoint.Status.CONVERGED);
        } else {
            point = theory.solver().solve(equations, start);
        }
        var hats = equations.conjugates(point.state());
        var weights = equations.weights(hats);
        return new TaskTwoSolution(
                first,
                alpha,
                similarity,
                gamma,
                point.state(),
                hats,
                weights.first(),
                weights.second(),
                point.pressure(),
                point.residual(),
                point.iterations(),
                point.status());
    }

    /// Second tasks along loads, each starting from where the last two that converged point to.
    public List<TaskTwoSolution> curve(double[] alphas, double similarity, double gamma) {
        var curve = new ArrayList<TaskTwoSolution>();
        for (double alpha : alphas) {
            var last = curve.isEmpty() ? null : curve.getLast();
            curve.add(
                    last != null && last.converged() && last.alpha() > 0
                            ? solve(alpha, similarity, gamma, ahead(curve, alpha))
                            : solve(alpha, similarity, gamma));
        }
        return List.copyOf(curve);
    }

    /// The line through the last two solutions at `alpha`, if it stays inside; else the last.
    private static PerceptronOrder ahead(List<TaskTwoSolution> curve, double alpha) {
        var last = curve.getLast();
        if (curve.size() < 2) return last.order();
        var before = curve.get(curve.size() - 2);
        if (!before.converged() || before.alpha() == last.alpha()) return last.order();
        double share = (alpha - last.alpha()) / (last.alpha() - before.alpha());
        double[] x = last.order().coordinates(), y = before.order().coordinates();
        for (int i = 0; i < x.length; i++) x[i] += share * (x[i] - y[i]);
        var guess = PerceptronOrder.of(x);
        return guess.inside() ? guess : last.order();
    }

    TaskTwoEquations equations(double alpha, double similarity, double gamma) {
        require(alpha >= 0 && alpha < Double.POSITIVE_INFINITY, "alpha2", alpha, "[0, inf)");
        require(Math.abs(similarity) <= 1, "r0", similarity, "[-1, 1]");
        require(gamma >= 0 && gamma < Double.POSITIVE_INFINITY, "gamma", gamma, "[0, inf)");
        return new TaskTwoEquations(alpha, theory.beta(), similarity, gamma, theory.quadrature(), reference);
    }
}
