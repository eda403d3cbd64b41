package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import java.util.Optional;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Jumps;
import org.onsager.solve.Ledger;

/// Jumps at the times of a Poisson process, \(dy = \dots + (J(t, y_-) - y_-)\,dN\): piecewise deterministic
/// processes with an ordinary equation, jump diffusions with a stochastic one.
///
/// With a constant rate the waiting times are exponential, drawn exactly. With an intensity \(\lambda(t, y)\)
/// below a bound \(\Lambda\), candidates come at the rate \(\Lambda\) and each is a jump with probability
/// \(\lambda/ \Lambda\) (thinning), which is exact too: the law of the jumps has no error from the steps.
/// Candidate number \(k\), its acceptance and the numbers of its jump come from the stream at \(k\) alone, so
/// that the same seed gives the same jumps for any solver, tolerance or step.
///
/// Forwards in time; one trajectory a run: the rows of a batch would jump together.
///
/// Sources: P. A. W. Lewis and G. S. Shedler, *Simulation of nonhomogeneous Poisson processes by thinning*, Nav.
/// Res. Log. Quart. 26 (1979); R. Cont and P. Tankov, *Financial Modelling with Jump Processes* (2004), 6.
///
/// @param <Y>  the state
/// @param name  for the solution's occurrences
/// @param stream  where the randomness comes from
/// @param bound  the constant rate, or the bound \(\Lambda > 0\), per unit time
/// @param intensity  \(\lambda\); empty for a constant rate
/// @param jump  \(J\)
public record PoissonJumps<Y>(
        String name, RandomStream stream, double bound, Optional<Intensity<Y>> intensity, Jump<Y> jump)
        implements Jumps<Y> {

    public PoissonJumps {
        require(bound > 0 && bound < Double.POSITIVE_INFINITY, "rate", bound, "(0, inf)");
    }

    /// Jumps at a constant rate.
    public static <Y> PoissonJumps<Y> constant(RandomStream stream, double rate, Jump<Y> jump) {
        return new PoissonJumps<>("jump", stream, rate, Optional.empty(), jump);
    }

    /// Jumps at the intensity \(\lambda(t, y) \le\) `bound`; a larger one stops the run with a message.
    public static <Y> PoissonJumps<Y> thinned(RandomStream stream, double bound, Intensity<Y> intensity, Jump<Y> jump) {
        return new PoissonJumps<>("jump", stream, bound, Optional.of(intensity), jump);
    }

    /// With a name.
    public PoissonJumps<Y> named(String other) {
        return new PoissonJumps<>(other, stream, bound, intensity, jump);
    }

    @Override
    public Optional<String> citation() {
        return intensity.map(_ ->
                "P. A. W. Lewis, G. S. Shedler, Simulation of nonhomogeneous Poisson processes by thinning, Nav. Res. Log."
                        + " Quart. 26 (1979)");
    }

    @Override
    public Arrivals<Y> begin(double t0, double t1) {
        if (!(t1 > t0))
            throw new IllegalArgumentException(
                    "span must run forwards in time for Poisson jumps, not from %s to %s".formatted(t0, t1));
        return new Run(t0);
    }

    private final class Run implements Arrivals<Y> {
        private long count;
        private double next;
        private RandomSource source;

        Run(double t0) {
            next = t0;
            source = advance();
        }

        private RandomSource advance() {
            RandomSource here = stream.at(count++).generator();
            next -= Math.log(here.nextDouble()) / bound;
            return here;
        }

        @Override
        public double next() {
            return next;
        }

        @Override
        public Optional<Y> strike(Y before) {
            double t = next;
            RandomSource here = source;
            boolean jumps = intensity.isEmpty() || accepts(t, before, here);
            Optional<Y> after = jumps ? Optional.of(jump.at(t, before, here)) : Optional.empty();
            source = advance();
            return after;
        }

        @Override
        public void keep(Ledger ledger) {
            count = ledger.whole(count);
            next = ledger.number(next);
            source = stream.at(count - 1).generator();
            // the waiting time is the first number that a candidate draws
            source.nextDouble();
        }

        private boolean accepts(double t, Y y, RandomSource here) {
            double rate = intensity.orElseThrow().at(t, y);
            if (!(rate >= 0 && rate <= bound))
                throw new IllegalArgumentException(
                        "intensity of '%s' must be in [0, %s], its bound, not %s at t = %s; raise the bound"
                                .formatted(name, bound, rate, t));
            return here.nextDouble() * bound < rate;
        }
    }

    /// How often jumps come.
    @FunctionalInterface
    public interface Intensity<Y> {
        /// \(\lambda(t, y)\), per unit time.
        double at(double t, Y y);
    }

    /// Where a jump leads.
    @FunctionalInterface
    public interface Jump<Y> {
        /// The state after the jump, a new value; `y` is left alone.
        ///
        /// @param random  for the size of the jump
        Y at(double t, Y y, RandomSource random);
    }
}
