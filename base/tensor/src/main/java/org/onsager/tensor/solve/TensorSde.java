package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.solve.Increment;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.StateSpace;
import org.onsager.solve.stochastic.Brownian;
import org.onsager.solve.stochastic.Interpretation;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.stochastic.Noise;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// A stochastic equation of tensors, \(dy = \mu(t, y)\,dt + \sigma(t, y)\,dW\) or \(\ldots \circ dW\), for every
/// stochastic method and every [Adjoint]: gradients are pathwise, along the one Brownian path of the equation.
///
/// ```java
/// var motion = TensorSde.ito((t, y) -> net.forward(y))
///         .diagonal((t, y) -> y.mul(sigma))
///         .drivenBy(new BrownianInterval(RandomStream.of(1), Layout.of(3), 0, 1, 1e-3));
/// ```
///
/// A path of one row drives the state as a whole; with diagonal noise it has a channel an element of the state. A
/// path of \(R\) rows of \(m\) channels drives a batch `[R, ...]` whose rows have motions of their own:
/// increments are handed over as `[R, m]`, and with diagonal noise the state is `[R, m]`. The class of the noise
/// is taken as declared.
///
/// @param interpretation  how the integral is meant
/// @param noise  the class of the noise
/// @param field  \(\mu\)
/// @param product  \((t, y, w) \mapsto \sigma(t, y)\,w\)
/// @param shift  how many times \(\sum_k (D\sigma_k)\sigma_k\) conversion has added to the drift
/// @param driver  the path; none before it is given, at most one
public record TensorSde(
        Interpretation interpretation,
        Noise noise,
        OdeTerm.Rate<Tensor> field,
        Product product,
        double shift,
        List<Brownian> driver)
        implements SdeTerm<Tensor> {

    public TensorSde {
        driver = List.copyOf(driver);
    }

    /// A noise matrix applied to an increment.
    @FunctionalInterface
    public interface Product {
        /// \(\sigma(t, y)\,w\), of the shape of `y`.
        ///
        /// @param w  `[m]`, or `[R, m]` for a path of several rows; a constant of the type of `y`
        Tensor at(double t, Tensor y, Tensor w);
    }

    /// An equation in Ito's sense, of which the noise is still to be given.
    public static Noiseless ito(OdeTerm.Rate<Tensor> drift) {
        return new Noiseless(Interpretation.ITO, drift);
    }

    /// An equation in Stratonovich's sense, of which the noise is still to be given.
    public static Noiseless stratonovich(OdeTerm.Rate<Tensor> drift) {
        return new Noiseless(Interpretation.STRATONOVICH, drift);
    }

    /// A drift in search of its noise.
    ///
    /// @param interpretation  how the noise will be meant
    /// @param drift  \(\mu\)
    public record Noiseless(Interpretation interpretation, OdeTerm.Rate<Tensor> drift) {

        /// Each element of the state has a Brownian motion of its own: \(\sigma_i(t, y_i)\), of the shape of `y`.
        public TensorSde diagonal(OdeTerm.Rate<Tensor> sigma) {
            return elements(Noise.DIAGONAL, sigma);
        }

        /// The same with \(\sigma_i(t)\).
        public TensorSde additive(OdeTerm.Rate<Tensor> sigma) {
            return elements(Noise.ADDITIVE, sigma);
        }

        private TensorSde elements(Noise noise, OdeTerm.Rate<Tensor> sigma) {
            return of(noise, (t, y, w) -> sigma.at(t, y).mul(w.reshape(y.shape())));
        }

        /// Any other, by its product with an increment.
        public TensorSde of(Noise noise, Product product) {
            return new TensorSde(interpretation, noise, drift, product, 0, List.of());
        }
    }

    /// With the path that drives it.
    public TensorSde drivenBy(Brownian path) {
        return new TensorSde(interpretation, noise, field, product, shift, List.of(path));
    }

    /// The same process in Ito's sense: the drift gains \(\frac12 \sum_k (D\sigma_k) \sigma_k\).
    public TensorSde toIto() {
        return converted(Interpretation.ITO, 0.5);
    }

    /// The same process in Stratonovich's sense: the drift loses \(\frac12 \sum_k (D\sigma_k) \sigma_k\).
    public TensorSde toStratonovich() {
        return converted(Interpretation.STRATONOVICH, -0.5);
    }

    private TensorSde converted(Interpretation other, double factor) {
        if (interpretation == other) return this;
        double moved = noise == Noise.ADDITIVE ? shift : shift + factor;
        return new TensorSde(other, noise, field, product, moved, driver);
    }

    @Override
    public Brownian path() {
        if (driver.isEmpty())
            throw new IllegalArgumentException("the equation has no Brownian path yet; give it one with drivenBy(...)");
        return driver.getFirst();
    }

    @Override
    public StateSpace<Tensor> space() {
        return TensorSpace.REAL;
    }

    @Override
    public Tensor drift(double t, Tensor y, Tensor into) {
        Tensor mu = field.at(t, y);
        if (shift == 0) return mu;
        for (double[] w : directions())
            mu = mu.add(derivative(t, y, diffusion(t, y, w, y), w, y, y).mul(shift));
        return mu;
    }

    /// Unit increments of each channel; of all at once where they act on elements of their own.
    private List<double[]> directions() {
        Layout layout = path().layout();
        boolean single = noise == Noise.SCALAR || noise == Noise.DIAGONAL;
        var directions = new ArrayList<double[]>();
        for (int j = 0; j < (single ? 1 : layout.channels()); j++) {
            var w = new double[layout.size()];
            Arrays.fill(w, single ? 0 : j * layout.rows(), single ? w.length : (j + 1) * layout.rows(), 1);
            directions.add(w);
        }
        return directions;
    }

    @Override
    public Tensor diffusion(double t, Tensor y, double[] w, Tensor into) {
        Layout layout = path().layout();
        Tensor increment = layout.rows() == 1
                ? Tensors.of(y.dtype(), w, w.length)
                : Tensors.of(y.dtype(), w, layout.channels(), layout.rows()).transpose(0, 1);
        return product.at(t, y, increment.to(y.device()));
    }

    @Override
    public Tensor apply(double t, Tensor y, Increment increment, Tensor into) {
        return diffusion(t, y, increment.value(), into).addScaled(drift(t, y, into), increment.dt());
    }

    /// Exact, and differentiable again: \(Jv\) is the derivative of \(u^\top J v\) by \(u\).
    @Override
    public Tensor derivative(double t, Tensor y, Tensor v, double[] w, Tensor into, Tensor scratch) {
        Tensor at = y.isTracked() ? y : y.detach().copy().requiresGrad();
        Tensor value = diffusion(t, at, w, at);
        if (!value.isTracked()) return TensorSpace.REAL.zero(y);
        Tensor u = TensorSpace.REAL.zero(y).requiresGrad();
        Tensor transposed = Autograd.differentiable(value, at, u);
        return transposed.isTracked() ? Autograd.differentiable(transposed, u, v) : TensorSpace.REAL.zero(y);
    }
}
