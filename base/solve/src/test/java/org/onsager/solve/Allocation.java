package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/// Bytes that a step allocates in steady state, counted by the thread.
final class Allocation {
    static final int WARM_UP = 20_000;
    static final int ROUNDS = 8;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    static double bytesPerStep(Solve<?> problem, int steps) {
        return bytesPerStep(problem, steps, 1);
    }

    /// The least of a few rounds, because code is compiled in the background, when the machine finds time for it
    /// (it is given time between the rounds); what a step allocates by itself, it allocates in every round.
    static double bytesPerStep(Solve<?> problem, int steps, double enough) {
        var run = problem.maxSteps(Long.MAX_VALUE).start();
        for (int k = 0; k < WARM_UP; k++) assertThat(run.step()).isTrue();
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && least >= enough; round++) {
            long start = THREADS.getCurrentThreadAllocatedBytes();
            int made = 0;
            while (made < steps && run.step()) made++;
            long end = THREADS.getCurrentThreadAllocatedBytes();
            assertThat(made).isEqualTo(steps);
            least = Math.min(least, (end - start) / (double) steps);
            if (least >= enough) awaitCompiler();
        }
        return least;
    }

    /// Until nothing was compiled for a while, or five seconds.
    private static void awaitCompiler() {
        var compiler = ManagementFactory.getCompilationMXBean();
        long spent = -1;
        for (int tries = 0; tries < 25 && compiler.getTotalCompilationTime() != spent; tries++) {
            spent = compiler.getTotalCompilationTime();
            LockSupport.parkNanos(200_000_000);
        }
    }
}
