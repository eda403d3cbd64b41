package org.onsager.memory.boltzmann;

/// The gradient of \(L = \sum_l u_l^\mathsf T \Phi q_l\) in the weights of [MonotoneCouplings], through the
/// blocks and the normalisation. With \(\tilde u = S u\), \(\tilde q = S q\), \(G_i = \sum_l \tilde u_i \tilde
/// q_i^\mathsf T\): \[ \frac{\partial L}{\partial A} = -(A\tilde u)\tilde q^\mathsf T - (A\tilde q)\tilde
/// u^\mathsf T, \qquad \frac{\partial L}{\partial A_i} \mathrel{+}= A_i (G_i + G_i^\mathsf T), \qquad
/// \frac{\partial L}{\partial s_i} = u_i\cdot(M\tilde q)_i + q_i\cdot(M\tilde u)_i, \] \(M =
/// \mathrm{blkdiag}(A^\mathsf T A) - A^\mathsf T A\), \(s_i = \sqrt{(1-m)/\lambda_i}\) where the largest
/// eigenvalue \(\lambda_i\) of \(A_i^\mathsf T A_i\) is above \(1-m\), \(\partial\lambda_i = v_i v_i^\mathsf T\).
final class MonotoneGradient implements ParameterisedCouplings.Gradient {
    private final MonotoneCouplings couplings;
    private final double[] direct;
    private final double[] blocks;
    private final double[] byLeft;
    private final double[] byRight;

    MonotoneGradient(MonotoneCouplings couplings) {
        this.couplings = couplings;
        int count = couplings.variables().count();
        direct = new double[couplings.rawWeights().length];
        blocks = new double[couplings.starts()[count]];
        byLeft = new double[count];
        byRight = new double[count];
    }

    @Override
    public void add(double[] u, double[] q, int width) {
        var pattern = couplings.factor().pattern();
        double[] us = new double[u.length], qs = new double[q.length];
        couplings.scaleBundle(true, u, us, width);
        couplings.scaleBundle(false, q, qs, width);
        double[] uRows = new double[pattern.rows * width], qRows = new double[pattern.rows * width];
        double[] mu = new double[u.length], mq = new double[q.length];
        couplings.unscaled(us, mu, uRows, width);
        couplings.unscaled(qs, mq, qRows, width);
        pattern.addGradient(-1, uRows, qs, direct, width);
        pattern.addGradient(-1, qRows, us, direct, width);
        var variables = couplings.variables();
        for (int i = 0; i < variables.count(); i++) {
            int base = variables.offset(i),
                    k = variables.states(i),
                    at = couplings.starts()[i];
            byLeft[i] += dot(u, mq, base * width, (base + k) * width);
            byRight[i] += dot(q, mu, base * width, (base + k) * width);
            for (int s = 0; s < k; s++)
                for (int t = 0; t < k; t++) {
                    double sum = 0;
                    for (int l = 0; l < width; l++)
                        sum = Math.fma(us[(base + s) * width + l], qs[(base + t) * width + l], sum);
                    blocks[at + s * k + t] += sum;
                }
        }
    }

    private static double dot(double[] x, double[] y, int from, int to) {
        double sum = 0;
        for (int e = from; e < to; e++) sum = Math.fma(x[e], y[e], sum);
        return sum;
    }

    @Override
    public void add(ParameterisedCouplings.Gradient other) {
        var o = (MonotoneGradient) other;
        add(direct, o.direct);
        add(blocks, o.blocks);
        add(byLeft, o.byLeft);
        add(byRight, o.byRight);
    }

    private static void add(double[] to, double[] from) {
        for (int i = 0; i < to.length; i++) to[i] += from[i];
    }

    @Override
    public double[] weights() {
        var factor = couplings.factor();
        var gradient = direct.clone();
        double[] g = blocks.clone();
        int count = couplings.variables().count();
        for (int i = 0; i < count; i++) couplings.addScaleGradient(i, byLeft[i], byRight[i], g);
        int[] starts = couplings.starts();
        for (int group = 0; group < factor.groups(); group++) {
            var moved = new double[g.length];
            for (int i = 0; i < count; i++) {
                int to = starts[couplings.blockSource(group, i)];
                for (int e = starts[i]; e < starts[i + 1]; e++) moved[to + e - starts[i]] += g[e];
            }
            factor.addBlockGradient(group, couplings.rawWeights(), starts, moved, gradient);
        }
        return gradient;
    }
}
