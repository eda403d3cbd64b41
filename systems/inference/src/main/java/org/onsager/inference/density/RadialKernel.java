package org.onsager.inference.density;

import java.util.function.DoubleUnaryOperator;

/// A radial kernel of the high-dimensional scaling, \(K(z) \propto \exp(-d\,\kappa(|z|^2/d))\).
public sealed interface RadialKernel {

    /// \(\kappa(s)\) at \(s = |z|^2/d \ge 0\), increasing; infinite outside the support.
    double energy(double s);

    /// \(\kappa'(s)\).
    double slope(double s);

    /// \(\lim d^{-1} \ln \int e^{-d\kappa(|z|^2/(d h^2))} dz = \sup_s\,[\tfrac12 \ln(2\pi e s) -
    /// \kappa(s/h^2)]\).
    ///
    /// @param h  bandwidth, positive
    double logNormalisation(double h);

    /// \(\kappa(s) = \tfrac12 s\): \(K(z) = (2\pi)^{-d/2} e^{-|z|^2/2}\).
    static Power gaussian() {
        return new Power(2, 0.5);
    }

    /// \(\kappa(s) = c\,s^{p/2}\): Gaussian for \(p = 2, c = \tfrac12\), exponential for \(p = 1\), the box as
    /// \(p \to \infty\).
    ///
    /// @param p  positive
    /// @param c  positive
    record Power(double p, double c) implements RadialKernel {
        public Power {
            if (!(p > 0 && p < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("p must be in (0, inf), not " + p);
            if (!(c > 0 && c < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("c must be in (0, inf), not " + c);
        }

        @Override
        public double energy(double s) {
            return c * Math.pow(s, p / 2);
        }

        @Override
        public double slope(double s) {
            return 0.5 * c * p * Math.pow(s, p / 2 - 1);
        }

        @Override
        public double logNormalisation(double h) {
            return 0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(h) - Math.log(c * p) / p - 1 / p;
        }
    }

    /// The indicator of \(|z|^2 \le d\): all points within \(h\sqrt d\) count the same, the number of them is
    /// Poisson.
    record Box() implements RadialKernel {
        @Override
        public double energy(double s) {
            return s <= 1 ? 0 : Double.POSITIVE_INFINITY;
        }

        @Override
        public double slope(double s) {
            return s < 1 ? 0 : Double.POSITIVE_INFINITY;
        }

        @Override
        public double logNormalisation(double h) {
            return 0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(h);
        }
    }

    /// Any other increasing \(\kappa\) with its derivative.
    ///
    /// @param kappa  \(\kappa(s)\), increasing from \(\kappa(0) = 0\), growing at least as a positive power of
    ///     \(s\)
    /// @param kappaSlope  \(\kappa'(s) > 0\)
    record Custom(DoubleUnaryOperator kappa, DoubleUnaryOperator kappaSlope) implements RadialKernel {
        public Custom {
            double last = kappa.applyAsDouble(0);
            for (double s = 0.01; s < 100; s *= 1.3) {
                double next = kappa.applyAsDouble(s);
                if (!(next > last) || !(kappaSlope.applyAsDouble(s) > 0)) {
                    throw new IllegalArgumentException(
                            "kappa must increase, not from %s to %s at s = %s".formatted(last, next, s));
                }
                last = next;
            }
        }

        @Override
        public double energy(double s) {
            return kappa.applyAsDouble(s);
        }

        @Override
        public double slope(double s) {
            return kappaSlope.applyAsDouble(s);
        }

        @Override
        public double logNormalisation(double h) {
            // the supremum lies where 2 s kappa'(s) = 1; the left side increases from 0 for every such kappa
            double low = -60;
            double high = 60;
            for (int halving = 0; halving < 200; halving++) {
                double middle = 0.5 * (low + high);
                double s = Math.exp(middle);
                if (2 * s * kappaSlope.applyAsDouble(s) < 1) low = middle;
                else high = middle;
            }
            double s = Math.exp(0.5 * (low + high));
            return 0.5 * Math.log(2 * Math.PI * Math.E * s) + Math.log(h) - kappa.applyAsDouble(s);
        }
    }
}
