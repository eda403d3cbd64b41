package org.onsager.tensor.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// A recurrent network over `[batch, time, in]`, from rest.
///
/// Sources: K. Cho et al. 2014 (gated recurrent unit); S. Hochreiter and J. Schmidhuber 1997 with forget gates
/// (long short-term memory).
///
/// @param cell  which gates
/// @param layers  stacked, at least 1
/// @param hidden  width of the state
/// @param parameters  by PyTorch's names, `weight_ih_l0` and so on
public record Recurrent(Cell cell, int layers, long hidden, Map<String, Tensor> parameters) implements Layer {

    /// The kinds of cell.
    public enum Cell {
        /// Gated recurrent unit: three gates.
        GRU(3),
        /// Long short-term memory: four gates and a cell state.
        LSTM(4);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    public Recurrent {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// Gated recurrent units that start uniform in \(\pm 1/\sqrt{\text{hidden}}\).
    public static Recurrent gru(long in, long hidden, int layers, RandomStream stream, DType dtype) {
        return of(Cell.GRU, in, hidden, layers, stream, dtype);
    }

    /// Long short-term memory that starts uniform in \(\pm 1/\sqrt{\text{hidden}}\).
    public static Recurrent lstm(long in, long hidden, int layers, RandomStream stream, DType dtype) {
        return of(Cell.LSTM, in, hidden, layers, stream, dtype);
    }

    private static Recurrent of(Cell cell, long in, long hidden, int layers, RandomStream stream, DType dtype) {
        if (layers < 1) throw new IllegalArgumentException("layers must be in [1, inf), not " + layers);
        var start = Initializer.uniform(1 / Math.sqrt(hidden));
        var parameters = new LinkedHashMap<String, Tensor>();
        for (int l = 0; l < layers; l++) {
            long rows = cell.gates * hidden;
            put(parameters, "weight_ih_l" + l, start, stream, dtype, rows, l == 0 ? in : hidden);
            put(parameters, "weight_hh_l" + l, start, stream, dtype, rows, hidden);
            put(parameters, "bias_ih_l" + l, start, stream, dtype, rows);
            put(parameters, "bias_hh_l" + l, start, stream, dtype, rows);
        }
        return new Recurrent(cell, layers, hidden, parameters);
    }

    /// The outputs of the last layer at all times, `[batch, time, hidden]`.
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return run(x).outputs();
    }

    /// Outputs at all times and the last hidden states of all layers.
    public Functional.Recurrence run(Tensor x) {
        if (x.rank() != 3)
            throw new IllegalArgumentException("a recurrent network takes [batch, time, in], not " + x.describe());
        return run(x, Tensors.zeros(x.dtype(), layers, x.size(0), hidden).to(x.device()));
    }

    /// As above, from the hidden states `start`, `[layers, batch, hidden]`; the cell states of a long short-term
    /// memory start at zero.
    public Functional.Recurrence run(Tensor x, Tensor start) {
        var weights = List.copyOf(parameters.values());
        return switch (cell) {
            case GRU -> Functional.gru(x, start, weights, layers);
            case LSTM -> Functional.lstm(x, start, start.mul(0), weights, layers);
        };
    }

    private static void put(
            Map<String, Tensor> into, String name, Initializer start, RandomStream stream, DType dtype, long... shape) {
        into.put(name, start.parameter(stream.split(name), dtype, shape));
    }
}
