package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.montecarlo.PairwiseNetwork;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.memory.montecarlo.TernaryNetwork;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// A pairwise Hebbian network of diluted patterns, learnt from them, from class means or from single examples:
/// \[ H = -\frac{1}{2N(1-d)(1+\rho)}\sum_\mu\Big(\sum_i\bar X^\mu_i\sigma_i\Big)^2 \quad\text{(with a teacher)},
/// \] \[ H = -\frac{1}{2N(1-d)(1+\rho)}\sum_\mu\frac1{r^2M}\sum_a\Big(\sum_i\eta^{\mu,a}_i\sigma_i\Big)^2
/// \quad\text{(without)}, \] terms \(i = j\) left out of the dynamics. \(\rho = 0\) and \(\bar X = \xi\) for
/// stored patterns; \(d = 0\) is the Hopfield network. The scale makes the critical noise \(T_c = 1\).
///
/// Immutable; [#network] makes the state that moves. Cost: \(K\) multiplications a field with a teacher, \(KM\)
/// without.
///
/// Source: E. Agliari, A. Alessandrelli, A. Barra, F. Ricci-Tersenghi, arXiv:2308.04106.
public final class MultitaskingHebbian {
    private final Protocol protocol;
    private final TernaryPatterns patterns;
    private final RealPatterns means;
    private final TernaryPatterns examples;
    private final double dilution;
    private final double quality;
    private final int perPattern;
    private final double[] blankFractions;

    private MultitaskingHebbian(
            Protocol protocol,
            TernaryPatterns patterns,
            RealPatterns means,
            TernaryPatterns examples,
            double dilution,
            double quality,
            int perPattern) {
        require(dilution >= 0 && dilution < 1, "d", dilution, "[0, 1)");
        this.protocol = protocol;
        this.patterns = patterns;
        this.means = means;
        this.examples = examples;
        this.dilution = dilution;
        this.quality = quality;
        this.perPattern = perPattern;
        this.blankFractions = new double[patterns.count()];
        for (int mu = 0; mu < blankFractions.length; mu++) blankFractions[mu] = patterns.blankFraction(mu);
    }

    /// Stores the patterns.
    ///
    /// @param dilution  \(d \in [0, 1)\) of the energy's scale
    public static MultitaskingHebbian stored(TernaryPatterns patterns, double dilution) {
        return new MultitaskingHebbian(Protocol.STORED, patterns, patterns.real(), patterns, dilution, 1, 1);
    }

    /// Learns class means.
    ///
    /// @param patterns  what overlaps and losses are measured against
    /// @param dilution  \(d \in [0, 1)\) of the energy's scale
    public static MultitaskingHebbian supervised(TernaryPatterns patterns, DilutedExamples examples, double dilution) {
        requireFit(patterns, examples);
        return new MultitaskingHebbian(
                Protocol.SUPERVISED,
                patterns,
                examples.means(),
                examples.all(),
                dilution,
                examples.quality(),
                examples.perPattern());
    }

    /// Learns class means that are drawn from their exact law, without drawing the examples.
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param perPattern  \(M \ge 1\)
    public static MultitaskingHebbian supervised(
            TernaryPatterns patterns, double dilution, double quality, int perPattern, RandomStream stream) {
        var law = new ExampleLaw.Binomial(quality, perPattern);
        double[] x = law.values(), cumulative = law.probabilities();
        for (int b = 1; b < cumulative.length; b++) cumulative[b] += cumulative[b - 1];
        RandomSource source = stream.generator();
        double top = cumulative[cumulative.length - 1];
        var means = RealPatterns.of(patterns.count(), patterns.sites(), (pattern, site) -> {
            double u = source.nextDouble() * top;
            int b = Arrays.binarySearch(cumulative, u);
            return patterns.value(pattern, site) * x[Math.min(x.length - 1, b < 0 ? -b - 1 : b + 1)];
        });
        return new MultitaskingHebbian(Protocol.SUPERVISED, patterns, means, patterns, dilution, quality, perPattern);
    }

    /// Learns single examples.
    ///
    /// @param patterns  what overlaps and losses are measured against
    /// @param dilution  \(d \in [0, 1)\) of the energy's scale
    public static MultitaskingHebbian unsupervised(
            TernaryPatterns patterns, DilutedExamples examples, double dilution) {
        requireFit(patterns, examples);
        return new MultitaskingHebbian(
                Protocol.UNSUPERVISED,
                patterns,
                examples.means(),
                examples.all(),
                dilution,
                examples.quality(),
                examples.perPattern());
    }

    private static void requireFit(TernaryPatterns patterns, DilutedExamples examples) {
        if (patterns.count() != examples.patterns()
                || patterns.sites() != examples.all().sites())
            throw new IllegalArgumentException("examples must be of %d patterns of %d sites, not of %d of %d"
                    .formatted(
                            patterns.count(),
                            patterns.sites(),
                            examples.patterns(),
                            examples.all().sites()));
    }

    /// What the network is shown.
    public Protocol protocol() {
        return protocol;
    }

    /// \(N\).
    public int neurons() {
        return patterns.sites();
    }

    /// What overlaps and losses are measured against.
    public TernaryPatterns patterns() {
        return patterns;
    }

    /// \(d\) of the energy's scale.
    public double dilution() {
        return dilution;
    }

    /// \(\rho\).
    public double entropy() {
        return ExampleLaw.entropy(quality, perPattern);
    }

    /// \(1/(N(1-d)(1+\rho))\), divided by \(r^2M\) without a teacher.
    private double scale() {
        double scale = 1 / (neurons() * (1 - dilution) * (1 + entropy()));
        return protocol == Protocol.UNSUPERVISED ? scale / (quality * quality * perPattern) : scale;
    }

    /// The network in a state, to be moved by a [Sampler]; its energy leaves the terms \(i = j\) out.
    ///
    /// @param spins  \(N\) values of -1 or +1; copied
    public SpinSystem network(byte[] spins) {
        return switch (protocol) {
            case STORED -> new TernaryNetwork(patterns, scale(), spins);
            case SUPERVISED -> new PairwiseNetwork(means, scale(), spins);
            case UNSUPERVISED -> new TernaryNetwork(examples, scale(), spins);
        };
    }

    /// \(H\) without the terms \(i = j\).
    public double energy(byte[] spins) {
        return network(spins).energy();
    }

    /// \(H\) with the terms \(i = j\), as written above.
    public double fullEnergy(byte[] spins) {
        double square = 0;
        if (protocol == Protocol.SUPERVISED) for (double sum : means.powerSums(spins, 1)) square += sum * sum;
        else
            for (int sum : (protocol == Protocol.STORED ? patterns : examples).sums(spins))
                square += (double) sum * sum;
        return -0.5 * scale() * square;
    }

    /// \(m_\mu = \frac1N\sum_i\xi^\mu_i\sigma_i\), at most \(1 - d\); 0 for a pattern that is blank throughout.
    public double[] overlaps(byte[] spins) {
        return patterns.overlaps(spins);
    }

    /// \(n_\mu = \frac1{N(1+\rho)}\sum_i\bar X^\mu_i\sigma_i\).
    public double[] learntOverlaps(byte[] spins) {
        double[] n = means.overlaps(spins);
        for (int mu = 0; mu < n.length; mu++) n[mu] /= 1 + entropy();
        return n;
    }

    /// How far the best single example stands out, \(\max_a n_{\mu,a} - \frac1M\sum_a n_{\mu,a}\) with
    /// \(n_{\mu,a} = \frac1{Nr(1+\rho)}\sum_i\eta^{\mu,a}_i\sigma_i\), for each pattern. Theory assumes that it
    /// is small; it is not when \(rM\) is and the network retrieves an example instead of a pattern. Zeros unless
    /// examples were given.
    public double[] exampleAsymmetry(byte[] spins) {
        var asymmetry = new double[patterns.count()];
        if (examples.count() != patterns.count() * perPattern || perPattern == 1) return asymmetry;
        int[] sums = examples.sums(spins);
        double scale = 1 / (neurons() * quality * (1 + entropy()));
        for (int mu = 0; mu < asymmetry.length; mu++) {
            long total = 0;
            int largest = Integer.MIN_VALUE;
            for (int a = 0; a < perPattern; a++) {
                total += sums[mu * perPattern + a];
                largest = Math.max(largest, sums[mu * perPattern + a]);
            }
            asymmetry[mu] = scale * (largest - (double) total / perPattern);
        }
        return asymmetry;
    }

    /// The product loss of each pattern, \(\mathcal L_\mu =
    /// \frac{|\xi^\mu-\sigma|^2}{2N}\frac{|\xi^\mu+\sigma|^2}{2N} = (1 - \frac{d_\mu}2)^2 - m_\mu^2\), \(d_\mu\)
    /// the pattern's own share of blanks. For stored patterns [#fullEnergy] is \(\frac N{2(1-d)}\sum_\mu[\mathcal
    /// L_\mu - (1-\frac{d_\mu}2)^2]\) exactly.
    public double[] loss(byte[] spins) {
        return losses(overlaps(spins));
    }

    double[] losses(double[] overlaps) {
        double[] loss = overlaps.clone();
        for (int mu = 0; mu < loss.length; mu++) {
            double half = 1 - 0.5 * blankFractions[mu];
            loss[mu] = (half - loss[mu]) * (half + loss[mu]);
        }
        return loss;
    }

    /// The same against the normalised example means: \((\frac{1+Q_\mu}2)^2 - ((1+\rho)n_\mu)^2\), \(Q_\mu =
    /// \frac1N\sum_i(\bar X^\mu_i)^2\). With a teacher [#fullEnergy] is \(\frac
    /// N{2(1-d)(1+\rho)}\sum_\mu[\mathcal L_\mu - (\frac{1+Q_\mu}2)^2]\).
    public double[] empiricalLoss(byte[] spins) {
        double[] sums = means.powerSums(spins, 1), squares = means.powerSums(spins, 2);
        var loss = new double[sums.length];
        for (int mu = 0; mu < loss.length; mu++) {
            double half = 0.5 * (1 + squares[mu] / neurons()), overlap = sums[mu] / neurons();
            loss[mu] = (half - overlap) * (half + overlap);
        }
        return loss;
    }

    /// A state to start from.
    ///
    /// @param pattern  the pattern of [Start#PATTERN]
    public byte[] start(Start start, int pattern, RandomSource source) {
        var spins = new byte[neurons()];
        for (int site = 0; site < spins.length; site++) {
            int entry = switch (start) {
                case PATTERN -> patterns.value(pattern, site);
                case HIERARCHICAL -> firstClaim(site);
                case RANDOM -> 0;
            };
            spins[site] = (byte) (entry != 0 ? entry : source.nextRademacher());
        }
        return spins;
    }

    private int firstClaim(int site) {
        for (int mu = 0; mu < patterns.count(); mu++) {
            int entry = patterns.value(mu, site);
            if (entry != 0) return entry;
        }
        return 0;
    }

    /// Runs the dynamics and watches overlaps, energy and losses after every sweep.
    ///
    /// @param start  \(N\) values of -1 or +1
    /// @param sampler  how and how long
    public Trajectory run(byte[] start, Sampler sampler, RandomSource source) {
        return Trajectory.of(this, start, sampler, source);
    }
}
