package org.onsager.inference.density;

import java.util.Arrays;
import org.hipparchus.special.Gamma;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Parallel;

/// Exact averages of the Gaussian kernel density estimate from \(n\) points of \(N(0, 1_d)\) at a fixed \(x\),
/// for finite \(n\) and \(d\), by one-dimensional quadrature.
///
/// With weights \(w = e^{-r/(2h^2)}\), \(r = |x - y|^2\) noncentral \(\chi^2_d\) with noncentrality \(|x|^2\),
/// and \(\varphi(t) = \mathbb E\,e^{-tw}\), Poisson-free identities turn averages of ratios into integrals over
/// \(t\): \[ \mathbb E \sum_i p_i^k = \frac{n}{\Gamma(k)} \int_0^\infty t^{k-1}\, \mathbb E[w^k e^{-tw}]\,
/// \varphi(t)^{n-1} dt, \qquad \mathbb E \ln \sum_i w_i = \int_0^\infty \frac{e^{-t} - \varphi(t)^n}{t}\, dt . \]
/// Both integrals run over \(\ln t\), where the trapezoid converges geometrically; \(e = r/(2h^2)\) is on a
/// uniform grid. Sums far from \(e \approx \ln t\) are taken from running sums, so that the cost is some \(10^7\)
/// exponentials, a fraction of a second.
///
/// Source: the Laplace representation of G. Biroli and M. Mézard, arXiv:2408.05807.
public final class FiniteSizeKde {
    /// Where \(e^{-e^x}\) is below 1e-23, and where it is 1 to all digits.
    private static final double SATURATED = 4;

    private static final double LINEAR = 37;
    /// The grid's cells go as the inverse square of the bandwidth; these take a minute.
    private static final double MOST_CELLS = 5e6;

    private final int d;
    private final double logN;
    private final double h;
    private final double squaredNorm;
    private final double tauStep;
    private final double[] energies;
    private final double[] masses;
    private final double[] massBelow;
    private final double[] linear;
    private final double tauFrom;
    private final double[] logPhi;

    /// @param d  dimension, at least 1
    /// @param n  number of points in [2, e^700]
    /// @param h  bandwidth, positive, in units of the standard deviation of a coordinate
    /// @param squaredNorm  \(|x|^2 \ge 0\); \(d\) for a typical point
    public FiniteSizeKde(int d, double n, double h, double squaredNorm) {
        this(d, n, h, squaredNorm, 0.05, 0.1);
    }

    private FiniteSizeKde(int d, double n, double h, double squaredNorm, double energyStep, double tauStep) {
        if (d < 1) throw new IllegalArgumentException("d must be in [1, inf), not " + d);
        if (!(n >= 2 && Math.log(n) <= 700)) throw new IllegalArgumentException("n must be in [2, e^700], not " + n);
        if (!(h > 0 && h < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("h must be in (0, inf), not " + h);
        if (!(squaredNorm >= 0 && squaredNorm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("squaredNorm must be in [0, inf), not " + squaredNorm);
        }
        this.d = d;
        this.logN = Math.log(n);
        this.h = h;
        this.squaredNorm = squaredNorm;
        this.tauStep = tauStep;
        // in rho = sqrt(r) the law is smooth for every d, of width 1, and e changes by rho drho / h^2
        var law = new NoncentralChiSquare(d, squaredNorm);
        double low = Math.sqrt(law.lowerQuantile(Math.log(1e-12) - logN));
        double high = Math.sqrt(law.upperQuantile(Math.log(1e-13)));
        double cells = Math.ceil((high - low) / (energyStep * Math.min(1, h * h / high)));
        if (!(cells <= MOST_CELLS))
            throw new IllegalArgumentException(
                    "h must be at least %.2g for d = %d, where the grid of energies has %.0e cells, not %s"
                            .formatted(h * Math.sqrt(cells / MOST_CELLS), d, MOST_CELLS, h));
        int size = (int) cells;
        this.energies = new double[size];
        this.masses = new double[size];
        this.massBelow = new double[size + 1];
        double step = (high - low) / size;
        for (int i = 0; i < size; i++) {
            double rho = low + (i + 0.5) * step;
            energies[i] = rho * rho / (2 * h * h);
            masses[i] = Math.exp(law.logDensity(rho * rho)) * 2 * rho * step;
            massBelow[i + 1] = massBelow[i] + masses[i];
        }
        this.linear = sumsBeyond(1);
        double total = massBelow[size];
        if (!(Math.abs(total - 1) < 1e-9)) {
            throw new DivergedException(
                    "finite-size quadrature: the law of the distance has mass %s on the grid, not 1; d = %d, h = %s"
                            .formatted(total, d, h));
        }
        double lowest = energies[0];
        double logMean = Math.log(linear[0]) - lowest;
        // below this n t E w < e^-40: every integrand here is below 1e-17 of its peak
        this.tauFrom = Math.min(lowest - 5, -(logN + logMean) - 40);
        double tauTo = energies[energies.length - 1] + 45;
        this.logPhi = new double[(int) Math.ceil((tauTo - tauFrom) / tauStep)];
        Parallel.range(logPhi.length, 64, (from, to) -> {
            for (int i = from; i < to; i++) logPhi[i] = logPhi(tauFrom + i * tauStep);
        });
    }

    /// This calculation on half the grid steps: where both agree the quadrature has converged.
    public FiniteSizeKde refined() {
        return new FiniteSizeKde(d, Math.exp(logN), h, squaredNorm, 0.025, 0.05);
    }

    /// \(\mathbb E \sum_i p_i^k\), the participation ratio for \(k = 2\); in \((0, 1]\).
    ///
    /// @param k  above 0
    public double participation(double k) {
        if (!(k > 0)) throw new IllegalArgumentException("k must be in (0, inf), not " + k);
        double[] beyond = sumsBeyond(k);
        double constant = logN - Gamma.logGamma(k);
        return integrate((tau, logPhi) -> {
            int to = firstAbove(tau + LINEAR);
            double sum = to < energies.length ? Math.exp(k * (tau - energies[to])) * beyond[to] : 0;
            for (int i = firstAbove(tau - SATURATED); i < to; i++) {
                double x = tau - energies[i];
                // t^k w^k e^{-tw} = exp(k x - e^x): combined before the exponential, so that nothing overflows
                sum += masses[i] * Math.exp(k * x - Math.exp(x));
            }
            return sum == 0 ? 0 : Math.exp(constant + Math.expm1(logN) * logPhi + Math.log(sum));
        });
    }

    /// \(\mathbb E[-\sum_i p_i \ln p_i]\), nats: minus the derivative of the participation by \(k\) at 1.
    public double entropy() {
        double[] beyond = linear;
        double[] energyBeyond = new double[energies.length];
        for (int i = energies.length - 2; i >= 0; i--) {
            double gap = energies[i + 1] - energies[i];
            energyBeyond[i] = Math.exp(-gap) * (energyBeyond[i + 1] + gap * beyond[i + 1]);
        }
        double mean = integrate((tau, logPhi) -> {
            int to = firstAbove(tau + LINEAR);
            double sum = 0;
            if (to < energies.length) {
                double x = tau - energies[to];
                sum = Math.exp(x) * (x * beyond[to] - energyBeyond[to]);
            }
            for (int i = firstAbove(tau - SATURATED); i < to; i++) {
                double x = tau - energies[i];
                sum += masses[i] * x * Math.exp(x - Math.exp(x));
            }
            return sum * Math.exp(logN + Math.expm1(logN) * logPhi);
        });
        return Gamma.digamma(1) - mean;
    }

    /// \(\mathbb E \ln \sum_i w_i\) with \(w_i = e^{-|x-y_i|^2/(2h^2)}\).
    public double meanLogSum() {
        double n = Math.exp(logN);
        return integrate((tau, logPhi) -> Math.exp(-Math.exp(tau)) - Math.exp(n * logPhi));
    }

    /// \(d^{-1}\,\mathbb E \ln \hat\rho_h(x)\), nats.
    public double meanLogDensity() {
        return (meanLogSum() - logN) / d - 0.5 * Math.log(2 * Math.PI * h * h);
    }

    /// The finite-size tail index \(\mu(h) = 2 h^2 g(r_0)/G(r_0)\) at the typical nearest distance, \(G(r_0) =
    /// 1/n\).
    public double stableIndex() {
        double threshold = glassBandwidth();
        return h * h / (threshold * threshold);
    }

    /// The finite-size threshold \(h_G(n, d) = \sqrt{G(r_0)/(2 g(r_0))}\).
    public double glassBandwidth() {
        return glassBandwidth(d, Math.exp(logN), squaredNorm);
    }

    /// The finite-size threshold \(h_G(n, d) = \sqrt{G(r_0)/(2 g(r_0))}\), with \(G(r_0) = 1/n\).
    public static double glassBandwidth(int d, double n, double squaredNorm) {
        var law = new NoncentralChiSquare(d, squaredNorm);
        double r0 = law.lowerQuantile(-Math.log(n));
        return Math.sqrt(0.5 * Math.exp(-Math.log(n) - law.logDensity(r0)));
    }

    /// An integrand over \(\tau = \ln t\), given \(\ln \varphi(e^\tau)\).
    private interface Integrand {
        double at(double tau, double logPhi);
    }

    private double integrate(Integrand integrand) {
        return tauStep
                * Parallel.sum(logPhi.length, 64, (first, last) -> {
                    double sum = 0;
                    for (int i = first; i < last; i++) sum += integrand.at(tauFrom + i * tauStep, logPhi[i]);
                    return sum;
                });
    }

    /// \(\ln \varphi(e^\tau) = \ln(1 - \mathbb E[1 - e^{-tw}])\): energies far below \(\tau\) contribute their
    /// whole mass, those far above it their weight alone.
    private double logPhi(double tau) {
        int from = firstAbove(tau - SATURATED);
        int to = firstAbove(tau + LINEAR);
        double missing = massBelow[from];
        if (to < energies.length) missing += Math.exp(tau - energies[to]) * linear[to];
        for (int i = from; i < to; i++) missing -= masses[i] * Math.expm1(-Math.exp(tau - energies[i]));
        return Math.log1p(-Math.min(missing, Math.nextDown(1.0)));
    }

    /// \(\sum_{j \ge i} m_j\,e^{-k(e_j - e_i)}\) for every \(i\).
    private double[] sumsBeyond(double k) {
        double[] sums = masses.clone();
        for (int i = sums.length - 2; i >= 0; i--)
            sums[i] += Math.exp(-k * (energies[i + 1] - energies[i])) * sums[i + 1];
        return sums;
    }

    private int firstAbove(double energy) {
        int place = Arrays.binarySearch(energies, energy);
        return place >= 0 ? place + 1 : -place - 1;
    }
}
