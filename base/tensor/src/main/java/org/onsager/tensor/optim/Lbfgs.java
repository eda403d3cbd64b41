package org.onsager.tensor.optim;

import org.onsager.tensor.TensorList;

/// L-BFGS: the two-loop recursion over the last `memory` pairs of steps and gradient changes gives the direction,
/// a line search for the strong Wolfe conditions (\(c_1 = 10^{-4}\), \(c_2 = 0.9\)) its length. For smooth losses
/// without noise; each step evaluates the loss and its gradient a few times.
///
/// Source: J. Nocedal and S. J. Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4, 3.5 and 3.6.
///
/// @param learningRate  the first trial length of the search, customarily 1
/// @param memory  pairs kept, at least 1
/// @param evaluations  most evaluations of one line search, at least 2
public record Lbfgs(double learningRate, int memory, int evaluations) implements Optimizer {

    public Lbfgs {
        if (!(learningRate > 0))
            throw new IllegalArgumentException("learningRate must be in (0, inf), not " + learningRate);
        if (memory < 1) throw new IllegalArgumentException("memory must be in [1, inf), not " + memory);
        if (evaluations < 2) throw new IllegalArgumentException("evaluations must be in [2, inf), not " + evaluations);
    }

    /// First trial length 1, 20 pairs, 25 evaluations.
    public static Lbfgs standard() {
        return new Lbfgs(1, 20, 25);
    }

    @Override
    public Stepper over(TensorList parameters) {
        return new LbfgsStepper(this, parameters);
    }
}
