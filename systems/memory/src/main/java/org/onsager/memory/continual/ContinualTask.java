package org.onsager.memory.continual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onsager.numerics.RandomStream;

/// One task of a sequence: data to learn from and data to test on.
///
/// @param name  such as `permutation 2`
/// @param index  its place in the sequence, from 0
/// @param train  to learn from
/// @param test  to test on, of the same size and classes
/// @param order  a permutation of the numbers of an input, applied to both sets; empty leaves them
public record ContinualTask(String name, int index, LabelledData train, LabelledData test, int[] order) {

    public ContinualTask {
        if (train.size() != test.size() || train.classes() != test.classes())
            throw new IllegalArgumentException(
                    "%s: train and test must agree, not %d numbers in %d classes and %d in %d"
                            .formatted(name, train.size(), train.classes(), test.size(), test.classes()));
        if (order.length != 0 && order.length != train.size())
            throw new IllegalArgumentException(
                    "%s: the order must have %d places, not %d".formatted(name, train.size(), order.length));
    }

    /// Tasks from the same data, each with its own random order of pixels.
    ///
    /// @param keepFirst  whether the first task keeps the plain order
    public static List<ContinualTask> permuted(
            LabelledData train, LabelledData test, int count, boolean keepFirst, RandomStream stream) {
        if (count < 1) throw new IllegalArgumentException("tasks must be in [1, inf), not " + count);
        var tasks = new ArrayList<ContinualTask>();
        for (int t = 0; t < count; t++) {
            int[] order = keepFirst && t == 0
                    ? new int[0]
                    : stream.split("permutation").at(t).generator().permutation(train.size());
            tasks.add(new ContinualTask("permutation " + (t + 1), t, train, test, order));
        }
        return List.copyOf(tasks);
    }

    /// All tasks' data at once, as one task: what joint training learns from. Its test data are those of all
    /// tasks.
    public static ContinualTask joint(List<ContinualTask> tasks) {
        var train = tasks.getFirst().train.reordered(tasks.getFirst().order);
        var test = tasks.getFirst().test.reordered(tasks.getFirst().order);
        for (var task : tasks.subList(1, tasks.size())) {
            train = train.and(task.train.reordered(task.order));
            test = test.and(task.test.reordered(task.order));
        }
        return new ContinualTask("all tasks", 0, train, test, new int[0]);
    }

    /// What is odd about the data, if anything: a single class can be learned by any constant.
    public Optional<String> warning() {
        return train.presentClasses() > 1
                ? Optional.empty()
                : Optional.of("task %s has examples of one class only".formatted(name));
    }
}
