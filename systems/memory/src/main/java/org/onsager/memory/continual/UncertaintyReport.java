package org.onsager.memory.continual;

/// How certain the weights of a network are, a layer.
///
/// @param meanVariance  mean of \(1-\mu^2\); all near 0 is a frozen network
/// @param frozen  share of weights with \(1-\mu^2 < 10^{-3}\)
/// @param divergence  \(KL(q_\theta\|q_{\theta'})\) to the end of the last task, nats; NaN before there is one
/// @param varianceEdges  bin edges of the histogram of \(1-\mu^2\), the same for all layers
/// @param varianceShares  share of a layer's weights in each bin
/// @param fieldEdges  bin edges of the histogram of \(\theta\), in \([-4, 4]\); what lies beyond counts in the
///     last bins
/// @param fieldShares  share of a layer's weights in each bin
public record UncertaintyReport(
        double[] meanVariance,
        double[] frozen,
        double[] divergence,
        double[] varianceEdges,
        double[][] varianceShares,
        double[] fieldEdges,
        double[][] fieldShares) {
    private static final int BINS = 40;
    private static final double WIDEST = 4;

    static UncertaintyReport of(BinaryVcl settings, FieldState state) {
        int layers = state.theta().length;
        var report = new UncertaintyReport(
                new double[layers],
                new double[layers],
                new double[layers],
                edges(0, 1),
                new double[layers][BINS],
                edges(-WIDEST, WIDEST),
                new double[layers][BINS]);
        for (int l = 0; l < layers; l++) report.fill(settings, state, l);
        return report;
    }

    private static double[] edges(double from, double to) {
        var edges = new double[BINS + 1];
        for (int b = 0; b <= BINS; b++) edges[b] = from + (to - from) * b / BINS;
        return edges;
    }

    private void fill(BinaryVcl settings, FieldState state, int l) {
        int in = settings.sizes()[l], out = settings.sizes()[l + 1], stride = FloatKernels.padded(out);
        boolean anchored = state.anchor().length > 0;
        double share = 1.0 / in / out, beta = state.beta();
        for (int i = 0; i < in; i++)
            for (int o = 0; o < out; o++) {
                double theta = state.theta()[l][i * stride + o], variance = BinaryWeight.variance(beta, theta);
                meanVariance[l] += share * variance;
                if (variance < 1e-3) frozen[l] += share;
                if (anchored) divergence[l] += BinaryWeight.divergence(beta, theta, state.anchor()[l][i * stride + o]);
                varianceShares[l][bin(variance)] += share;
                fieldShares[l][bin((theta + WIDEST) / (2 * WIDEST))] += share;
            }
        if (!anchored) divergence[l] = Double.NaN;
    }

    private static int bin(double unit) {
        return Math.max(0, Math.min(BINS - 1, (int) (unit * BINS)));
    }
}
