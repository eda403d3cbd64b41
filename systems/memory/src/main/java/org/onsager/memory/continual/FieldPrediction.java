package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;

/// Predictions of a trained network; probabilities or scores are averaged over draws.
final class FieldPrediction {
    private static final int ROWS = 256;

    private final BinaryVcl settings;
    private final FieldState state;

    FieldPrediction(BinaryVcl settings, FieldState state) {
        this.settings = settings;
        this.state = state;
    }

    int[] classes(LabelledData data, int[] places, Propagation how, int draws) {
        var probabilities = average(data, places, how, draws, true);
        var classes = new int[probabilities.length];
        for (int k = 0; k < classes.length; k++) {
            int best = 0;
            for (int c = 1; c < probabilities[k].length; c++)
                if (probabilities[k][c] > probabilities[k][best]) best = c;
            classes[k] = best;
        }
        return classes;
    }

    double[][] scores(LabelledData data, int[] places, Propagation how, int draws) {
        return average(data, places, how, draws, false);
    }

    private double[][] average(LabelledData data, int[] places, Propagation how, int draws, boolean probabilities) {
        require(draws >= 1, "draws", draws, "[1, inf)");
        settings.requireFit(state, data);
        int classes = data.classes(), count = data.count();
        var sums = new double[count][classes];
        var order = new int[count];
        for (int k = 0; k < count; k++) order[k] = k;
        int rounds = how == Propagation.SIGN ? 1 : draws;
        var stream = RandomStream.of(1).split("predict");
        for (int draw = 0; draw < rounds; draw++) {
            var network =
                    network(how, Math.min(ROWS, count), stream.split("weights").at(draw));
            for (int from = 0; from < count; from += network.batch) {
                int rows = Math.min(network.batch, count - from);
                network.load(data, places, order, from, from + rows);
                network.forward(rows, stream.split("noise").at(draw).at(from));
                add(network, from, rows, probabilities, sums);
            }
        }
        for (double[] row : sums) for (int c = 0; c < classes; c++) row[c] /= rounds;
        return sums;
    }

    private static void add(FieldNetwork network, int from, int rows, boolean probabilities, double[][] sums) {
        int stride = network.strides[network.layers];
        float[] z = network.output[network.layers - 1];
        for (int b = 0; b < rows; b++) {
            double[] sum = sums[from + b];
            if (probabilities) {
                var p = new double[sum.length];
                double total = FieldNetwork.softmax(z, b * stride, p);
                for (int c = 0; c < p.length; c++) sum[c] += p[c] / total;
            } else {
                for (int c = 0; c < sum.length; c++) sum[c] += z[b * stride + c];
            }
        }
    }

    /// Weights without variance make the Gaussian network an ordinary one.
    private FieldNetwork network(Propagation how, int rows, RandomStream stream) {
        var network = new FieldNetwork(settings.sizes(), state.theta(), state.beta(), rows);
        if (how == Propagation.GAUSSIAN) return network;
        for (int l = 0; l < network.layers; l++) {
            float[] m = network.mean[l];
            var uniforms = new double[how == Propagation.SAMPLED ? m.length : 0];
            stream.at(l).fillUniform(uniforms);
            for (int i = 0; i < m.length; i++)
                m[i] = (how == Propagation.SIGN ? state.theta()[l][i] >= 0 : 2 * uniforms[i] < 1 + m[i]) ? 1 : -1;
            java.util.Arrays.fill(network.variance[l], 0);
        }
        return network;
    }
}
