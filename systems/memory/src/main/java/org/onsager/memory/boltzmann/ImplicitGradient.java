package org.onsager.memory.boltzmann;

import java.util.List;

/// Gradients through the mean-field fixed point \(q^* = \mathrm{softmax}(\ell)\), \(\ell = \Phi q^* + b\),
/// without unrolling the iteration. For a loss with gradients \(g_\ell\) in the logits and \(g_q\) in the
/// marginals, and \(J\) the block Jacobian of the softmax (zero in observed blocks), \[ w = g_\ell + J x, \quad
/// (I - \Phi^\mathsf T J)\,x = \Phi^\mathsf T g_\ell + g_q, \qquad \frac{\partial L}{\partial b} = w, \quad
/// \frac{\partial L}{\partial \Phi} = w\, q^{*\mathsf T}. \] The operator \(I - \Phi J\) is self-adjoint and
/// positive in the inner product \(\langle x, Jy\rangle\), as \(0 \preceq J \preceq \tfrac12 I\) and \(\Phi \prec
/// 2I\), so that conjugate gradients solve the equation; the damped iteration differentiates one forward step
/// instead and serves couplings that are not symmetric too.
///
/// Source: Z. Feng, E. Winston and J. Z. Kolter, arXiv:2307.04990, section 4; the conjugate gradients are our
/// own.
///
/// @param method  how the adjoint equation is solved
/// @param tolerance  of the residual relative to the right-hand side, positive
/// @param maxIterations  at least 1
public record ImplicitGradient(AdjointMethod method, double tolerance, int maxIterations) {

    public ImplicitGradient {
        Require.that(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        Require.that(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// How the adjoint equation is solved.
    public enum AdjointMethod {
        CONJUGATE_GRADIENT,
        /// \(v \leftarrow (\partial f/\partial q)^\mathsf T v + g\), \(f\) one damped forward step.
        DAMPED
    }

    /// Conjugate gradients to \(10^{-12}\).
    public static ImplicitGradient standard() {
        return new ImplicitGradient(AdjointMethod.CONJUGATE_GRADIENT, 1e-12, 1_000);
    }

    /// A gradient and how it was got.
    ///
    /// @param byBias  \(\partial L/\partial b = w\), length \(D\), zero in observed blocks
    /// @param marginals  \(q^*\)
    /// @param iterations  products with \(\Phi\)
    /// @param converged  whether the tolerance was met
    public record Sensitivity(double[] byBias, double[] marginals, int iterations, boolean converged) {

        /// \(\partial L/\partial \Phi_{rc}\) for a symmetric \(\Phi\): the symmetric part of \(w q^{*\mathsf
        /// T}\), which is the change of \(L\) a unit of \(\Phi_{rc}\) and of \(\Phi_{cr}\) together makes,
        /// halved; zero within blocks.
        public double[][] byCouplings(Variables variables) {
            int dimension = byBias.length;
            var gradient = new double[dimension][dimension];
            for (int r = 0; r < dimension; r++)
                for (int c = 0; c < dimension; c++)
                    if (variables.variableOf(r) != variables.variableOf(c))
                        gradient[r][c] = (byBias[r] * marginals[c] + byBias[c] * marginals[r]) / 2;
            return gradient;
        }

        /// \(\partial L/\partial w\) in the weights of parameterised couplings.
        public double[] byWeights(ParameterisedCouplings couplings) {
            var gradient = couplings.gradient();
            gradient.add(byBias, marginals, 1);
            return gradient.weights();
        }
    }

    /// The gradient of a loss \(L(q^*, \ell)\).
    ///
    /// @param solution  a converged solution of the machine under the evidence
    /// @param byMarginals  \(\partial L/\partial q^*\), length \(D\); observed blocks are not looked at
    /// @param byLogits  \(\partial L/\partial \ell\), length \(D\); observed blocks are not looked at
    public Sensitivity sensitivity(
            BoltzmannMachine machine, Evidence evidence, MeanField solution, double[] byMarginals, double[] byLogits) {
        Require.length("byMarginals", byMarginals.length, machine.variables().dimension());
        Require.length("byLogits", byLogits.length, machine.variables().dimension());
        var bundle = new Bundle(machine, List.of(evidence));
        bundle.start(solution.marginals(), 0);
        var adjoint = new Adjoint(this, bundle);
        double[] w = adjoint.solve(byMarginals.clone(), byLogits.clone());
        return new Sensitivity(w, solution.marginals().clone(), adjoint.iterations(), adjoint.converged());
    }
}
