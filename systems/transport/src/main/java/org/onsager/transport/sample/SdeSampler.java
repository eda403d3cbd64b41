package org.onsager.transport.sample;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.stochastic.EulerMaruyama;
import org.onsager.transport.LinearFields;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Fields;

/// Diffusions that share the marginals of the probability flow: forwards \(dX = (b + \epsilon s)\,dt +
/// \sqrt{2\epsilon}\,dW\) from \(\rho_0\) to \(\rho_1\), backwards, with \(\tau = 1 - t\), \(dY = -(b - \epsilon
/// s)\,d\tau + \sqrt{2\epsilon}\,dW\) from \(\rho_1\) to \(\rho_0\).
///
/// By the solver library's Euler-Maruyama, or Heun for additive noise (strong order 1, weak order 2, the same
/// increment in both stages). The noise of step \(k\) has variance \(2\int\epsilon\) over the step and comes from
/// `stream.at(k)`, so that the bits do not depend on threads.
///
/// @param epsilon  the noise level
/// @param steps  at least 1; 100 to 600 are customary
/// @param scheme  the method
/// @param low  smaller end of the times, 0 unless a field is singular there
/// @param high  larger end of the times
/// @param grid  how the steps are spread
/// @param denoiseLast  whether the last step is taken without noise
public record SdeSampler(
        Epsilon epsilon, int steps, Scheme scheme, double low, double high, TimeGrid grid, boolean denoiseLast) {
    /// Largest \(h\,\epsilon/\gamma^2\) that does not count as stiff.
    public static final double STIFF = 0.5;

    /// How a step is taken.
    public enum Scheme {
        EULER_MARUYAMA,
        HEUN
    }

    public SdeSampler {
        require(steps >= 1, "steps", steps, "[1, inf)");
        require(low >= 0 && low < 1, "low", low, "[0, 1)");
        require(high > low && high <= 1, "high", high, "(low, 1]");
        grid.check(low, high);
        for (int k = 0; k <= steps; k++) epsilon.checked(grid.at((double) k / steps, low, high));
    }

    /// Heun's method in 100 steps over [0, 1].
    public static SdeSampler of(Epsilon epsilon) {
        return new SdeSampler(epsilon, 100, Scheme.HEUN, 0, 1, TimeGrid.UNIFORM, false);
    }

    /// With another number of steps.
    public SdeSampler withSteps(int steps) {
        return new SdeSampler(epsilon, steps, scheme, low, high, grid, denoiseLast);
    }

    /// With another method.
    public SdeSampler withScheme(Scheme scheme) {
        return new SdeSampler(epsilon, steps, scheme, low, high, grid, denoiseLast);
    }

    /// Over other times.
    public SdeSampler between(double low, double high) {
        return new SdeSampler(epsilon, steps, scheme, low, high, grid, denoiseLast);
    }

    /// With steps spread otherwise.
    public SdeSampler withGrid(TimeGrid grid) {
        return new SdeSampler(epsilon, steps, scheme, low, high, grid, denoiseLast);
    }

    /// With the last step free of noise.
    public SdeSampler denoisingLast() {
        return new SdeSampler(epsilon, steps, scheme, low, high, grid, true);
    }

    /// From \(\rho_0\) to \(\rho_1\).
    ///
    /// @throws IllegalArgumentException if the dimensions differ, or \(\epsilon > 0\) and no score is known
    /// @throws DivergedException if every particle left the finite numbers
    public Diffusion forward(Fields fields, PointCloud start, RandomStream stream) {
        return run(fields, start, stream, true, (k, t, values) -> {});
    }

    /// From \(\rho_1\) to \(\rho_0\).
    public Diffusion backward(Fields fields, PointCloud start, RandomStream stream) {
        return run(fields, start, stream, false, (k, t, values) -> {});
    }

    /// Is shown every state.
    @FunctionalInterface
    public interface Watcher {
        /// @param step  steps done
        /// @param t  time reached
        /// @param values  the particles, the sampler's own array; not finite where one was lost
        void at(int step, double t, double[] values);
    }

    /// Either way, with somebody watching.
    public Diffusion run(Fields fields, PointCloud start, RandomStream stream, boolean forward, Watcher watcher) {
        if (fields.dimension() != start.dimension())
            throw new IllegalArgumentException("points must have the fields' dimension %d, not %d"
                    .formatted(fields.dimension(), start.dimension()));
        return new Run(fields, start, stream, forward).go(watcher);
    }

    /// \(b \pm \epsilon s\), with \(b\) alone where \(\epsilon\) is 0 at all of this sampler's times.
    public VectorField drift(Fields fields, boolean forward) {
        boolean noise = false;
        for (int k = 0; k <= steps; k++) noise |= epsilon.at(grid.at((double) k / steps, low, high)) > 0;
        if (!noise) return fields.velocity();
        double sign = forward ? 1 : -1;
        return LinearFields.sum(fields.velocity(), t -> sign * epsilon.at(t), fields.score());
    }

    /// One ensemble under way.
    private final class Run {
        private final VectorField drift;
        private final RandomStream stream;
        private final boolean forward;
        private final PointCloud start;
        private final ParticleSpace space;
        private final int count;
        private final boolean[] dead;
        private int done;
        private int deaths;
        private double firstBlowUp = Double.NaN;
        private final List<String> warnings = new ArrayList<>();

        Run(Fields fields, PointCloud start, RandomStream stream, boolean forward) {
            this.drift = drift(fields, forward);
            this.stream = stream;
            this.forward = forward;
            this.start = start;
            this.space = new ParticleSpace(start.dimension());
            this.count = start.size();
            this.dead = new boolean[count];
            warnIfStiff(fields);
        }

        private double time(int k) {
            double share = (double) (forward ? k : steps - k) / steps;
            return grid.at(share, low, high);
        }

        Diffusion go(Watcher watcher) {
            double[] times =
                    IntStream.rangeClosed(0, steps).mapToDouble(this::time).toArray();
            int size = start.values().length;
            var noise = new ParticleNoise(stream, epsilon, times, denoiseLast, size);
            double[] x = Solve.of(new ParticleTerm(drift, count, noise))
                    .span(times[0], times[steps])
                    .y0(start.values())
                    .solver(scheme == Scheme.HEUN ? new Heun() : new EulerMaruyama())
                    .fixedStep(high - low)
                    .stepTs(Arrays.copyOfRange(times, 1, steps))
                    .stream(SaveAt.steps(), (t, y) -> {
                        mourn(t, y);
                        watcher.at(done++, t, y);
                        return true;
                    })
                    .maxSteps(steps)
                    .throwing(false)
                    .run()
                    .y1();
            double step = (high - low) / steps;
            // the step that lost the last particle was refused and not seen
            if (deaths == count || done <= steps)
                throw new DivergedException(
                        "diffusion",
                        Double.isNaN(firstBlowUp) ? times[done] : firstBlowUp,
                        step,
                        Double.NaN,
                        "take steps of %s".formatted(step / 4));
            return new Diffusion(survivors(x), count, deaths, firstBlowUp, step / 4, warnings);
        }

        /// Counts the particles that have left the finite numbers; they are carried along and left out at the
        /// end.
        private void mourn(double t, double[] y) {
            if (ArraySpace.REAL.firstNonFinite(y) < 0) return;
            for (int i = 0; i < count; i++) {
                if (dead[i] || space.finite(y, i * space.dimension())) continue;
                if (deaths++ == 0) firstBlowUp = t;
                dead[i] = true;
            }
        }

        private PointCloud survivors(double[] x) {
            int dimension = space.dimension();
            var kept = new double[(count - deaths) * dimension];
            int at = 0;
            for (int i = 0; i < count; i++)
                if (!dead[i]) System.arraycopy(x, i * dimension, kept, dimension * at++, dimension);
            return new PointCloud(dimension, kept);
        }

        private void warnIfStiff(Fields fields) {
            var noiseCurve = fields.interpolant().noise();
            double worst = 0, where = 0, size = 0;
            for (int k = 0; k < steps; k++) {
                // the coefficient is smallest at the outer end of a step, where the drift is taken on one of both
                // sides
                double t = Math.min(time(k), time(k + 1)) < 0.5
                        ? Math.min(time(k), time(k + 1))
                        : Math.max(time(k), time(k + 1));
                double g = noiseCurve.at(t), h = Math.abs(time(k + 1) - time(k));
                double stiffness = g > 0 ? h * epsilon.at(t) / (g * g) : 0;
                if (stiffness > worst) {
                    worst = stiffness;
                    where = t;
                    size = h;
                }
            }
            if (worst > STIFF)
                warnings.add(
                        "h epsilon / gamma^2 reaches %.3g at t = %.4g, above %s: steps of %.2g would resolve it, or an epsilon proportional to gamma^2"
                                .formatted(worst, where, STIFF, size * STIFF / worst));
        }
    }

    /// Where a diffusion took its particles.
    ///
    /// @param end  the particles that stayed finite
    /// @param launched  how many started
    /// @param lost  how many left the finite numbers
    /// @param firstBlowUp  when the first did, NaN if none
    /// @param suggestedStep  a step to try if some did
    /// @param warnings  of stiffness
    public record Diffusion(
            PointCloud end, int launched, int lost, double firstBlowUp, double suggestedStep, List<String> warnings) {
        public Diffusion {
            warnings = List.copyOf(warnings);
        }

        /// The share of particles that was lost.
        public double lostFraction() {
            return (double) lost / launched;
        }
    }
}
