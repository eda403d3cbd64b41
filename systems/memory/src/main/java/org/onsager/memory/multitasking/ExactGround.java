package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/// Zero temperature of stored diluted patterns in whole numbers: no rounding decides a tie.
///
/// Every amplitude is \(m_\mu = \sum_j c_{\mu j}\, d^j\left(\frac{1-d}2\right)^{K-j}\) with whole \(c_{\mu j}\):
/// the sum of \(\xi_\mu\,\mathrm{sgn}(\sum_\nu\xi_\nu m_\nu)\) over all entries with \(j\) blanks, ties 0. So a
/// state is a table of \(c\), good for every \(d\) at which its own signs come out the same. Cost: \(3^K\) sums
/// of \(K\) integers an iteration, usually one to three iterations.
///
/// @param patterns  \(K\)
/// @param counts  `counts[mu][j]`
public record ExactGround(int patterns, long[][] counts) {

    public ExactGround {
        counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    }

    /// The hierarchical state, \(m_k/(1-d) = d^{k-1}\): each site follows the first pattern that claims it.
    ///
    /// @param patterns  \(K\) in \([1, 10]\)
    public static ExactGround hierarchical(int patterns) {
        require(patterns >= 1 && patterns <= SiteLaw.MOST_PATTERNS, "K", patterns, "[1, 10]");
        var counts = new long[patterns][patterns];
        forEachEntry(patterns, (entries, blanks) -> {
            int owner = 0;
            while (owner < patterns && entries[owner] == 0) owner++;
            if (owner < patterns)
                for (int mu = 0; mu < patterns; mu++) counts[mu][blanks] += entries[mu] * entries[owner];
        });
        return new ExactGround(patterns, counts);
    }

    /// One step of zero-temperature self-consistency at dilution \(d\).
    ///
    /// @param dilution  exact, in \([0, 1)\)
    public ExactGround next(BigFraction dilution) {
        requireDilution(dilution);
        BigInteger[] m = numerators(dilution);
        var counts = new long[patterns][patterns];
        forEachEntry(patterns, (entries, blanks) -> {
            var field = BigInteger.ZERO;
            for (int mu = 0; mu < patterns; mu++)
                if (entries[mu] > 0) field = field.add(m[mu]);
                else if (entries[mu] < 0) field = field.subtract(m[mu]);
            int sign = field.signum();
            if (sign != 0) for (int mu = 0; mu < patterns; mu++) counts[mu][blanks] += sign * entries[mu];
        });
        return new ExactGround(patterns, counts);
    }

    /// Iterates to a fixed point.
    ///
    /// @param maxSteps  at least 1; 20 is plenty
    /// @return empty if it cycles or takes more steps
    public Optional<ExactGround> settle(BigFraction dilution, int maxSteps) {
        var state = this;
        for (int step = 0; step < maxSteps; step++) {
            var next = state.next(dilution);
            if (next.equals(state)) return Optional.of(state);
            state = next;
        }
        return Optional.empty();
    }

    /// Whether the state's own signs lead back to it.
    public boolean consistent(BigFraction dilution) {
        return next(dilution).equals(this);
    }

    /// \(m_\mu/(1-d) = \sum_j c_{\mu j}\,d^j(1-d)^{K-1-j}/2^{K-j}\) of pattern `pattern`.
    ///
    /// @param dilution  \(d\), any number
    public double amplitude(int pattern, double dilution) {
        double sum = 0;
        for (int j = 0; j < patterns; j++)
            sum += counts[pattern][j]
                    * Math.pow(dilution, j)
                    * Math.pow(1 - dilution, patterns - 1 - j)
                    / (1L << (patterns - j));
        return sum;
    }

    /// All of [#amplitude].
    public double[] amplitudes(double dilution) {
        var amplitudes = new double[patterns];
        for (int mu = 0; mu < patterns; mu++) amplitudes[mu] = amplitude(mu, dilution);
        return amplitudes;
    }

    /// \(m_\mu/(1-d)\) as a polynomial in \(d\): coefficient \(k\) belongs to \(d^k\).
    public BigFraction[] polynomial(int pattern) {
        var coefficients = new BigFraction[patterns];
        Arrays.fill(coefficients, BigFraction.ZERO);
        for (int j = 0; j < patterns; j++) {
            var factor =
                    new BigFraction(BigInteger.valueOf(counts[pattern][j]), BigInteger.ONE.shiftLeft(patterns - j));
            // d^j (1 - d)^(K - 1 - j)
            BigInteger binomial = BigInteger.ONE;
            int power = patterns - 1 - j;
            for (int k = 0; k <= power; k++) {
                var signed = k % 2 == 0 ? binomial : binomial.negate();
                coefficients[j + k] = coefficients[j + k].add(factor.multiply(new BigFraction(signed)));
                binomial = binomial.multiply(BigInteger.valueOf(power - k)).divide(BigInteger.valueOf(k + 1L));
            }
        }
        return coefficients;
    }

    /// Energy per spin, \(-\frac{1}{2(1-d)}\sum_\mu m_\mu^2\).
    public double energy(double dilution) {
        double sum = 0;
        for (int mu = 0; mu < patterns; mu++) sum += amplitude(mu, dilution) * amplitude(mu, dilution);
        return -0.5 * (1 - dilution) * sum;
    }

    /// \(m_\mu\) times a positive number that makes all of them whole.
    private BigInteger[] numerators(BigFraction dilution) {
        BigInteger p = dilution.getNumerator(), q = dilution.getDenominator();
        BigInteger rest = q.subtract(p);
        var m = new BigInteger[patterns];
        for (int mu = 0; mu < patterns; mu++) {
            m[mu] = BigInteger.ZERO;
            for (int j = 0; j < patterns; j++)
                m[mu] = m[mu].add(BigInteger.valueOf(counts[mu][j])
                        .multiply(p.pow(j))
                        .multiply(rest.pow(patterns - j))
                        .shiftLeft(j));
        }
        return m;
    }

    private static void requireDilution(BigFraction dilution) {
        if (dilution.compareTo(BigFraction.ZERO) < 0 || dilution.compareTo(BigFraction.ONE) >= 0)
            throw new IllegalArgumentException("d must be in [0, 1), not " + dilution);
    }

    @FunctionalInterface
    private interface Visit {
        void entry(int[] entries, int blanks);
    }

    private static void forEachEntry(int patterns, Visit visit) {
        var entries = new int[patterns];
        int count = (int) Math.round(Math.pow(3, patterns));
        for (int code = 0; code < count; code++) {
            int rest = code, blanks = 0;
            for (int mu = 0; mu < patterns; mu++, rest /= 3) {
                entries[mu] = rest % 3 - 1;
                if (entries[mu] == 0) blanks++;
            }
            if (blanks < patterns) visit.entry(entries, blanks);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactGround that && Arrays.deepEquals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return "ExactGround" + Arrays.deepToString(counts);
    }
}
