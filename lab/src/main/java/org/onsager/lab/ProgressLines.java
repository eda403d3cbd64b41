package org.onsager.lab;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/// Plain lines for logs: when something else is being done, and otherwise every ten seconds.
final class ProgressLines implements Progress {
    private static final long PATIENCE = 10_000_000_000L;
    private static final long BREATH = 1_000_000_000L;

    private final PrintStream out;
    private final LongSupplier clock;
    private final long begun;
    private long printed;
    private String last = "";

    /// @param clock  nanoseconds
    ProgressLines(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.printed = begun - PATIENCE;
    }

    @Override
    public synchronized void update(double fraction, String what) {
        long now = clock.getAsLong();
        if (now - printed < (what.equals(last) ? PATIENCE : BREATH)) return;
        printed = now;
        last = what;
        double done = Math.clamp(fraction, 0, 1);
        out.printf("%3.0f %%  %s%s%n", done * 100, ProgressBar.left(done, (now - begun) * 1e-9), what);
    }

    @Override
    public synchronized void say(String sentence) {
        out.println(sentence);
    }
}
