package org.onsager.solve;

/// Interpolants from the ends of a step: cubic Hermite from states and rates, linear from states alone.
///
/// With \(\theta = (t - t_0)/h\): \(y = (1-\theta) y_0 + \theta y_1 + \theta(\theta-1)\,[(1-2\theta)(y_1-y_0) +
/// (\theta-1) h f_0 + \theta h f_1]\); error \(O(h^4)\), derivative continuous from step to step.
public final class Hermite {
    /// The source, one line.
    public static final String CITATION =
            "E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations I, II.6 (cubic Hermite)";

    private Hermite() {}

    /// The cubic at \(\theta\).
    public static <Y> Y cubic(StateSpace<Y> space, double theta, double h, Y y0, Y f0, Y y1, Y f1, Y into) {
        double bubble = theta * (theta - 1);
        double end = theta + bubble * (1 - 2 * theta);
        Y sum = space.axpy(y0, -end, y0, into);
        sum = space.axpy(sum, end, y1, sum);
        sum = space.axpy(sum, bubble * (theta - 1) * h, f0, sum);
        return space.axpy(sum, bubble * theta * h, f1, sum);
    }

    /// The time derivative of the cubic at \(\theta\).
    public static <Y> Y cubicRate(StateSpace<Y> space, double theta, double h, Y y0, Y f0, Y y1, Y f1, Y into) {
        double slope = 6 * theta * (1 - theta) / h;
        Y sum = space.axpy(y1, -1, y0, into);
        sum = space.axpy(sum, slope - 1, sum, sum);
        sum = space.axpy(sum, 1 - 4 * theta + 3 * theta * theta, f0, sum);
        return space.axpy(sum, theta * (3 * theta - 2), f1, sum);
    }

    /// The straight line at \(\theta\).
    public static <Y> Y linear(StateSpace<Y> space, double theta, Y y0, Y y1, Y into) {
        Y sum = space.axpy(y0, -theta, y0, into);
        return space.axpy(sum, theta, y1, sum);
    }

    /// The slope of the straight line.
    public static <Y> Y linearRate(StateSpace<Y> space, double h, Y y0, Y y1, Y into) {
        Y change = space.axpy(y1, -1, y0, into);
        return space.axpy(change, 1 / h - 1, change, change);
    }

    /// The cubic of a step as a value; everything is copied.
    public static <Y> Segment<Y> segment(StateSpace<Y> space, double t0, double t1, Y y0, Y f0, Y y1, Y f1) {
        return new Cubic<>(
                space,
                t0,
                t1,
                space.copy(y0, space.zero(y0)),
                space.copy(f0, space.zero(y0)),
                space.copy(y1, space.zero(y0)),
                space.copy(f1, space.zero(y0)));
    }

    /// The straight line of a step as a value; everything is copied.
    public static <Y> Segment<Y> linearSegment(StateSpace<Y> space, double t0, double t1, Y y0, Y y1) {
        return new Line<>(space, t0, t1, space.copy(y0, space.zero(y0)), space.copy(y1, space.zero(y0)));
    }

    private record Cubic<Y>(StateSpace<Y> space, double from, double to, Y y0, Y f0, Y y1, Y f1) implements Segment<Y> {
        @Override
        public Y at(double t) {
            return cubic(space, (t - from) / (to - from), to - from, y0, f0, y1, f1, space.zero(y0));
        }

        @Override
        public Y derivativeAt(double t) {
            return cubicRate(space, (t - from) / (to - from), to - from, y0, f0, y1, f1, space.zero(y0));
        }
    }

    private record Line<Y>(StateSpace<Y> space, double from, double to, Y y0, Y y1) implements Segment<Y> {
        @Override
        public Y at(double t) {
            return linear(space, (t - from) / (to - from), y0, y1, space.zero(y0));
        }

        @Override
        public Y derivativeAt(double t) {
            return linearRate(space, to - from, y0, y1, space.zero(y0));
        }
    }
}
