package org.onsager.solve;

/// The state of a run, item by item in a fixed order: one and the same method of each part writes itself down and
/// reads itself back, `x = ledger.number(x)`. A ledger that writes returns what it is given; one that reads
/// returns what was written.
public interface Ledger {

    /// A number.
    double number(double value);

    /// An integer.
    long whole(long value);

    /// A truth value.
    boolean flag(boolean value);

    /// An array, read back in place.
    ///
    /// @throws IllegalArgumentException if its length was another
    default void array(double[] values) {
        if (resized(values) != values)
            throw new IllegalArgumentException(
                    "snapshot is of another problem: an array's length is not " + values.length);
    }

    /// An array whose length may have changed.
    ///
    /// @return `values`, or a new array of another length
    double[] resized(double[] values);

    /// An array of integers, read back in place.
    ///
    /// @throws IllegalArgumentException if its length was another
    default void indices(int[] values) {
        if (resized(values) != values)
            throw new IllegalArgumentException(
                    "snapshot is of another problem: an array's length is not " + values.length);
    }

    /// An array of integers whose length may have changed.
    ///
    /// @return `values`, or a new array of another length
    int[] resized(int[] values);

    /// An integer that fits an `int`.
    default int count(int value) {
        return Math.toIntExact(whole(value));
    }

    /// Rows of numbers.
    default void rows(double[][] rows) {
        for (double[] row : rows) array(row);
    }

    /// A state.
    ///
    /// @throws IllegalArgumentException if it is no array
    default <Y> Y state(Y y) {
        switch (y) {
            case double[] values -> array(values);
            case float[] values -> array(values);
            default ->
                throw new IllegalArgumentException(
                        "only runs on states of type double[] or float[] can be saved, not %s"
                                .formatted(y.getClass().getSimpleName()));
        }
        return y;
    }

    private void array(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        array(wide);
        for (int i = 0; i < wide.length; i++) values[i] = (float) wide[i];
    }

    /// States.
    default <Y> void states(Y[] states) {
        for (int i = 0; i < states.length; i++) states[i] = state(states[i]);
    }
}
