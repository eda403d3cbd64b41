package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Event;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tolerance;
import org.onsager.solve.implicit.Gmres;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Derivatives;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// A root \(f(y^*, \theta) = 0\), such as the steady state of a flow, and the gradient of a loss through it by
/// implicit differentiation: with \(J = \partial f/\partial y\) at the root, \(J^T \lambda = \partial L/\partial
/// y^*\) and \(dL/d\theta = \partial L/\partial\theta - \lambda^T \partial f/\partial\theta\). The way to the
/// root does not matter and is not recorded; memory is that of one evaluation.
///
/// The root is found by Newton's method with [Gmres] on Jacobian-vector products and halved steps; \(\lambda\) by
/// [Gmres] on vector-Jacobian products.
///
/// Sources: J. Nocedal and S. J. Wright, *Numerical Optimization* (2006), 11; A. Griewank and A. Walther,
/// *Evaluating Derivatives* (2008), 15; P. Kidger, *On Neural Differential Equations*, arXiv 2202.02435, 5.
///
/// @param residual  \(y \mapsto f(y, \theta)\), of the shape of \(y\)
/// @param parameters  \(\theta\), the tracked tensors that it depends on; may be none
/// @param tolerance  on the root mean square of \(f\), in its units; above 0
/// @param iterations  most Newton iterations
public record Equilibrium(UnaryOperator<Tensor> residual, List<Tensor> parameters, double tolerance, int iterations) {
    private static final double LINEAR = 1e-12;

    public Equilibrium {
        parameters = List.copyOf(parameters);
        if (!(tolerance > 0)) throw new IllegalArgumentException("tolerance must be in (0, inf), not " + tolerance);
        if (iterations < 1) throw new IllegalArgumentException("iterations must be in [1, inf), not " + iterations);
        for (var each : parameters)
            if (!each.isTracked())
                throw new IllegalArgumentException(
                        "parameters must be tracked, but one is not: " + each.describe() + "; call requiresGrad()");
    }

    /// Root mean square below 1e-10 within 50 iterations.
    public static Equilibrium of(UnaryOperator<Tensor> residual, List<Tensor> parameters) {
        return new Equilibrium(residual, parameters, 1e-10, 50);
    }

    /// The fixed point \(y = g(y, \theta)\), as of a deep equilibrium layer.
    public static Equilibrium fixedPoint(UnaryOperator<Tensor> map, List<Tensor> parameters) {
        return of(y -> map.apply(y).sub(y), parameters);
    }

    /// A state at which a flow's rate at its last time vanishes.
    ///
    /// @throws IllegalArgumentException if the flow is not an ordinary equation
    public static Equilibrium of(Flow flow) {
        if (!(flow.term() instanceof OdeTerm<Tensor> ode))
            throw new IllegalArgumentException("only an ordinary equation has steady states");
        return of(y -> ode.rate(flow.t1(), y, y), flow.parameters());
    }

    /// A root that was found.
    ///
    /// @param state  \(y^*\), untracked
    /// @param residual  root mean square of \(f(y^*)\)
    /// @param iterations  Newton iterations
    public record Root(Tensor state, double residual, int iterations) {}

    /// A loss of the root and its gradient.
    ///
    /// @param loss  its value
    /// @param root  the root
    /// @param byParameters  \(dL/d\theta\), one a parameter
    public record Sensitivity(double loss, Root root, List<Tensor> byParameters) {}

    /// The state that a flow comes to rest at, followed with the flow's own method until the rate is below 1e-6
    /// absolutely and relatively, at the latest to its end: a guess for [#root] in the right basin.
    public static Tensor settle(Flow flow, Tensor y0) {
        if (!(flow.term() instanceof OdeTerm<Tensor> ode))
            throw new IllegalArgumentException("only an ordinary equation has steady states");
        return Autograd.unrecorded(() -> flow.problem(ode, y0.detach())
                .events(Event.steadyState(ode, Tolerance.of(1e-6, 1e-6)))
                .run()
                .y1());
    }

    /// Finds the root near a guess.
    ///
    /// @throws DivergedException if Newton's method does not reach the tolerance
    public Root root(Tensor guess) {
        double[] y = guess.detach().toDoubles();
        double[] f = evaluate(guess, y);
        double size = rms(f);
        for (int k = 0; k < iterations; k++) {
            if (size <= tolerance) return new Root(tensor(guess, y), size, k);
            double[] step = newton(guess, y, f);
            double length = 1;
            for (int halving = 0; ; halving++, length *= 0.5) {
                double[] trial = y.clone();
                for (int i = 0; i < y.length; i++) trial[i] += length * step[i];
                double[] there = evaluate(guess, trial);
                double reached = rms(there);
                if (reached < size || reached <= tolerance) {
                    y = trial;
                    f = there;
                    size = reached;
                    break;
                }
                if (halving == 20) throw stuck(size, k);
            }
        }
        if (size <= tolerance) return new Root(tensor(guess, y), size, iterations);
        throw stuck(size, iterations);
    }

    private DivergedException stuck(double size, int k) {
        return new DivergedException(
                "Newton's method stopped at a residual of %.3g after %d iterations, above %.3g; give a better guess or follow the flow with settle"
                        .formatted(size, k, tolerance));
    }

    private double[] newton(Tensor like, double[] y, double[] f) {
        Tensor at = tensor(like, y);
        double[] step = f.clone();
        for (int i = 0; i < step.length; i++) step[i] = -step[i];
        boolean solved = gmres(step.length)
                .solve(
                        (v, into) -> scoped(
                                () -> Derivatives.jvp(residual, at, tensor(like, v))
                                        .derivative(),
                                into),
                        Gmres.Smoother.NONE,
                        step);
        if (!solved) throw new DivergedException("the Jacobian is singular, or nearly so, near the guess");
        return step;
    }

    private static Gmres gmres(int n) {
        return new Gmres(n, Math.min(n, 60), 20, LINEAR);
    }

    /// The root near a guess and the gradient of a loss through it.
    ///
    /// @param loss  a tensor of one element; may depend on the parameters besides
    /// @throws DivergedException if there is no root near, or it is not isolated
    public Sensitivity gradient(Tensor guess, UnaryOperator<Tensor> loss) {
        Root root = root(guess);
        Tensor leaf = root.state().detach().copy().requiresGrad();
        Tensor value = loss.apply(leaf);
        if (value.count() != 1)
            throw new IllegalArgumentException("the loss must have one element, not " + value.describe());
        var inputs = new ArrayList<Tensor>();
        inputs.add(leaf);
        inputs.addAll(parameters);
        List<Tensor> direct = Autograd.gradients(value, inputs);
        Tensor lambda = adjoint(root.state(), direct.getFirst());
        var by = new ArrayList<Tensor>();
        if (!parameters.isEmpty()) {
            Tensor at = root.state().detach();
            Tensor pairing = residual.apply(at).mul(lambda).sum();
            List<Tensor> through = Autograd.gradients(pairing, parameters);
            for (int i = 0; i < through.size(); i++) by.add(direct.get(i + 1).sub(through.get(i)));
        }
        return new Sensitivity(value.item(), root, List.copyOf(by));
    }

    /// Solves \(J^T \lambda = c\).
    private Tensor adjoint(Tensor state, Tensor cotangent) {
        double[] lambda = cotangent.toDoubles();
        boolean solved = gmres(lambda.length)
                .solve(
                        (v, into) -> scoped(
                                () -> Derivatives.vjp(residual, state, tensor(state, v))
                                        .derivative(),
                                into),
                        Gmres.Smoother.NONE,
                        lambda);
        if (!solved)
            throw new DivergedException("the Jacobian at the root is singular, or nearly so: it is not isolated");
        return tensor(state, lambda);
    }

    private double[] evaluate(Tensor like, double[] y) {
        var f = new double[y.length];
        scoped(() -> Autograd.unrecorded(() -> residual.apply(tensor(like, y))), f);
        return f;
    }

    /// Computes in a scope of its own, so that nothing native is left behind.
    private static void scoped(Supplier<Tensor> work, double[] into) {
        try (var _ = TensorScope.open()) {
            System.arraycopy(work.get().detach().toDoubles(), 0, into, 0, into.length);
        }
    }

    private static Tensor tensor(Tensor like, double[] values) {
        return Tensors.of(like.dtype(), values, like.shape()).to(like.device());
    }

    private static double rms(double[] v) {
        double sum = 0;
        for (double each : v) sum += each * each;
        return Math.sqrt(sum / Math.max(1, v.length));
    }
}
