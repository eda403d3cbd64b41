package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.statistics.CompensatedSum;

/// Exact statistics of \(L_N = \sum_i f(|x_i|)\) in the plane at \(\beta = 2\), for every \(N\) and every radial
/// trap.
///
/// The set of moduli has the law of independent \(R_k\), \(k = 0..N-1\), with density \(\propto r^{2k+1}
/// e^{-2NV(r)}\), so cumulants add: \(\kappa_q(L_N) = \sum_k \kappa_q(f(R_k))\), each by 200 Gauss-Legendre nodes
/// about its own mean. `f` needs no derivatives: where it jumps (counting statistics) the nodes are split. Cost
/// \(200 N\) evaluations: a thousand particles take some 20 ms.
///
/// Source: E. Kostlan, Linear Algebra Appl. 162 (1992) 385 for the Ginibre ensemble; J. B. Hough, M. Krishnapur,
/// Y. Peres, B. Virag, *Zeros of Gaussian Analytic Functions and Determinantal Point Processes*, theorem 4.7.1.
public final class PlanarEngine {
    private static final int GRAIN = 16;
    /// Weight of the outermost node at which a tilted law has left its table.
    private static final double EDGE = 1e-8;

    private final CoulombGas gas;
    private final ModulusLaws laws;

    private PlanarEngine(CoulombGas gas) {
        this.gas = gas;
        laws = new ModulusLaws(gas);
    }

    /// The engine of a gas.
    ///
    /// @throws IllegalArgumentException unless \(d = 2\) and \(\beta = 2\), where the gas is determinantal
    public static PlanarEngine of(CoulombGas gas) {
        if (gas.dimension() != 2)
            throw new IllegalArgumentException("dimension must be 2 for the planar engine, not " + gas.dimension());
        if (gas.beta() != 2)
            throw new IllegalArgumentException(
                    "beta must be 2 for the planar engine, not %s; sample other temperatures".formatted(gas.beta()));
        return new PlanarEngine(gas);
    }

    /// \(\kappa_1 .. \kappa_{orders}\), exact to quadrature and rounding.
    ///
    /// @param orders  in \([1, 20]\)
    public List<CumulantValue> cumulants(RadialFunction f, int orders) {
        double[] kappa = cumulants(f::value, orders);
        var values = new ArrayList<CumulantValue>();
        for (int q = 1; q <= orders; q++)
            values.add(new CumulantValue(
                    q,
                    kappa[q],
                    CumulantValue.Method.EXACT,
                    1e-13 * Math.abs(kappa[q]) + 1e-15 * Math.pow(Math.abs(kappa[2 > orders ? 1 : 2]), q / 2.0),
                    "",
                    List.of()));
        return values;
    }

    /// The same as plain numbers, index 0 unused.
    public double[] cumulants(DoubleUnaryOperator f, int orders) {
        int n = gas.particles();
        var each = new double[n][];
        double[] jumps = laws.jumps(f);
        Parallel.range(n, GRAIN, (from, to) -> {
            for (int k = from; k < to; k++) {
                var nodes = laws.nodes(k, jumps);
                each[k] = CumulantAlgebra.ofLaw(values(f, nodes.radii()), nodes.weights(), orders);
            }
        });
        var kappa = new double[orders + 1];
        for (int q = 1; q <= orders; q++) {
            var sum = new CompensatedSum();
            for (double[] one : each) sum.add(one[q]);
            kappa[q] = sum.value();
        }
        return kappa;
    }

    /// \(\ln \langle e^{tL} \rangle = \sum_k \ln \langle e^{t f(R_k)} \rangle\) with its derivatives. The laws
    /// are tabulated once; each further `t` costs \(200 N\) exponentials.
    ///
    /// Asked at a `t` that moves a modulus to the end of its table (\(e^{-45}\) below the mode), or at which the
    /// mean does not exist because \(t f\) outgrows \(2 N V\), the generator throws an
    /// `IllegalArgumentException`.
    public CumulantGenerator generator(DoubleUnaryOperator f) {
        int n = gas.particles();
        double[] jumps = laws.jumps(f);
        var nodes = Parallel.map(n, k -> laws.nodes(k, jumps));
        var tables = nodes.stream().map(law -> values(f, law.radii())).toList();
        return t -> {
            double value = 0, mean = 0, variance = 0;
            for (int k = 0; k < n; k++) {
                double[] x = tables.get(k);
                double[] w = nodes.get(k).weights();
                double shift = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < x.length; i++) if (w[i] > 0) shift = Math.max(shift, t * x[i]);
                double s0 = 0, s1 = 0, s2 = 0;
                for (int i = 0; i < x.length; i++) {
                    double e = w[i] * Math.exp(t * x[i] - shift);
                    s0 += e;
                    s1 += e * x[i];
                    s2 += e * x[i] * x[i];
                }
                int end = x.length - 1;
                double outermost = w[end] * Math.exp(t * x[end] - shift);
                if (outermost > EDGE * s0)
                    throw new IllegalArgumentException(
                            "t must be small enough for exp(t f) to have a mean well inside the untilted law, not "
                                    + t);
                value += Math.log(s0) + shift;
                mean += s1 / s0;
                variance += s2 / s0 - s1 / s0 * (s1 / s0);
            }
            return new CumulantGenerator.Tilt(value, mean, variance);
        };
    }

    private static double[] values(DoubleUnaryOperator f, double[] radii) {
        var values = new double[radii.length];
        for (int i = 0; i < radii.length; i++) values[i] = f.applyAsDouble(radii[i]);
        return values;
    }
}
