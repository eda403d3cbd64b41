package org.onsager.lab;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/// One line of a terminal, drawn over at most ten times a second: bar, percentage, time left, what.
final class ProgressBar implements Progress {
    private static final long REDRAW = 100_000_000L;
    private static final int WIDTH = 24;

    private final PrintStream out;
    private final LongSupplier clock;
    private final long begun;
    private long drawn;
    private boolean shown;

    /// @param clock  nanoseconds
    ProgressBar(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.drawn = begun - REDRAW;
    }

    @Override
    public synchronized void update(double fraction, String what) {
        long now = clock.getAsLong();
        if (now - drawn < REDRAW) return;
        drawn = now;
        shown = true;
        double done = Math.clamp(fraction, 0, 1);
        int full = (int) Math.round(done * WIDTH);
        out.printf(
                "\r\033[K%s%s %3.0f %%  %s%s",
                "█".repeat(full), "░".repeat(WIDTH - full), done * 100, left(done, (now - begun) * 1e-9), clip(what));
        out.flush();
    }

    /// The time left if the rest goes as fast as what is done, once enough is done to tell.
    static String left(double done, double seconds) {
        if (done < 0.02 || seconds < 1 || done >= 1) return "";
        long rest = Math.round(seconds * (1 - done) / done);
        if (rest < 60) return "%d s left  ".formatted(rest);
        if (rest < 3600) return String.format(Locale.ROOT, "%d:%02d left  ", rest / 60, rest % 60);
        return String.format(Locale.ROOT, "%d:%02d:%02d left  ", rest / 3600, rest / 60 % 60, rest % 60);
    }

    private static String clip(String what) {
        return what.length() <= 36 ? what : what.substring(0, 35) + "…";
    }

    @Override
    public synchronized void say(String sentence) {
        clear();
        out.println(sentence);
    }

    @Override
    public synchronized void end() {
        clear();
        out.flush();
    }

    private void clear() {
        if (shown) out.print("\r\033[K");
        shown = false;
    }
}
