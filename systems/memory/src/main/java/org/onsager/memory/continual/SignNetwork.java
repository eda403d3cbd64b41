package org.onsager.memory.continual;

import java.util.Arrays;
import org.onsager.numerics.Parallel;

/// A network of weights \(\mathrm{sgn}\,h\), batch normalisation after every layer and sign activations, with the
/// memory of a forward and backward pass. Gradients pass the sign of a weight as if it were not there, and the
/// sign of a unit where its normalised input is in \([-1, 1]\).
///
/// Mutable and not shared.
final class SignNetwork {
    private static final int ROWS = 16;
    private static final int COLUMNS = 64;
    private static final int BACK = 32;
    private static final float EPSILON = 1e-5f;
    private static final float FORGET = 0.1f;

    final FloatKernels kernels;
    final int[] sizes;
    final int[] strides;
    final int layers;
    final int batch;
    private final int batchStride;
    private final SparseInputs inputs;
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
        this(sizes, hidden, norm, batch, FloatKernels.of(sizes));
    }

    SignNetwork(int[] sizes, float[][] hidden, BinaryState.Norm norm, int batch, FloatKernels kernels) {
        this.kernels = kernels;
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
        this.inputs = new SparseInputs(sizes[0], strides[0], batch);
        this.transposed = new float[widest * batchStride];
        this.back = new float[widest * batchStride];
    }

    void refresh(int l, int from, int to) {
        kernels.signs(hidden[l], weights[l], from, to);
    }

    void load(LabelledData data, int[] places, int[] order, int from, int to) {
        int size = sizes[0], stride = strides[0];
        float[] x = data.inputs(), a = activation[0];
        for (int b = from; b < to; b++) {
            int row = order[b] * size, at = (b - from) * stride;
            if (places.length == 0) System.arraycopy(x, row, a, at, size);
            else for (int i = 0; i < size; i++) a[at + i] = x[row + places[i]];
        }
        if (kernels.vectors()) inputs.read(a, to - from);
    }

    /// @param training  whether to normalise by the batch and to move the running averages
    void forward(int rows, boolean training) {
        for (int l = 0; l < layers; l++) {
            int layer = l;
            Parallel.range(strides[l + 1] / FloatKernels.PAD, COLUMNS / FloatKernels.PAD, (from, to) -> {
                int first = from * FloatKernels.PAD, columns = (to - from) * FloatKernels.PAD;
                sums(layer, rows, first, columns);
                normalise(layer, first, columns, rows, training);
            });
        }
    }

    private void sums(int l, int rows, int first, int columns) {
        int stride = strides[l + 1];
        float[] z = output[l], w = weights[l];
        if (l == 0 && inputs.worthwhile()) inputs.multiply(false, w, stride, z, stride, rows, first, columns);
        else kernels.multiply(activation[l], strides[l], 1, w, stride, z, 0, stride, 0, rows, first, columns, sizes[l]);
    }

    /// Units `[first, first + columns)`, example after example, so that memory is read in order.
    private void normalise(int l, int first, int columns, int rows, boolean training) {
        int stride = strides[l + 1];
        float[] z = output[l], n = normalised[l];
        float[] centre = Arrays.copyOfRange(norm.mean()[l], first, first + columns);
        float[] variance = Arrays.copyOfRange(norm.variance()[l], first, first + columns);
        if (training && rows > 1) batchMoments(l, first, rows, centre, variance);
        float[] scale = inverse[l], gain = norm.scale()[l], shift = norm.shift()[l];
        for (int o = 0; o < columns; o++) scale[first + o] = 1 / (float) Math.sqrt(variance[o] + EPSILON);
        for (int b = 0; b < rows; b++)
            for (int o = 0; o < columns; o++) {
                int at = b * stride + first + o;
                n[at] = (z[at] - centre[o]) * scale[first + o];
                z[at] = gain[first + o] * n[at] + shift[first + o];
            }
        if (l + 1 == layers) return;
        float[] a = activation[l + 1];
        for (int b = 0; b < rows; b++)
            for (int at = b * stride + first; at < b * stride + first + columns; at++) a[at] = z[at] < 0 ? -1 : 1;
    }

    /// Means and variances over the batch to `centre` and `variance`; moves the running ones.
    private void batchMoments(int l, int first, int rows, float[] centre, float[] variance) {
        int stride = strides[l + 1], columns = centre.length;
        float[] z = output[l], runningMean = norm.mean()[l], runningVariance = norm.variance()[l];
        var mean = new double[columns];
        var square = new double[columns];
        for (int b = 0; b < rows; b++) for (int o = 0, at = b * stride + first; o < columns; o++) mean[o] += z[at + o];
        for (int o = 0; o < columns; o++) mean[o] /= rows;
        for (int b = 0; b < rows; b++)
            for (int o = 0, at = b * stride + first; o < columns; o++) {
                double d = z[at + o] - mean[o];
                square[o] += d * d;
            }
        for (int o = 0; o < columns; o++) {
            runningMean[first + o] += FORGET * ((float) mean[o] - centre[o]);
            runningVariance[first + o] += FORGET * ((float) (square[o] / (rows - 1)) - variance[o]);
            centre[o] = (float) mean[o];
            variance[o] = (float) (square[o] / rows);
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
            Parallel.range(
                    stride / FloatKernels.PAD,
                    COLUMNS / FloatKernels.PAD,
                    (from, to) -> unnormalise(
                            layer,
                            from * FloatKernels.PAD,
                            (to - from) * FloatKernels.PAD,
                            rows,
                            training && rows > 1));
            if (l > 0) propagate(l, rows);
            Parallel.range(sizes[l], ROWS, (from, to) -> {
                float[] g = gradient[layer], d = delta[layer];
                if (layer == 0 && inputs.worthwhile()) inputs.multiplyTransposed(false, d, stride, g, stride, from, to);
                else
                    kernels.multiply(
                            activation[layer],
                            1,
                            strides[layer],
                            d,
                            stride,
                            g,
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

    /// Pulls \(\delta\) of units `[first, first + columns)` back through their normalisation.
    private void unnormalise(int l, int first, int columns, int rows, boolean batchwise) {
        int stride = strides[l + 1];
        float[] d = delta[l], n = normalised[l];
        var sum = new double[columns];
        var product = new double[columns];
        for (int b = 0; b < rows; b++)
            for (int o = 0, at = b * stride + first; o < columns; o++) {
                sum[o] += d[at + o];
                product[o] += d[at + o] * (double) n[at + o];
            }
        var factor = new float[columns];
        var mean = new float[columns];
        var along = new float[columns];
        for (int o = 0; o < columns; o++) {
            shiftGradient[l][first + o] = (float) sum[o];
            scaleGradient[l][first + o] = (float) product[o];
            factor[o] = norm.scale()[l][first + o] * inverse[l][first + o];
            mean[o] = batchwise ? (float) (sum[o] / rows) : 0;
            along[o] = batchwise ? (float) (product[o] / rows) : 0;
        }
        for (int b = 0; b < rows; b++)
            for (int o = 0, at = b * stride + first; o < columns; o++)
                d[at + o] = factor[o] * (d[at + o] - mean[o] - n[at + o] * along[o]);
    }

    private void propagate(int l, int rows) {
        int in = sizes[l], out = sizes[l + 1], inStride = strides[l], outStride = strides[l + 1];
        for (int i = 0; i < out; i++)
            for (int b = 0; b < batchStride; b++)
                transposed[i * batchStride + b] = b < rows ? delta[l][b * outStride + i] : 0;
        float[] d = delta[l - 1], z = output[l - 1];
        int wide = batchStride;
        Parallel.range(in, BACK, (from, to) -> {
            kernels.multiply(
                    weights[l], outStride, 1, transposed, wide, back, from * wide, wide, from, to - from, 0, wide, out);
            for (int b = 0; b < rows; b++)
                for (int i = from; i < to; i++)
                    d[b * inStride + i] = Math.abs(z[b * inStride + i]) <= 1 ? back[i * wide + b] : 0;
        });
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
                kernels.multiply(
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
