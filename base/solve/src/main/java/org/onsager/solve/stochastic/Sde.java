package org.onsager.solve.stochastic;

import java.util.Optional;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.Ode;
import org.onsager.solve.StateSpace;

/// A stochastic differential equation of real components, alone or as a batch of rows.
///
/// ```java
/// Sde gbm = Sde.ito((t, y, f) -> f[0] = 0.05 * y[0]).diagonal((t, y, s) -> s[0] = 0.4 * y[0])
///         .drivenBy(new BrownianInterval(RandomStream.of(1), Layout.of(1), 0, 1, 1e-3));
/// ```
///
/// Component \(i\) of row \(r\) of \(R\) is at \(i R + r\); entry \(\sigma_{ij}\) of row \(r\) at \((i m + j) R +
/// r\); with one row these are \(i\) and row-major \(i m + j\). An object serves one run at a time, as its path
/// does.
public final class Sde implements SdeTerm<double[]> {
    private enum Structure {
        COLUMN,
        DIAGONAL,
        MATRIX
    }

    private final Interpretation interpretation;
    private final Noise noise;
    private final Structure structure;
    private final Ode.Field drift;
    private final Ode.Field sigma;
    private final int channels;
    private final Optional<Derivative> derivative;
    private final Optional<Brownian> path;
    private final Optional<BatchSpace> batch;
    /// How many times the correction the drift is moved by conversion.
    private final double shift;

    private Optional<Correction<double[]>> correction = Optional.empty();
    private double[] matrix = new double[0];
    private double[] rates = new double[0];
    private double[] spare = new double[0];

    private Sde(
            Interpretation interpretation,
            Noise noise,
            Structure structure,
            Ode.Field drift,
            Ode.Field sigma,
            int channels,
            Optional<Derivative> derivative,
            Optional<Brownian> path,
            Optional<BatchSpace> batch,
            double shift) {
        this.interpretation = interpretation;
        this.noise = noise;
        this.structure = structure;
        this.drift = drift;
        this.sigma = sigma;
        this.channels = channels;
        this.derivative = derivative;
        this.path = path;
        this.batch = batch;
        this.shift = shift;
    }

    /// An equation in Ito's sense, of which the noise is still to be given.
    public static Noiseless ito(Ode.Field drift) {
        return new Noiseless(Interpretation.ITO, drift);
    }

    /// An equation in Stratonovich's sense, of which the noise is still to be given.
    public static Noiseless stratonovich(Ode.Field drift) {
        return new Noiseless(Interpretation.STRATONOVICH, drift);
    }

    /// A drift in search of its noise.
    ///
    /// @param interpretation  how the noise will be meant
    /// @param drift  \(\mu\)
    public record Noiseless(Interpretation interpretation, Ode.Field drift) {

        /// Each component has a Brownian motion of its own: `sigma` writes \(\sigma_{ii}(t, y_i)\).
        public Sde diagonal(Ode.Field sigma) {
            return sde(Noise.DIAGONAL, Structure.DIAGONAL, sigma, 0);
        }

        /// The same with \(\sigma_{ii}(t)\): additive noise.
        public Sde additive(Ode.Field sigma) {
            return sde(Noise.ADDITIVE, Structure.DIAGONAL, sigma, 0);
        }

        /// Additive noise with a matrix: `sigma` writes \(\sigma_{ij}(t)\), \(m\) columns.
        public Sde additive(int channels, Ode.Field sigma) {
            return sde(Noise.ADDITIVE, Structure.MATRIX, sigma, channels);
        }

        /// One Brownian motion drives all components: `sigma` writes the column \(\sigma_i(t, y)\).
        public Sde scalar(Ode.Field sigma) {
            return sde(Noise.SCALAR, Structure.COLUMN, sigma, 1);
        }

        /// A matrix with \(m\) columns whose brackets vanish.
        public Sde commutative(int channels, Ode.Field sigma) {
            return sde(Noise.COMMUTATIVE, Structure.MATRIX, sigma, channels);
        }

        /// Any matrix with \(m\) columns.
        public Sde general(int channels, Ode.Field sigma) {
            return sde(Noise.GENERAL, Structure.MATRIX, sigma, channels);
        }

        private Sde sde(Noise noise, Structure structure, Ode.Field sigma, int channels) {
            if (structure == Structure.MATRIX && channels < 1)
                throw new IllegalArgumentException("channels must be in [1, inf), not " + channels);
            return new Sde(
                    interpretation,
                    noise,
                    structure,
                    drift,
                    sigma,
                    channels,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0);
        }
    }

    /// With the path that drives it.
    public Sde drivenBy(Brownian brownian) {
        if (structure != Structure.DIAGONAL && brownian.layout().channels() != channels)
            throw new IllegalArgumentException("the Brownian path must have %d channels, as sigma has columns, not %d"
                    .formatted(channels, brownian.layout().channels()));
        return new Sde(
                interpretation,
                noise,
                structure,
                drift,
                sigma,
                channels,
                derivative,
                Optional.of(brownian),
                batch,
                shift);
    }

    /// As a batch of rows; only needed where the noise is a column or a matrix, whose length does not tell the
    /// dimension.
    public Sde on(BatchSpace space) {
        return new Sde(
                interpretation, noise, structure, drift, sigma, channels, derivative, path, Optional.of(space), shift);
    }

    /// With the derivative of \(\sigma w\) in a direction, instead of finite differences.
    public Sde with(Derivative exact) {
        return new Sde(
                interpretation, noise, structure, drift, sigma, channels, Optional.of(exact), path, batch, shift);
    }

    /// The same process in Ito's sense: the drift gains \(\frac12 \sum_k (D\sigma_k) \sigma_k\).
    public Sde toIto() {
        return converted(Interpretation.ITO, 0.5);
    }

    /// The same process in Stratonovich's sense: the drift loses \(\frac12 \sum_k (D\sigma_k) \sigma_k\).
    public Sde toStratonovich() {
        return converted(Interpretation.STRATONOVICH, -0.5);
    }

    private Sde converted(Interpretation other, double factor) {
        if (interpretation == other) return this;
        double moved = noise == Noise.ADDITIVE ? shift : shift + factor;
        return new Sde(other, noise, structure, drift, sigma, channels, derivative, path, batch, moved);
    }

    private Layout layoutFor(double[] y) {
        return path.map(Brownian::layout).orElse(Layout.of(structure == Structure.DIAGONAL ? y.length : channels));
    }

    /// Whether each component has a Brownian motion of its own.
    boolean hasDiagonalNoise() {
        return structure == Structure.DIAGONAL;
    }

    @Override
    public Interpretation interpretation() {
        return interpretation;
    }

    @Override
    public Noise noise() {
        return noise;
    }

    @Override
    public Brownian path() {
        return path.orElseThrow(() ->
                new IllegalArgumentException("the equation has no Brownian path yet; give it one with drivenBy(...)"));
    }

    @Override
    public StateSpace<double[]> space() {
        if (path.isEmpty()) return ArraySpace.REAL;
        Layout layout = path().layout();
        if (layout.rows() == 1) return ArraySpace.REAL;
        if (structure == Structure.DIAGONAL) return new BatchSpace(layout.channels(), layout.rows());
        return batch.orElseThrow(() -> new IllegalArgumentException(
                "a batch of %d rows needs its dimension; give it with on(new BatchSpace(dimension, rows))"
                        .formatted(layout.rows())));
    }

    @Override
    public double[] drift(double t, double[] y, double[] into) {
        drift.rate(t, y, into);
        if (shift == 0) return into;
        if (correction.isEmpty()) correction = Optional.of(new Correction<>(this, layoutFor(y), y));
        return correction.orElseThrow().add(t, y, into, shift, into);
    }

    @Override
    public double[] diffusion(double t, double[] y, double[] w, double[] into) {
        switch (structure) {
            case DIAGONAL -> {
                sigma.rate(t, y, into);
                for (int i = 0; i < into.length; i++) into[i] *= w[i];
            }
            case COLUMN -> {
                sigma.rate(t, y, into);
                int rows = w.length;
                for (int i = 0; i < into.length; i += rows) for (int r = 0; r < rows; r++) into[i + r] *= w[r];
            }
            case MATRIX -> product(t, y, w, into);
        }
        return into;
    }

    private void product(double t, double[] y, double[] w, double[] into) {
        int rows = w.length / channels;
        if (matrix.length != y.length * channels) matrix = new double[y.length * channels];
        sigma.rate(t, y, matrix);
        for (int i = 0; i < y.length; i += rows)
            for (int r = 0; r < rows; r++) {
                double sum = 0;
                for (int j = 0; j < channels; j++) sum += matrix[i * channels + j * rows + r] * w[j * rows + r];
                into[i + r] = sum;
            }
    }

    @Override
    public double[] apply(double t, double[] y, org.onsager.solve.Increment increment, double[] into) {
        if (rates.length != y.length) rates = new double[y.length];
        drift(t, y, rates);
        diffusion(t, y, increment.value(), into);
        double h = increment.dt();
        for (int i = 0; i < into.length; i++) into[i] += h * rates[i];
        return into;
    }

    @Override
    public double[] derivative(double t, double[] y, double[] v, double[] w, double[] into, double[] scratch) {
        if (derivative.isEmpty()) {
            if (spare.length != y.length) spare = new double[y.length];
            return NoiseCheck.differences(this, t, y, v, w, into, scratch, spare);
        }
        derivative.orElseThrow().at(t, y, v, w, into);
        return into;
    }

    @Override
    public void check(
            org.onsager.solve.Solver solver,
            org.onsager.solve.StepController controller,
            double t0,
            double t1,
            double[] y0) {
        Layout layout = path().layout();
        if (structure == Structure.DIAGONAL && layout.size() != y0.length)
            throw new IllegalArgumentException(
                    "the Brownian path must have a channel a component, %d in all its rows, not %d"
                            .formatted(y0.length, layout.size()));
        if (y0.length % layout.rows() != 0)
            throw new IllegalArgumentException("y0 must have a multiple of the path's %d rows as its length, not %d"
                    .formatted(layout.rows(), y0.length));
        SdeTerm.super.check(solver, controller, t0, t1, y0);
    }

    /// The derivative of the noise.
    @FunctionalInterface
    public interface Derivative {
        /// Writes \(\frac{d}{d\epsilon} \sigma(t, y + \epsilon v)\,w\) at 0 into `out`.
        void at(double t, double[] y, double[] v, double[] w, double[] out);
    }
}
