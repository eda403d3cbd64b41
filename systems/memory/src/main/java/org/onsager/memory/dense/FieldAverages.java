package org.onsager.memory.dense;

import org.onsager.memory.saddle.GaussianTanh;

/// Averages over the field \(\kappa x + \sqrt w z\) of a site, \(x\) the example mean, \(z\) standard normal,
/// with their derivatives by \(\kappa\) and \(w\).
///
/// @param m  \(E\tanh\)
/// @param c  \(E\,\mathrm{sech}^2 = 1 - q\)
/// @param y  \(E\,x\tanh\)
/// @param c2  \(E\,\mathrm{sech}^4\)
record FieldAverages(
        double m, double c, double y, double c2, double cByKappa, double yByKappa, double cByNoise, double yByNoise) {

    static FieldAverages of(ExampleLaw law, double kappa, double noise) {
        return switch (law) {
            case ExampleLaw.Gaussian gaussian -> gaussian(gaussian.entropy(), kappa, noise);
            case ExampleLaw.Binomial binomial -> binomial(binomial, kappa, noise);
        };
    }

    /// The example noise is Gaussian too, so that it joins the variance: \(v = \kappa^2\rho + w\), and
    /// \(E\,x\tanh = m + \rho\kappa c\) by integration by parts.
    private static FieldAverages gaussian(double rho, double kappa, double noise) {
        var at = GaussianTanh.moments(kappa, Math.sqrt(kappa * kappa * rho + noise));
        double cByV = 2 * at.c() - 3 * at.c2();
        double varianceByKappa = 2 * kappa * rho;
        double cByKappa = -2 * at.tc() + cByV * varianceByKappa;
        double mByKappa = at.c() - at.tc() * varianceByKappa;
        return new FieldAverages(
                at.t(),
                at.c(),
                at.t() + rho * kappa * at.c(),
                at.c2(),
                cByKappa,
                mByKappa + rho * at.c() + rho * kappa * cByKappa,
                cByV,
                -at.tc() + rho * kappa * cByV);
    }

    private static FieldAverages binomial(ExampleLaw.Binomial law, double kappa, double noise) {
        double[] x = law.values(), p = law.probabilities();
        double s = Math.sqrt(noise);
        double m = 0, c = 0, y = 0, c2 = 0, cByKappa = 0, yByKappa = 0, cByNoise = 0, yByNoise = 0;
        for (int b = 0; b < x.length; b++) {
            var at = GaussianTanh.moments(kappa * x[b], s);
            m += p[b] * at.t();
            c += p[b] * at.c();
            y += p[b] * x[b] * at.t();
            c2 += p[b] * at.c2();
            cByKappa -= p[b] * 2 * x[b] * at.tc();
            yByKappa += p[b] * x[b] * x[b] * at.c();
            cByNoise += p[b] * (2 * at.c() - 3 * at.c2());
            yByNoise -= p[b] * x[b] * at.tc();
        }
        return new FieldAverages(m, c, y, c2, cByKappa, yByKappa, cByNoise, yByNoise);
    }

    /// \(E \ln 2\cosh\).
    static double logCosh(ExampleLaw law, double kappa, double noise) {
        return switch (law) {
            case ExampleLaw.Gaussian gaussian ->
                GaussianTanh.logCosh(kappa, Math.sqrt(kappa * kappa * gaussian.entropy() + noise));
            case ExampleLaw.Binomial binomial -> {
                double[] x = binomial.values(), p = binomial.probabilities();
                double sum = 0;
                for (int b = 0; b < x.length; b++) sum += p[b] * GaussianTanh.logCosh(kappa * x[b], Math.sqrt(noise));
                yield sum;
            }
        };
    }
}
