package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import org.hipparchus.special.Gamma;

/// The energy \(E = d\,\kappa(r/(d h^2)) = scale \cdot base(r)\) of a pair at squared distance \(r\), and the
/// exact normalisation of the kernel in finite dimension. For power kernels \(base = r^{p/2}\) whatever \(h\) is,
/// so that one pass over the pairs serves all bandwidths.
final class PairEnergy {
    /// Bases from here on mean weight 0.
    static final double OUTSIDE = 1e190;

    private static final double FAR = 1e250;

    final double scale;
    final int d;
    final double h;
    final RadialKernel kernel;

    PairEnergy(RadialKernel kernel, int d, double h) {
        if (!(h > 0 && h < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("bandwidth must be in (0, inf), not " + h);
        this.kernel = kernel;
        this.d = d;
        this.h = h;
        this.scale = switch (kernel) {
            case RadialKernel.Power power -> power.c() * Math.pow(d, 1 - 0.5 * power.p()) * Math.pow(h, -power.p());
            case RadialKernel.Box _, RadialKernel.Custom _ -> 1;
        };
        if (!(scale >= 1e-190 && scale <= Double.MAX_VALUE))
            throw new IllegalArgumentException(
                    "bandwidth must be such that h^-p is between 1e-190 and 1e308, not %s with kernel %s; rescale the data"
                            .formatted(h, kernel));
    }

    /// Whether the base is the squared distance itself.
    boolean plain() {
        return kernel instanceof RadialKernel.Power power && power.p() == 2;
    }

    /// Whether the base is the same for every bandwidth.
    boolean shared() {
        return kernel instanceof RadialKernel.Power;
    }

    /// \(base(r)\), increasing in \(r\).
    double base(double r) {
        if (r >= 0.5 * PairKernels.ABSENT) return FAR;
        double base = switch (kernel) {
            case RadialKernel.Power power when power.p() == 2 -> r;
            case RadialKernel.Power power when power.p() == 1 -> Math.sqrt(r);
            case RadialKernel.Power power when power.p() == 4 -> r * r;
            case RadialKernel.Power power -> Math.pow(r, 0.5 * power.p());
            case RadialKernel.Box box -> d * box.energy(r / (d * h * h));
            case RadialKernel.Custom custom -> d * custom.energy(r / (d * h * h));
        };
        return Math.min(base, FAR);
    }

    void bases(double[] squaredDistances, int from, double[] out) {
        for (int j = 0; j < TILE; j++) out[j] = base(squaredDistances[from + j]);
    }

    /// \(d E/d\ln r = 2 d s \kappa'(s)\) at distance \(r\), \(s = r^2/(d h^2)\).
    double logSlope(double distance) {
        double s = distance / h * (distance / h) / d;
        return 2 * d * s * kernel.slope(s);
    }

    /// \(2\kappa'(s)/h^2\) at \(s = r/(d h^2)\): \(\nabla_x E = 2\kappa'(s)\,(x - y)/h^2\).
    double pull(double r) {
        return 2 * kernel.slope(r / (d * h * h)) / (h * h);
    }

    /// \(\ln \int e^{-d\kappa(|z|^2/(d h^2))} dz\).
    double logNormalisation() {
        double half = 0.5 * d;
        double logSphere = Math.log(2) + half * Math.log(Math.PI) - Gamma.logGamma(half);
        return switch (kernel) {
            case RadialKernel.Power power ->
                logSphere + Gamma.logGamma(d / power.p()) - Math.log(power.p()) - d / power.p() * Math.log(scale);
            case RadialKernel.Box _ -> logSphere - Math.log(d) + d * Math.log(h * Math.sqrt(d));
            case RadialKernel.Custom custom -> logSphere + d * Math.log(h) + logRadialIntegral(custom);
        };
    }

    /// \(\ln \int r^{d-1} e^{-d\kappa(r^2/d)} dr\) by the trapezoid in \(\ln r\), which converges geometrically,
    /// outwards from the peak.
    private double logRadialIntegral(RadialKernel.Custom custom) {
        double low = -60;
        double high = 60;
        for (int halving = 0; halving < 100; halving++) {
            double middle = 0.5 * (low + high);
            double s = Math.exp(2 * middle) / d;
            if (2 * s * custom.slope(s) < 1) low = middle;
            else high = middle;
        }
        double top = radialExponent(custom, low);
        double step = 0.05 / Math.sqrt(d);
        double sum = 1;
        for (int sign = -1; sign <= 1; sign += 2) {
            for (int k = 1; k < 1_000_000; k++) {
                double term = Math.exp(radialExponent(custom, low + sign * k * step) - top);
                sum += term;
                if (term < 1e-18 * sum) break;
            }
        }
        return top + Math.log(sum * step);
    }

    private double radialExponent(RadialKernel.Custom custom, double logRadius) {
        return d * logRadius - d * custom.energy(Math.exp(2 * logRadius) / d);
    }
}
