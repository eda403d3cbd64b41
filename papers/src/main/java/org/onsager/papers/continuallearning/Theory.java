package org.onsager.papers.continuallearning;

import org.onsager.memory.continual.FranzParisi;
import org.onsager.memory.continual.PerceptronOrder;
import org.onsager.memory.continual.SecondTask;
import org.onsager.memory.continual.TaskOneSolution;
import org.onsager.memory.continual.TheoryBranch;

/// The paper's point of reference: \(\beta = 20\), first load 2, no divergence in the first task.
final class Theory {
    static final double BETA = 20;
    static final double FIRST_LOAD = 2;
    /// Flows to nearly perfect learning of the second task.
    static final PerceptronOrder NEARLY_PERFECT = new PerceptronOrder(0.98, 0.985, 0.982);

    private Theory() {}

    static FranzParisi franzParisi() {
        return FranzParisi.at(BETA);
    }

    /// A number as a legend shows it: `0`, `0.5`.
    static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static TaskOneSolution reference() {
        return franzParisi().task1(FIRST_LOAD, 0, TheoryBranch.HIGH).orThrow();
    }

    /// Second tasks after [#reference()].
    static SecondTask second() {
        return franzParisi().after(reference());
    }
}
