package org.onsager.solve;

import java.util.stream.IntStream;

/// The non-zero weights of one row of a Butcher tableau, with the stages that they belong to.
///
/// A row such as DOP853's twelfth has a third of its entries zero; solvers skip them by holding rows in this
/// form.
public final class Weights {
    final int[] index;
    final double[] value;

    private Weights(int[] index, double[] value) {
        this.index = index;
        this.value = value;
    }

    /// The non-zero entries of `row`; the array is copied.
    public static Weights of(double... row) {
        int[] index = IntStream.range(0, row.length).filter(j -> row[j] != 0).toArray();
        return new Weights(index, IntStream.of(index).mapToDouble(j -> row[j]).toArray());
    }

    /// Weights for stages 0 to n-1 whose values are set, again and again, by [#set]: for dense output.
    public static Weights variable(int n) {
        return new Weights(IntStream.range(0, n).toArray(), new double[n]);
    }

    /// Number of non-zero entries.
    public int count() {
        return index.length;
    }

    /// The stage of entry `j`, from 0.
    public int index(int j) {
        return index[j];
    }

    /// The weight of entry `j`.
    public double value(int j) {
        return value[j];
    }

    /// Changes the weight of entry `j` of variable weights.
    public void set(int j, double weight) {
        value[j] = weight;
    }
}
