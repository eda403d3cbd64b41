package org.onsager.memory.multitasking;

import java.util.Optional;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.saddle.SaddlePoint;

/// A state of the low-load mean field, and how it was found.
///
/// @param temperature  \(T\)
/// @param start  the name of the start that flowed to it
/// @param n  overlaps \(n_\mu\) with the example means
/// @param m  overlaps \(m_\mu\) with the patterns, at most \(E|\xi|\)
/// @param meanSquare  \(a\), \(1 - d\) for diluted patterns
/// @param pressure  \(A\) in nats per spin, the larger wins; at zero temperature \(A/\beta\)
/// @param energy  per spin
/// @param eigenvalues  of \(1 - \partial F/\partial n\), ascending: the Hessian of \(-A\) in units of
///     \(b(1+\rho)\); stable iff all are positive
/// @param ties  share of the sites that a pattern claims and whose field is exactly 0
/// @param residual  largest \(|F_\mu(n) - n_\mu|\)
/// @param iterations  evaluations of \(F\)
/// @param status  whether the iteration converged
/// @param regime  what is retrieved; empty unless converged
/// @param law  of the example means
/// @param sampled  whether the average over sites is a Monte Carlo estimate
public record LowLoadState(
        double temperature,
        String start,
        double[] n,
        double[] m,
        double meanSquare,
        double pressure,
        double energy,
        double[] eigenvalues,
        double ties,
        double residual,
        int iterations,
        SaddlePoint.Status status,
        Optional<Regime> regime,
        ExampleLaw law,
        boolean sampled) {

    /// \(m_\mu/a\): 1 for a pattern retrieved in full.
    public double[] amplitudes() {
        var amplitudes = m.clone();
        for (int mu = 0; mu < amplitudes.length; mu++) amplitudes[mu] /= meanSquare;
        return amplitudes;
    }

    /// \(|m_\mu|/a\), largest first.
    public double[] sortedAmplitudes() {
        return Regime.sorted(amplitudes());
    }

    /// The smallest eigenvalue.
    public double smallestEigenvalue() {
        return eigenvalues[0];
    }

    /// Whether the state is a maximum of the pressure.
    public boolean stable() {
        return eigenvalues[0] > 0;
    }

    /// Whether the iteration converged.
    public boolean converged() {
        return status == SaddlePoint.Status.CONVERGED;
    }

    /// The regime in one word; `UNCONVERGED` where there is none.
    public String label() {
        return regime.map(Regime::label).orElse("UNCONVERGED");
    }
}
