package org.onsager.memory.boltzmann;

/// Mean-field marginals and how they were got. They are *not* the posterior's marginals: compare with
/// [Enumeration] or [BlockGibbs].
///
/// @param marginals  \(q\), length \(D\), observed blocks as they were given
/// @param freeEnergy  \(F(q)\), at least \(-\ln Z\) of the clamped model, in nats
/// @param residual  \(\max |q - \mathrm{softmax}(\Phi q + b)|\) over hidden blocks at `marginals`
/// @param iterations  steps (sweeps for [Method#BLOCK])
/// @param products  with \(\Phi\) (or with the inverse of [Method#PEACEMAN_RACHFORD]) until the last of the up to
///     sixteen problems that went side by side was done, those of residuals that are measured apart included
/// @param step  \(a\), the last one where it changes; NaN for [Method#BLOCK]
/// @param converged  whether the stop rule was met
/// @param unique  whether this is proved to be the only solution
/// @param contraction  mean factor by which the residual fell each iteration; NaN if it was measured only once
/// @param saturated  share of hidden variables with a marginal above 0.999
/// @param trace  the residual each time it was measured
/// @param every  iterations between entries of `trace`
public record MeanField(
        double[] marginals,
        double freeEnergy,
        double residual,
        int iterations,
        int products,
        double step,
        boolean converged,
        boolean unique,
        double contraction,
        double saturated,
        double[] trace,
        int every) {}
