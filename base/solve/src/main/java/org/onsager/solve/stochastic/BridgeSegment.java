package org.onsager.solve.stochastic;

import org.onsager.solve.Increment;
import org.onsager.solve.Segment;
import org.onsager.solve.StateSpace;

/// A step of a stochastic solution as a value: the Brownian bridge between its ends. It asks the equation's path,
/// and so is for one thread at a time like that path.
record BridgeSegment<Y>(SdeTerm<Y> term, double from, double to, double[] w, Y start, Y end) implements Segment<Y> {

    @Override
    public Y at(double time) {
        StateSpace<Y> space = term.space();
        double theta = (time - from) / (to - from);
        Y line = space.axpy(start, -theta, start, space.zero(start));
        line = space.axpy(line, theta, end, line);
        if (!(theta > 0 && theta < 1)) return line;
        var increment = new Increment(w.length);
        term.increment(from, time, increment);
        double[] bridge = increment.value();
        for (int i = 0; i < bridge.length; i++) bridge[i] -= theta * w[i];
        return space.axpy(line, 1, term.diffusion(from, start, bridge, space.zero(start)), line);
    }

    @Override
    public Y derivativeAt(double time) {
        StateSpace<Y> space = term.space();
        Y change = space.axpy(end, -1, start, space.zero(start));
        return space.axpy(change, 1 / (to - from) - 1, change, change);
    }
}
