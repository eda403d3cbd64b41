package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Integrator;
import org.onsager.tensor.Tensor;

/// A solution made without a record: its accepted steps, its states at the flow's times, and the method's whole
/// state at the end.
final class Sweep {
    private final Flow flow;
    private final Listening solver;
    private final List<Tensor> states = new ArrayList<>();
    private final int[] index;

    private Sweep(Flow flow) {
        this.flow = flow;
        solver = new Listening(flow.solver());
        index = new int[flow.times().length];
    }

    /// @param shelf  where some of the states on the way are kept; index 0 always
    static Sweep forward(Flow flow, Tensor y0, Shelf shelf) {
        var sweep = new Sweep(flow);
        sweep.run(y0, shelf);
        return sweep;
    }

    private void run(Tensor y0, Shelf shelf) {
        Integrator<Tensor> run = flow.problem(Unrecorded.of(flow.term()), y0.detach())
                .solver(solver)
                .start();
        shelf.offer(0, solver.whole());
        boolean more = true;
        while (more) {
            more = run.step();
            if (states.size() < index.length && run.time() == flow.times()[states.size()]) {
                index[states.size()] = steps();
                states.add(run.state().copy());
            }
            if (more) shelf.offer(steps(), solver.whole());
        }
        var solution = run.solution();
        if (!solution.status().successful()) throw new DivergedException(solution.message());
    }

    int steps() {
        return solver.count();
    }

    double from(int step) {
        return solver.from(step);
    }

    double to(int step) {
        return solver.to(step);
    }

    /// Whether the method started afresh on the way, at a jump.
    boolean restarted() {
        return solver.restarts() > 0;
    }

    List<Tensor> states() {
        return states;
    }

    /// The number of steps before each of the flow's times.
    int[] index() {
        return index;
    }

    /// The method's whole state at the end, copied.
    List<Tensor> end() {
        return solver.whole().stream().map(Tensor::copy).toList();
    }
}
