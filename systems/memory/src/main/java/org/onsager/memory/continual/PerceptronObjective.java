package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import java.util.Optional;
import org.onsager.numerics.special.NormalLaw;
import org.onsager.numerics.vector.Elementary;

/// The expected log-likelihood of a perceptron of binary weights in the central-limit form,
/// \(\mathrm{loss} = -\sum_\mu\ln\Phi(\kappa_\mu)\), \(\kappa_\mu = y_\mu(m\cdot x_\mu)/\sqrt S\), \(m =
/// \tanh\beta\theta\).
///
/// \(S = \sum_i(1-m_i^2)\), right for inputs of \(\pm1\) or norm \(\sqrt N\); with `exactVariance`, \(S_\mu =
/// \sum_i(1-m_i^2)x_{\mu i}^2\), right for any inputs. With \(A_\mu = m\cdot x_\mu\), \(g = \phi/\Phi\) at
/// \(\kappa_\mu\) and \(\xi_{\mu i} = 1\) or \(x_{\mu i}^2\),
///
/// \[ \partial_{\theta_i}\mathrm{loss} = -\beta(1-m_i^2)\sum_\mu\frac{y_\mu g_\mu(x_{\mu i}S + m_i\xi_{\mu i}
/// A_\mu)}{S^{3/2}} . \]
///
/// Cost: two passes over an example while it is in the cache; of inputs of \(\pm1\) one bit each is read.
public final class PerceptronObjective {
    private final PerceptronTask task;
    private final double beta;
    private final boolean exactVariance;
    private final Optional<SignMatrix> signs;

    /// @param task  the examples
    /// @param beta  \(\beta > 0\) of the fields
    /// @param exactVariance  whether the variance weighs inputs by their squares
    public PerceptronObjective(PerceptronTask task, double beta, boolean exactVariance) {
        require(beta > 0 && beta < Double.POSITIVE_INFINITY, "beta", beta, "(0, inf)");
        boolean binary = task.binary();
        if (!exactVariance && !binary && !task.normalised())
            throw new IllegalArgumentException(
                    "inputs must be -1 and 1 or each example of norm sqrt(N) for the plain variance; use exactVariance");
        this.task = task;
        this.beta = beta;
        this.exactVariance = exactVariance;
        this.signs =
                binary && !exactVariance ? Optional.of(new SignMatrix(task.size(), task.inputs())) : Optional.empty();
    }

    /// For inputs of \(\pm1\) or norm \(\sqrt N\).
    public static PerceptronObjective of(PerceptronTask task, double beta) {
        return new PerceptronObjective(task, beta, false);
    }

    /// The loss, nats.
    ///
    /// @param theta  fields, one a weight
    public double loss(double[] theta) {
        requireLength(theta);
        double loss = 0;
        var moments = Moments.of(theta, beta);
        for (int mu = 0; mu < task.examples(); mu++) {
            double variance = exactVariance ? weighted(moments.variance, mu) : moments.total;
            loss -= NormalLaw.logCumulative(task.labels()[mu] * dot(moments.mean, mu) / Math.sqrt(variance + 1e-300));
        }
        return loss;
    }

    /// \(\partial_\theta\mathrm{loss}\) over all examples.
    public double[] gradient(double[] theta) {
        requireLength(theta);
        var order = new int[task.examples()];
        for (int mu = 0; mu < order.length; mu++) order[mu] = mu;
        var gradient = new double[theta.length];
        gradient(theta, order, 0, order.length, gradient);
        return gradient;
    }

    /// Writes the gradient over the examples `order[from..to)` to `gradient`.
    void gradient(double[] theta, int[] order, int from, int to, double[] gradient) {
        var moments = Moments.of(theta, beta);
        var pull = new double[moments.mean.length];
        double shared = signs.isPresent()
                ? pull(signs.get(), moments, order, from, to, pull)
                : pull(moments, order, from, to, pull);
        for (int i = 0; i < theta.length; i++)
            gradient[i] = -beta * moments.variance[i] * (pull[i] + shared * moments.mean[i]);
    }

    /// \(\sum_\mu f_\mu x_\mu\) with \(f_\mu = y_\mu g_\mu/\sqrt S\), to `pull`; returns \(\sum_\mu
    /// f_\mu A_\mu/S\).
    private double pull(SignMatrix signs, Moments moments, int[] order, int from, int to, double[] pull) {
        double variance = moments.total + 1e-300, root = Math.sqrt(variance), shared = 0;
        var force = new double[to - from];
        var partial = new double[SignMatrix.PARTS];
        for (int b = from; b < to; b++) {
            double activation = signs.dot(order[b], moments.mean, partial), y = task.labels()[order[b]];
            double f = y * NormalTables.ratio(y * activation / root) / root;
            force[b - from] = f;
            shared += f * activation / variance;
        }
        signs.pull(force, order, from, to, pull);
        return shared;
    }

    /// The same of any inputs; with the exact variance the second sum is part of the first.
    private double pull(Moments moments, int[] order, int from, int to, double[] pull) {
        int size = task.size();
        double[] x = task.inputs();
        double shared = 0;
        for (int b = from; b < to; b++) {
            int mu = order[b], row = mu * size;
            double variance = (exactVariance ? weighted(moments.variance, mu) : moments.total) + 1e-300;
            double activation = dot(moments.mean, mu), y = task.labels()[mu], root = Math.sqrt(variance);
            double force = y * NormalTables.ratio(y * activation / root) / root;
            double spread = force * activation / variance;
            if (exactVariance) {
                for (int i = 0; i < size; i++)
                    pull[i] += force * x[row + i] + spread * moments.mean[i] * x[row + i] * x[row + i];
            } else {
                for (int i = 0; i < size; i++) pull[i] = Math.fma(force, x[row + i], pull[i]);
                shared += spread;
            }
        }
        return shared;
    }

    /// The labels that \(\mathrm{sgn}\,\theta\) gives to this task's inputs, -1 or 1.
    public double[] predict(double[] theta) {
        requireLength(theta);
        var labels = new double[task.examples()];
        var signs = new double[theta.length];
        for (int i = 0; i < signs.length; i++) signs[i] = theta[i] < 0 ? -1 : 1;
        for (int mu = 0; mu < labels.length; mu++) labels[mu] = dot(signs, mu) < 0 ? -1 : 1;
        return labels;
    }

    /// Share of this task's examples that \(\mathrm{sgn}\,\theta\) gets wrong.
    public double trainingError(double[] theta) {
        double[] labels = predict(theta);
        int wrong = 0;
        for (int mu = 0; mu < labels.length; mu++) if (labels[mu] != task.labels()[mu]) wrong++;
        return (double) wrong / labels.length;
    }

    private double dot(double[] m, int mu) {
        double[] x = task.inputs();
        int size = task.size(), row = mu * size, i = 0;
        double a = 0, b = 0, c = 0, d = 0;
        for (; i + 3 < size; i += 4) {
            a = Math.fma(m[i], x[row + i], a);
            b = Math.fma(m[i + 1], x[row + i + 1], b);
            c = Math.fma(m[i + 2], x[row + i + 2], c);
            d = Math.fma(m[i + 3], x[row + i + 3], d);
        }
        for (; i < size; i++) a = Math.fma(m[i], x[row + i], a);
        return (a + c) + (b + d);
    }

    private double weighted(double[] variance, int mu) {
        double[] x = task.inputs();
        int size = task.size(), row = mu * size;
        double sum = 0;
        for (int i = 0; i < size; i++) sum = Math.fma(variance[i] * x[row + i], x[row + i], sum);
        return sum;
    }

    private void requireLength(double[] theta) {
        if (theta.length != task.size())
            throw new IllegalArgumentException(
                    "theta must have %d fields, one an input, not %d".formatted(task.size(), theta.length));
    }

    /// Means and variances, padded by zeros as [SignMatrix] wants them, and the sum of the variances.
    private record Moments(double[] mean, double[] variance, double total) {
        static Moments of(double[] theta, double beta) {
            var mean = new double[SignMatrix.padded(theta.length)];
            var variance = new double[mean.length];
            double total = 0;
            for (int i = 0; i < theta.length; i++) mean[i] = -2 * Math.abs(beta * theta[i]);
            Elementary.exp(mean, mean);
            for (int i = 0; i < theta.length; i++) {
                double e = mean[i];
                mean[i] = Math.copySign((1 - e) / (1 + e), theta[i]);
                variance[i] = 4 * e / ((1 + e) * (1 + e));
                total += variance[i];
            }
            for (int i = theta.length; i < mean.length; i++) mean[i] = 0;
            return new Moments(mean, variance, total);
        }
    }
}
