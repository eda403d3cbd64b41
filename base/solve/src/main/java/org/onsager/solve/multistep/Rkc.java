package org.onsager.solve.multistep;

import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Runge-Kutta-Chebyshev method of order 2: as many stages as the spectrum on the negative real axis needs,
/// since the stability interval grows as \(0.65 s^2\). For diffusion, without linear algebra; works on any space.
///
/// The spectral radius is estimated by a power iteration on \(f\) every 25 steps and after rejections.
///
/// Source: B. P. Sommeijer, L. F. Shampine and J. G. Verwer, *RKC: an explicit solver for parabolic PDEs*, J.
/// Comp. Appl. Math. 88 (1998).
///
/// @param maxStages  the most stages of a step, at least 2
public record Rkc(int maxStages) implements Solver {

    public Rkc {
        if (maxStages < 2) throw new IllegalArgumentException("maxStages must be in [2, inf), not " + maxStages);
    }

    /// Up to 250 stages.
    public Rkc() {
        this(250);
    }

    @Override
    public String name() {
        return "RKC";
    }

    @Override
    public double order() {
        return 2;
    }

    @Override
    public double errorOrder() {
        return 2;
    }

    @Override
    public String citation() {
        return "B. P. Sommeijer, L. F. Shampine, J. G. Verwer, RKC, J. Comp. Appl. Math. 88 (1998)";
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new RkcStepper<>(maxStages, requireOde(term), start);
    }
}
