package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onsager.inference.pde.GpPdeSolution.Check;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.optim.Lbfgs;

/// Physics-informed neural networks, the family that the Gaussian process is compared with: a perceptron is
/// trained by \(\lambda_b\,\overline{(Bu - g)^2} + \overline{(Lu - f)^2}\) over the grid points, with derivatives
/// by nested automatic differentiation; Adam, then L-BFGS with a line search for the strong Wolfe conditions.
///
/// The paper's layer sizes are not published; the settings here are ours.
///
/// Sources: M. Raissi, P. Perdikaris and G. Karniadakis, *J. Comput. Phys.* 378, 686 (2019); S. Wang, H. Wang and
/// P. Perdikaris, *Comput. Methods Appl. Mech. Eng.* 384, 113938 (2021) (Fourier features); A. Jagtap, Y. Shin,
/// K. Kawaguchi and G. Karniadakis, *Neurocomputing* 468, 165 (2022) (Rowdy activations).
///
/// @param variant  kind of network
/// @param layers  hidden layers, at least 1
/// @param width  of each, at least 8
/// @param boundaryWeight  \(\lambda_b\), not negative
/// @param adamSteps  at least 0
/// @param rate  of Adam, positive
/// @param newtonSteps  of L-BFGS after it, at least 0
public record PinnSolver(
        Variant variant, int layers, int width, double boundaryWeight, int adamSteps, double rate, int newtonSteps) {
    private static final int CHECKS = 20;

    public PinnSolver {
        if (layers < 1) throw new IllegalArgumentException("layers must be in [1, inf), not " + layers);
        if (width < 8) throw new IllegalArgumentException("width must be in [8, inf), not " + width);
        if (!(boundaryWeight >= 0))
            throw new IllegalArgumentException("boundaryWeight must be in [0, inf), not " + boundaryWeight);
        if (adamSteps < 0) throw new IllegalArgumentException("adamSteps must be in [0, inf), not " + adamSteps);
        if (!(rate > 0)) throw new IllegalArgumentException("rate must be in (0, inf), not " + rate);
        if (newtonSteps < 0) throw new IllegalArgumentException("newtonSteps must be in [0, inf), not " + newtonSteps);
    }

    /// A kind of network.
    public enum Variant {
        /// \(\tanh\) layers.
        TANH,
        /// \(\tanh x + \sum_{k=1}^5 n a_k \sin(knx)\), \(n = 10\), \(a_k\) trained from 0.
        ROWDY,
        /// A fixed first layer \(\cos 2\pi Bx, \sin 2\pi Bx\), \(B\) normal with deviations 1, 20, 50, 100.
        FOURIER_FEATURES
    }

    /// Three hidden layers of 100, \(\lambda_b = 1\), Adam at 0.001.
    public static PinnSolver of(Variant variant, int adamSteps, int newtonSteps) {
        return new PinnSolver(variant, 3, 100, 1, adamSteps, 1e-3, newtonSteps);
    }

    /// The same with another weight of the boundary.
    public PinnSolver boundaryWeight(double other) {
        return new PinnSolver(variant, layers, width, other, adamSteps, rate, newtonSteps);
    }

    /// What training gave.
    ///
    /// @param values  at the reference's points
    /// @param error  against the reference
    /// @param history  error on the way; `objective` is minus the loss, `residual` the root mean square of \(Lu -
    ///     f\)
    /// @param boundaryWeight  \(\lambda_b\) that was used
    public record Trained(double[] values, double error, List<Check> history, double boundaryWeight) {
        /// The least error on the way.
        public double leastError() {
            return history.stream().mapToDouble(Check::error).min().orElse(error);
        }
    }

    /// Trains from a random start.
    public Trained train(PdeProblem problem, Reference reference, RandomStream stream) {
        return new Training(problem, reference, stream).run();
    }

    /// Trains once for each weight of the boundary and keeps the one with the least error.
    public Trained weighted(PdeProblem problem, Reference reference, RandomStream stream, double... weights) {
        Optional<Trained> best = Optional.empty();
        for (double weight : weights) {
            var trained = boundaryWeight(weight).train(problem, reference, stream);
            if (best.isEmpty() || trained.error < best.get().error) best = Optional.of(trained);
        }
        return best.orElseThrow(() -> new IllegalArgumentException("weights must be at least one"));
    }

    private final class Training {
        private final PdeProblem problem;
        private final Reference reference;
        private final PinnNetwork network;
        private final double[] grid;
        private final List<Check> history = new ArrayList<>();
        private final long start = System.nanoTime();
        private double residual;

        Training(PdeProblem problem, Reference reference, RandomStream stream) {
            this.problem = problem;
            this.reference = reference;
            this.network = new PinnNetwork(problem, PinnSolver.this, stream);
            this.grid =
                    product(problem.axes().stream().map(axis -> axis.points()).toList());
        }

        Trained run() {
            var adam = Adam.of(rate).over(network.parameterList());
            steps(adam, adamSteps, 0);
            if (newtonSteps > 0) steps(new Lbfgs(1, 50, 25).over(network.parameterList()), newtonSteps, adamSteps);
            double[] values = values(product(reference.points()));
            return new Trained(values, reference.error(values), List.copyOf(history), boundaryWeight);
        }

        private void steps(org.onsager.tensor.optim.Stepper stepper, int count, int before) {
            int every = Math.max(1, (adamSteps + newtonSteps) / CHECKS);
            for (int step = 1; step <= count; step++) {
                double value;
                try (var _ = TensorScope.open()) {
                    var loss = loss();
                    value = loss.item();
                    stepper.step(loss, this::loss, 1, Double.POSITIVE_INFINITY);
                }
                if ((before + step) % every == 0)
                    history.add(new Check(
                            before + step,
                            -value,
                            residual,
                            reference.error(values(product(reference.points()))),
                            (System.nanoTime() - start) * 1e-9));
            }
        }

        private Tensor loss() {
            var jet = new Jet(grid);
            int n = problem.points();
            var sum = Tensors.of(problem.source(), n).neg();
            for (var term : problem.operator().terms()) {
                var derivative = jet.of(term.orders());
                sum = sum.add(
                        term.isConstant()
                                ? derivative.mul(term.coefficients()[0])
                                : derivative.mul(Tensors.of(term.coefficients(), n)));
            }
            if (!problem.operator().isLinear()) sum = sum.add(reaction(jet.of(new int[problem.dimensions()])));
            var square = sum.square().mean();
            residual = Math.sqrt(square.item());
            return square.add(boundary().mul(boundaryWeight));
        }

        /// Allen and Cahn's reaction is the one that the networks know.
        private Tensor reaction(Tensor u) {
            if (problem.operator().reaction() != PdeOperator.Reaction.ALLEN_CAHN)
                throw new IllegalArgumentException("reaction must be none or allen-cahn for a network, not "
                        + problem.operator().reaction().name());
            return u.mul(u.square().sub(1));
        }

        /// The mean square over all boundary values.
        private Tensor boundary() {
            var sum = Tensors.scalar(0, DType.FLOAT64);
            for (var condition : problem.boundary()) {
                int m = condition.values().length;
                var gap = Tensors.of(condition.values(), m).neg();
                for (var part : condition.parts()) {
                    var points = new ArrayList<double[]>();
                    var orders = new int[problem.dimensions()];
                    for (int j = 0; j < problem.dimensions(); j++) {
                        var axis = problem.axes().get(j);
                        boolean own = j == condition.axis();
                        points.add(own ? new double[] {part.upper() ? axis.high() : axis.low()} : axis.points());
                        orders[j] = own ? part.order() : 0;
                    }
                    gap = gap.add(new Jet(product(points)).of(orders).mul(part.weight()));
                }
                sum = sum.add(gap.square().sum());
            }
            return sum.mul(1.0 / Math.max(1, problem.boundaryValues()));
        }

        private double[] values(double[] points) {
            int d = problem.dimensions();
            try (var _ = TensorScope.open();
                    var _ = Autograd.paused()) {
                return network.forward(Tensors.of(points, points.length / d, d)).toDoubles();
            }
        }

        /// The network at some points with its derivatives, each computed once.
        private final class Jet {
            private final Tensor[] columns;
            private final Map<List<Integer>, Tensor> known = new LinkedHashMap<>();

            Jet(double[] points) {
                int d = problem.dimensions(), n = points.length / d;
                this.columns = new Tensor[d];
                for (int j = 0; j < d; j++) {
                    var column = new double[n];
                    for (int i = 0; i < n; i++) column[i] = points[i * d + j];
                    columns[j] = Tensors.of(column, n, 1).requiresGrad();
                }
                var x = d == 1 ? columns[0] : Tensors.cat(1, columns);
                known.put(new ArrayList<>(java.util.Collections.nCopies(d, 0)), network.forward(x));
            }

            Tensor of(int[] orders) {
                var key = Arrays.stream(orders).boxed().toList();
                var found = known.get(key);
                if (found != null) return found;
                int axis = orders.length - 1;
                while (orders[axis] == 0) axis--;
                int[] lower = orders.clone();
                lower[axis]--;
                var derivative =
                        Autograd.differentiable(of(lower).sum(), columns[axis]).reshape(-1);
                known.put(key, derivative);
                return derivative;
            }
        }
    }

    /// The product of points as `[n][d]`, the last axis fastest.
    private static double[] product(List<double[]> points) {
        if (points.size() == 1) return points.getFirst().clone();
        double[] first = points.get(0), second = points.get(1);
        var product = new double[2 * first.length * second.length];
        int at = 0;
        for (double x : first)
            for (double y : second) {
                product[at++] = x;
                product[at++] = y;
            }
        return product;
    }
}
