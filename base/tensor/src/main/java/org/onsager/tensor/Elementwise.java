package org.onsager.tensor;

import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

/// Functions of one variable, applied to every element, with all their derivatives.
public sealed interface Elementwise extends Operand permits Tensor {

    /// \(-x\).
    default Tensor neg() {
        return Call.unary("neg", this, x -> x.neg());
    }

    /// \(|x|\); the modulus of complex numbers.
    default Tensor abs() {
        return Call.unary("abs", this, x -> x.abs());
    }

    /// -1, 0 or 1.
    default Tensor sign() {
        return Call.unary("sign", this, x -> x.sign());
    }

    /// \(x^2\).
    default Tensor square() {
        return Call.unary("square", this, x -> x.square());
    }

    /// \(\sqrt x\); not a number below 0.
    default Tensor sqrt() {
        return Call.unary("sqrt", this, x -> x.sqrt());
    }

    /// \(1 / \sqrt x\).
    default Tensor rsqrt() {
        return Call.unary("rsqrt", this, x -> x.rsqrt());
    }

    /// \(1/x\).
    default Tensor reciprocal() {
        return Call.unary("reciprocal", this, x -> x.reciprocal());
    }

    /// \(e^x\).
    default Tensor exp() {
        return Call.unary("exp", this, x -> x.exp());
    }

    /// \(e^x - 1\), accurate near 0.
    default Tensor expm1() {
        return Call.unary("expm1", this, x -> x.expm1());
    }

    /// \(\ln x\).
    default Tensor log() {
        return Call.unary("log", this, x -> x.log());
    }

    /// \(\ln(1+x)\), accurate near 0.
    default Tensor log1p() {
        return Call.unary("log1p", this, x -> x.log1p());
    }

    /// \(\sin x\), radians.
    default Tensor sin() {
        return Call.unary("sin", this, x -> x.sin());
    }

    /// \(\cos x\), radians.
    default Tensor cos() {
        return Call.unary("cos", this, x -> x.cos());
    }

    /// \(\tan x\), radians.
    default Tensor tan() {
        return Call.unary("tan", this, x -> x.tan());
    }

    /// \(\arcsin x\).
    default Tensor asin() {
        return Call.unary("asin", this, x -> x.asin());
    }

    /// \(\arccos x\).
    default Tensor acos() {
        return Call.unary("acos", this, x -> x.acos());
    }

    /// \(\arctan x\).
    default Tensor atan() {
        return Call.unary("atan", this, x -> x.atan());
    }

    /// \(\sinh x\).
    default Tensor sinh() {
        return Call.unary("sinh", this, x -> x.sinh());
    }

    /// \(\cosh x\).
    default Tensor cosh() {
        return Call.unary("cosh", this, x -> x.cosh());
    }

    /// \(\tanh x\).
    default Tensor tanh() {
        return Call.unary("tanh", this, x -> x.tanh());
    }

    /// The error function \(\frac{2}{\sqrt\pi}\int_0^x e^{-u^2} du\).
    default Tensor erf() {
        return Call.unary("erf", this, x -> x.erf());
    }

    /// \(1 - \operatorname{erf} x\).
    default Tensor erfc() {
        return Call.unary("erfc", this, x -> x.erfc());
    }

    /// \(\ln |\Gamma(x)|\).
    default Tensor lgamma() {
        return Call.unary("lgamma", this, x -> x.lgamma());
    }

    /// The derivative of \(\ln \Gamma\).
    default Tensor digamma() {
        return Call.unary("digamma", this, x -> x.digamma());
    }

    /// \(\lfloor x \rfloor\); derivative 0.
    default Tensor floor() {
        return Call.unary("floor", this, x -> x.floor());
    }

    /// \(\lceil x \rceil\); derivative 0.
    default Tensor ceil() {
        return Call.unary("ceil", this, x -> x.ceil());
    }

    /// The nearest integer, ties to even; derivative 0.
    default Tensor round() {
        return Call.unary("round", this, x -> x.round());
    }

    /// \(1 / (1 + e^{-x})\).
    default Tensor sigmoid() {
        return Call.unary("sigmoid", this, x -> x.sigmoid());
    }

    /// \(\max(x, 0)\).
    default Tensor relu() {
        return Call.unary("relu", this, x -> x.relu());
    }

    /// \(x / (1 + e^{-x})\), also called swish.
    default Tensor silu() {
        return Call.unary("silu", this, x -> torch.silu(x));
    }

    /// \(x \Phi(x)\) with the normal distribution function \(\Phi\), not its tanh approximation.
    default Tensor gelu() {
        return Call.unary("gelu", this, x -> torch.gelu(x));
    }

    /// \(x\) above 0, \(e^x - 1\) below.
    default Tensor elu() {
        return Call.unary("elu", this, x -> torch.elu(x));
    }

    /// \(\ln \sigma(x)\), without overflow.
    default Tensor logSigmoid() {
        return Call.unary("logSigmoid", this, x -> torch.log_sigmoid(x));
    }

    /// Where an element is not a number, as truth values.
    default Tensor isNan() {
        return Call.unary("isNan", this, x -> x.isnan());
    }

    /// Complex conjugate.
    default Tensor conj() {
        return Call.unary("conj", this, x -> {
            try (var lazy = x.conj()) {
                return lazy.resolve_conj();
            }
        });
    }

    /// The argument of complex numbers, radians in \((-\pi, \pi]\).
    default Tensor angle() {
        return Call.unary("angle", this, x -> x.angle());
    }

    /// \(\frac{1}{\beta}\ln(1 + e^{\beta x})\), without overflow.
    ///
    /// @param sharpness  \(\beta\), positive
    default Tensor softplus(double sharpness) {
        if (!(sharpness > 0)) throw new IllegalArgumentException("sharpness must be in (0, inf), not " + sharpness);
        // libtorch's switch to the identity beyond a threshold is set where it changes no bit of a double
        return Call.scalar("softplus", this, sharpness, (x, beta) -> torch.softplus(x, beta, Scalars.of(40)));
    }

    /// \(x\) above 0, \(c\,x\) below.
    default Tensor leakyRelu(double slope) {
        return Call.scalar("leakyRelu", this, slope, (x, c) -> torch.leaky_relu(x, c));
    }

    /// \(\min(\max(x, low), high)\).
    default Tensor clamp(double low, double high) {
        if (!(low <= high))
            throw new IllegalArgumentException("low must be at most high, not %s > %s".formatted(low, high));
        try (var from = new ScalarOptional(Scalars.of(low));
                var to = new ScalarOptional(Scalars.of(high))) {
            return Call.unary("clamp", this, x -> x.clamp(from, to));
        }
    }

    /// The real parts of complex numbers, a view.
    default Tensor real() {
        return Call.unary("real", this, x -> torch.real(x));
    }

    /// The imaginary parts of complex numbers, a view.
    default Tensor imag() {
        return Call.unary("imag", this, x -> torch.imag(x));
    }

    /// Complex numbers `[...]` seen as pairs `[..., 2]`.
    default Tensor viewAsReal() {
        return Call.unary("viewAsReal", this, x -> {
            try (var plain = x.resolve_conj()) {
                return torch.view_as_real(plain);
            }
        });
    }

    /// Pairs `[..., 2]` seen as complex numbers `[...]`.
    default Tensor viewAsComplex() {
        return Call.unary("viewAsComplex", this, x -> torch.view_as_complex(x));
    }
}
