package org.onsager.memory.continual;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.RandomStream;

/// Tasks learned one after another by one learner, tested on all tasks after every epoch.
///
/// A run is a number of equal steps, one epoch each: [#step] is a pure function of the state and the number of
/// the step, so that whoever drives it can store the state anywhere and go on later with the same bits.
///
/// @param tasks  in the order of learning
/// @param epochs  passes over each task, at least 0
/// @param testLimit  test inputs of the curve's evaluations; a task's last epoch is tested on all
/// @param learner  the rule
/// @param <S>  its state
public record ContinualRun<S>(List<ContinualTask> tasks, int epochs, int testLimit, ContinualLearner<S> learner) {
    public ContinualRun {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) throw new IllegalArgumentException("a run must have at least one task");
        if (epochs < 0) throw new IllegalArgumentException("epochs must be in [0, inf), not " + epochs);
        if (testLimit < 1) throw new IllegalArgumentException("testLimit must be in [1, inf), not " + testLimit);
    }

    /// Epochs of the whole run.
    public int steps() {
        return tasks.size() * epochs;
    }

    /// One epoch, and the end of its task after the task's last.
    ///
    /// @param step  from 0
    public S step(S state, long step, RandomStream stream) {
        var task = tasks.get((int) (step / epochs));
        S next = learner.epoch(state, task, stream);
        return endsTask(step) ? learner.finish(next, task) : next;
    }

    /// Whether a step is its task's last.
    public boolean endsTask(long step) {
        return (step + 1) % epochs == 0;
    }

    /// Accuracies on all tasks after step `step` (or before any, -1).
    public double[] test(S state, long step) {
        int limit = step < 0 || endsTask(step) ? Integer.MAX_VALUE : testLimit;
        return tasks.stream()
                .mapToDouble(task -> learner.accuracy(state, task, limit))
                .toArray();
    }

    /// What a run measured.
    ///
    /// @param matrix  accuracies after each task
    /// @param curve  accuracies on all tasks after each epoch, the first row before any
    /// @param state  what was learned
    /// @param <S>  the learner's state
    public record Result<S>(AccuracyMatrix matrix, List<double[]> curve, S state) {}

    /// The whole run.
    public Result<S> run(RandomStream stream) {
        S state = learner.start(stream);
        var curve = new ArrayList<double[]>();
        curve.add(test(state, -1));
        for (int step = 0; step < steps(); step++) {
            state = step(state, step, stream);
            curve.add(test(state, step));
        }
        return new Result<>(matrix(curve), List.copyOf(curve), state);
    }

    /// The accuracy matrix of a curve.
    public AccuracyMatrix matrix(List<double[]> curve) {
        var rows = new ArrayList<double[]>();
        for (int t = 0; t < tasks.size(); t++) rows.add(curve.get((t + 1) * epochs));
        return new AccuracyMatrix(rows, curve.getFirst());
    }
}
