package org.onsager.solve.stochastic;

import org.onsager.solve.Solver;
import org.onsager.solve.Term;

/// A step with an equation \(z = b + c\,\mu(t, z)\) to be solved.
abstract class ImplicitStepper<Y> extends SdeStepper<Y> {
    private final RowNewton newton;
    private Trouble trouble = Trouble.NONFINITE;

    ImplicitStepper(StochasticSolver solver, Term<Y> term, Solver.Start<Y> start) {
        super(solver, term, start, 3);
        if (!(y instanceof double[] state))
            throw new IllegalArgumentException(
                    "solver %s needs a state of type double[], not %s; use an explicit method"
                            .formatted(solver.name(), y.getClass().getSimpleName()));
        @SuppressWarnings("unchecked")
        var arrays = (SdeTerm<double[]>) this.term;
        newton = new RowNewton(arrays, state.length, layout.rows());
    }

    /// Improves the guess in `candidate` to the solution.
    ///
    /// @return 0, or NaN if Newton's iteration fails
    final double solve(double at, Y b, double c) {
        int iterations = newton.solve(at, (double[]) b, c, (double[]) candidate);
        trouble = iterations < 0 ? Trouble.NONLINEAR : Trouble.NONFINITE;
        tally.newton(Math.abs(iterations));
        return iterations < 0 ? Double.NaN : 0;
    }

    @Override
    public final Trouble trouble() {
        return trouble;
    }
}
