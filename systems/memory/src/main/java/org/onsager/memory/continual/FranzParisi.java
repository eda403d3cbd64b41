package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.onsager.memory.saddle.MeanField;
import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.memory.saddle.Spinodal;
import org.onsager.numerics.ScalarRoot;

/// Mean-field theory of a binary perceptron that learns two tasks of teachers in turn, in the limit of many
/// weights at loads \(\alpha_k = M_k/N\): the replica-symmetric free energy of the first task, and the
/// Franz-Parisi potential of the second with the first as its reference.
///
/// The mean weights \(m \in [-1, 1]^N\) follow the Gibbs measure \(e^{-\beta\,\mathrm{loss}}\) with
/// \(\mathrm{loss} = -\sum_\mu\ln\Phi\big(y_\mu m\cdot x_\mu/\sqrt{\sum_i(1-m_i^2)}\big)\).
///
/// Cost: some milliseconds an evaluation of the self-consistency map, twenty to sixty evaluations a solution.
///
/// Source: Li, Huang, Zou and Huang, arXiv:2212.02846; S. Franz and G. Parisi, J. Phys. I 5 (1995) 1401.
/// Immutable.
///
/// @param beta  inverse temperature of inference, positive (the paper's figures: 20)
/// @param quadrature  how finely integrals are cut
/// @param solver  finds saddle points
public record FranzParisi(double beta, Quadrature quadrature, SaddlePointSolver solver) {

    public FranzParisi {
        require(beta > 0 && beta < Double.POSITIVE_INFINITY, "beta", beta, "(0, inf)");
    }

    /// Standard quadrature, half damping, Newton below \(10^{-2}\), tolerance \(10^{-10}\).
    public static FranzParisi at(double beta) {
        return new FranzParisi(beta, Quadrature.standard(), new SaddlePointSolver(0.5, 1e-2, 1e-10, 4_000));
    }

    /// This theory with other quadrature: [Quadrature#halved] is the self-check.
    public FranzParisi with(Quadrature quadrature) {
        return new FranzParisi(beta, quadrature, solver);
    }

    /// The first task on one branch.
    ///
    /// @param alpha  load, at least 0
    /// @param k  \(\beta\gamma\) under a Kullback-Leibler term of strength \(\gamma\) to the uniform prior; 0
    ///     without
    /// @return the end of the search; ask whether it converged
    public TaskOneSolution task1(double alpha, double k, TheoryBranch branch) {
        return task1(alpha, k, branch.start());
    }

    /// The first task from given order parameters, such as a neighbour's.
    public TaskOneSolution task1(double alpha, double k, PerceptronOrder start) {
        var equations = taskOne(alpha, k);
        if (alpha == 0) {
            var weights = equations.weights(new Conjugates(0, 0, 0));
            return solution(
                    equations,
                    new SaddlePoint<>(weights.order(), weights.entropy(), 0, 1, SaddlePoint.Status.CONVERGED));
        }
        return solution(equations, solver.solve(equations, start));
    }

    private static TaskOneSolution solution(TaskOneEquations equations, SaddlePoint<PerceptronOrder> point) {
        var hats = equations.conjugates(point.state());
        return new TaskOneSolution(
                equations.alpha(),
                equations.beta(),
                equations.k(),
                point.state(),
                hats,
                equations.weights(hats).signOverlap(),
                point.pressure(),
                point.residual(),
                point.iterations(),
                point.status());
    }

    private TaskOneEquations taskOne(double alpha, double k) {
        require(alpha >= 0 && alpha < Double.POSITIVE_INFINITY, "alpha", alpha, "[0, inf)");
        require(k >= 0 && k < Double.POSITIVE_INFINITY, "k", k, "[0, inf)");
        return new TaskOneEquations(alpha, beta, k, quadrature);
    }

    /// Every different solution that the starts of [TheoryBranch] flow to, the winner (largest \(-\beta f\))
    /// first.
    public List<TaskOneSolution> branches(double alpha, double k) {
        var found = new ArrayList<TaskOneSolution>();
        for (var branch : TheoryBranch.values()) {
            var each = task1(alpha, k, branch);
            if (found.stream()
                    .noneMatch(
                            other -> Math.abs(other.order().r() - each.order().r()) < 1e-5)) found.add(each);
        }
        found.sort(Comparator.comparingDouble(each -> -each.pressure()));
        return List.copyOf(found);
    }

    /// A branch along rising or falling loads, each solution starting from the last as long as that converged.
    public List<TaskOneSolution> curve(double[] alphas, double k, TheoryBranch branch) {
        var curve = new ArrayList<TaskOneSolution>();
        var start = branch.start();
        for (double alpha : alphas) {
            var each = task1(alpha, k, start);
            curve.add(each);
            start = each.converged() && each.order().q() > 0 ? each.order() : branch.start();
        }
        return List.copyOf(curve);
    }

    /// The load in `[low, high]` at which both branches have the same free energy.
    ///
    /// @throws IllegalArgumentException if the winner is the same at both ends
    public double transition(double k, double low, double high) {
        DoubleUnaryOperator gap = alpha -> task1(alpha, k, TheoryBranch.HIGH).pressure()
                - task1(alpha, k, TheoryBranch.LOW).pressure();
        return new ScalarRoot(1e-7, 60).between(gap, low, high).point();
    }

    /// The load at which the branch of `branch` ceases to exist, between a load where it does and one where it
    /// does not; a state is on the high branch where \(r > 0.9\).
    public double end(double k, TheoryBranch branch, double exists, double missing) {
        boolean high = branch == TheoryBranch.HIGH;
        return new Spinodal(solver, 1e-3, org.onsager.numerics.Fold.standard())
                .find(alpha -> taskOne(alpha, k), branch.start(), order -> order.r() > 0.9 == high, exists, missing)
                .parameter();
    }

    /// The first task with \(Q\) imposed: what learning would do if the uncertainty of the weights were held.
    /// \(\hat Q\) is found such that \(\langle m^2\rangle = Q\); `conjugates.selfOverlap` holds it.
    ///
    /// @param selfOverlap  \(Q \in (0, 1)\)
    public TaskOneSolution task1At(double alpha, double selfOverlap, TheoryBranch branch) {
        require(selfOverlap > 0 && selfOverlap < 1, "Q", selfOverlap, "(0, 1)");
        require(alpha > 0 && alpha < Double.POSITIVE_INFINITY, "alpha", alpha, "(0, inf)");
        var equations = new HeldUncertainty(taskOne(alpha, 0), selfOverlap);
        var start = branch.start();
        double q = Math.min(start.q(), 0.95 * selfOverlap);
        var from = new PerceptronOrder(q, Math.min(start.r(), 0.95 * Math.sqrt(q)), selfOverlap);
        var point = solver.solve(equations, from);
        var hats = equations.conjugates(point.state());
        return new TaskOneSolution(
                alpha,
                beta,
                0,
                point.state(),
                hats,
                equations.free().weights(hats).signOverlap(),
                point.pressure(),
                point.residual(),
                point.iterations(),
                point.status());
    }

    /// The second task from the usual start.
    ///
    /// @param first  the first task, converged
    /// @param alpha  load of the second task, at least 0
    /// @param similarity  \(r_0 \in [-1, 1]\), overlap of the teachers
    /// @param gamma  strength of the Kullback-Leibler term, at least 0: 0 forgets, 1 is Bayes' rule, more is
    ///     rigid
    /// @throws org.onsager.numerics.DivergedException if the first task did not converge
    public TaskTwoSolution task2(TaskOneSolution first, double alpha, double similarity, double gamma) {
        return after(first).solve(alpha, similarity, gamma);
    }

    /// The second task from given order parameters, such as a neighbour's.
    public TaskTwoSolution task2(
            TaskOneSolution first, double alpha, double similarity, double gamma, PerceptronOrder start) {
        return after(first).solve(alpha, similarity, gamma, start);
    }

    /// Second tasks along loads, each starting from those that converged before.
    public List<TaskTwoSolution> curve2(TaskOneSolution first, double[] alphas, double similarity, double gamma) {
        return after(first).curve(alphas, similarity, gamma);
    }

    /// Second tasks after one first task, whose law is worked out once.
    ///
    /// @throws org.onsager.numerics.DivergedException if the first task did not converge
    public SecondTask after(TaskOneSolution first) {
        return SecondTask.after(this, first);
    }

    /// \(-\beta f\) of the first task as a function of all six parameters, stationary at a solution.
    public double pressure(double alpha, double k, PerceptronOrder order, Conjugates conjugates) {
        return taskOne(alpha, k).pressure(order, conjugates);
    }

    /// The potential of the second task as a function of all six parameters, stationary at a solution.
    public double pressure(TaskTwoSolution solution, PerceptronOrder order, Conjugates conjugates) {
        return after(solution.first())
                .equations(solution.alpha(), solution.similarity(), solution.gamma())
                .pressure(order, conjugates);
    }

    /// \(L(u)\) and \(L'(u)\) of the energy: \(L = \ln\int Dx\,\Phi((u+\sqrt{t}x)/\sqrt{1-Q})^\beta\).
    ///
    /// @param t  \(Q - q \ge 0\)
    /// @param selfOverlap  \(Q \in [0, 1)\)
    public double[] innerIntegral(double u, double t, double selfOverlap) {
        require(t >= 0 && t < Double.POSITIVE_INFINITY, "t", t, "[0, inf)");
        require(selfOverlap >= 0 && selfOverlap < 1, "Q", selfOverlap, "[0, 1)");
        var inner = new ExampleEnergy(beta, new PerceptronOrder(selfOverlap - t, 0, selfOverlap), quadrature).inner(u);
        return new double[] {inner.logarithm(), beta * inner.ratio() / Math.sqrt(1 - selfOverlap)};
    }

    /// What halving all quadrature changes in the order parameters of a solution of the first task.
    public double selfCheck(TaskOneSolution solution) {
        double[] coarse = with(quadrature.halved())
                .task1(solution.alpha(), solution.k(), solution.order())
                .order()
                .coordinates();
        double[] fine = solution.order().coordinates();
        return Arrays.stream(new int[] {0, 1, 2})
                .mapToDouble(i -> Math.abs(coarse[i] - fine[i]))
                .max()
                .orElse(Double.NaN);
    }

    /// The first task with \(Q\) held.
    private record HeldUncertainty(TaskOneEquations free, double held) implements MeanField<PerceptronOrder> {

        Conjugates conjugates(PerceptronOrder order) {
            var hats = free.conjugates(new PerceptronOrder(order.q(), order.r(), held));
            DoubleUnaryOperator excess = value -> free.weights(new Conjugates(hats.q(), hats.r(), value))
                            .order()
                            .selfOverlap()
                    - held;
            double low = 0.5 * hats.q() - 10, high = 0.5 * hats.q() + 10;
            for (double width = 20; excess.applyAsDouble(low) > 0 && width < 1e8; width *= 2) low -= width;
            for (double width = 20; excess.applyAsDouble(high) < 0 && width < 1e8; width *= 2) high += width;
            double root = new ScalarRoot(1e-12, 200).between(excess, low, high).point();
            return new Conjugates(hats.q(), hats.r(), root);
        }

        @Override
        public PerceptronOrder next(PerceptronOrder order) {
            return free.weights(conjugates(order)).order();
        }

        @Override
        public double pressure(PerceptronOrder order) {
            return free.pressure(at(coordinates(order)), conjugates(order));
        }

        @Override
        public double[] coordinates(PerceptronOrder order) {
            return new double[] {order.q(), order.r()};
        }

        @Override
        public PerceptronOrder at(double[] coordinates) {
            return new PerceptronOrder(coordinates[0], coordinates[1], held);
        }

        @Override
        public boolean admits(double[] coordinates) {
            return MeanField.super.admits(coordinates) && at(coordinates).inside();
        }
    }
}
