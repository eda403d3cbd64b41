package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.List;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;

/// Networks of random patterns, run from one kind of start and averaged over the disorder.
///
/// Patterns may swap ranks, so that overlaps are sorted by modulus before they are averaged, and swaps are
/// counted. Samples run in parallel on streams of their own: the same bits on any number of threads. Immutable.
///
/// @param neurons  \(N \ge 1\)
/// @param patterns  \(K \ge 1\)
/// @param dilution  \(d \in [0, 1)\)
/// @param quality  \(r \in (0, 1]\); 1 for stored patterns
/// @param examples  \(M \ge 1\); 1 for stored patterns
/// @param protocol  what the network is shown
/// @param dynamics  how it moves; infinite inverse temperature is \(T = 0\)
/// @param sweeps  at least 1
/// @param start  where it starts
public record Simulation(
        int neurons,
        int patterns,
        double dilution,
        double quality,
        int examples,
        Protocol protocol,
        Dynamics dynamics,
        int sweeps,
        Start start) {

    public Simulation {
        require(neurons >= 1, "N", neurons, "[1, inf)");
        require(patterns >= 1, "K", patterns, "[1, inf)");
        require(dilution >= 0 && dilution < 1, "d", dilution, "[0, 1)");
        require(quality > 0 && quality <= 1, "r", quality, "(0, 1]");
        require(examples >= 1, "M", examples, "[1, inf)");
        require(sweeps >= 1, "sweeps", sweeps, "[1, inf)");
    }

    /// Stored patterns, heat bath from the hierarchical state, 30 sweeps.
    ///
    /// @param temperature  \(T \ge 0\)
    public static Simulation storing(int neurons, int patterns, double dilution, double temperature) {
        return new Simulation(
                neurons,
                patterns,
                dilution,
                1,
                1,
                Protocol.STORED,
                new Dynamics.Glauber(beta(temperature)),
                30,
                Start.HIERARCHICAL);
    }

    /// This simulation with examples.
    public Simulation learning(Protocol protocol, double quality, int examples) {
        return new Simulation(neurons, patterns, dilution, quality, examples, protocol, dynamics, sweeps, start);
    }

    /// This simulation from another start.
    public Simulation from(Start start) {
        return new Simulation(neurons, patterns, dilution, quality, examples, protocol, dynamics, sweeps, start);
    }

    /// This simulation with another dynamics and length.
    public Simulation moving(Dynamics dynamics, int sweeps) {
        return new Simulation(neurons, patterns, dilution, quality, examples, protocol, dynamics, sweeps, start);
    }

    /// \(1/T\), infinite at \(T = 0\).
    ///
    /// @param temperature  \(T \ge 0\)
    public static double beta(double temperature) {
        require(temperature >= 0 && temperature < Double.POSITIVE_INFINITY, "T", temperature, "[0, inf)");
        return 1 / temperature;
    }

    /// One network at the end of its run.
    ///
    /// @param amplitudes  \(|m_\mu|/(1-d)\), largest first
    /// @param rankSwaps  patterns that do not stand at their own rank
    /// @param ties  updates whose field was exactly 0, as a share of all
    /// @param settled  whether the overlaps had stopped moving
    /// @param twoCycle  whether parallel dynamics alternated between two states
    /// @param asymmetry  largest lead of a single example, see [MultitaskingHebbian#exampleAsymmetry]
    /// @param energy  per spin, at the end
    /// @param blankPatterns  patterns that happen to be blank throughout, whose overlap counts as 0
    public record Sample(
            double[] amplitudes,
            int rankSwaps,
            double ties,
            boolean settled,
            boolean twoCycle,
            double asymmetry,
            double energy,
            int blankPatterns) {}

    /// The network of a sample, with its patterns drawn from `stream`.
    public MultitaskingHebbian network(RandomStream stream) {
        var truth = TernaryPatterns.random(patterns, neurons, dilution, stream.split("patterns"));
        return switch (protocol) {
            case STORED -> MultitaskingHebbian.stored(truth, dilution);
            case SUPERVISED ->
                MultitaskingHebbian.supervised(truth, dilution, quality, examples, stream.split("examples"));
            case UNSUPERVISED ->
                MultitaskingHebbian.unsupervised(
                        truth, DilutedExamples.draw(truth, quality, examples, stream.split("examples")), dilution);
        };
    }

    /// Runs one network.
    public Trajectory trajectory(MultitaskingHebbian network, RandomStream stream) {
        byte[] begin = network.start(start, 0, stream.split("start").generator());
        return network.run(
                begin, new Sampler(dynamics, sweeps), stream.split("moves").generator());
    }

    /// Runs one sample.
    public Sample sample(RandomStream stream) {
        var network = network(stream);
        var run = trajectory(network, stream);
        double[] m = run.finalOverlaps();
        double[] amplitudes = Regime.sorted(m);
        int swaps = 0, blank = 0;
        double asymmetry = 0;
        double[] leads = network.exampleAsymmetry(run.spins());
        for (int mu = 0; mu < m.length; mu++) {
            if (Math.abs(m[mu]) != amplitudes[mu]) swaps++;
            if (network.patterns().blankFraction(mu) == 1) blank++;
            asymmetry = Math.max(asymmetry, leads[mu]);
        }
        for (int k = 0; k < m.length; k++) amplitudes[k] /= 1 - dilution;
        return new Sample(
                amplitudes,
                swaps,
                (double) run.run().ties()
                        / ((double) neurons * Math.max(1, run.run().sweeps())),
                run.settled(),
                run.run().twoCycle(),
                asymmetry,
                run.energies()[run.energies().length - 1],
                blank);
    }

    /// Runs `count` samples, sample \(k\) on `stream.at(k)`.
    public Average average(int count, RandomStream stream) {
        require(count >= 1, "samples", count, "[1, inf)");
        return Average.of(Parallel.map(count, k -> sample(stream.at(k))));
    }

    /// Samples averaged.
    ///
    /// @param samples  how many
    /// @param amplitudes  mean of \(|m_k|/(1-d)\) by rank
    /// @param errors  their standard errors; not a number for a single sample
    /// @param rankSwaps  patterns off their rank, all samples together
    /// @param ties  mean share of updates whose field was exactly 0
    /// @param unsettled  samples whose overlaps still moved
    /// @param asymmetry  mean lead of the best single example
    /// @param energy  mean energy per spin
    /// @param blankPatterns  all-blank patterns, all samples together
    public record Average(
            int samples,
            double[] amplitudes,
            double[] errors,
            int rankSwaps,
            double ties,
            int unsettled,
            double asymmetry,
            double energy,
            int blankPatterns) {

        /// Averages samples of the same simulation, at least one.
        public static Average of(List<Sample> samples) {
            int patterns = samples.getFirst().amplitudes().length;
            var amplitudes = new double[patterns];
            var errors = new double[patterns];
            for (int k = 0; k < patterns; k++) {
                int rank = k;
                var moments = new Moments();
                for (var sample : samples) moments.add(sample.amplitudes()[rank]);
                amplitudes[k] = moments.mean();
                errors[k] = samples.size() > 1 ? moments.standardDeviation() / Math.sqrt(samples.size()) : Double.NaN;
            }
            return new Average(
                    samples.size(),
                    amplitudes,
                    errors,
                    samples.stream().mapToInt(Sample::rankSwaps).sum(),
                    samples.stream().mapToDouble(Sample::ties).average().orElse(0),
                    (int) samples.stream().filter(sample -> !sample.settled()).count(),
                    samples.stream().mapToDouble(Sample::asymmetry).average().orElse(0),
                    samples.stream().mapToDouble(Sample::energy).average().orElse(0),
                    samples.stream().mapToInt(Sample::blankPatterns).sum());
        }

        /// The regime, amplitudes closer than four standard errors counted as alike.
        public Regime regime() {
            double worst = 0;
            for (double each : errors) worst = Math.max(worst, Double.isNaN(each) ? 0 : each);
            return Regime.of(amplitudes, Math.max(4 * worst, 1e-6));
        }
    }
}
