package org.onsager.memory.continual;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.vector.Elementary;

/// The Franz-Parisi saddle point of the second task: weights \(m\) that learn it while a Kullback-Leibler term of
/// strength \(\kappa = \beta\gamma\) ties them to weights \(m_1\) drawn from the measure of the first.
///
/// With \(u = \mathrm{artanh}\,m_1\) the term is \(-KL(m\|m_1) = S(m) + um + \frac12\ln(1-m_1^2) - \ln2\): the
/// reference shifts the field by \(\kappa u\) and does nothing else. The averages over \(m_1\) and the Gaussian
/// field are one average over the field \(h = s\hat r + \kappa u + \sqrt{\hat q}x\), and one table of \(\langle
/// m\rangle(h)\) serves both signs \(s\) (\(P(s{=}{\pm}1) = (1\pm r_0)/2\)): some \(10^6\) exponentials where the
/// three nested integrals take \(10^7\). The density of \(u\) is smooth and decays as \(e^{-2|u|}\), so that its
/// trapezoid converges geometrically, edge layers at \(m_1 = \pm1\) included.
///
/// Overlaps are relative to the first teacher: \(q = E\langle m\rangle^2\), \(r = E\,s\langle m\rangle\), \(Q =
/// E\langle m^2\rangle\), \(p_1 = E\langle\mathrm{sgn}\,m\rangle\), \(p_2 = E\,s\langle\mathrm{sgn}\,m\rangle\).
final class TaskTwoEquations implements TaskEquations {
    private final double alpha;
    private final double beta;
    private final double similarity;
    private final double kappa;
    private final Quadrature quadrature;
    private final ReferenceLaw reference;

    TaskTwoEquations(
            double alpha, double beta, double similarity, double gamma, Quadrature quadrature, ReferenceLaw reference) {
        this.alpha = alpha;
        this.beta = beta;
        this.similarity = similarity;
        this.kappa = beta * gamma;
        this.quadrature = quadrature;
        this.reference = reference;
    }

    @Override
    public double alpha() {
        return alpha;
    }

    @Override
    public double beta() {
        return beta;
    }

    @Override
    public Quadrature quadrature() {
        return quadrature;
    }

    /// @param entropy  \(G_{S2}\)
    /// @param order  with `r` the overlap with the second teacher
    /// @param first  \(p_1\)
    /// @param second  \(p_2\)
    record Weights(double entropy, PerceptronOrder order, double first, double second) implements WeightAverages {}

    @Override
    public Weights weights(Conjugates hats) {
        var law = fields(Math.sqrt(hats.q()));
        var sums = new double[6];
        accumulate(law, 0.5 * (1 + similarity), 1, hats, sums);
        accumulate(law, 0.5 * (1 - similarity), -1, hats, sums);
        double constant = kappa * (reference.meanLogVariance() - Math.log(2));
        return new Weights(sums[0] + constant, new PerceptronOrder(sums[1], sums[2], sums[3]), sums[4], sums[5]);
    }

    private void accumulate(FieldLaw law, double share, int sign, Conjugates hats, double[] sums) {
        if (share == 0) return;
        double[] fields = law.fields.clone();
        for (int i = 0; i < fields.length; i++) fields[i] += sign * hats.r();
        var at = new WeightMeasure(hats.curvature(), kappa, quadrature.weight()).at(fields);
        for (int i = 0; i < fields.length; i++) {
            double w = share * law.weights[i], m = at.mean()[i];
            sums[0] += w * at.logarithm()[i];
            sums[1] += w * m * m;
            sums[2] += w * sign * m;
            sums[3] += w * at.square()[i];
            sums[4] += w * at.sign()[i];
            sums[5] += w * sign * at.sign()[i];
        }
    }

    /// Fields and their probabilities.
    private record FieldLaw(double[] fields, double[] weights) {}

    /// The law of \(\kappa u + \sqrt{\hat q}x\) on an even grid, or on the nodes of \(u\) where the Gaussian part
    /// is nothing. At \(\kappa = 0\) a single \(u\) stands for all.
    private FieldLaw fields(double deviation) {
        double[] u = kappa == 0 ? new double[] {0} : reference.nodes();
        double[] p = kappa == 0 ? new double[] {1} : reference.weights();
        if (deviation < 1e-9) {
            var fields = new double[u.length];
            for (int j = 0; j < u.length; j++) fields[j] = kappa * u[j];
            return new FieldLaw(fields, p);
        }
        double step = deviation * FieldRule.step(deviation, quadrature.decay());
        double low = kappa * u[0] - FieldRule.REACH * deviation;
        double high = kappa * u[u.length - 1] + FieldRule.REACH * deviation;
        int count = (int) Math.ceil((high - low) / step) + 1;
        var fields = new double[count];
        var weights = new double[count];
        Parallel.range(count, 64, (from, to) -> {
            var terms = new double[u.length];
            for (int i = from; i < to; i++) {
                fields[i] = low + i * step;
                weights[i] = density(fields[i], deviation, u, p, terms);
            }
        });
        double total = 0;
        for (double w : weights) total += w;
        for (int i = 0; i < count; i++) weights[i] /= total;
        return new FieldLaw(fields, weights);
    }

    /// Sums over the nodes within reach alone: they are evenly spaced.
    private double density(double field, double deviation, double[] u, double[] p, double[] terms) {
        int last = u.length - 1, first = 0, end = last;
        if (last > 0) {
            double spacing = kappa * (u[last] - u[0]) / last, reach = FieldRule.REACH * deviation;
            first = (int) Math.max(0, Math.floor((field - reach - kappa * u[0]) / spacing));
            end = (int) Math.min(last, Math.ceil((field + reach - kappa * u[0]) / spacing));
        }
        double sum = 0, scale = 1 / deviation;
        boolean narrow = end - first < 64;
        if (!narrow) {
            for (int j = 0; j <= last; j++) {
                double z = (field - kappa * u[j]) * scale;
                terms[j] = -0.5 * z * z;
            }
            Elementary.exp(terms, terms);
        }
        for (int j = first; j <= end; j++) {
            double z = (field - kappa * u[j]) * scale;
            sum += p[j] * (narrow ? Elementary.exp(-0.5 * z * z) : terms[j]);
        }
        return sum;
    }
}
