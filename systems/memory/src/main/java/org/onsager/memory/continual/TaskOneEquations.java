package org.onsager.memory.continual;

import org.onsager.numerics.quadrature.QuadratureRule;

/// The replica-symmetric saddle point of the first task at one load.
///
/// \[ -\beta f = -r\hat r - Q\hat Q + \tfrac12q\hat q + G_S + \alpha G_E, \qquad
/// G_S = \int Dz\,\ln\int_{-1}^1dm\,e^{(\hat Q-\hat q/2)m^2 + (\sqrt{\hat q}z+\hat r)m + kS(m)} \]
///
/// @param alpha  load \(\alpha \ge 0\)
/// @param beta  inference's inverse temperature
/// @param k  weight of the entropy: \(\beta\gamma\) under a Kullback-Leibler term to the uniform prior, else 0
/// @param quadrature  how finely integrals are cut
record TaskOneEquations(double alpha, double beta, double k, Quadrature quadrature) implements TaskEquations {

    /// Everything that an average over the weights gives.
    record Weights(double entropy, PerceptronOrder order, double signOverlap) implements WeightAverages {}

    @Override
    public Weights weights(Conjugates hats) {
        var rule = rule(hats);
        var at = at(hats, rule, false);
        double entropy = 0, q = 0, r = 0, selfOverlap = 0, sign = 0;
        for (int i = 0; i < rule.size(); i++) {
            double w = rule.weight(i), m = at.mean()[i];
            entropy += w * at.logarithm()[i];
            q += w * m * m;
            r += w * m;
            selfOverlap += w * at.square()[i];
            sign += w * at.sign()[i];
        }
        // at no load rounding would leave 1e-33
        if (hats.q() == 0 && hats.r() == 0) q = r = sign = 0;
        return new Weights(entropy, new PerceptronOrder(q, r, selfOverlap), sign);
    }

    @Override
    public WeightResponse response(Conjugates hats) {
        var rule = rule(hats);
        var at = at(hats, rule, true);
        var response = new WeightResponse();
        for (int i = 0; i < rule.size(); i++) response.add(rule.weight(i), 1, at, i);
        return response;
    }

    private QuadratureRule rule(Conjugates hats) {
        return FieldRule.of(Math.sqrt(hats.q()), quadrature.decay());
    }

    private WeightMeasure.Averages at(Conjugates hats, QuadratureRule rule, boolean higher) {
        double deviation = Math.sqrt(hats.q());
        double[] fields = rule.nodes();
        for (int i = 0; i < fields.length; i++) fields[i] = Math.fma(deviation, fields[i], hats.r());
        return new WeightMeasure(hats.curvature(), k, quadrature.weight()).at(fields, higher);
    }
}
