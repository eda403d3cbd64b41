package org.onsager.solve.explicit;

import org.onsager.solve.Segment;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Weights;

/// The dense output of one step: the state at its start and the stages.
record ErkSegment<Y>(ErkTableau tableau, StateSpace<Y> space, double from, double to, Y start, Y[] stages)
        implements Segment<Y> {

    @Override
    public Y at(double t) {
        double theta = (t - from) / (to - from);
        var weights = new double[stages.length];
        for (int i = 0; i < weights.length; i++) weights[i] = tableau.dense(i, theta);
        return space.combine(start, to - from, Weights.of(weights), stages, space.zero(start));
    }

    @Override
    public Y derivativeAt(double t) {
        double theta = (t - from) / (to - from);
        var weights = new double[stages.length];
        for (int i = 0; i < weights.length; i++) weights[i] = tableau.denseDerivative(i, theta);
        return space.combine(1, Weights.of(weights), stages, space.zero(start));
    }
}
