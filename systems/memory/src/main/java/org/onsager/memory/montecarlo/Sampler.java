package org.onsager.memory.montecarlo;

import java.util.Arrays;
import org.onsager.memory.saddle.TanhKernel;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomSource;

/// Moves a [SpinSystem] by a [Dynamics] for some sweeps (a sweep: as many updates as there are sites).
///
/// At zero temperature it stops early once a sweep that visits every free site changes nothing. The same source
/// gives the same bits on any number of threads. Immutable.
///
/// @param dynamics  how
/// @param sweeps  how long at most, at least 0
/// @param clamped  sites that never move; empty for none
public record Sampler(Dynamics dynamics, int sweeps, boolean[] clamped) {

    public Sampler {
        if (sweeps < 0) throw new IllegalArgumentException("sweeps must be in [0, inf), not " + sweeps);
        clamped = clamped.clone();
    }

    /// All sites free.
    public Sampler(Dynamics dynamics, int sweeps) {
        this(dynamics, sweeps, new boolean[0]);
    }

    /// Looks at the system between sweeps.
    @FunctionalInterface
    public interface Observer {
        /// @param sweep  sweeps done, from 1
        void after(int sweep, SpinSystem system);
    }

    /// What a run did.
    ///
    /// @param sweeps  sweeps done
    /// @param flips  spins turned over
    /// @param ties  updates at which the field was exactly zero
    /// @param settled  whether it stopped because nothing moved, at zero temperature
    /// @param twoCycle  whether parallel dynamics ended alternating between two states
    public record Run(int sweeps, long flips, long ties, boolean settled, boolean twoCycle) {}

    /// Runs without looking.
    public Run run(SpinSystem system, RandomSource source) {
        return run(system, source, (_, _) -> {});
    }

    /// Runs, showing the system after every sweep.
    ///
    /// @throws DivergedException if a field is not a finite number, with the sweep and the site
    public Run run(SpinSystem system, RandomSource source, Observer observer) {
        int sites = system.sites();
        if (clamped.length != 0 && clamped.length != sites)
            throw new IllegalArgumentException("clamped must have %d values, not %d".formatted(sites, clamped.length));
        return switch (dynamics) {
            case Dynamics.Parallel parallel -> parallel(system, parallel.beta(), source, observer);
            case Dynamics.Glauber glauber -> sequential(system, glauber.order(), glauber.beta(), source, observer);
            case Dynamics.Metropolis metropolis ->
                sequential(system, metropolis.order(), metropolis.beta(), source, observer);
        };
    }

    private Run sequential(SpinSystem system, SiteOrder order, double beta, RandomSource source, Observer observer) {
        var uniforms = new Uniforms(source);
        try {
            return sequential(system, order, beta, uniforms, observer);
        } finally {
            uniforms.release();
        }
    }

    private Run sequential(SpinSystem system, SiteOrder order, double beta, Uniforms uniforms, Observer observer) {
        int sites = system.sites();
        boolean metropolis = dynamics instanceof Dynamics.Metropolis;
        boolean frozen = beta == Double.POSITIVE_INFINITY;
        var visit = new int[sites];
        for (int i = 0; i < sites; i++) visit[i] = i;
        long flips = 0, ties = 0;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            if (order == SiteOrder.PERMUTATION) shuffle(visit, uniforms);
            long before = flips;
            for (int step = 0; step < sites; step++) {
                int site = order == SiteOrder.RANDOM ? uniforms.below(sites) : visit[step];
                if (clamped.length != 0 && clamped[site]) continue;
                double field = system.localField(site);
                if (!Double.isFinite(field)) throw overflow(sweep, site, field);
                if (field == 0) ties++;
                double along = field * system.spin(site);
                boolean flip;
                if (frozen) flip = along < 0;
                else if (metropolis) flip = along <= 0 || uniforms.next() < boltzmann(2 * beta * along);
                else flip = uniforms.next() * (1 + boltzmann(-2 * beta * along)) < 1;
                if (flip) {
                    system.flip(site);
                    flips++;
                }
            }
            observer.after(sweep, system);
            if (frozen && order != SiteOrder.RANDOM && flips == before) return new Run(sweep, flips, ties, true, false);
        }
        return new Run(sweeps, flips, ties, false, false);
    }

    private Run parallel(SpinSystem system, double beta, RandomSource source, Observer observer) {
        int sites = system.sites();
        boolean frozen = beta == Double.POSITIVE_INFINITY;
        var fields = new double[sites];
        byte[] now = system.spins(), before = now.clone(), twoBefore = now.clone();
        long flips = 0, ties = 0;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            system.localFields(fields);
            byte[] next = now.clone();
            for (int site = 0; site < sites; site++) {
                double field = fields[site];
                if (!Double.isFinite(field)) throw overflow(sweep, site, field);
                double u = frozen ? 0 : source.nextDouble();
                if (clamped.length != 0 && clamped[site]) continue;
                if (field == 0) ties++;
                if (frozen) next[site] = field == 0 ? now[site] : (byte) Math.signum(field);
                else next[site] = (byte) (u * (1 + boltzmann(2 * beta * field)) < 1 ? 1 : -1);
                if (next[site] != now[site]) flips++;
            }
            twoBefore = before;
            before = now;
            now = next;
            system.reset(now);
            observer.after(sweep, system);
            if (frozen && Arrays.equals(now, before)) return new Run(sweep, flips, ties, true, false);
            if (frozen && sweep > 1 && Arrays.equals(now, twoBefore)) return new Run(sweep, flips, ties, false, true);
        }
        return new Run(sweeps, flips, ties, false, false);
    }

    /// \(e^{-x}\), with the extremes that no uniform number of 53 bits can tell from 0 or infinity cut off.
    private static double boltzmann(double x) {
        if (x > 700) return 0;
        return TanhKernel.exponential(Math.min(700, -x));
    }

    private static void shuffle(int[] visit, Uniforms uniforms) {
        for (int i = visit.length - 1; i > 0; i--) {
            int j = uniforms.below(i + 1);
            int kept = visit[i];
            visit[i] = visit[j];
            visit[j] = kept;
        }
    }

    private static DivergedException overflow(int sweep, int site, double field) {
        return new DivergedException("local field is %s at sweep %d, site %d".formatted(field, sweep, site));
    }
}
