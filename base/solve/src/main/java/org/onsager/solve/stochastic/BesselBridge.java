package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.special.Gamma;
import org.onsager.numerics.RandomSource;

/// Bridges of the Bessel process of dimension \(\delta\), the distance from the origin of a
/// \(\delta\)-dimensional Brownian motion, drawn exactly.
///
/// The square at time \(t\) given its values \(x\) at 0 and \(z\) at \(T\) has a density proportional to
/// \(e^{-\beta y} I_\nu(\sqrt{xy}/t)\,I_\nu(\sqrt{yz}/\tau)\) with \(\nu = \delta/2 - 1\), \(\tau = T - t\),
/// \(\beta = (1/t + 1/\tau)/2\). Both Bessel series together make it a mixture of gammas of shape \(i + j + \nu +
/// 1\) with weights \(A^i B^j\,\Gamma(i+j+\nu+1)/(i!\,j!\,\Gamma(i+\nu+1)\Gamma(j+\nu+1))\), \(A =
/// x/(4t^2\beta)\), \(B = z/(4\tau^2\beta)\). Cost: a table of some \((A + 60)(B + 60)\) weights a draw.
///
/// Source: J. Pitman and M. Yor, *A decomposition of Bessel bridges*, Z. Wahrsch. 59 (1982); R. N. Makarov and D.
/// Glew, *Exact simulation of Bessel diffusions*, Monte Carlo Methods Appl. 16 (2010).
///
/// @param delta  dimension \(\delta > 0\); the origin reflects below 2
public record BesselBridge(double delta) {
    private static final int LARGEST = 4000;

    public BesselBridge {
        require(delta > 0 && delta < 1e6, "delta", delta, "(0, 1e6)");
    }

    /// The bridge's value in between.
    ///
    /// @param from  value at time 0, at least 0
    /// @param to  value at `length`, at least 0
    /// @param t  time in (0, length)
    /// @param length  \(T\)
    /// @throws IllegalArgumentException also where the table would be too large: bisect the bridge
    public double sample(double from, double to, double t, double length, RandomSource source) {
        require(from >= 0 && from < Double.POSITIVE_INFINITY, "from", from, "[0, inf)");
        require(to >= 0 && to < Double.POSITIVE_INFINITY, "to", to, "[0, inf)");
        require(t > 0 && t < length, "t", t, "(0, length = " + length + ")");
        double tau = length - t, beta = 0.5 * (1 / t + 1 / tau), nu = delta / 2 - 1;
        double a = from * from / (4 * t * t * beta), b = to * to / (4 * tau * tau * beta);
        int rows = terms(a, b), columns = terms(b, a);
        double[] sums = logGammas(nu + 1, rows + columns), plain = logGammas(1, Math.max(rows, columns));
        double logA = a == 0 ? 0 : Math.log(a), logB = b == 0 ? 0 : Math.log(b);
        var weights = new double[rows][columns];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                weights[i][j] = i * logA + j * logB + sums[i + j] - plain[i] - plain[j] - sums[i] - sums[j];
                largest = Math.max(largest, weights[i][j]);
            }
        return Math.sqrt(source.nextGamma(shape(weights, largest, source) + nu + 1) / beta);
    }

    /// Draws \(i + j\) by inversion.
    private static int shape(double[][] weights, double largest, RandomSource source) {
        double total = 0;
        for (double[] row : weights)
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.exp(row[j] - largest);
                total += row[j];
            }
        double left = source.nextDouble() * total;
        for (int i = 0; i < weights.length; i++)
            for (int j = 0; j < weights[i].length; j++) {
                left -= weights[i][j];
                if (left < 0) return i + j;
            }
        return 0;
    }

    /// Enough terms: beyond, weights fall at least as fast as those of a Poisson law of mean \(a + \sqrt{ab}\).
    private static int terms(double a, double b) {
        if (a == 0) return 1;
        double mean = a + Math.sqrt(a * b);
        double count = mean + 12 * Math.sqrt(mean) + 60;
        if (!(count <= LARGEST))
            throw new IllegalArgumentException(
                    "from and to must be within some %d steps' deviations of 0; bisect the bridge at a shorter length"
                            .formatted(LARGEST));
        return (int) count;
    }

    /// \(\ln\Gamma(x), \ln\Gamma(x + 1), \ldots\)
    private static double[] logGammas(double x, int count) {
        var logs = new double[count];
        logs[0] = Gamma.logGamma(x);
        for (int i = 1; i < count; i++) logs[i] = logs[i - 1] + Math.log(x + i - 1);
        return logs;
    }
}
