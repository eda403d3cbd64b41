package org.onsager.tensor.solve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;
import org.onsager.solve.symplectic.ReversibleStepper;
import org.onsager.tensor.Tensor;

/// A solver that remembers the accepted steps of its one run, and lets the method's whole state be seen.
final class Listening implements Solver {
    private final Solver solver;
    private Optional<Stepper<?>> stepper = Optional.empty();
    private double[] from = new double[64];
    private double[] to = new double[64];
    private int count;
    private int restarts;

    Listening(Solver solver) {
        this.solver = solver;
    }

    int count() {
        return count;
    }

    int restarts() {
        return restarts;
    }

    double from(int step) {
        return from[step];
    }

    double to(int step) {
        return to[step];
    }

    /// The method's state: the solution first, then what else it carries from step to step.
    List<Tensor> whole() {
        return whole(stepper.orElseThrow());
    }

    /// The whole state of a stepper on tensors.
    static List<Tensor> whole(Stepper<?> stepper) {
        if (!(stepper instanceof ReversibleStepper<?> reversible)) return List.of((Tensor) stepper.state());
        return reversible.whole().stream().map(each -> (Tensor) each).toList();
    }

    @Override
    public String name() {
        return solver.name();
    }

    @Override
    public double order() {
        return solver.order();
    }

    @Override
    public double errorOrder() {
        return solver.errorOrder();
    }

    @Override
    public String citation() {
        return solver.citation();
    }

    @Override
    public Optional<String> denseCitation() {
        return solver.denseCitation();
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        Stepper<Y> made = solver.start(term, start);
        stepper = Optional.of(made);
        return new Steps<>(made);
    }

    private void note(double begin, double end) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = begin;
        to[count++] = end;
    }

    private final class Steps<Y> implements Stepper<Y> {
        private final Stepper<Y> inner;
        private double begin;
        private double end;

        Steps(Stepper<Y> inner) {
            this.inner = inner;
        }

        @Override
        public double step(double t, double tNext) {
            begin = t;
            end = tNext;
            return inner.step(t, tNext);
        }

        @Override
        public void accept() {
            inner.accept();
            note(begin, end);
        }

        @Override
        public void restart(double t, Y y) {
            restarts++;
            inner.restart(t, y);
        }

        @Override
        public Y state() {
            return inner.state();
        }

        @Override
        public Y candidate() {
            return inner.candidate();
        }

        @Override
        public Y initialRate() {
            return inner.initialRate();
        }

        @Override
        public Y interpolate(double t, Y into) {
            return inner.interpolate(t, into);
        }

        @Override
        public Y interpolateRate(double t, Y into) {
            return inner.interpolateRate(t, into);
        }

        @Override
        public Segment<Y> segment() {
            return inner.segment();
        }

        @Override
        public Trouble trouble() {
            return inner.trouble();
        }

        @Override
        public double proposedStep() {
            return inner.proposedStep();
        }

        @Override
        public double stiffness() {
            return inner.stiffness();
        }
    }
}
