package org.onsager.transport.sample;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Increment;
import org.onsager.solve.stochastic.Areas;
import org.onsager.solve.stochastic.Brownian;
import org.onsager.solve.stochastic.Layout;

/// The martingale \(\int\sqrt{2\epsilon}\,dW\) of every coordinate, known at the ends of given steps: that of
/// step \(k\) has the exact variance \(2\int\epsilon\) and comes from `stream.at(k)`.
final class ParticleNoise implements Brownian {
    private static final int GRAIN = 4096;

    private final RandomStream stream;
    private final Epsilon epsilon;
    private final double[] times;
    private final boolean denoiseLast;
    private final Layout layout;
    private int step;

    /// @param times  ends of the steps in the direction of the run
    /// @param size  coordinates of all particles together
    ParticleNoise(RandomStream stream, Epsilon epsilon, double[] times, boolean denoiseLast, int size) {
        this.stream = stream;
        this.epsilon = epsilon;
        this.times = times;
        this.denoiseLast = denoiseLast;
        layout = Layout.of(size).with(Areas.W);
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public double from() {
        return Math.min(times[0], times[times.length - 1]);
    }

    @Override
    public double to() {
        return Math.max(times[0], times[times.length - 1]);
    }

    @Override
    public double resolution() {
        return 0;
    }

    @Override
    public RandomStream stream() {
        return stream;
    }

    @Override
    public void increment(double s, double t, Increment into) {
        step = find(s);
        double[] w = into.over(s, t).value();
        double deviation = denoiseLast && step == times.length - 2 ? 0 : Math.sqrt(2 * epsilon.integral(s, t));
        if (deviation == 0) {
            java.util.Arrays.fill(w, 0);
            return;
        }
        var source = stream.at(step);
        Parallel.range(w.length, GRAIN, (from, to) -> {
            source.fillNormal(w, from, to);
            for (int i = from; i < to; i++) w[i] *= deviation;
        });
    }

    /// The step that begins at `s`; steps are asked for in turn.
    private int find(double s) {
        for (int tried = 0; tried < times.length; tried++) {
            int k = (step + tried) % times.length;
            if (times[k] == s) return k;
        }
        throw new IllegalArgumentException("the noise is known between the ends of steps alone, not from " + s);
    }
}
