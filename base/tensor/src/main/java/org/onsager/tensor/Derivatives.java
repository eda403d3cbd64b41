package org.onsager.tensor;

import java.util.function.UnaryOperator;
import org.onsager.numerics.RandomStream;

/// Products with the Jacobian and the Hessian of a function, divergences and Laplacians of fields.
///
/// Every result can be differentiated again by the parameters of the function and by its argument, so that a
/// residual built from these may stand in a loss. Fields are *row-wise*: `f` maps a batch `[n, d]` to `[n, m]`
/// (or `[n]`, `[n, 1]`) so that row \(i\) of the result depends on row \(i\) of the argument only; layers other
/// than batch normalisation in training are. Exact operators stack the \(d\) directions into one batch of \(nd\)
/// rows, a single forward-mode pass, and so cost about \(2d\) evaluations of `f` and memory for \(nd\) rows; from
/// \(d\) of some 16 on Hutchinson's estimate is cheaper.
///
/// Source: A. Griewank and A. Walther, *Evaluating Derivatives*, ch. 3 (forward and reverse products);
/// M. F. Hutchinson, *Commun. Statist. Simula.* 19, 433 (1990).
public final class Derivatives {
    private Derivatives() {}

    /// The value of a function and a derivative of it at the same point.
    ///
    /// @param value  \(f(x)\)
    /// @param derivative  the product, of the shape that the method names
    public record Product(Tensor value, Tensor derivative) {}

    /// \(f(x)\) and the vector-Jacobian product \(v^\top f'(x)\), of the shape of `x`. One forward and one
    /// reverse pass.
    ///
    /// @param v  of the shape of \(f(x)\)
    public static Product vjp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        var at = tracked(x);
        var value = f.apply(at);
        return new Product(value, Autograd.differentiable(value, at, v));
    }

    /// \(f(x)\) and the Jacobian-vector product \(f'(x) v\), of the shape of \(f(x)\), by forward-mode
    /// differentiation: about the cost of two evaluations.
    ///
    /// @param v  of the shape of `x`
    public static Product jvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        try (var level = ForwardMode.enter()) {
            return level.split(f.apply(level.dual(x, v)));
        }
    }

    /// \(\nabla f(x)\) and the Hessian-vector product \(\nabla^2 f(x) v\) of a scalar function, both of the shape
    /// of `x`; for a row-wise function of a batch, row by row. Forward over reverse.
    public static Product hvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        return jvp(gradient(f), x, v);
    }

    /// The gradient field \(x \mapsto \nabla f(x)\) of a scalar function, or of a row-wise function of a batch,
    /// row by row.
    public static UnaryOperator<Tensor> gradient(UnaryOperator<Tensor> f) {
        return x -> {
            var at = tracked(x);
            return Autograd.differentiable(f.apply(at).sum(), at);
        };
    }

    /// The Jacobians \(\partial f_j(x_i) / \partial x_{ik}\) of a row-wise field, `[n, m, d]`, and its values
    /// `[n, m]`.
    public static Product jacobian(UnaryOperator<Tensor> f, Tensor x) {
        long n = rows(x), d = x.size(1);
        var product = directions(f, x);
        var value = product.value();
        long m = value.rank() == 2 ? value.size(1) : 1;
        return new Product(
                product.value().reshape(d, n, m).select(0, 0),
                product.derivative().reshape(d, n, m).permute(1, 2, 0));
    }

    /// \(f(x_i)\), `[n, d]`, and the exact divergence \(\sum_k \partial f_k / \partial x_k\), `[n]`, of a
    /// row-wise field.
    public static Product divergence(UnaryOperator<Tensor> f, Tensor x) {
        long n = rows(x), d = x.size(1);
        var product = directions(f, x);
        if (product.value().count() != n * d * d)
            throw new IllegalArgumentException(
                    "divergence: the field must map %s to as many components, not to %s a row"
                            .formatted(x.describe(), product.value().count() / (n * d)));
        var columns = product.derivative().reshape(d, n, d).permute(1, 0, 2);
        return new Product(
                product.value().reshape(d, n, d).select(0, 0),
                columns.diagonal().sum(1));
    }

    /// \(f(x_i)\), `[n, d]`, and Hutchinson's unbiased estimate \(\overline{v^\top f'(x_i) v}\) of the
    /// divergence, `[n]`, the mean over `probes` independent Rademacher vectors a row.
    public static Product divergence(UnaryOperator<Tensor> f, Tensor x, int probes, RandomStream stream) {
        var v = probes(x, probes, stream);
        return divergence(f, x, v);
    }

    /// As above, with given probes \(v\), `[p, n, d]`, of zero mean and unit covariance: the same for all times
    /// of a trajectory, or two independent sets for an unbiased square.
    public static Product divergence(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        long n = rows(x), d = x.size(1), p = v.size(0);
        var product = jvp(f, x.unsqueeze(0).expand(p, n, d).reshape(p * n, d).contiguous(), v.reshape(p * n, d));
        var trace = product.derivative().reshape(p, n, d).mul(v).sum(2).mean(0);
        return new Product(product.value().reshape(p, n, d).select(0, 0), trace);
    }

    /// \(\nabla f(x_i)\), `[n, d]`, and the exact Laplacian \(\sum_k \partial^2 f / \partial x_k^2\), `[n]`, of a
    /// row-wise function.
    public static Product laplacian(UnaryOperator<Tensor> f, Tensor x) {
        return divergence(gradient(f), x);
    }

    /// \(\nabla f(x_i)\) and Hutchinson's estimate of the Laplacian, from `probes` Rademacher vectors a row.
    public static Product laplacian(UnaryOperator<Tensor> f, Tensor x, int probes, RandomStream stream) {
        return divergence(gradient(f), x, probes, stream);
    }

    /// Rademacher probes `[probes, n, d]` for a batch `[n, d]`.
    public static Tensor probes(Tensor x, int probes, RandomStream stream) {
        if (probes < 1) throw new IllegalArgumentException("probes must be in [1, inf), not " + probes);
        return Tensors.rademacher(stream, x.dtype(), probes, rows(x), x.size(1)).to(x.device());
    }

    /// All directions at once: block \(k\) of \(n\) rows carries the derivative along \(e_k\).
    private static Product directions(UnaryOperator<Tensor> f, Tensor x) {
        long n = rows(x), d = x.size(1);
        var stacked = x.unsqueeze(0).expand(d, n, d).reshape(d * n, d).contiguous();
        var basis = Tensors.eye(d, x.dtype())
                .to(x.device())
                .unsqueeze(1)
                .expand(d, n, d)
                .reshape(d * n, d)
                .contiguous();
        return jvp(f, stacked, basis);
    }

    private static long rows(Tensor x) {
        if (x.rank() != 2) throw new IllegalArgumentException("points must be [n, d], not " + x.describe());
        return x.size(0);
    }

    /// A point that derivatives can be taken by: itself if it is tracked already, so that they lead on to what it
    /// was computed from; else another handle of it, which keeps a forward-mode tangent.
    private static Tensor tracked(Tensor x) {
        return x.isTracked() ? x : x.reshape(x.shape()).requiresGrad();
    }
}
