package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.saddle.MeanField;
import org.onsager.memory.saddle.SaddlePoint;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.memory.saddle.Stability;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// The mean field of a pairwise Hebbian network that holds \(K\) patterns while \(N \to \infty\), for any law of
/// the entries and of the examples.
///
/// With \(a = E\xi^2\), \(x\) the normalised mean of \(M\) examples of an entry (mean 1, variance \(\rho\)) and
/// \(b = \beta/a\):
/// \[ n_\mu = \frac{E[\xi_\mu x_\mu\tanh g]}{1+\rho}, \quad m_\mu = E[\xi_\mu\tanh g], \quad
///    g = b\sum_\nu\xi_\nu x_\nu n_\nu, \]
/// \[ A = E\ln2\cosh g - \tfrac b2(1+\rho)\sum_\mu n_\mu^2 . \]
/// A teacher's network (class means) and one without a teacher (single examples) obey the same equations as long
/// as no single example stands out. The average runs over all values at a site exactly; Gaussian noise is
/// integrated by [org.onsager.memory.saddle.GaussianTanh], to \(10^{-15}\).
///
/// The map \(F\) climbs the pressure at every step, since \(\ln2\cosh\) is convex: undamped iteration never
/// cycles. Where it crawls, Newton's method uphill takes over.
///
/// Cost: one evaluation takes \(3^K/2\) averages with stored or Gaussian patterns, \((M+2)^K/2\) with the exact
/// law of examples; a solution some 10 to 100 evaluations. Immutable.
///
/// Source: E. Agliari, A. Alessandrelli, A. Barra, F. Ricci-Tersenghi, arXiv:2308.04106; the equations of any
/// law by the same steps.
public final class LowLoadTheory {
    private static final SaddlePointSolver SOLVER = new SaddlePointSolver(1, 1e-3, 1e-13, 400);
    private static final PressureAscent ASCENT = new PressureAscent(1e-13, 100);
    private static final SaddlePointSolver DAMPED = new SaddlePointSolver(0.5, 1e-3, 1e-13, 5_000);

    private final SiteLaw sites;
    private final EntryLaw entries;
    private final ExampleLaw examples;
    /// The user's own, in place of the standard sequence of solvers.
    private final Optional<SaddlePointSolver> solver;

    private LowLoadTheory(SiteLaw sites, EntryLaw entries, ExampleLaw examples, Optional<SaddlePointSolver> solver) {
        this.sites = sites;
        this.entries = entries;
        this.examples = examples;
        this.solver = solver;
    }

    /// By enumeration of all the values at a site.
    ///
    /// @param patterns  \(K\) in \([1, 10]\)
    /// @throws IllegalArgumentException for more patterns or rows than can be enumerated: use [#sampled]
    public static LowLoadTheory of(int patterns, EntryLaw entries, ExampleLaw examples) {
        require(patterns >= 1, "K", patterns, "[1, inf)");
        return new LowLoadTheory(SiteLaw.exact(patterns, entries, examples), entries, examples, Optional.empty());
    }

    /// Diluted patterns, stored themselves.
    ///
    /// @param dilution  \(d \in [0, 1)\)
    public static LowLoadTheory storing(int patterns, double dilution) {
        return of(patterns, EntryLaw.diluted(dilution), ExampleLaw.archetypes());
    }

    /// Diluted patterns behind Gaussian noise of entropy \(\rho\): many examples.
    ///
    /// @param entropy  \(\rho \ge 0\)
    public static LowLoadTheory gaussian(int patterns, double dilution, double entropy) {
        return of(patterns, EntryLaw.diluted(dilution), new ExampleLaw.Gaussian(entropy));
    }

    /// Diluted patterns seen through \(M\) examples of quality \(r\): the exact law of their means up to \(M =
    /// 40\) if \((M+1)^K \le 10^6\), else the Gaussian law of the same \(\rho\). [#examples()] says which.
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param examples  \(M \ge 1\)
    public static LowLoadTheory examples(int patterns, double dilution, double quality, int examples) {
        var exact = new ExampleLaw.Binomial(quality, examples);
        boolean enumerate = examples <= 40 && Math.pow(examples + 1.0, patterns) <= 1e6;
        return of(patterns, EntryLaw.diluted(dilution), enumerate ? exact : new ExampleLaw.Gaussian(exact.entropy()));
    }

    /// By draws of the values at a site, the same at every evaluation (common random numbers): for more patterns
    /// than can be enumerated. Results are off by some \(1/\sqrt{\mathrm{draws}}\) and flagged `sampled`. Memory:
    /// \(8 K\) bytes a draw, three times that with noise.
    ///
    /// @param patterns  \(K\) in \([1, 64]\)
    /// @param draws  a million serves
    public static LowLoadTheory sampled(
            int patterns, EntryLaw entries, ExampleLaw examples, int draws, RandomStream stream) {
        require(patterns >= 1 && patterns <= 64, "K", patterns, "[1, 64]");
        require(draws >= 1 && draws <= 20_000_000, "draws", draws, "[1, 20000000]");
        return new LowLoadTheory(
                SiteLaw.drawn(patterns, entries, examples, draws, stream), entries, examples, Optional.empty());
    }

    /// This theory with one solver of the user's and nothing to fall back on.
    public LowLoadTheory withSolver(SaddlePointSolver solver) {
        return new LowLoadTheory(sites, entries, examples, Optional.of(solver));
    }

    /// \(K\).
    public int patterns() {
        return sites.patterns();
    }

    /// The law of the entries.
    public EntryLaw entries() {
        return entries;
    }

    /// The law of the example means.
    public ExampleLaw examples() {
        return examples;
    }

    /// Whether averages over sites are Monte Carlo estimates.
    public boolean sampled() {
        return sites.sampled();
    }

    /// The self-consistency at temperature \(T\).
    ///
    /// @param temperature  \(T \ge 0\)
    public MeanField<Overlaps> at(double temperature) {
        return field(temperature);
    }

    private LowLoadField field(double temperature) {
        require(temperature >= 0 && temperature < Double.POSITIVE_INFINITY, "T", temperature, "[0, inf)");
        double a = entries.meanSquare();
        return new LowLoadField(new RowAverages(sites, 1 / (temperature * a)), a, examples.entropy());
    }

    /// \(m = a\,(1, d, d^2, \ldots)\).
    public double[] hierarchicalStart() {
        double d = entries.dilution(), a = entries.meanSquare();
        return IntStream.range(0, patterns())
                .mapToDouble(k -> a * Math.pow(d, k))
                .toArray();
    }

    /// Iterates from a start.
    ///
    /// @param temperature  \(T \ge 0\)
    /// @param start  \(n_\mu\), one a pattern
    public LowLoadState solve(double temperature, double[] start) {
        return solve(temperature, start, "given");
    }

    /// Iterates from the hierarchical state.
    public LowLoadState hierarchical(double temperature) {
        return solve(temperature, hierarchicalStart(), "hierarchical");
    }

    LowLoadState solve(double temperature, double[] start, String name) {
        if (start.length != patterns())
            throw new IllegalArgumentException("start must have %d values, not %d".formatted(patterns(), start.length));
        var field = field(temperature);
        var end = solver.orElse(SOLVER).solve(field, new Overlaps(start.clone()));
        if (solver.isPresent())
            return state(field, temperature, name, end.state(), end.residual(), end.iterations(), end.status());
        if (!end.converged()) end = ASCENT.climb(field, end);
        if (!end.converged()) {
            var damped = DAMPED.solve(field, new Overlaps(start.clone()));
            if (damped.residual() < end.residual()) end = damped;
        }
        return state(field, temperature, name, end.state(), end.residual(), end.iterations(), end.status());
    }

    /// The state with `count` equal amplitudes and no other, stable or not; the pure state for `count` 1.
    ///
    /// @param count  from 1 to \(K\)
    /// @throws IllegalArgumentException if the entries have a bias or sites are sampled: no such state exists
    ///     then
    public LowLoadState symmetric(double temperature, int count) {
        require(count >= 1 && count <= patterns(), "count", count, "[1, K]");
        if (!hasSymmetricStates())
            throw new IllegalArgumentException("symmetric states need an unbiased law of entries, enumerated");
        var field = field(temperature);
        var equal = field.equalOverlaps(count);
        double begin = entries.meanSquare() / Math.sqrt(count);
        var end = solver.orElse(SOLVER).solve(equal, begin);
        if (!end.converged() && solver.isEmpty()) end = DAMPED.solve(equal, begin);
        var full = new double[patterns()];
        Arrays.fill(full, 0, count, end.state());
        return state(
                field,
                temperature,
                count == 1 ? "pure" : "symmetric-" + count,
                new Overlaps(full),
                end.residual(),
                end.iterations(),
                end.status());
    }

    boolean hasSymmetricStates() {
        return entries.symmetric() && !sampled();
    }

    /// The states that the pure, the symmetric and the hierarchical starts lead to, largest pressure first. If
    /// the best of them is unstable, the flow away from it along its unstable direction is added.
    public List<LowLoadState> standardStates(double temperature) {
        var starts = hasSymmetricStates()
                ? IntStream.rangeClosed(1, patterns()).mapToObj(l -> symmetric(temperature, l))
                : Stream.of(solve(temperature, pureStart(), "pure"));
        var states = new java.util.ArrayList<>(
                Stream.concat(starts, patterns() > 1 ? Stream.of(hierarchical(temperature)) : Stream.of())
                        .toList());
        states.sort(Comparator.comparingDouble(state -> -state.pressure()));
        for (int tries = 0; tries < 3; tries++) {
            var best = states.getFirst();
            if (best.stable() || !best.converged() || Arrays.stream(best.m()).allMatch(m -> m == 0)) break;
            states.addFirst(solve(temperature, pushed(best), "beside " + best.start()));
            states.sort(Comparator.comparingDouble(state -> -state.pressure()));
        }
        return List.copyOf(states);
    }

    /// The state of the largest pressure among [#standardStates].
    public LowLoadState winner(double temperature) {
        return standardStates(temperature).getFirst();
    }

    private double[] pureStart() {
        var start = new double[patterns()];
        start[0] = entries.meanSquare();
        return start;
    }

    /// A start near a state that breaks every symmetry of it.
    private double[] pushed(LowLoadState state) {
        double[] start = state.n().clone();
        for (int k = 0; k < start.length; k++) start[k] += 0.05 * entries.meanSquare() * Math.pow(0.6, k);
        return start;
    }

    /// The states that `count` random starts flow to: overlaps uniform in \([0, a]\).
    ///
    /// @param temperature  \(T \ge 0\)
    List<LowLoadState> randomStates(double temperature, int count, RandomStream stream) {
        return IntStream.range(0, count)
                .mapToObj(k -> {
                    RandomSource source = stream.at(k).generator();
                    var start = new double[patterns()];
                    for (int mu = 0; mu < start.length; mu++) start[mu] = entries.meanSquare() * source.nextDouble();
                    return solve(temperature, start, "random");
                })
                .toList();
    }

    private LowLoadState state(
            LowLoadField field,
            double temperature,
            String start,
            Overlaps x,
            double residual,
            int iterations,
            SaddlePoint.Status status) {
        double[] m = field.retrieved(x);
        var eigenvalues = Arrays.stream(Stability.eigenvalues(field, x))
                .mapToDouble(each -> 1 - each.real)
                .sorted()
                .toArray();
        boolean storedCold = temperature == 0 && examples.entropy() == 0;
        // beside a bifurcation the residual leaves the state uncertain by its quotient with the eigenvalue
        double uncertain = Math.clamp(4 * residual / Math.max(1e-300, Math.abs(eigenvalues[0])), 1e-6, 1e-3);
        var regime = storedCold ? Regime.ground(m, entries.dilution()) : Regime.of(m, uncertain);
        return new LowLoadState(
                temperature,
                start,
                x.n(),
                m,
                entries.meanSquare(),
                field.pressure(x),
                field.energy(x),
                eigenvalues,
                temperature == 0 ? field.averages().ties(x.n()) : 0,
                residual,
                iterations,
                status,
                status == SaddlePoint.Status.CONVERGED ? Optional.of(regime) : Optional.empty(),
                examples,
                sampled());
    }
}
