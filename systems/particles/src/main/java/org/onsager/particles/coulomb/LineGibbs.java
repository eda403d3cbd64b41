package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.hipparchus.special.Erf;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.special.NormalLaw;

/// Gibbs sampling on the line: in order, each charge is drawn from its law between its neighbours, \(\propto
/// \exp(-\beta[N V(|x|) - (2i - N - 1) x])\).
///
/// In the harmonic trap that is a truncated normal law, drawn by inversion (in the tails by Newton's method on
/// \(\ln \mathrm{erfc}\)); in any other trap one slice-sampling step, which leaves the law invariant. Positions
/// come out sorted.
///
/// @param gas  on the line
/// @param sweeps  sweeps a draw, at least 1
/// @param burnIn  sweeps before the first draw, at least 0
public record LineGibbs(CoulombGas gas, int sweeps, int burnIn) implements Sampler {
    public LineGibbs {
        if (gas.dimension() != 1)
            throw new IllegalArgumentException("dimension must be 1 for the Gibbs sampler, not " + gas.dimension());
        require(sweeps >= 1, "sweeps", sweeps, "[1, inf)");
        require(burnIn >= 0, "burnIn", burnIn, "[0, inf)");
    }

    @Override
    public State start(RandomStream stream) {
        double[] x = new IndependentPoints(gas).start(stream).x();
        Arrays.sort(x);
        var state = new State(x, Double.NaN, 0, 0, 0);
        var tape = stream.split("burn-in");
        for (int k = 0; k < burnIn; k++) state = sweep(state, tape.at(k).generator());
        return state;
    }

    @Override
    public State next(State state, RandomSource source) {
        for (int s = 0; s < sweeps; s++) state = sweep(state, source);
        return state;
    }

    private State sweep(State state, RandomSource source) {
        int n = gas.particles();
        var x = state.x().clone();
        double stiffness = harmonic();
        for (int i = 0; i < n; i++) {
            double low = i == 0 ? Double.NEGATIVE_INFINITY : x[i - 1];
            double high = i == n - 1 ? Double.POSITIVE_INFINITY : x[i + 1];
            double pull = 2.0 * i - n + 1;
            x[i] = stiffness > 0
                    ? truncatedNormal(
                            pull / (n * stiffness), 1 / Math.sqrt(gas.beta() * n * stiffness), low, high, source)
                    : slice(x[i], pull, low, high, source);
        }
        return new State(x, Double.NaN, 0, state.accepted() + 1, state.proposals() + 1);
    }

    /// \(k\) of a trap \(k r^2/2\), 0 of any other.
    private double harmonic() {
        double[] c = gas.trap().taylor(0.7, 5);
        double k = 2 * c[2];
        boolean pure = Math.abs(c[1] - 0.7 * k) < 1e-12 * Math.abs(k)
                && Math.abs(c[3]) + Math.abs(c[4]) + Math.abs(c[5]) < 1e-12 * Math.abs(k);
        return pure ? k : 0;
    }

    /// A normal variable between two bounds, either of which may be infinite.
    static double truncatedNormal(double mean, double deviation, double low, double high, RandomSource source) {
        double a = (low - mean) / deviation;
        double b = (high - mean) / deviation;
        double u = source.nextDouble();
        double z;
        if (a > 0) z = upperTail(a, b, u);
        else if (b < 0) z = -upperTail(-b, -a, 1 - u);
        else {
            double pa = NormalLaw.cumulative(a);
            double pb = NormalLaw.cumulative(b);
            z = -Math.sqrt(2) * Erf.erfcInv(2 * (pa + u * (pb - pa)));
        }
        return mean + deviation * Math.clamp(z, a, b);
    }

    /// Solves \(\ln \Phi_c(z) = \ln[\Phi_c(a) - u(\Phi_c(a) - \Phi_c(b))]\); \(\ln\Phi_c\) is concave, so that
    /// Newton's method converges from the left.
    private static double upperTail(double a, double b, double u) {
        double atA = NormalLaw.logCumulative(-a);
        double ratio = b == Double.POSITIVE_INFINITY ? 0 : Math.exp(NormalLaw.logCumulative(-b) - atA);
        double target = atA + Math.log1p(-u * (1 - ratio));
        double z = a;
        for (int k = 0; k < 50; k++) {
            double value = NormalLaw.logCumulative(-z);
            double hazard = Math.exp(NormalLaw.logDensity(z) - value);
            double step = (value - target) / hazard;
            z += step;
            if (Math.abs(step) < 1e-13 * (1 + z)) break;
        }
        return z;
    }

    private double logWeight(double x, double pull) {
        return -gas.beta() * (gas.particles() * gas.trap().value(Math.abs(x)) - pull * x);
    }

    /// Neal's slice sampler with stepping out, inside the bounds.
    private double slice(double x, double pull, double low, double high, RandomSource source) {
        double level = logWeight(x, pull) + Math.log(source.nextDouble());
        double width = 2 / Math.sqrt(gas.beta() * gas.particles());
        double left = x - width * source.nextDouble();
        double right = left + width;
        while (left > low && logWeight(left, pull) > level) left -= width;
        while (right < high && logWeight(right, pull) > level) right += width;
        left = Math.max(left, low);
        right = Math.min(right, high);
        while (true) {
            double y = left + (right - left) * source.nextDouble();
            if (logWeight(y, pull) > level) return y;
            if (y < x) left = y;
            else right = y;
        }
    }
}
