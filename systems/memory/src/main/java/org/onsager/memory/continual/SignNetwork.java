package org.onsager.memory.continual;

import org.onsager.numerics.Parallel;

/// A network of weights \(\mathrm{sgn}\,h\), batch normalisation after every layer and sign activations, with the
/// memory of a forward and backward pass. Gradients pass the sign of a weight as if it were not there, and the
/// sign of a unit where its normalised input is in \([-1, 1]\).
///
/// Mutable and not shared.
final class SignNetwork {
    private static final int ROWS = 16;
    private static final float EPSILON = 1e-5f;
    private static final float FORGET = 0.1f;

    final int[] sizes;
    final int[] strides;
    final int layers;
    final int batch;
    private final int batchStride;
    private final float[][] hidden;
    private final BinaryState.Norm norm;
    final float[][] weights;
    final float[][] activation;
    final float[][] normalised;
    final float[][] output;
    private final float[][] inverse;
    final float[][] delta;
    final float[][] gradient;
    final float[][] scaleGradient;
    final float[][] shiftGradient;
    private final float[] transposed;
    private final float[] back;

    SignNetwork(int[] sizes, float[][] hidden, BinaryState.Norm norm, int batch) {
        this.sizes = sizes;
        this.layers = sizes.length - 1;
        this.batch = batch;
        this.batchStride = FloatKernels.padded(batch);
        this.hidden = hidden;
        this.norm = norm;
        this.strides = new int[sizes.length];
        int widest = 0;
        for (int l = 0; l <= layers; l++) {
            strides[l] = FloatKernels.padded(sizes[l]);
            widest = Math.max(widest, strides[l]);
        }
        this.weights = FieldState.zeros(hidden);
        this.gradient = FieldState.zeros(hidden);
        this.activation = new float[layers][];
        this.normalised = new float[layers][];
        this.output = new float[layers][];
        this.delta = new float[layers][];
        this.inverse = new float[layers][];
        this.scaleGradient = new float[layers][];
        this.shiftGradient = new float[layers][];
        for (int l = 0; l < layers; l++) {
            activation[l] = new float[batch * strides[l]];
            int out = strides[l + 1];
            normalised[l] = new float[batch * out];
            output[l] = new float[batch * out];
            delta[l] = new float[batch * out];
            inverse[l] = new float[out];
            scaleGradient[l] = new float[out];
            shiftGradient[l] = new float[out];
            refresh(l, 0, hidden[l].length);
        }
        this.transposed = new float[widest * batchStride];
        this.back = new float[widest * batchStride];
    }

    void refresh(int l, int from, int to) {
        float[] w = weights[l], h = hidden[l];
        for (int i = from; i < to; i++) w[i] = h[i] < 0 ? -1 : 1;
    }

    void load(LabelledData data, int[] places, int[] order, int from, int to) {
        int size = sizes[0], stride = strides[0];
        for (int b = from; b < to; b++) {
            int row = order[b] * size, at = (b - from) * stride;
            for (int i = 0; i < size; i++)
                activation[0][at + i] = data.inputs()[row + (places.length == 0 ? i : places[i])];
        }
    }

    /// @param training  whether to normalise by the batch and to move the running averages
    void forward(int rows, boolean training) {
        for (int l = 0; l < layers; l++) {
            int in = sizes[l], stride = strides[l + 1], layer = l;
            FloatKernels.multiplyWide(
                    activation[l], strides[l], 1, weights[l], stride, output[l], stride, rows, stride, in);
            Parallel.range(stride / FloatKernels.PAD, 4, (from, to) -> {
                for (int o = from * FloatKernels.PAD; o < to * FloatKernels.PAD; o++)
                    normalise(layer, o, rows, training);
            });
        }
    }

    private void normalise(int l, int o, int rows, boolean training) {
        int stride = strides[l + 1];
        float[] z = output[l], n = normalised[l];
        float mean = norm.mean()[l][o], variance = norm.variance()[l][o];
        if (training && rows > 1) {
            double sum = 0, square = 0;
            for (int b = 0; b < rows; b++) sum += z[b * stride + o];
            double centre = sum / rows;
            for (int b = 0; b < rows; b++) {
                double d = z[b * stride + o] - centre;
                square += d * d;
            }
            norm.mean()[l][o] += FORGET * ((float) centre - mean);
            norm.variance()[l][o] += FORGET * ((float) (square / (rows - 1)) - variance);
            mean = (float) centre;
            variance = (float) (square / rows);
        }
        float scale = 1 / (float) Math.sqrt(variance + EPSILON);
        inverse[l][o] = scale;
        for (int b = 0; b < rows; b++) {
            int at = b * stride + o;
            n[at] = (z[at] - mean) * scale;
            z[at] = norm.scale()[l][o] * n[at] + norm.shift()[l][o];
            if (l + 1 < layers) activation[l + 1][at] = z[at] < 0 ? -1 : 1;
        }
    }

    /// Sets \(\delta = (p-y)/B\) of the last layer; returns the summed loss, nats.
    double cross(int[] labels, int[] order, int from, int rows, double share) {
        int last = layers - 1, stride = strides[layers];
        var p = new double[sizes[layers]];
        double loss = 0;
        for (int b = 0; b < rows; b++) {
            int at = b * stride, label = labels[order[from + b]];
            double total = FieldNetwork.softmax(output[last], at, p);
            loss -= Math.log(p[label] / total);
            for (int c = 0; c < p.length; c++)
                delta[last][at + c] = (float) (share * (p[c] / total - (c == label ? 1 : 0)));
        }
        return loss;
    }

    /// @param training  whether the forward pass normalised by the batch
    void backward(int rows, boolean training, FieldNetwork.LayerUpdate update) {
        for (int l = layers - 1; l >= 0; l--) {
            int layer = l, stride = strides[l + 1];
            Parallel.range(stride / FloatKernels.PAD, 4, (from, to) -> {
                for (int o = from * FloatKernels.PAD; o < to * FloatKernels.PAD; o++)
                    unnormalise(layer, o, rows, training && rows > 1);
            });
            if (l > 0) propagate(l, rows);
            Parallel.range(sizes[l], ROWS, (from, to) -> {
                FloatKernels.multiply(
                        activation[layer],
                        1,
                        strides[layer],
                        delta[layer],
                        stride,
                        gradient[layer],
                        from * stride,
                        stride,
                        from,
                        to - from,
                        0,
                        stride,
                        rows);
                update.rows(layer, from * stride, to * stride);
            });
        }
    }

    /// Pulls \(\delta\) of unit `o` back through its normalisation.
    private void unnormalise(int l, int o, int rows, boolean batchwise) {
        int stride = strides[l + 1];
        float[] d = delta[l], n = normalised[l];
        double sum = 0, product = 0;
        for (int b = 0; b < rows; b++) {
            int at = b * stride + o;
            sum += d[at];
            product += d[at] * (double) n[at];
        }
        shiftGradient[l][o] = (float) sum;
        scaleGradient[l][o] = (float) product;
        float factor = norm.scale()[l][o] * inverse[l][o];
        float mean = (float) (sum / rows), along = (float) (product / rows);
        for (int b = 0; b < rows; b++) {
            int at = b * stride + o;
            d[at] = factor * (batchwise ? d[at] - mean - n[at] * along : d[at]);
        }
    }

    private void propagate(int l, int rows) {
        int in = sizes[l], out = sizes[l + 1], inStride = strides[l], outStride = strides[l + 1];
        for (int i = 0; i < out; i++)
            for (int b = 0; b < batchStride; b++)
                transposed[i * batchStride + b] = b < rows ? delta[l][b * outStride + i] : 0;
        FloatKernels.multiplyTall(
                weights[l], outStride, 1, transposed, batchStride, back, batchStride, in, batchStride, out);
        float[] d = delta[l - 1], z = output[l - 1];
        for (int b = 0; b < rows; b++)
            for (int i = 0; i < in; i++) {
                int at = b * inStride + i;
                d[at] = Math.abs(z[at]) <= 1 ? back[i * batchStride + b] : 0;
            }
    }

    /// Adds the squares of each example's own gradient of the weights; valid after a pass without batchwise
    /// normalisation, where examples do not mix.
    void addSquares(int rows, float[][] sums) {
        for (int l = 0; l < layers; l++) {
            int stride = strides[l + 1];
            var a = new float[activation[l].length];
            var d = new float[delta[l].length];
            for (int i = 0; i < a.length; i++) a[i] = activation[l][i] * activation[l][i];
            for (int i = 0; i < rows * stride; i++) d[i] = delta[l][i] * delta[l][i];
            float[] product = gradient[l], sum = sums[l];
            int layer = l;
            Parallel.range(sizes[l], ROWS, (from, to) -> {
                FloatKernels.multiply(
                        a,
                        1,
                        strides[layer],
                        d,
                        stride,
                        product,
                        from * stride,
                        stride,
                        from,
                        to - from,
                        0,
                        stride,
                        rows);
                for (int i = from * stride; i < to * stride; i++) sum[i] += product[i];
            });
        }
    }
}
