package org.onsager.solve;

/// How large an error is one: \(r = \| e_i / (atol_i + rtol_i \max(|y_i|, |y_i'|)) \|\), accepted below 1.
///
/// @param rtol  relative tolerances, one for all components or one each; at least 0
/// @param atol  absolute tolerances in the units of the state, one or one each; at least 0, and not zero with
///     rtol
/// @param norm  how the scaled components become a number
public record Tolerance(double[] rtol, double[] atol, Norm norm) {

    public Tolerance {
        check("rtol", rtol);
        check("atol", atol);
        if (rtol.length > 1 && atol.length > 1 && rtol.length != atol.length)
            throw new IllegalArgumentException(
                    "rtol and atol must have the same length, not %d and %d".formatted(rtol.length, atol.length));
        for (int i = 0; i < Math.max(rtol.length, atol.length); i++)
            if (at(rtol, i) == 0 && at(atol, i) == 0)
                throw new IllegalArgumentException("rtol and atol must not both be 0 (component " + i + ")");
        rtol = rtol.clone();
        atol = atol.clone();
    }

    /// The same tolerances for every component, root-mean-square norm.
    public static Tolerance of(double rtol, double atol) {
        return new Tolerance(new double[] {rtol}, new double[] {atol}, Norm.RMS);
    }

    /// The same tolerances with another norm.
    public Tolerance with(Norm other) {
        return new Tolerance(rtol, atol, other);
    }

    /// The relative tolerance of component `i`.
    public double rtol(int i) {
        return at(rtol, i);
    }

    /// The absolute tolerance of component `i`.
    public double atol(int i) {
        return at(atol, i);
    }

    /// Whether one pair of tolerances serves all components.
    public boolean uniform() {
        return rtol.length == 1 && atol.length == 1;
    }

    /// Checks that tolerances given one each fit a state.
    ///
    /// @throws IllegalArgumentException if their number is neither 1 nor `size`
    public void checkSize(int size) {
        if (rtol.length != 1 && rtol.length != size)
            throw new IllegalArgumentException("rtol must have length 1 or " + size + ", not " + rtol.length);
        if (atol.length != 1 && atol.length != size)
            throw new IllegalArgumentException("atol must have length 1 or " + size + ", not " + atol.length);
    }

    private static double at(double[] values, int i) {
        return values.length == 1 ? values[0] : values[i];
    }

    private static void check(String name, double[] values) {
        if (values.length == 0) throw new IllegalArgumentException(name + " must have at least one entry");
        for (double value : values)
            if (!(value >= 0) || Double.isInfinite(value))
                throw new IllegalArgumentException(name + " must be in [0, inf), not " + value);
    }
}
