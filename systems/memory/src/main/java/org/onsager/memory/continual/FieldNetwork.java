package org.onsager.memory.continual;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// One network of binary weights in the Gaussian approximation, with the memory of a forward and backward pass:
/// \(z = \mu a/\sqrt n + \epsilon V\), \(V = \sqrt{s_2a^2/n + 10^{-30}}\), rectified hidden units, softmax.
///
/// Backward, with \(D = \epsilon\delta/V\): \(\partial C/\partial\theta = \beta s_2\big[\delta^Ta/\sqrt n -
/// (D^Ta^2/n)\mu\big]\), \(\delta' = 1_{z>0}\big[\mu^T\delta/\sqrt n + a\,(s_2^TD)/n\big]\).
///
/// Mutable and not shared; one is made for an epoch or an evaluation.
final class FieldNetwork {
    private static final int GRAIN = 8_192;
    private static final int ROWS = 16;
    private static final int COLUMNS = 64;
    private static final int BACK = 32;

    final FloatKernels kernels;
    final int[] sizes;
    final int[] strides;
    final int layers;
    final int batch;
    final int batchStride;
    final float beta;
    final float[][] theta;
    final float[][] mean;
    final float[][] variance;
    /// `activation[l]` feeds layer `l`; row stride `strides[l]`.
    final float[][] activation;
    final float[][] square;
    final float[][] noise;
    final float[][] output;
    private final SparseInputs inputs;
    private final float[][] spread;
    private final float[][] delta;
    private final float[][] scaled;
    private final float[] deltaTransposed;
    private final float[] scaledTransposed;
    private final float[] back;
    private final float[] backScaled;
    final float[][] gradient;
    final float[][] gradientSquare;

    FieldNetwork(int[] sizes, float[][] theta, double beta, int batch) {
        this(sizes, theta, beta, batch, FloatKernels.of(sizes));
    }

    FieldNetwork(int[] sizes, float[][] theta, double beta, int batch, FloatKernels kernels) {
        this.kernels = kernels;
        this.sizes = sizes;
        this.layers = sizes.length - 1;
        this.batch = batch;
        this.batchStride = FloatKernels.padded(batch);
        this.beta = (float) beta;
        this.theta = theta;
        this.strides = new int[sizes.length];
        int widest = 0;
        for (int l = 0; l <= layers; l++) {
            strides[l] = FloatKernels.padded(sizes[l]);
            widest = Math.max(widest, strides[l]);
        }
        this.mean = FieldState.zeros(theta);
        this.variance = FieldState.zeros(theta);
        this.gradient = FieldState.zeros(theta);
        this.gradientSquare = FieldState.zeros(theta);
        this.activation = new float[layers][];
        this.square = new float[layers][];
        this.noise = new float[layers][];
        this.output = new float[layers][];
        this.spread = new float[layers][];
        this.delta = new float[layers][];
        this.scaled = new float[layers][];
        for (int l = 0; l < layers; l++) {
            activation[l] = new float[batch * strides[l]];
            square[l] = new float[batch * strides[l]];
            int out = batch * strides[l + 1];
            noise[l] = new float[out];
            output[l] = new float[out];
            spread[l] = new float[out];
            delta[l] = new float[out];
            scaled[l] = new float[out];
        }
        this.deltaTransposed = new float[widest * batchStride];
        this.scaledTransposed = new float[widest * batchStride];
        this.back = new float[widest * batchStride];
        this.backScaled = new float[widest * batchStride];
        this.inputs = new SparseInputs(sizes[0], strides[0], batch);
        for (int l = 0; l < layers; l++) refresh(l);
    }

    /// Means and variances of layer `l` from its fields.
    private void refresh(int l) {
        Parallel.range(
                theta[l].length / FloatKernels.PAD,
                GRAIN / FloatKernels.PAD,
                (from, to) -> kernels.moments(
                        beta, theta[l], mean[l], variance[l], from * FloatKernels.PAD, to * FloatKernels.PAD));
    }

    /// Copies inputs `order[from..to)` of `data`, numbers reordered by the task, into the first layer.
    void load(LabelledData data, int[] places, int[] order, int from, int to) {
        int size = sizes[0], stride = strides[0];
        float[] x = data.inputs(), a = activation[0], a2 = square[0];
        for (int b = from; b < to; b++) {
            int row = order[b] * size, at = (b - from) * stride;
            if (places.length == 0) System.arraycopy(x, row, a, at, size);
            else for (int i = 0; i < size; i++) a[at + i] = x[row + places[i]];
            for (int i = at; i < at + size; i++) a2[i] = a[i] * a[i];
        }
        if (kernels.vectors()) inputs.read(a, to - from);
    }

    /// Pre-activations of every layer for `rows` inputs, with fresh noise from `stream`.
    void forward(int rows, RandomStream stream) {
        for (int l = 0; l < layers; l++) {
            int layer = l, in = sizes[l], stride = strides[l + 1];
            float root = (float) (1 / Math.sqrt(in)), inverse = 1f / in;
            Parallel.range(
                    stride / FloatKernels.PAD,
                    COLUMNS / FloatKernels.PAD,
                    (from, to) -> sums(layer, rows, from * FloatKernels.PAD, (to - from) * FloatKernels.PAD));
            var normals = stream.at(l);
            Parallel.range(rows * stride, GRAIN, (from, to) -> {
                float[] z = output[layer], v = spread[layer], e = noise[layer];
                normals.fillNormal(e, from, to, from);
                kernels.propagate(z, v, e, root, inverse, from, to);
                if (layer + 1 < layers) kernels.rectify(z, activation[layer + 1], square[layer + 1], from, to);
            });
        }
    }

    /// Both products of layer `l`, on `columns` columns.
    private void sums(int l, int rows, int first, int columns) {
        int in = sizes[l], row = strides[l], stride = strides[l + 1];
        float[] z = output[l], v = spread[l];
        if (l == 0 && inputs.worthwhile()) {
            inputs.multiply(false, mean[l], stride, z, stride, rows, first, columns);
            inputs.multiply(true, variance[l], stride, v, stride, rows, first, columns);
        } else {
            kernels.multiply(activation[l], row, 1, mean[l], stride, z, 0, stride, 0, rows, first, columns, in);
            kernels.multiply(square[l], row, 1, variance[l], stride, v, 0, stride, 0, rows, first, columns, in);
        }
    }

    /// Softmax and cross-entropy of the last layer; sets its \(\delta = p - y\).
    ///
    /// @return the summed loss, nats
    double cross(int[] labels, int[] order, int from, int rows) {
        int last = layers - 1, classes = sizes[layers], stride = strides[layers];
        double loss = 0;
        float[] z = output[last], d = delta[last];
        var p = new double[classes];
        for (int b = 0; b < rows; b++) {
            int at = b * stride, label = labels[order[from + b]];
            double total = softmax(z, at, p);
            loss -= Math.log(p[label] / total);
            for (int c = 0; c < classes; c++) d[at + c] = (float) (p[c] / total - (c == label ? 1 : 0));
        }
        return loss;
    }

    /// Unnormalised probabilities to `p`; returns their sum.
    static double softmax(float[] z, int at, double[] p) {
        double top = Double.NEGATIVE_INFINITY, total = 0;
        for (int c = 0; c < p.length; c++) top = Math.max(top, z[at + c]);
        for (int c = 0; c < p.length; c++) total += p[c] = Math.exp(z[at + c] - top);
        return total;
    }

    /// Back-propagates from the last layer's \(\delta\) and hands every layer's gradient over, last layer first.
    void backward(int rows, LayerUpdate update) {
        for (int l = layers - 1; l >= 0; l--) {
            prepare(l, rows);
            if (l > 0) propagate(l, rows);
            int layer = l;
            Parallel.range(sizes[l], ROWS, (from, to) -> {
                products(layer, from, to, rows);
                update.rows(layer, from * strides[layer + 1], to * strides[layer + 1]);
            });
        }
    }

    /// Receives `gradient[layer]` on the indices `[from, to)`.
    @FunctionalInterface
    interface LayerUpdate {
        void rows(int layer, int from, int to);
    }

    private void prepare(int l, int rows) {
        float[] d = delta[l], s = scaled[l], e = noise[l], v = spread[l];
        int count = rows * strides[l + 1];
        for (int i = 0; i < count; i++) s[i] = e[i] * d[i] / v[i];
    }

    /// Rows `[from, to)` of the gradient of layer `l`.
    private void products(int l, int from, int to, int rows) {
        int stride = strides[l + 1], in = sizes[l];
        float root = (float) (1 / Math.sqrt(in)), inverse = 1f / in;
        float[] g = gradient[l], h = gradientSquare[l], m = mean[l], s = variance[l];
        int at = from * stride;
        if (l == 0 && inputs.worthwhile()) {
            inputs.multiplyTransposed(false, delta[l], stride, g, stride, from, to);
            inputs.multiplyTransposed(true, scaled[l], stride, h, stride, from, to);
        } else {
            kernels.multiply(
                    activation[l], 1, strides[l], delta[l], stride, g, at, stride, from, to - from, 0, stride, rows);
            kernels.multiply(
                    square[l], 1, strides[l], scaled[l], stride, h, at, stride, from, to - from, 0, stride, rows);
        }
        kernels.combine(g, h, m, s, beta, root, inverse, at, to * stride);
    }

    /// \(\delta\) of the layer below `l`.
    private void propagate(int l, int rows) {
        int in = sizes[l], out = sizes[l + 1], inStride = strides[l], outStride = strides[l + 1];
        transpose(delta[l], outStride, deltaTransposed, rows, out);
        transpose(scaled[l], outStride, scaledTransposed, rows, out);
        float root = (float) (1 / Math.sqrt(in)), inverse = 1f / in;
        float[] a = activation[l], d = delta[l - 1], z = output[l - 1], p = back, q = backScaled;
        int wide = batchStride;
        Parallel.range(in, BACK, (from, to) -> {
            int at = from * wide, count = to - from;
            kernels.multiply(mean[l], outStride, 1, deltaTransposed, wide, p, at, wide, from, count, 0, wide, out);
            kernels.multiply(variance[l], outStride, 1, scaledTransposed, wide, q, at, wide, from, count, 0, wide, out);
            for (int b = 0; b < rows; b++)
                for (int i = from; i < to; i++) {
                    int k = b * inStride + i;
                    float pulled = root * p[i * wide + b] + a[k] * inverse * q[i * wide + b];
                    d[k] = z[k] > 0 ? pulled : 0;
                }
        });
    }

    private void transpose(float[] rowsOf, int stride, float[] columns, int rows, int width) {
        for (int i = 0; i < width; i++) {
            for (int b = 0; b < rows; b++) columns[i * batchStride + b] = rowsOf[b * stride + i];
            for (int b = rows; b < batchStride; b++) columns[i * batchStride + b] = 0;
        }
    }

    /// Adds the squares of each example's own gradient to `sums`, from the last backward pass:
    /// \((\beta s_2)^2\sum_b[a\delta/\sqrt n - a^2D\mu/n]^2\), three products of matrices.
    void addSquares(int rows, float[][] sums) {
        for (int l = 0; l < layers; l++) {
            int stride = strides[l + 1], in = sizes[l], layer = l;
            float root = (float) (1 / Math.sqrt(in)), inverse = 1f / in;
            float[] a1 = square[l], a2 = new float[a1.length], a3 = new float[a1.length];
            float[] d1 = new float[delta[l].length], d2 = new float[d1.length], d3 = new float[d1.length];
            for (int i = 0; i < a1.length; i++) {
                a2[i] = a1[i] * activation[l][i];
                a3[i] = a1[i] * a1[i];
            }
            for (int i = 0; i < rows * stride; i++) {
                d1[i] = delta[l][i] * delta[l][i];
                d2[i] = delta[l][i] * scaled[l][i];
                d3[i] = scaled[l][i] * scaled[l][i];
            }
            Parallel.range(in, ROWS, (from, to) -> {
                var product = new float[(to - from) * stride];
                float[] m = mean[layer], s = variance[layer], sum = sums[layer];
                float[][] left = {a1, a2, a3}, right = {d1, d2, d3};
                for (int term = 0; term < 3; term++) {
                    kernels.multiply(
                            left[term],
                            1,
                            strides[layer],
                            right[term],
                            stride,
                            product,
                            0,
                            stride,
                            from,
                            to - from,
                            0,
                            stride,
                            rows);
                    for (int i = 0; i < product.length; i++) {
                        int at = from * stride + i;
                        float factor = term == 0
                                ? root * root
                                : term == 1 ? -2 * root * inverse * m[at] : inverse * inverse * m[at] * m[at];
                        sum[at] += beta * s[at] * (beta * s[at]) * factor * product[i];
                    }
                }
            });
        }
    }
}
