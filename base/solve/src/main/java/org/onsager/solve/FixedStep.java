package org.onsager.solve;

/// Steps of one size; the \(n\)-th ends at \(t_0 + n h\), not at a sum of rounded steps, and the last at \(t_1\)
/// exactly. A stop or a jump of a jump process between two grid points makes an extra step and leaves the grid as
/// it is; after an event or a jump of the right-hand side, where the method starts afresh, so does the grid.
///
/// @param size  step size \(h > 0\), in the units of time; the sign follows the span
/// @param tolerance  the scale of the error estimates that are reported, and of Newton iterations within a step
public record FixedStep(double size, Tolerance tolerance) implements StepController {

    /// Newton iterations to 1e-10 relative and 1e-12 absolute.
    public FixedStep(double size) {
        this(size, Tolerance.of(1e-10, 1e-12));
    }

    public FixedStep {
        if (!(size > 0) || Double.isInfinite(size))
            throw new IllegalArgumentException("step size must be in (0, inf), not " + size);
    }

    @Override
    public boolean adaptive() {
        return false;
    }

    @Override
    public double firstStep() {
        return size;
    }

    @Override
    public double minStep() {
        return 0;
    }

    @Override
    public double maxStep() {
        return size;
    }

    @Override
    public History begin(double errorOrder) {
        return Always.INSTANCE;
    }

    private enum Always implements History {
        INSTANCE;

        @Override
        public boolean accepts(double error) {
            return true;
        }

        @Override
        public double growth(double error) {
            return 1;
        }

        @Override
        public double shrink(double error) {
            return 1;
        }

        @Override
        public void reset() {}
    }
}
