package org.onsager.transport.learn;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Derivatives;
import org.onsager.tensor.Device;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Mlp;
import org.onsager.transport.VectorField;

/// A learned field: a perceptron of time and place in single precision, evaluated in batches.
///
/// Divergences are exact (forward mode, \(d\) directions) or Hutchinson's with given probes, and as smooth as the
/// activation. Points come from the CPU and go back to it; everything between is where the net is. Bits are those
/// of libtorch: the same on every run on one machine.
public final class NeuralField implements VectorField {
    private static final int ROWS = 8_192;
    /// A card is idle for as long as a small batch takes to be asked for.
    private static final int ROWS_ON_A_CARD = 65_536;

    private final NetShape shape;
    private final int dimension;
    private final Mlp net;
    private final Device device;
    private final int rows;

    /// @param net  on `device`
    NeuralField(NetShape shape, int dimension, Mlp net, Device device) {
        this.shape = shape;
        this.dimension = dimension;
        this.net = net;
        this.device = device;
        this.rows = device.equals(Device.CPU) ? ROWS : ROWS_ON_A_CARD;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /// The perceptron, on rows of time features and coordinates.
    public Mlp net() {
        return net;
    }

    @Override
    public void at(double t, double[] x, int count, double[] out) {
        chunks(count, rows, (from, n) -> {
            float[] y = net.forward(input(t, x, from, n)).toFloats();
            for (int i = 0; i < y.length; i++) out[from * dimension + i] = y[i];
        });
    }

    @Override
    public void divergence(double t, double[] x, int count, double[] out, double[] divergence) {
        // d directions make d rows of one: keep the work of a chunk as it is
        chunks(count, Math.max(1, rows / dimension), (from, n) -> {
            var product = Derivatives.divergence(field(t), points(x, from, n));
            store(product, from, out, divergence);
        });
    }

    @Override
    public void divergence(double t, double[] x, int count, double[] probes, double[] out, double[] divergence) {
        int size = count * dimension, rounds = probes.length / size;
        chunks(count, Math.max(1, rows / rounds), (from, n) -> {
            var v = new double[rounds * n * dimension];
            for (int j = 0; j < rounds; j++)
                System.arraycopy(probes, j * size + from * dimension, v, j * n * dimension, n * dimension);
            var directions = Tensors.of(DType.FLOAT32, v, rounds, n, dimension).to(device);
            var product = Derivatives.divergence(field(t), points(x, from, n), directions);
            store(product, from, out, divergence);
        });
    }

    private void store(Derivatives.Product product, int from, double[] out, double[] divergence) {
        double[] values = product.value().toDoubles();
        double[] traces = product.derivative().toDoubles();
        System.arraycopy(values, 0, out, from * dimension, values.length);
        System.arraycopy(traces, 0, divergence, from, traces.length);
    }

    private Tensor points(double[] x, int from, int n) {
        return Tensors.of(DType.FLOAT32, Arrays.copyOfRange(x, from * dimension, (from + n) * dimension), n, dimension)
                .to(device);
    }

    /// The field at one time, of places alone.
    private UnaryOperator<Tensor> field(double t) {
        var features = new double[shape.timeFeatures()];
        shape.timeFeatures(t, features, 0);
        var row = Tensors.of(DType.FLOAT32, features, 1, features.length).to(device);
        return x -> net.forward(Tensors.cat(1, row.expand(x.size(0), features.length), x));
    }

    private Tensor input(double t, double[] x, int from, int n) {
        int features = shape.timeFeatures(), width = features + dimension;
        var time = new double[features];
        shape.timeFeatures(t, time, 0);
        var rows = new float[n * width];
        for (int i = 0, at = 0; i < n; i++) {
            for (double feature : time) rows[at++] = (float) feature;
            int row = (from + i) * dimension;
            for (int k = 0; k < dimension; k++) rows[at++] = (float) x[row + k];
        }
        return Tensors.of(rows, n, width).to(device);
    }

    private interface Chunk {
        void run(int from, int count);
    }

    private static void chunks(int count, int rows, Chunk work) {
        for (int from = 0; from < count; from += rows) {
            try (var _ = Autograd.paused();
                    var _ = TensorScope.open()) {
                work.run(from, Math.min(rows, count - from));
            }
        }
    }
}
