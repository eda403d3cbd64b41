package org.onsager.memory.boltzmann;

import org.onsager.memory.boltzmann.Architecture.Layer;

/// Lays the convolutions of an [Architecture] out as [TiedMatrix] patterns. Weights run by \((u, v)\), output
/// channel, tap row, tap column, input channel.
final class Convolutions {
    private final Architecture architecture;

    Convolutions(Architecture architecture) {
        this.architecture = architecture;
    }

    /// The block lower triangular factor with its interior representatives.
    Factor factor() {
        var variables = architecture.variables();
        int layers = architecture.layers().size();
        var firstRow = new int[layers + 1];
        for (int u = 0; u <= layers; u++) firstRow[u] = architecture.firstCoordinate(u);
        var interior = new int[layers][variables.count()];
        for (int u = 0; u < layers; u++) interior(u, interior[u]);
        return new Factor(variables, pattern(true), firstRow, interior);
    }

    /// The couplings between different layers, strictly block lower triangular.
    TiedMatrix between() {
        return pattern(false);
    }

    private TiedMatrix pattern(boolean within) {
        int layers = architecture.layers().size(), ties = 0;
        var builder = new TiedMatrix.Builder(architecture.firstCoordinate(layers));
        for (int u = 0; u < layers; u++) {
            var base = new int[u + 1];
            int last = within ? u : u - 1;
            for (int v = 0; v <= last; v++) {
                base[v] = ties;
                ties += architecture.kernels()[u][v]
                        * architecture.kernels()[u][v]
                        * architecture.layers().get(u).channels()
                        * architecture.layers().get(v).channels();
            }
            var layer = architecture.layers().get(u);
            for (int y = 0; y < layer.height(); y++)
                for (int x = 0; x < layer.width(); x++)
                    for (int channel = 0; channel < layer.channels(); channel++) {
                        for (int v = 0; v <= last; v++) row(builder, u, v, y, x, channel, base[v]);
                        builder.endRow();
                    }
        }
        return builder.build(ties);
    }

    private void row(TiedMatrix.Builder builder, int u, int v, int y, int x, int channel, int base) {
        int kernel = architecture.kernels()[u][v];
        if (kernel == 0) return;
        Layer to = architecture.layers().get(u), from = architecture.layers().get(v);
        int stride = from.height() / to.height(), first = architecture.firstCoordinate(v);
        for (int dy = 0; dy < kernel; dy++)
            for (int dx = 0; dx < kernel; dx++) {
                int row = source(y, dy, kernel, stride, from.height());
                int column = source(x, dx, kernel, stride, from.width());
                if (row < 0 || column < 0) continue;
                int coordinate = first + (row * from.width() + column) * from.channels();
                int tie = base + ((channel * kernel + dy) * kernel + dx) * from.channels();
                for (int c = 0; c < from.channels(); c++) builder.entry(coordinate + c, tie + c);
            }
    }

    /// The input position of a tap, -1 outside. A kernel as large as what it sees is not shifted.
    private static int source(int output, int tap, int kernel, int stride, int size) {
        int shift = kernel == size && stride == size ? 0 : (kernel - 1) / 2;
        int at = output * stride + tap - shift;
        return at >= 0 && at < size ? at : -1;
    }

    /// For rows of layer `u`: the variable of the same layer, group and stride phase that most taps reach, the
    /// first of equals; a variable under a full-size kernel stands for itself.
    private void interior(int u, int[] interior) {
        for (int v = 0; v < architecture.layers().size(); v++) {
            var from = architecture.layers().get(v);
            int first = architecture.firstVariable(v);
            boolean convolves = v <= u && architecture.kernels()[u][v] > 0;
            int stride =
                    convolves ? from.height() / architecture.layers().get(u).height() : 1;
            boolean full = !convolves || stride == from.height();
            var rows = new int[from.height()];
            var columns = new int[from.width()];
            for (int y = 0; y < rows.length; y++) rows[y] = full ? y : busiest(u, v, y, from.height());
            for (int x = 0; x < columns.length; x++) columns[x] = full ? x : busiest(u, v, x, from.width());
            for (int y = 0; y < from.height(); y++)
                for (int x = 0; x < from.width(); x++)
                    for (int g = 0; g < from.groups(); g++) {
                        int at = first + (y * from.width() + x) * from.groups() + g;
                        interior[at] = first + (rows[y] * from.width() + columns[x]) * from.groups() + g;
                    }
        }
    }

    private int busiest(int u, int v, int position, int size) {
        int kernel = architecture.kernels()[u][v];
        int stride = architecture.layers().get(v).height()
                / architecture.layers().get(u).height();
        int best = position % stride, most = -1;
        for (int p = position % stride; p < size; p += stride) {
            int taps = 0;
            for (int output = 0; output < size / stride; output++)
                for (int tap = 0; tap < kernel; tap++) if (source(output, tap, kernel, stride, size) == p) taps++;
            if (taps > most) {
                most = taps;
                best = p;
            }
        }
        return best;
    }
}
