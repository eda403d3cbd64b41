package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Integrator;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;
import org.onsager.solve.adjoint.Checkpoints;
import org.onsager.solve.symplectic.ReversibleStepper;
import org.onsager.tensor.Tensor;

/// A solution made without a record: its accepted steps, its states at the flow's times, and the method's whole
/// state at the end.
final class Sweep {
    private final Flow flow;
    private final List<Tensor> states = new ArrayList<>();
    private final int[] index;
    private double[] from = new double[64];
    private double[] to = new double[64];
    private int steps;
    private boolean restarted;
    private List<Tensor> end = List.of();

    private Sweep(Flow flow) {
        this.flow = flow;
        index = new int[flow.times().length];
    }

    /// Room for some states of a method.
    static Checkpoints<List<Tensor>> checkpoints(int states) {
        return new Checkpoints<>(
                states,
                whole -> whole.stream().map(each -> each.detach().copy()).toList(),
                (whole, into) -> {
                    for (int i = 0; i < into.size(); i++) into.get(i).assign(whole.get(i));
                });
    }

    /// @param kept  where some of the states on the way are kept
    static Sweep forward(Flow flow, Tensor y0, Checkpoints<List<Tensor>> kept) {
        var sweep = new Sweep(flow);
        sweep.run(Unrecorded.of(flow.term()), y0, kept);
        return sweep;
    }

    /// Of an equation that records what it differentiates itself.
    static Sweep recordingWithin(Flow flow, Tensor y0) {
        var sweep = new Sweep(flow);
        sweep.run(Unrecorded.recordingWithin(flow.term()), y0, checkpoints(1));
        return sweep;
    }

    private void run(Term<Tensor> term, Tensor y0, Checkpoints<List<Tensor>> kept) {
        Integrator<Tensor> run = flow.problem(term, y0.detach()).start();
        kept.offer(0, whole(run.stepper()));
        boolean more = true;
        while (more) {
            double before = run.time();
            more = run.step();
            if (run.time() == before) break;
            note(run.lastFrom(), run.lastTo());
            restarted |= more && run.time() != run.lastTo();
            double next = states.size() < index.length ? flow.times()[states.size()] : Double.NaN;
            if (run.time() == next || run.lastTo() == next) {
                index[states.size()] = steps;
                states.add(run.state().copy());
            }
            if (more) kept.offer(steps, whole(run.stepper()));
        }
        var solution = run.solution();
        if (!solution.status().successful()) throw new DivergedException(solution.message());
        end = whole(run.stepper()).stream().map(Tensor::copy).toList();
    }

    private void note(double begin, double finish) {
        if (steps == from.length) {
            from = Arrays.copyOf(from, 2 * steps);
            to = Arrays.copyOf(to, 2 * steps);
        }
        from[steps] = begin;
        to[steps++] = finish;
    }

    /// The whole state of a stepper: the solution first, then what else it carries from step to step.
    static List<Tensor> whole(Stepper<Tensor> stepper) {
        return stepper instanceof ReversibleStepper<Tensor> reversible ? reversible.whole() : List.of(stepper.state());
    }

    int steps() {
        return steps;
    }

    double from(int step) {
        return from[step];
    }

    double to(int step) {
        return to[step];
    }

    /// Whether the method started afresh on the way, at a jump.
    boolean restarted() {
        return restarted;
    }

    List<Tensor> states() {
        return states;
    }

    /// The number of steps before each of the flow's times.
    int[] index() {
        return index;
    }

    /// The method's whole state at the end.
    List<Tensor> end() {
        return end;
    }
}
