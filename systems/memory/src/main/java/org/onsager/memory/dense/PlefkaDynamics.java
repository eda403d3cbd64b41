package org.onsager.memory.dense;

import java.util.ArrayList;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Patterns;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomSource;

/// Mean-field dynamics of a dense memory: magnetisations \(m_i \in [-1, 1]\), or spins with hidden units, move
/// all at once through two products with the pattern matrix a step; then they are made binary and polished by a
/// few sweeps of the heat bath.
///
/// The field is the multilinear one, \(h_i(m) = \frac{P!}{2}N^{-(P-1)}R^{-P/2}\sum_\mu X_i e^{(-i)}_{P-1}(Xm)\)
/// (`DISTINCT`), from the power sums of \(X_jm_j\), or \(\frac P2N^{-(P-1)}R^{-P/2}\sum_\mu X_i(S -
/// X_im_i)^{P-1}\) (`POWER`). The dual dynamics come from \(e^{\beta'Nm^P/2} = E_z e^{\sqrt{\beta'N}zm^{P/2}}\);
/// a spin's own contribution to \(m_\mu\) and to the mean of \(z_\mu\) is left out of its field, without which
/// spins would freeze at \(K \sim N^{P-1}\). They see the full power whatever the convention, and need \(P\)
/// even.
///
/// Cost a step: \(O(NKP)\). Immutable.
///
/// @param kind  which expansion
/// @param betaPrime  \(\beta' > 0\), finite
/// @param damping  share of the old magnetisation that is kept, in \([0, 1)\); the dual dynamics have none
/// @param tolerance  stop when no magnetisation moves by more
/// @param maxSteps  at least 1
/// @param polish  sweeps of the heat bath afterwards, at least 0
public record PlefkaDynamics(
        Plefka kind, double betaPrime, double damping, double tolerance, int maxSteps, int polish) {

    public PlefkaDynamics {
        if (!(betaPrime > 0) || Double.isInfinite(betaPrime))
            throw new IllegalArgumentException("beta' must be in (0, inf), not " + betaPrime);
        if (!(damping >= 0 && damping < 1))
            throw new IllegalArgumentException("damping must be in [0, 1), not " + damping);
        if (maxSteps < 1) throw new IllegalArgumentException("maxSteps must be in [1, inf), not " + maxSteps);
        if (polish < 0) throw new IllegalArgumentException("polish must be in [0, inf), not " + polish);
    }

    /// Half damping, tolerance \(10^{-6}\), 200 steps, 5 sweeps of polish.
    public static PlefkaDynamics of(Plefka kind, double betaPrime) {
        return new PlefkaDynamics(kind, betaPrime, 0.5, 1e-6, 200, 5);
    }

    /// What a run did.
    ///
    /// @param magnetisations  where the mean-field iteration ended
    /// @param meanFieldOverlap  \(\frac1N\sum_i\mathrm{target}_i m_i\) there
    /// @param spins  the state after polishing
    /// @param overlap  its overlap with the target
    /// @param steps  mean-field steps
    /// @param converged  whether the last step moved less than the tolerance; sampled dynamics never do
    /// @param trajectory  overlap with the target after each step
    public record Run(
            double[] magnetisations,
            double meanFieldOverlap,
            byte[] spins,
            double overlap,
            int steps,
            boolean converged,
            double[] trajectory) {}

    /// Runs from a state.
    ///
    /// @throws DivergedException if a field is not a finite number
    public Run run(DenseHebbian memory, byte[] start, byte[] target, RandomSource source) {
        Patterns.requireSpins(start, memory.neurons());
        boolean dual = kind == Plefka.DUAL_MEAN || kind == Plefka.DUAL_SAMPLED;
        if (dual && memory.order() % 2 == 1)
            throw new IllegalArgumentException("P must be even for hidden units, not " + memory.order());
        var m = new double[start.length];
        for (int i = 0; i < m.length; i++) m[i] = start[i];
        var fields = new MeanFields(memory);
        var trajectory = new ArrayList<Double>();
        boolean converged = false;
        int step = 0;
        while (step < maxSteps && !converged) {
            step++;
            double moved = dual ? dualStep(fields, m, source) : plefkaStep(memory, fields, m);
            for (int i = 0; i < m.length; i++)
                if (!Double.isFinite(m[i])) throw new DivergedException("Plefka dynamics", step, i, m[i]);
            trajectory.add(overlap(m, target));
            converged = moved <= tolerance && kind != Plefka.DUAL_SAMPLED;
        }
        var spins = new byte[m.length];
        for (int i = 0; i < m.length; i++) spins[i] = m[i] > 0 || (m[i] == 0 && start[i] > 0) ? (byte) 1 : -1;
        var network = memory.network(spins);
        new Sampler(new Dynamics.Glauber(betaPrime), polish).run(network, source);
        return new Run(
                m,
                overlap(m, target),
                network.spins(),
                DenseHebbian.overlap(network.spins(), target),
                step,
                converged,
                trajectory.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double plefkaStep(DenseHebbian memory, MeanFields fields, double[] m) {
        double[] h = fields.multilinear(m);
        double q = 0;
        for (double each : m) q += each * each / m.length;
        double reaction = kind == Plefka.FIRST
                ? 0
                : 0.5
                        * betaPrime
                        * betaPrime
                        * memory.load()
                        * memory.convention().covariance(memory.order()).curvature(q)
                        * (1 - q);
        double moved = 0;
        for (int i = 0; i < m.length; i++) {
            double next = Math.tanh(betaPrime * h[i] - reaction * m[i]);
            double change = (1 - damping) * (next - m[i]);
            m[i] += change;
            moved = Math.max(moved, Math.abs(change));
        }
        return moved;
    }

    private double dualStep(MeanFields fields, double[] m, RandomSource source) {
        double[] h = fields.dual(m, betaPrime, kind == Plefka.DUAL_SAMPLED ? source : null);
        double moved = 0;
        for (int i = 0; i < m.length; i++) {
            double next = source.nextDouble() < 0.5 * (1 + Math.tanh(h[i])) ? 1 : -1;
            moved = Math.max(moved, Math.abs(next - m[i]));
            m[i] = next;
        }
        return moved;
    }

    private static double overlap(double[] m, byte[] target) {
        double sum = 0;
        for (int i = 0; i < m.length; i++) sum += m[i] * target[i];
        return sum / m.length;
    }
}
