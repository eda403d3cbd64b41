package org.onsager.tensor.solve;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solve;
import org.onsager.tensor.Derivatives;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// The density that a flow carries along (a continuous normalising flow): \(\frac{d}{dt}\log p(t, y(t)) =
/// -\operatorname{tr} \partial_y f(t, y(t))\).
///
/// The state is a batch `[rows, d]`; the lifted state `[rows, d + 3]` has for each row three more columns: the
/// change \(\int \operatorname{tr} \partial_y f\,dt\), the kinetic energy \(\int |f|^2 dt\) and the Jacobian's
/// penalty \(\int |\epsilon^\top \partial_y f|^2 dt\) (with exact traces \(\int \|\partial_y f\|_F^2 dt\)), the
/// last two being the usual regularisers of the path. Everything is differentiable by the field's parameters.
///
/// Sources: R. T. Q. Chen et al., arXiv 1806.07366; W. Grathwohl et al., *FFJORD*, arXiv 1810.01367; C. Finlay et
/// al., *How to train your neural ODE*, arXiv 2002.02798.
///
/// @param field  for each time the row-wise field of a batch `[rows, d]`
/// @param trace  how the divergence is found
public record CarriedDensity(Field field, Trace trace) {

    /// A field.
    @FunctionalInterface
    public interface Field {
        /// \(f(t, \cdot)\), row by row.
        UnaryOperator<Tensor> at(double t);
    }

    /// How the divergence is found.
    public sealed interface Trace {
        /// From all \(d\) directions: for \(d\) up to some twenty.
        record Exact() implements Trace {}

        /// Hutchinson's estimate \(\epsilon^\top \partial_y f\,\epsilon\), unbiased.
        ///
        /// @param probes  \(\epsilon\), `[p, rows, d]` of zero mean and unit covariance, the same for all times
        ///     of a solution, so that the equation stays deterministic
        record Hutchinson(Tensor probes) implements Trace {}

        /// All directions.
        static Trace exact() {
            return new Exact();
        }

        /// `count` Rademacher probes a row.
        static Trace rademacher(Tensor y, int count, RandomStream stream) {
            return new Hutchinson(Derivatives.probes(y, count, stream));
        }

        /// `count` Gaussian probes a row.
        static Trace gaussian(Tensor y, int count, RandomStream stream) {
            return new Hutchinson(Tensors.normal(stream, y.dtype(), count, y.size(0), y.size(1))
                    .to(y.device()));
        }
    }

    /// The equation of the lifted state.
    public OdeTerm<Tensor> term() {
        return OdeTerm.of(TensorSpace.REAL, (t, z) -> {
            var y = z.slice(1, 0, z.size(1) - 3).contiguous();
            var local = local(field.at(t), y);
            return Tensors.cat(
                    1,
                    local.value(),
                    local.divergence().unsqueeze(1),
                    local.value().square().sum(1).unsqueeze(1),
                    local.penalty().unsqueeze(1));
        });
    }

    private record Local(Tensor value, Tensor divergence, Tensor penalty) {}

    private Local local(UnaryOperator<Tensor> f, Tensor y) {
        return switch (trace) {
            case Trace.Exact _ -> {
                var jacobian = Derivatives.jacobian(f, y);
                var matrix = jacobian.derivative();
                yield new Local(
                        jacobian.value(),
                        matrix.diagonal().sum(1),
                        matrix.square().sum(1, 2));
            }
            case Trace.Hutchinson(Tensor probes) -> {
                long p = probes.size(0), n = y.size(0), d = y.size(1);
                if (probes.size(1) != n || probes.size(2) != d)
                    throw new IllegalArgumentException(
                            "probes must be [p, %d, %d], not %s".formatted(n, d, probes.describe()));
                var stacked = y.unsqueeze(0).expand(p, n, d).reshape(p * n, d).contiguous();
                var epsilon = probes.reshape(p * n, d);
                var product = Derivatives.jvp(f, stacked, epsilon);
                var along = product.derivative().reshape(p, n, d);
                yield new Local(
                        product.value().reshape(p, n, d).select(0, 0),
                        along.mul(probes).sum(2).mean(0),
                        along.square().sum(2).mean(0));
            }
        };
    }

    /// Points `[rows, d]` as lifted states.
    public static Tensor lift(Tensor y) {
        return Tensors.cat(1, y, Tensors.zeros(y.dtype(), y.size(0), 3).to(y.device()));
    }

    /// The points of a lifted state.
    public static Tensor points(Tensor z) {
        return z.slice(1, 0, z.size(1) - 3);
    }

    /// \(\int \operatorname{tr} \partial_y f\,dt\) of a lifted state, `[rows]`.
    public static Tensor expansion(Tensor z) {
        return z.select(1, z.size(1) - 3);
    }

    /// \(\int |f|^2\,dt\) of a lifted state, `[rows]`.
    public static Tensor kineticEnergy(Tensor z) {
        return z.select(1, z.size(1) - 2);
    }

    /// The Jacobian's penalty of a lifted state, `[rows]`.
    public static Tensor jacobianPenalty(Tensor z) {
        return z.select(1, z.size(1) - 1);
    }

    /// \(\log p(t_1, y)\) of data points: they are carried back to \(t_0\), where the density is known.
    ///
    /// @param y  points `[rows, d]` at `t1`
    /// @param base  the logarithm of the density at `t0`, `[rows]`
    /// @param settings  gives the problem its solver and controller
    /// @return `[rows]`
    public Tensor logDensity(
            Tensor y, double t0, double t1, Function<Tensor, Tensor> base, UnaryOperator<Solve<Tensor>> settings) {
        var z = settings.apply(Solve.of(term()).span(t1, t0).y0(lift(y))).run().y1();
        return base.apply(points(z)).add(expansion(z));
    }

    /// The logarithm of the standard normal density, `[rows]`.
    public static Tensor standardNormal(Tensor y) {
        return y.square().sum(1).mul(-0.5).sub(0.5 * y.size(1) * Math.log(2 * Math.PI));
    }
}
