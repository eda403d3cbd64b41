package org.onsager.solve.multistep;

import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;
import org.onsager.solve.implicit.IterationMatrix;

/// Adams-Bashforth-Moulton formulas of variable order 1 to 12 in quasi-constant steps, as predictor and corrector
/// with two evaluations a step (PECE) and local extrapolation. For smooth non-stiff problems whose right-hand
/// side is expensive.
///
/// Source: L. F. Shampine and M. K. Gordon, *Computer Solution of Ordinary Differential Equations* (1975); E.
/// Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, III.1 and III.7.
///
/// @param maxOrder  highest order of the predictor, 1 to 12
public record Adams(int maxOrder) implements Solver {

    public Adams {
        if (maxOrder < 1 || maxOrder > 12)
            throw new IllegalArgumentException("maxOrder must be in [1, 12], not " + maxOrder);
    }

    /// Orders 1 to 12.
    public Adams() {
        this(12);
    }

    @Override
    public String name() {
        return "Adams";
    }

    @Override
    public double order() {
        return 1;
    }

    @Override
    public double errorOrder() {
        return 1;
    }

    @Override
    public String citation() {
        return "L. F. Shampine, M. K. Gordon, Computer Solution of Ordinary Differential Equations, Freeman 1975";
    }

    @Override
    public boolean controlsSteps() {
        return true;
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        var ode = IterationMatrix.requireArrays(this, term);
        return (Stepper<Y>) new AdamsStepper(maxOrder, ode, (Start<double[]>) start);
    }
}
