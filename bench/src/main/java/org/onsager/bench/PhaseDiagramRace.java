package org.onsager.bench;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.onsager.memory.dense.PhaseDiagram;
import org.onsager.memory.dense.RsTheory;

/// All replica-symmetric branches of a dense memory, \(P = 4\), on a grid of 100 x 100 temperatures and loads, to
/// a residual of \(10^{-12}\).
public final class PhaseDiagramRace implements Race {
    private final double[] temperatures =
            IntStream.rangeClosed(1, 100).mapToDouble(i -> 0.011 * i).toArray();
    private final double[] loads =
            IntStream.range(0, 100).mapToDouble(i -> 0.6 * i / 99).toArray();
    private double unconverged;

    @Override
    public String name() {
        return "dense-hebbian-phase-diagram-100x100";
    }

    @Override
    public String peer() {
        return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    @Override
    public double tolerance() {
        return 1e-12;
    }

    @Override
    public void run() {
        unconverged = PhaseDiagram.compute(RsTheory.of(4, 0), temperatures, loads).cells().stream()
                .flatMap(java.util.List::stream)
                .filter(cell -> !cell.converged())
                .count();
    }

    /// Cells in which a branch did not converge.
    @Override
    public double error() {
        return unconverged;
    }
}
