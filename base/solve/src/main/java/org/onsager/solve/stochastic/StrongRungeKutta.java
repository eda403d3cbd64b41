package org.onsager.solve.stochastic;

import java.util.EnumSet;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// A strong Runge-Kutta method that is nothing but its tableau: order 1.5 for scalar and diagonal noise, Ito,
/// with an error estimate of Rackauckas and Nie's kind: the drift's part \(|h \sum (-1)^i f_i|/2\) over the
/// stages that the drift uses, plus the noise's part \(|\sum (\beta^3_i I_{10}/h + \beta^4_i I_{111}/h) g_i|\),
/// the difference from the method of order 1.
///
/// Source of the estimate: C. Rackauckas and Q. Nie, *Adaptive methods for stochastic differential equations via
/// natural embeddings and rejection sampling with memory*, Discrete Contin. Dyn. Syst. B 22 (2017).
interface StrongRungeKutta extends StochasticSolver {

    /// The coefficients.
    SriTableau tableau();

    @Override
    default Set<Interpretation> interpretations() {
        return Set.of(Interpretation.ITO);
    }

    @Override
    default Set<Noise> noises() {
        return EnumSet.of(Noise.ADDITIVE, Noise.SCALAR, Noise.DIAGONAL);
    }

    @Override
    default Areas areas() {
        return Areas.WH;
    }

    @Override
    default double order() {
        return 1.5;
    }

    @Override
    default double errorOrder() {
        return 1;
    }

    @Override
    default double weakOrder() {
        return 2;
    }

    @Override
    default String citation() {
        return "A. Rößler, Runge-Kutta methods for the strong approximation of solutions of stochastic differential equations, SIAM J. Numer. Anal. 48 (2010)";
    }

    @Override
    default void check(SdeTerm<?> term) {
        StochasticSolver.super.check(term);
        if (term.noise() == Noise.ADDITIVE
                && term.path().layout().channels() > 1
                && !(term instanceof Sde sde && sde.hasDiagonalNoise()))
            throw new IllegalArgumentException(
                    "solver %s takes additive noise only where it is diagonal; use SRA1 or ShARK".formatted(name()));
    }

    @Override
    default <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        SriTableau tab = tableau();
        int s = tab.stages();
        return new SdeStepper<>(this, term, start, 3 * s + 2) {
            private final double[] ones = NoiseCheck.ones(layout);
            private final double[] i10 = new double[layout.size()];

            @Override
            double advance() {
                double root = Math.sqrt(Math.abs(h));
                for (int c = 0; c < i10.length; c++) i10[c] = 0.5 * w[c] + area[c];
                for (int i = 0; i < s; i++) {
                    stage(i, root);
                    Y h1 = k[2 * s + i];
                    Y h0 = k[3 * s];
                    if (tab.alpha()[i] != 0 || feeds(tab.a0(), i) || feeds(tab.a1(), i))
                        drift(t + tab.c0()[i] * h, h0, i);
                    if (feeds(tab.b1(), i)) diffusion(t + tab.c1()[i] * h, h1, ones, s + i);
                }
                candidate = space.copy(y, candidate);
                Y error = set(3 * s, y, -1, y);
                for (int i = 0; i < s; i++) {
                    if (tab.alpha()[i] != 0) {
                        add(h * tab.alpha()[i], k[i]);
                        error = add(3 * s, (i % 2 == 0 ? 0.5 : -0.5) * h, k[i]);
                    }
                    double at = t + tab.c1()[i] * h;
                    add(1, diffusion(at, k[2 * s + i], weights(i, root), 3 * s + 1));
                    error = add(3 * s, 1, diffusion(at, k[2 * s + i], correction(i), 3 * s + 1));
                }
                return size(error);
            }

            /// Sets \(H^1_i\) (slot 2s + i) and \(H^0_i\) (slot 3s).
            private void stage(int i, double root) {
                k[2 * s + i] = space.copy(y, k[2 * s + i]);
                k[3 * s] = space.copy(y, k[3 * s]);
                for (int j = 0; j < i; j++) {
                    if (tab.a1()[i][j] != 0) add(2 * s + i, h * tab.a1()[i][j], k[j]);
                    if (tab.b1()[i][j] != 0) add(2 * s + i, root * tab.b1()[i][j], k[s + j]);
                    if (tab.a0()[i][j] != 0) add(3 * s, h * tab.a0()[i][j], k[j]);
                    if (tab.b0()[i][j] != 0)
                        add(3 * s, tab.b0()[i][j], diffusion(t + tab.c1()[j] * h, k[2 * s + j], i10, 3 * s + 1));
                }
            }

            private double[] weights(int i, double root) {
                double b1 = tab.beta()[0][i], b2 = tab.beta()[1][i] / root, b3 = tab.beta()[2][i];
                double b4 = tab.beta()[3][i] / h;
                for (int c = 0; c < mix.length; c++) {
                    double i11 = 0.5 * (w[c] * w[c] - h), i111 = (w[c] * w[c] - 3 * h) * w[c] / 6;
                    mix[c] = b1 * w[c] + b2 * i11 + b3 * i10[c] + b4 * i111;
                }
                return mix;
            }

            private double[] correction(int i) {
                double b3 = tab.beta()[2][i], b4 = tab.beta()[3][i] / h;
                for (int c = 0; c < mix.length; c++) mix[c] = b3 * i10[c] + b4 * (w[c] * w[c] - 3 * h) * w[c] / 6;
                return mix;
            }
        };
    }

    private static boolean feeds(double[][] rows, int j) {
        for (double[] row : rows) if (j < row.length && row[j] != 0) return true;
        return false;
    }
}
