package org.onsager.solve.stochastic;

import org.onsager.solve.Solver;
import org.onsager.solve.Term;

/// Steps of a Rößler method of weak order 2.
///
/// Diagonal and scalar noise need one group of stages, as no other channel acts on a component; general noise one
/// group a channel.
final class WeakStepper<Y> extends SdeStepper<Y> {
    private static final int STAGES = 3;

    private final RosslerTableau tab;
    private final double[] c0;
    private final double[] c1;
    private final double[][] directions;
    private final boolean single;
    private final Y[] stages;
    private Y total;

    WeakStepper(WeakRungeKutta solver, Term<Y> term, Solver.Start<Y> start) {
        super(solver, term, start, STAGES + 3);
        tab = solver.tableau();
        c0 = SriTableau.rowSums(tab.a0());
        c1 = SriTableau.rowSums(tab.a1());
        single = this.term.noise() == Noise.SCALAR
                || this.term.noise() == Noise.DIAGONAL
                || this.term instanceof Sde sde && sde.hasDiagonalNoise();
        directions = single ? new double[][] {NoiseCheck.ones(layout)} : LogOdeMidpoint.units(layout);
        stages = space.storage(STAGES * directions.length, y);
        total = space.zero(y);
    }

    @Override
    double advance() {
        double root = Math.sqrt(Math.abs(h));
        for (int i = 0; i < STAGES; i++) {
            Y state = set(STAGES, y, 0, y);
            for (int j = 0; j < i; j++) {
                if (at(tab.a0(), i, j) != 0) state = add(STAGES, h * at(tab.a0(), i, j), k[j]);
                if (at(tab.b0(), i, j) != 0)
                    for (int l = 0; l < directions.length; l++)
                        state = add(STAGES, at(tab.b0(), i, j), noise(l, j, masked(l, 1, 0)));
            }
            drift(t + c0[i] * h, state, i);
            for (int l = 0; l < directions.length; l++) noiseStage(l, i, root);
        }
        total = space.copy(y, total);
        for (int i = 0; i < STAGES; i++) {
            total = space.axpy(total, h * tab.alpha()[i], k[i], total);
            for (int l = 0; l < directions.length; l++) {
                total = space.axpy(total, 1, noise(l, i, masked(l, tab.beta()[0][i], tab.beta()[1][i] / root)), total);
                if (!single) cross(l, i, root);
            }
        }
        candidate = space.copy(total, candidate);
        return 0;
    }

    /// Sets \(H^l_i\); the drift's stages before it are known.
    private void noiseStage(int l, int i, double root) {
        int slot = l * STAGES + i;
        Y state = space.copy(y, stages[slot]);
        for (int j = 0; j < i; j++) {
            if (at(tab.a1(), i, j) != 0) state = space.axpy(state, h * at(tab.a1(), i, j), k[j], state);
            if (at(tab.b1(), i, j) != 0)
                state = space.axpy(state, root * at(tab.b1(), i, j), noise(l, j, directions[l]), state);
        }
        stages[slot] = state;
    }

    /// The terms of \(\sigma^l(\hat H^l_i)\).
    private void cross(int l, int i, double root) {
        double plain = tab.beta()[2][i], constant = tab.beta()[3][i] * root;
        if (plain == 0 && constant == 0) return;
        Y state = set(STAGES, y, 0, y);
        for (int j = 0; j < STAGES; j++) {
            double weight = at(tab.b2(), i, j);
            if (weight == 0) continue;
            for (int other = 0; other < directions.length; other++)
                if (other != l) state = add(STAGES, weight / root, noise(other, j, pair(l, other, root)));
        }
        for (int c = 0; c < mix.length; c++) mix[c] = directions[l][c] * (plain * w[c] + constant);
        total = space.axpy(total, 1, diffusion(t, state, mix, STAGES + 1), total);
    }

    /// \(\sigma(H^l_j)\,v\).
    private Y noise(int l, int j, double[] v) {
        return diffusion(t + c1[j] * h, stages[l * STAGES + j], v, STAGES + 1);
    }

    /// \(a \hat I_l + b \hat I_{ll}\) in the channels of group `l`.
    private double[] masked(int l, double a, double b) {
        for (int c = 0; c < mix.length; c++)
            mix[c] = directions[l][c] * (a * w[c] + b * 0.5 * (w[c] * w[c] - Math.abs(h)));
        return mix;
    }

    /// \(\hat I_{kl}\), row by row, in the channel `other`.
    private double[] pair(int first, int other, double root) {
        int rows = layout.rows();
        java.util.Arrays.fill(mix, 0);
        for (int r = 0; r < rows; r++) {
            int a = first * rows + r, b = other * rows + r;
            double point = first < other ? -Math.copySign(root, area[a]) : Math.copySign(root, area[b]);
            mix[b] = 0.5 * (w[a] * w[b] + root * point);
        }
        return mix;
    }

    private static double at(double[][] rows, int i, int j) {
        return j < rows[i].length ? rows[i][j] : 0;
    }
}
