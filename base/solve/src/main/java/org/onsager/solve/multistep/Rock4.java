package org.onsager.solve.multistep;

import java.util.Optional;
import org.onsager.solve.Hermite;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The stabilised explicit method ROCK4 of order 4: as many stages as the spectrum on the negative real axis
/// needs, at least 6, with a stability interval of \(0.35 s^2\) damped to 0.95. For diffusion at tolerances
/// below 1e-4, without linear algebra; works on any space.
///
/// A three-term recurrence makes \(s - 4\) stages and a method of four stages ([RockFinish]) the factor with
/// complex zeros and the conditions of order that the stability polynomial does not see. Its last stage lies up
/// to 0.05 of a step beyond the step's end, also where that is a jump of \(f\): there take [Rock2]. The error
/// estimate of order 3 takes the rate at the end, which is the next step's first. The spectral radius is
/// estimated by a power iteration on \(f\) every 25 steps and after rejections.
///
/// Source: A. Abdulle, *Fourth order Chebyshev methods with recurrence relation*, SIAM J. Sci. Comput. 23 (2002).
///
/// @param maxStages  the most stages of a step, at least 6
public record Rock4(int maxStages) implements Solver {

    public Rock4 {
        if (maxStages < 6) throw new IllegalArgumentException("maxStages must be in [6, inf), not " + maxStages);
    }

    /// Up to 200 stages.
    public Rock4() {
        this(200);
    }

    @Override
    public String name() {
        return "ROCK4";
    }

    @Override
    public double order() {
        return 4;
    }

    @Override
    public double errorOrder() {
        return 3;
    }

    @Override
    public String citation() {
        return "A. Abdulle, Fourth order Chebyshev methods with recurrence relation, SIAM J. Sci. Comput. 23 (2002)";
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
        return new RockStepper<>(4, maxStages, requireOde(term), start);
    }
}
