package org.onsager.memory.boltzmann;

/// Argument checks with one form of message.
final class Require {
    private Require() {}

    static void that(boolean holds, String name, Object value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }

    /// @throws IllegalArgumentException naming the first element that is not finite
    static void finite(String name, double[] values) {
        for (int i = 0; i < values.length; i++)
            if (!Double.isFinite(values[i]))
                throw new IllegalArgumentException(
                        "%s must be finite, not %s at index %d".formatted(name, values[i], i));
    }

    static void length(String name, int length, int expected) {
        if (length != expected)
            throw new IllegalArgumentException("%s must have length %d, not %d".formatted(name, expected, length));
    }
}
