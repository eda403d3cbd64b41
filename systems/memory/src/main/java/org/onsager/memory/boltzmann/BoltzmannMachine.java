package org.onsager.memory.boltzmann;

import java.util.concurrent.atomic.AtomicReference;
import org.onsager.numerics.vector.VectorKernels;

/// A Boltzmann machine over categorical variables,
/// \[ p(x) \propto \exp\left(\tfrac12 x^\mathsf T \Phi x + b^\mathsf T x\right), \]
/// \(x\) the stacked one-hot vector, \(\Phi_{ii} = 0\), each unordered pair counted once. Its mean-field
/// marginals minimise \(F(q) = \sum q \ln q - \tfrac12 q^\mathsf T \Phi q - b^\mathsf T q \ge -\ln Z\) over
/// products of simplices.
///
/// Immutable; safe to share between threads.
public final class BoltzmannMachine {
    private final Couplings couplings;
    private final double[] bias;
    private final Guarantee guarantee;
    private final double modulus;
    private final AtomicReference<Double> largest = new AtomicReference<>();
    private final AtomicReference<Resolvent> resolvent = new AtomicReference<>();

    private BoltzmannMachine(Couplings couplings, double[] bias, Guarantee guarantee, double modulus) {
        Require.length("b", bias.length, couplings.variables().dimension());
        Require.finite("b", bias);
        this.couplings = couplings;
        this.bias = bias.clone();
        this.guarantee = guarantee;
        this.modulus = modulus;
    }

    /// A machine whose couplings are certified to be monotone.
    ///
    /// @param bias  \(b\), length \(D\), finite
    /// @throws IllegalArgumentException with the violating eigenvalue unless \(I - \Phi \succ 0\)
    public static BoltzmannMachine of(Couplings couplings, double[] bias) {
        return certified(couplings, bias, Guarantee.MONOTONE, 0);
    }

    /// A machine whose couplings need only have \(2I - \Phi \succ 0\): a strictly convex free energy.
    ///
    /// @throws IllegalArgumentException with the violating eigenvalue unless \(2I - \Phi \succ 0\)
    public static BoltzmannMachine relaxed(Couplings couplings, double[] bias) {
        return certified(couplings, bias, Guarantee.RELAXED, -1);
    }

    /// A machine of which nothing is checked: only [Method#BLOCK] and [Method#PARALLEL] serve it, and what they
    /// find may be one of several solutions.
    public static BoltzmannMachine unsafe(Couplings couplings, double[] bias) {
        return new BoltzmannMachine(couplings, bias, Guarantee.NONE, -1);
    }

    private static BoltzmannMachine certified(Couplings couplings, double[] bias, Guarantee least, double bound) {
        if (couplings instanceof MonotoneCouplings monotone)
            return new BoltzmannMachine(couplings, bias, Guarantee.MONOTONE, Math.max(0, 1 - monotone.largestBlock()));
        var certificate = Spectrum.certify(couplings);
        if (certificate.guarantee().compareTo(least) > 0)
            throw new IllegalArgumentException(
                    "the smallest eigenvalue of I - Phi must be in (%s, inf), not %.6g; project() gives the nearest machine that has it, unsafe() does without"
                            .formatted(bound == 0 ? "0" : "-1", certificate.lower()));
        return new BoltzmannMachine(couplings, bias, certificate.guarantee(), certificate.lower());
    }

    public Couplings couplings() {
        return couplings;
    }

    public Variables variables() {
        return couplings.variables();
    }

    /// \(b\), a copy.
    public double[] bias() {
        return bias.clone();
    }

    double[] rawBias() {
        return bias;
    }

    public Guarantee guarantee() {
        return guarantee;
    }

    /// Bounds of the spectrum of \(I - \Phi\).
    public Certificate certify() {
        return Spectrum.certify(couplings);
    }

    /// The nearest machine whose couplings are admissible with margin `m`, with the same bias.
    public BoltzmannMachine project(double m) {
        return of(Admissible.project(variables(), couplings.matrix(), m), bias);
    }

    /// The default step of the proximal iterations, \(a = \min(1, 1/L)\) with \(L\) the power bound of the
    /// spectrum of \(I - \Phi\); computed once.
    public double defaultStep() {
        var known = largest.get();
        if (known == null) {
            known = Spectrum.powerBound(couplings);
            largest.set(known);
        }
        return Math.min(1, 1 / known);
    }

    /// The least eigenvalue of \(I - \Phi\) as it was certified, -1 where nothing was.
    double modulus() {
        return modulus;
    }

    /// The resolvent at a step; the last one is kept.
    Resolvent resolvent(double a) {
        var known = resolvent.get();
        if (known == null || known.step() != a) {
            known = Resolvent.of(couplings, a);
            resolvent.set(known);
        }
        return known;
    }

    /// \(\tfrac12 x^\mathsf T \Phi x + b^\mathsf T x\), of joint states or marginals.
    public double score(double[] x) {
        Require.length("x", x.length, bias.length);
        var field = new double[x.length];
        couplings.applier(1).apply(x, field);
        return 0.5 * VectorKernels.dot(x, field) + VectorKernels.dot(x, bias);
    }

    /// The mean-field free energy \(F(q)\), in nats.
    ///
    /// @param q  marginals, each block in its simplex
    public double freeEnergy(double[] q) {
        double entropy = 0;
        for (double value : q) if (value > 0) entropy -= value * Math.log(value);
        return -entropy - score(q);
    }
}
