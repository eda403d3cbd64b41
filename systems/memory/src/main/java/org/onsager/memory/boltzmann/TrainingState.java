package org.onsager.memory.boltzmann;

import java.util.Arrays;

/// A training between two steps: all that is needed to go on with the same bits.
///
/// @param parameters  flat, as [ModelParameters#flat]
/// @param first  Adam's first moments
/// @param second  Adam's second moments
/// @param steps  steps done
/// @param loss  the loss of each step
/// @param reconstruction  its first term, unweighted
/// @param classification  its second term, unweighted
/// @param medianResidual  of the step's inference
/// @param mostIterations  of the step's inference
/// @param unconverged  share of the step's images whose inference did not meet the solver's rule
/// @param skipped  images left out so far
/// @param stopped  whether the residuals have stayed too large for too long
public record TrainingState(
        double[] parameters,
        double[] first,
        double[] second,
        long steps,
        double[] loss,
        double[] reconstruction,
        double[] classification,
        double[] medianResidual,
        int[] mostIterations,
        double[] unconverged,
        int skipped,
        boolean stopped) {

    static TrainingState of(JointModel model) {
        double[] flat = model.parameters().flat();
        double[] none = {};
        return new TrainingState(
                flat,
                new double[flat.length],
                new double[flat.length],
                0,
                none,
                none,
                none,
                none,
                new int[0],
                none,
                0,
                false);
    }

    static double[] append(double[] values, double value) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }

    static int[] append(int[] values, int value) {
        int[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }
}
