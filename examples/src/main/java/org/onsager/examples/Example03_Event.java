package org.onsager.examples;

import org.onsager.solve.Event;
import org.onsager.solve.Ode;
import org.onsager.solve.Solve;

/// A bouncing ball: an event that changes the state, and one that ends the run.
public final class Example03_Event {
    private Example03_Event() {}

    /// Prints the bounces.
    public static void main(String[] arguments) {
        Ode fall = Ode.of((t, y, rate) -> {
            rate[0] = y[1];
            rate[1] = -8;
        });
        var ground = Event.zero((t, y) -> y[0]).down().named("bounce").reset((t, y) -> new double[] {0, -0.7 * y[1]});
        var late = Event.zero((t, y) -> t - 7).named("end of watch").terminal();
        var solution = Solve.of(fall)
                .span(0, 100)
                .y0(new double[] {10, 0})
                .events(ground, late)
                .run();
        for (var event : solution.events())
            System.out.printf(
                    "%-14s t = %.9f  speed before %.6f, after %.6f%n",
                    event.name(), event.t(), event.before()[1], event.after()[1]);
        System.out.println(solution.message());
    }
}
