package org.onsager.tensor.optim;

/// The factor on the learning rate at each step, from 0.
@FunctionalInterface
public interface Schedule {

    /// @param step  steps done so far
    double factor(long step);

    /// Always 1.
    static Schedule constant() {
        return step -> 1;
    }

    /// `factor` to the power of the number of whole periods done: 0.4 every 1,500 steps.
    static Schedule everySteps(long period, double factor) {
        if (period < 1) throw new IllegalArgumentException("period must be in [1, inf), not " + period);
        return step -> Math.pow(factor, Math.floorDiv(step, period));
    }

    /// \(\gamma^k\).
    static Schedule exponential(double gamma) {
        return step -> Math.pow(gamma, step);
    }

    /// Half a cosine from 1 down to `last` at step `steps`, constant after it.
    static Schedule cosine(long steps, double last) {
        if (steps < 1) throw new IllegalArgumentException("steps must be in [1, inf), not " + steps);
        return step -> {
            double done = Math.min(1, (double) step / steps);
            return last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * done));
        };
    }

    /// Straight down from 1 to `last` at step `steps`, constant after it.
    static Schedule linear(long steps, double last) {
        if (steps < 1) throw new IllegalArgumentException("steps must be in [1, inf), not " + steps);
        return step -> 1 + (last - 1) * Math.min(1, (double) step / steps);
    }

    /// A different constant factor from each of some steps on.
    ///
    /// @param from  ascending, the first 0
    /// @param factors  as many
    static Schedule piecewise(long[] from, double[] factors) {
        if (from.length != factors.length || from.length == 0 || from[0] != 0)
            throw new IllegalArgumentException("from must start with 0 and have a factor for each entry");
        for (int i = 1; i < from.length; i++)
            if (from[i] <= from[i - 1])
                throw new IllegalArgumentException(
                        "from[%d] must be in (%d, inf), not %d".formatted(i, from[i - 1], from[i]));
        var starts = from.clone();
        var values = factors.clone();
        return step -> {
            int i = starts.length - 1;
            while (starts[i] > step) i--;
            return values[i];
        };
    }

    /// This, preceded by a straight rise from 0 over `steps` steps.
    default Schedule warmup(long steps) {
        if (steps < 1) throw new IllegalArgumentException("steps must be in [1, inf), not " + steps);
        return step -> step < steps ? (step + 1.0) / steps * factor(0) : factor(step - steps);
    }
}
