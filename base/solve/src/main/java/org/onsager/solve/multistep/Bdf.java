package org.onsager.solve.multistep;

import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;
import org.onsager.solve.implicit.IterationMatrix;

/// Backward differentiation formulas of variable order 1 to 5 in quasi-constant steps, with the numerical
/// differentiation formulas' terms that reduce the error. One Newton iteration a step: for large stiff systems,
/// mass matrices included.
///
/// The order changes at most every \(k + 1\) steps of equal size; the method controls its own step size.
///
/// Sources: G. D. Byrne and A. C. Hindmarsh, ACM TOMS 1 (1975); L. F. Shampine and M. W. Reichelt, *The MATLAB
/// ODE suite*, SIAM J. Sci. Comput. 18 (1997).
///
/// @param maxOrder  highest order used, 1 to 5
public record Bdf(int maxOrder) implements Solver {

    public Bdf {
        if (maxOrder < 1 || maxOrder > 5)
            throw new IllegalArgumentException("maxOrder must be in [1, 5], not " + maxOrder);
    }

    /// Orders 1 to 5.
    public Bdf() {
        this(5);
    }

    @Override
    public String name() {
        return "BDF";
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
        return "L. F. Shampine, M. W. Reichelt, The MATLAB ODE suite, SIAM J. Sci. Comput. 18 (1997)";
    }

    @Override
    public boolean takesMassMatrix() {
        return true;
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
        return (Stepper<Y>) new BdfStepper(maxOrder, ode, (Start<double[]>) start);
    }
}
