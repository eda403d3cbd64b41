package org.onsager.solve.stochastic;

import java.util.Optional;
import java.util.Set;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// Any stochastic method with an error estimate: a step is made once whole and once as two halves on the same
/// path; the halves are the result and the difference is the estimate. Threefold cost. The path must resolve half
/// a step.
///
/// @param inner  the method
public record StepDoubling(StochasticSolver inner) implements StochasticSolver {

    @Override
    public String name() {
        return "StepDoubling(%s)".formatted(inner.name());
    }

    @Override
    public Set<Interpretation> interpretations() {
        return inner.interpretations();
    }

    @Override
    public Set<Noise> noises() {
        return inner.noises();
    }

    @Override
    public Areas areas() {
        return inner.areas();
    }

    @Override
    public void check(SdeTerm<?> term) {
        inner.check(term);
    }

    @Override
    public double order() {
        return inner.order();
    }

    @Override
    public double errorOrder() {
        // the step control divides by one more than this; half an order is the least that it can work with
        return Math.max(0.5, inner.order() - 0.5);
    }

    @Override
    public double weakOrder() {
        return inner.weakOrder();
    }

    @Override
    public String citation() {
        return inner.citation();
    }

    @Override
    public Optional<String> denseCitation() {
        return inner.denseCitation();
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        Stepper<Y> whole = inner.start(term, start);
        Stepper<Y> halves = inner.start(term, start);
        return new SdeStepper<>(this, term, start, 1) {
            @Override
            double advance() {
                double middle = t + 0.5 * h;
                whole.restart(t, y);
                halves.restart(t, y);
                if (Double.isNaN(whole.step(t, tNext)) || Double.isNaN(halves.step(t, middle))) return Double.NaN;
                halves.accept();
                if (Double.isNaN(halves.step(middle, tNext))) return Double.NaN;
                candidate = space.copy(halves.candidate(), candidate);
                return size(set(0, candidate, -1, whole.candidate()));
            }
        };
    }
}
