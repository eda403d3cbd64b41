package org.onsager.papers.kdelargedimensions;

import org.onsager.inference.density.DistanceLaw;
import org.onsager.inference.density.KdePhaseDiagram;
import org.onsager.inference.density.RadialKernel;
import org.onsager.inference.density.Spectrum;
import org.onsager.lab.Trial;

/// Claims of the limit of many dimensions: K1 to K3, K12, K13.
final class TheoryClaims {
    static final KdePhaseDiagram ISOTROPIC = KdePhaseDiagram.gaussian(Spectrum.isotropic());

    /// alpha, u*, h_G, h_CLT, h_opt, KL/d at h_opt.
    private static final double[][] TABLE = {
        {0.1, 0.532184, 1.370785, 1.938582, 1.038572, 0.137847},
        {0.2, 0.914588, 1.045652, 1.478775, 0.891689, 0.085362},
        {0.4, 1.799930, 0.745371, 1.054113, 0.696211, 0.037897},
        {0.5, 2.351317, 0.652145, 0.922273, 0.622436, 0.025886},
        {0.7, 3.784254, 0.514055, 0.726984, 0.502701, 0.012240},
        {1.0, 7.222142, 0.372106, 0.526238, 0.369344, 0.003973},
        {2.0, 54.57153, 0.135368, 0.191440, 0.135346, 0.000082}
    };

    private final Trial trial;

    TheoryClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        table();
        anyLaw();
        continuity();
        kernels();
        rulesOfThumb();
    }

    private void table() {
        var claim = trial.claim("K1");
        for (double[] row : TABLE) {
            var phase = ISOTROPIC.at(row[0]);
            String at = "(alpha = %s)".formatted(row[0]);
            // the table prints seven digits of u*, five of them after the point at alpha = 2
            claim.number("u* " + at, row[1], phase.tilt(), row[0] > 1 ? 1e-5 : 1e-6)
                    .number("h_G " + at, row[2], phase.hGlass(), 1e-6)
                    .number("h_CLT " + at, row[3], phase.hClt(), 1e-6)
                    .number("h_opt " + at, row[4], phase.hOptimal(), 1e-6)
                    .number("KL/d " + at, row[5], phase.klAtOptimal(), 1e-6);
            trial.metric("h_G_alpha" + row[0], phase.hGlass());
        }
        claim.done("root of I(u) = alpha by Newton's method in ln u");
    }

    private void anyLaw() {
        var claim = trial.claim("K2");
        var spectra =
                new Spectrum[] {Spectrum.of(0.2, 1, 3), Spectrum.powerLaw(1, 50), Spectrum.marchenkoPastur(0.3, 40)};
        String[] names = {"three values", "power law", "Marchenko-Pastur"};
        for (int s = 0; s < spectra.length; s++) {
            var diagram = KdePhaseDiagram.gaussian(spectra[s]);
            var phase = diagram.at(0.4);
            claim.number("h_CLT/h_G, " + names[s], Math.sqrt(2), phase.hClt() / phase.hGlass(), 1e-10)
                    .number(
                            "mu(0.77 h_G), " + names[s],
                            0.77 * 0.77,
                            diagram.stableIndex(0.4, 0.77 * phase.hGlass()),
                            1e-10)
                    .number(
                            "h_CLT by minimisation over closed form, " + names[s],
                            1,
                            diagram.bandwidthByMinimisation(0.4, 2) / phase.hClt(),
                            1e-8);
        }
        claim.done("three spectra at alpha = 0.4; the last check of each takes no closed form");
    }

    private void continuity() {
        double h = ISOTROPIC.at(0.5).hGlass();
        double below = slope(h, -1e-3);
        double above = slope(h, 1e-3);
        trial.claim("K3")
                .number(
                        "jump of f",
                        0,
                        ISOTROPIC.logDensity(0.5, h * (1 + 1e-13)) - ISOTROPIC.logDensity(0.5, h * (1 - 1e-13)),
                        1e-8)
                .number("slope below h_G", -0.13652888, below, 1e-8)
                .number("slope above h_G", -0.13652888, above, 1e-8)
                .done("alpha = 1/2; one-sided five-point differences");
    }

    private static double slope(double h, double step) {
        double[] coefficients = {-25, 48, -36, 16, -3};
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
            double side = k == 0 ? Math.copySign(1e-14, step) : 0;
            sum += coefficients[k] * ISOTROPIC.logDensity(0.5, h + side + k * step);
        }
        return sum / (12 * step);
    }

    private void kernels() {
        var claim = trial.claim("K12");
        var law = new DistanceLaw(Spectrum.isotropic(), 1);
        double common = ISOTROPIC.at(0.5).klAtOptimal();
        for (double p : new double[] {1, 2, 4}) {
            var diagram = new KdePhaseDiagram(law, new RadialKernel.Power(p, 0.5));
            var phase = diagram.at(0.5);
            double glass = diagram.bandwidthByMinimisation(0.5, 1);
            double clt = diagram.bandwidthByMinimisation(0.5, 2);
            claim.number("h_CLT/h_G by minimisation, p = " + p, Math.pow(2, 1 / p), clt / glass, 1e-8)
                    .number("h_G formula over minimisation, p = " + p, 1, phase.hGlass() / glass, 1e-8)
                    .number("KL/d at the optimum, p = " + p, common, phase.klAtOptimal(), 1e-8);
        }
        claim.done("alpha = 1/2; minimum of m kappa(delta/h^2) + I(delta) over the distance");
    }

    private void rulesOfThumb() {
        double worst = Double.POSITIVE_INFINITY;
        double worstAlpha = 0;
        for (double alpha = 0.005; alpha < 8; alpha *= 1.1) {
            double margin = ISOTROPIC.at(alpha).hGlass() / Math.exp(-alpha) - 1;
            if (margin < worst) {
                worst = margin;
                worstAlpha = alpha;
            }
        }
        trial.claim("K13")
                .fact(
                        "exp(-alpha) < h_G(alpha) at 78 alpha in [0.005, 8]",
                        worst > 0,
                        "least relative margin %.3g at alpha = %.3g".formatted(worst, worstAlpha))
                .number("h_G(0.1)", 1.371, ISOTROPIC.at(0.1).hGlass(), 5e-4)
                .number("h_G(2)", 0.13537, ISOTROPIC.at(2).hGlass(), 5e-6)
                .number("exp(-2)", 0.13534, Math.exp(-2), 5e-6)
                .done("n^(-1/(d+4)) tends to exp(-alpha) as d grows at fixed alpha = ln n/d, Silverman's factor to 1");
    }
}
