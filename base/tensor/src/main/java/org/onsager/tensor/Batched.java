package org.onsager.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Maps over the first dimension of a batch, for functions that are not written for batches or whose batch is too
/// large for the memory. Results can be differentiated by the argument and by whatever else the function uses.
///
/// A function of this library's layers is *row-wise* already and needs none of this: `f.apply(batch)` is the fast
/// way, and [Derivatives] takes Jacobians of it row by row. libtorch's own `vmap` is not in the Java presets.
public final class Batched {
    private Batched() {}

    /// \(f(x_i)\) for \(i = 1 \dots n\), stacked: `x` is `[n, ...]`, `f` maps `[...]` to a tensor of one shape,
    /// say `[a, b]`; the result is `[n, a, b]`. Costs \(n\) separate evaluations.
    public static Tensor map(UnaryOperator<Tensor> f, Tensor x) {
        long n = rows(x);
        var results = new Tensor[Math.toIntExact(n)];
        for (int i = 0; i < n; i++) results[i] = f.apply(x.select(0, i));
        return Tensors.stack(0, results);
    }

    /// `f` of a batch in pieces of at most `rows` rows, joined again: the same numbers as `f.apply(x)` for a
    /// row-wise `f`, in less memory when nothing is recorded.
    ///
    /// @param f  maps `[k, ...]` to `[k, ...]`, row-wise
    /// @param rows  at least 1
    public static Tensor chunked(UnaryOperator<Tensor> f, Tensor x, int rows) {
        if (rows < 1) throw new IllegalArgumentException("rows must be in [1, inf), not " + rows);
        long n = rows(x);
        if (n <= rows) return f.apply(x);
        var results = new ArrayList<Tensor>();
        for (long from = 0; from < n; from += rows) results.add(f.apply(x.slice(0, from, Math.min(n, from + rows))));
        return Tensors.cat(0, results.toArray(Tensor[]::new));
    }

    /// The gradients of each row's own loss, as one tensor `[n, ...]` for every parameter `[...]`: what clipping
    /// by example, Fisher information and gradient noise scales need. Costs \(n\) forward and reverse passes.
    ///
    /// @param loss  a scalar of a batch `[1, ...]`
    public static List<Tensor> gradients(Function<Tensor, Tensor> loss, TensorList parameters, Tensor x) {
        int n = Math.toIntExact(rows(x));
        var each = new Tensor[parameters.size()][n];
        for (int i = 0; i < n; i++) {
            var gradients = Autograd.gradients(loss.apply(x.slice(0, i, i + 1)), parameters);
            for (int p = 0; p < each.length; p++) each[p][i] = gradients.get(p);
        }
        var stacked = new ArrayList<Tensor>();
        for (var rows : each) stacked.add(Tensors.stack(0, rows));
        return List.copyOf(stacked);
    }

    private static long rows(Tensor x) {
        if (x.rank() < 1 || x.size(0) < 1)
            throw new IllegalArgumentException("a batch must be [n, ...] with n >= 1, not " + x.describe());
        return x.size(0);
    }
}
