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
        var sums = new double[6];
        visit(hats, false, (w, sign, at, i) -> {
            double m = at.mean()[i];
            sums[0] += w * at.logarithm()[i];
            sums[1] += w * m * m;
            sums[2] += w * sign * m;
            sums[3] += w * at.square()[i];
            sums[4] += w * at.sign()[i];
            sums[5] += w * sign * at.sign()[i];
        });
        double constant = kappa * (reference.meanLogVariance() - Math.log(2));
        return new Weights(sums[0] + constant, new PerceptronOrder(sums[1], sums[2], sums[3]), sums[4], sums[5]);
    }

    @Override
    public WeightResponse response(Conjugates hats) {
        var response = new WeightResponse();
        visit(hats, true, response::add);
        return response;
    }

    /// Takes one field with its probability.
    @FunctionalInterface
    private interface Visitor {
        void take(double weight, int sign, WeightMeasure.Averages at, int i);
    }

    /// Every field of both signs. Where the grid's step divides \(\hat r\), the fields of both signs are one grid
    /// shifted by whole steps, and one table of averages serves both.
    private void visit(Conjugates hats, boolean higher, Visitor visitor) {
        double r = hats.r(), up = 0.5 * (1 + similarity), down = 0.5 * (1 - similarity);
        var law = fields(Math.sqrt(hats.q()), up > 0 && down > 0 ? Math.abs(r) : 0);
        int count = law.fields.length, shift = law.shift;
        var measure = new WeightMeasure(hats.curvature(), kappa, quadrature.weight());
        if (shift > 0) {
            var at = measure.at(law.extended(), higher);
            for (int i = 0; i < count; i++) {
                visitor.take(up * law.weights[i], 1, at, r > 0 ? i + 2 * shift : i);
                visitor.take(down * law.weights[i], -1, at, r > 0 ? i : i + 2 * shift);
            }
            return;
        }
        for (int sign = 1; sign >= -1; sign -= 2) {
            double share = sign > 0 ? up : down;
            if (share == 0) continue;
            double[] fields = law.fields.clone();
            for (int i = 0; i < count; i++) fields[i] += sign * r;
            var at = measure.at(fields, higher);
            for (int i = 0; i < count; i++) visitor.take(share * law.weights[i], sign, at, i);
        }
    }

    /// Fields without \(\hat r\) and their probabilities.
    ///
    /// @param shift  \(|\hat r|\) in steps of the grid; 0 where it is no whole number of them
    private record FieldLaw(double[] fields, double[] weights, double step, int shift) {
        /// The grid and `shift` steps more on both sides.
        double[] extended() {
            var wider = new double[fields.length + 2 * shift];
            for (int i = 0; i < wider.length; i++) wider[i] = fields[0] + (i - shift) * step;
            return wider;
        }
    }

    /// The law of \(\kappa u + \sqrt{\hat q}x\) on an even grid, or on the nodes of \(u\) where the Gaussian part
    /// is nothing. At \(\kappa = 0\) a single \(u\) stands for all.
    private FieldLaw fields(double deviation, double shift) {
        if (deviation < 1e-9) {
            double[] u = kappa == 0 ? new double[] {0} : reference.nodes();
            var fields = new double[u.length];
            for (int j = 0; j < u.length; j++) fields[j] = kappa * u[j];
            return new FieldLaw(fields, kappa == 0 ? new double[] {1} : reference.weights(), 0, 0);
        }
        double step = deviation * FieldRule.step(deviation, quadrature.decay());
        int steps = shift >= 0.5 * step ? (int) Math.ceil(shift / step) : 0;
        if (steps > 0) step = shift / steps;
        var law = kappa == 0 ? ReferenceLaw.point() : reference.coarse(deviation / kappa);
        double[] u = law.nodes();
        double low = kappa * u[0] - FieldRule.REACH * deviation;
        double high = kappa * u[u.length - 1] + FieldRule.REACH * deviation;
        int count = (int) Math.ceil((high - low) / step) + 1;
        var fields = new double[count];
        for (int i = 0; i < count; i++) fields[i] = low + i * step;
        return new FieldLaw(fields, densities(fields, deviation, law), step, steps);
    }

    private double[] densities(double[] fields, double deviation, ReferenceLaw law) {
        var weights = new double[fields.length];
        double[] u = law.nodes();
        double spacing = u.length > 1 ? kappa * (u[u.length - 1] - u[0]) / (u.length - 1) : Double.POSITIVE_INFINITY;
        int window = (int) Math.min(u.length, 2 * FieldRule.REACH * deviation / spacing + 3);
        Parallel.range(fields.length, 64, (from, to) -> {
            var terms = new double[window];
            for (int i = from; i < to; i++) weights[i] = density(fields[i], deviation, law, spacing, terms);
        });
        double total = 0;
        for (double w : weights) total += w;
        for (int i = 0; i < weights.length; i++) weights[i] /= total;
        return weights;
    }

    /// Sums over the nodes within reach alone: they are evenly spaced.
    private double density(double field, double deviation, ReferenceLaw law, double spacing, double[] terms) {
        double[] u = law.nodes(), p = law.weights();
        double nearest = u.length > 1 ? (field - FieldRule.REACH * deviation - kappa * u[0]) / spacing : 0;
        int first = (int) Math.max(0, Math.min(Math.floor(nearest), u.length - terms.length));
        double scale = 1 / deviation;
        for (int j = 0; j < terms.length; j++) {
            double z = (field - kappa * u[first + j]) * scale;
            terms[j] = -0.5 * z * z;
        }
        Elementary.exp(terms, terms);
        double sum = 0;
        for (int j = 0; j < terms.length; j++) sum += p[first + j] * terms[j];
        return sum;
    }
}
