package org.onsager.memory.boltzmann;

/// The parallel mean field that needs a concave coupling energy: with self-couplings \(cI\) added so that
/// \(\Phi + cI \succeq 0\), \(-\tfrac12 q^\mathsf T(\Phi + cI)q\) is concave and the undamped update
/// \(q \leftarrow \mathrm{softmax}((\Phi + cI)q + b)\) is the concave-convex procedure, which lowers
/// \(F_c(q) = F(q) - \tfrac c2\|q\|^2\) every step. On joint states \(F_c\) and \(F\) differ by a constant, on
/// marginals they do not: what it converges to is biased towards vertices, and need not be unique.
///
/// Source: P. Krähenbühl and V. Koltun, *Parameter learning and convergent inference for dense random fields*,
/// ICML 2013.
///
/// @param tolerance  of \(\max|q_{new} - q|\), positive
/// @param maxIterations  at least 1
public record ConcaveConvex(double tolerance, int maxIterations) {

    public ConcaveConvex {
        Require.that(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        Require.that(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// Where the procedure ended.
    ///
    /// @param marginals  the last iterate
    /// @param selfCoupling  \(c\)
    /// @param objective  \(F_c\) at each iterate, never rising
    /// @param iterations  steps
    /// @param converged  whether the tolerance was met
    public record Solution(
            double[] marginals, double selfCoupling, double[] objective, int iterations, boolean converged) {}

    /// Iterates from the uniform marginals.
    public Solution solve(BoltzmannMachine machine, Evidence evidence) {
        double c = Math.max(0, machine.certify().upper() - 1);
        var bundle = new Bundle(machine, java.util.List.of(evidence));
        double[] bias = machine.rawBias(), logits = new double[bias.length], next = new double[bias.length];
        var softmax = bundle.operator(1);
        var objective = new double[maxIterations + 1];
        for (int iteration = 0; ; iteration++) {
            bundle.apply(bundle.q, bundle.phi);
            objective[iteration] = bundle.freeEnergy(0);
            for (double value : bundle.q) objective[iteration] -= 0.5 * c * value * value;
            for (int e = 0; e < bias.length; e++) logits[e] = bundle.phi[e] + c * bundle.q[e] + bias[e];
            bundle.proximal(softmax, logits, next);
            double change = 0;
            for (int e = 0; e < bias.length; e++) change = Math.max(change, Math.abs(next[e] - bundle.q[e]));
            boolean converged = change <= tolerance;
            if (converged || iteration == maxIterations)
                return new Solution(
                        bundle.q.clone(), c, java.util.Arrays.copyOf(objective, iteration + 1), iteration, converged);
            System.arraycopy(next, 0, bundle.q, 0, next.length);
        }
    }
}
