package org.onsager.solve.multistep;

import java.util.Optional;
import org.onsager.solve.Hermite;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The stabilised explicit method ROCK2 of order 2: as many stages as the spectrum on the negative real axis
/// needs, with a stability interval of \(0.81 s^2\) (1.25 times that of [Rkc]), damped to 0.95 inside it. For
/// diffusion, without linear algebra; works on any space.
///
/// A three-term recurrence makes \(s - 2\) stages, two finishing stages the factor with complex zeros and the
/// error estimate, see [StabilityPolynomial]. The spectral radius is estimated by a power iteration on \(f\)
/// every 25 steps and after rejections. One evaluation a stage.
///
/// Source: A. Abdulle and A. A. Medovikov, *Second order Chebyshev methods based on orthogonal polynomials*,
/// Numer. Math. 90 (2001).
///
/// @param maxStages  the most stages of a step, at least 3
public record Rock2(int maxStages) implements Solver {

    public Rock2 {
        if (maxStages < 3) throw new IllegalArgumentException("maxStages must be in [3, inf), not " + maxStages);
    }

    /// Up to 200 stages.
    public Rock2() {
        this(200);
    }

    @Override
    public String name() {
        return "ROCK2";
    }

    @Override
    public double order() {
        return 2;
    }

    @Override
    public double errorOrder() {
        return 1;
    }

    @Override
    public String citation() {
        return "A. Abdulle, A. A. Medovikov, Second order Chebyshev methods based on orthogonal polynomials, Numer. Math. 90 (2001)";
    }

    @Override
    public Optional<String> denseCitation() {
        return Optional.of(Hermite.CITATION);
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new RockStepper<>(2, maxStages, requireOde(term), start);
    }
}
