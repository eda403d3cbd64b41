package org.onsager.papers.monotonedbm;

import java.util.Arrays;
import org.onsager.memory.boltzmann.BinaryRbm;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.numerics.RandomStream;

/// The restricted machine as a joint model: pixels and the ten labels are its binary visible units, grey values
/// the probabilities of the pixels; a label is the unit that Gibbs sampling turns on most often.
record RestrictedMachine(BinaryRbm machine, int pixels, int bins) {
    private static final int HIDDEN = 200;
    private static final int LABELS = 10;
    private static final int SWEEPS = 60;
    static final String SETTINGS = "200 hidden units, CD-1, 60 sweeps a test image";

    /// How it did on test images.
    ///
    /// @param right  labels that were right
    /// @param hiddenPixels  pixels that were hidden
    /// @param rightPixels  of them, whose bin is the one of the expected grey value
    record Test(int right, long hiddenPixels, long rightPixels) {
        double pixelAccuracy() {
            return hiddenPixels == 0 ? Double.NaN : (double) rightPixels / hiddenPixels;
        }
    }

    /// Trains by contrastive divergence of one sweep for at least sixty passes; rate and kind of chain are the
    /// best of six on held-out training images of the standard scale (persistent chains named 7 to 13 points
    /// fewer).
    static RestrictedMachine train(LabelledImages data, int epochs, RandomStream stream) {
        var visible = new double[data.count()][];
        for (int n = 0; n < visible.length; n++) visible[n] = visible(data, n);
        var training = new BinaryRbm.Training(HIDDEN, 1, false, Math.max(60, epochs), 20, 0.1);
        return new RestrictedMachine(BinaryRbm.train(training, visible, stream), data.pixels(), data.bins());
    }

    /// Grey values and the label's unit.
    private static double[] visible(LabelledImages data, int n) {
        var v = new double[data.pixels() + LABELS];
        for (int i = 0; i < data.pixels(); i++) v[i] = (double) data.images()[n][i] / (data.bins() - 1);
        v[data.pixels() + data.labels()[n]] = 1;
        return v;
    }

    /// Weights, one hidden unit a row, then the visible and the hidden biases.
    double[][] parameters() {
        double[][] weights = machine.weights();
        var all = Arrays.copyOf(weights, weights.length + 2);
        all[weights.length] = machine.visibleBias();
        all[weights.length + 1] = machine.hiddenBias();
        return all;
    }

    static RestrictedMachine of(double[][] parameters, int bins) {
        int hidden = parameters.length - 2;
        double[] visibleBias = parameters[hidden];
        return new RestrictedMachine(
                BinaryRbm.of(Arrays.copyOf(parameters, hidden), visibleBias, parameters[hidden + 1]),
                visibleBias.length - LABELS,
                bins);
    }

    Test test(LabelledImages images, boolean[][] observed, RandomStream stream) {
        var visible = new double[images.count()][];
        var masks = new boolean[images.count()][];
        for (int n = 0; n < visible.length; n++) {
            visible[n] = visible(images, n);
            masks[n] = Arrays.copyOf(observed[n], pixels + LABELS);
        }
        double[][] means = machine.complete(visible, masks, SWEEPS, stream);
        int right = 0;
        long hidden = 0, correct = 0;
        for (int n = 0; n < visible.length; n++) {
            int best = 0;
            for (int c = 1; c < LABELS; c++) if (means[n][pixels + c] > means[n][pixels + best]) best = c;
            if (best == images.labels()[n]) right++;
            for (int i = 0; i < pixels; i++) {
                if (observed[n][i]) continue;
                hidden++;
                if (Math.round(means[n][i] * (bins - 1)) == images.images()[n][i]) correct++;
            }
        }
        return new Test(right, hidden, correct);
    }
}
