package org.onsager.numerics;

import java.util.function.UnaryOperator;

/// Checks of arguments in the house's words: `damping must be in (0, 1], not 0.0`.
public final class Arguments {
    private Arguments() {}

    /// @param holds  whether the argument is valid
    /// @param name  the parameter's name as its caller knows it
    /// @param value  the value that was given
    /// @param range  the valid range in interval notation
    /// @throws IllegalArgumentException naming all three, unless `holds`
    public static void require(boolean holds, String name, double value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }

    /// As [#require(boolean, String, double, String)], for whole numbers.
    public static void require(boolean holds, String name, long value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %d".formatted(name, range, value));
    }

    /// Evaluates `map` and refuses a result of another length than its argument or that is not finite.
    static double[] finite(UnaryOperator<double[]> map, double[] x, String what, int iteration) {
        double[] value = map.apply(x);
        requireLength(value, x.length, what);
        for (int i = 0; i < value.length; i++)
            if (!Double.isFinite(value[i])) throw new DivergedException(what, iteration, i, value[i]);
        return value;
    }

    static void requireLength(double[] value, int length, String what) {
        if (value.length != length)
            throw new IllegalArgumentException(
                    "%s: as many values as unknowns are needed, %d, not %d".formatted(what, length, value.length));
    }

    static double maxAbs(double[] values) {
        double largest = 0;
        for (double each : values) largest = Math.max(largest, Math.abs(each));
        return largest;
    }
}
