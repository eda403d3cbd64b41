package org.onsager.solve.stochastic;

/// A stretch of Brownian paths: its length \(h\) and \(W, H, K\) of each motion (empty arrays for what is not
/// known).
///
/// With \(\alpha, \beta\) the parts of the first and the second stretch in their concatenation, Chen's relations
/// are \(W = W_1 + W_2\), \(H = \alpha H_1 + \beta H_2 + \frac12(\beta W_1 - \alpha W_2)\) and \(K = \alpha^2 K_1
/// + \beta^2 K_2 + \frac12 \alpha\beta (H_1 - H_2) + \frac1{12}(\beta - \alpha)(\beta W_1 - \alpha W_2)\).
final class Piece {
    double length;
    final double[] w;
    final double[] h;
    final double[] k;

    Piece(double[] w, double[] h, double[] k) {
        this.w = w;
        this.h = h;
        this.k = k;
    }

    static Piece of(Layout layout) {
        int n = layout.size();
        return new Piece(
                new double[n],
                new double[layout.areas().include(Areas.WH) ? n : 0],
                new double[layout.areas().include(Areas.WHK) ? n : 0]);
    }

    void clear() {
        length = 0;
    }

    void set(Piece other) {
        length = other.length;
        System.arraycopy(other.w, 0, w, 0, other.w.length);
        System.arraycopy(other.h, 0, h, 0, other.h.length);
        System.arraycopy(other.k, 0, k, 0, other.k.length);
    }

    /// This stretch followed by the next one.
    void append(Piece next) {
        if (length == 0) set(next);
        else join(this, next);
    }

    /// This stretch preceded by another one.
    void prepend(Piece before) {
        if (length == 0) set(before);
        else join(before, this);
    }

    private void join(Piece first, Piece second) {
        double total = first.length + second.length;
        double alpha = first.length / total, beta = second.length / total;
        double skew = (beta - alpha) / 12;
        for (int i = 0; i < k.length; i++)
            k[i] = alpha * alpha * first.k[i]
                    + beta * beta * second.k[i]
                    + 0.5 * alpha * beta * (first.h[i] - second.h[i])
                    + skew * (beta * first.w[i] - alpha * second.w[i]);
        for (int i = 0; i < h.length; i++)
            h[i] = alpha * first.h[i] + beta * second.h[i] + 0.5 * (beta * first.w[i] - alpha * second.w[i]);
        for (int i = 0; i < w.length; i++) w[i] = first.w[i] + second.w[i];
        length = total;
    }

    /// What is left of `whole` after its first stretch is taken away.
    void setRest(Piece whole, Piece first) {
        double rest = whole.length - first.length;
        double alpha = first.length / whole.length, beta = rest / whole.length;
        double skew = (beta - alpha) / 12;
        for (int i = 0; i < w.length; i++) {
            double w1 = first.w[i], w2 = whole.w[i] - w1;
            double drift = beta * w1 - alpha * w2;
            if (h.length > 0) {
                double h1 = first.h[i], h2 = (whole.h[i] - alpha * h1 - 0.5 * drift) / beta;
                if (k.length > 0)
                    k[i] = (whole.k[i] - alpha * alpha * first.k[i] - 0.5 * alpha * beta * (h1 - h2) - skew * drift)
                            / (beta * beta);
                h[i] = h2;
            }
            w[i] = w2;
        }
        length = rest;
    }

    /// Turns the path round: \(\int p(u)\,dW\) with \(p\) symmetric about the middle changes sign.
    void reverse() {
        for (int i = 0; i < w.length; i++) w[i] = -w[i];
        for (int i = 0; i < k.length; i++) k[i] = -k[i];
    }
}
