package org.onsager.papers.neuraldifferentialequations;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.papers.neuraldifferentialequations.SystemTool.Done;

/// The figures of a user's system.
///
/// @param problem  the problem
/// @param done  its runs
record SystemPlots(SystemProblem problem, List<Done> done) {
    private static final int CURVES = 12;

    /// A step that was tried.
    ///
    /// @param t  its start
    /// @param step  its length
    /// @param error  in units of the tolerance; 0 without an estimate, NaN if it failed
    /// @param accepted  whether it was taken
    record Attempt(double t, double step, double error, boolean accepted) {}

    /// Step sizes along the first run, with those that were rejected.
    Figure steps() {
        var figure = Figure.of("Steps", "time t", "step size")
                .y(Figure.Axis.log("step size"))
                .caption("%s Sizes of the steps of the first run; points: tried and rejected.".formatted(caption()));
        figure.line("accepted", column(true, Attempt::t), column(true, Attempt::step));
        if (column(false, Attempt::t).length > 0)
            figure.points("rejected", column(false, Attempt::t), column(false, Attempt::step));
        return figure.build();
    }

    /// Error estimates of the steps, in units of the tolerance.
    Figure errors() {
        var figure = Figure.of("Errors", "time t", "error estimate over tolerance")
                .y(Figure.Axis.log("error estimate over tolerance"))
                .caption("%s Scaled error estimates of the steps of the first run, which are taken below 1."
                        .formatted(caption()));
        figure.line("accepted", column(true, Attempt::t), column(true, each -> Math.max(1e-12, each.error())));
        if (column(false, Attempt::t).length > 0)
            figure.points("rejected", column(false, Attempt::t), column(false, Attempt::error));
        return figure.build();
    }

    private double[] column(boolean accepted, ToDoubleFunction<Attempt> value) {
        return done.getFirst().attempts().stream()
                .filter(each -> each.accepted() == accepted && !Double.isNaN(each.error()))
                .mapToDouble(value)
                .toArray();
    }

    Figure time() {
        var figure = Figure.of("Solution", "time t", "states and outputs").caption(caption());
        var states = problem.system().states();
        var outputs = List.copyOf(problem.system().outputTerms().keySet());
        for (Done each : done.subList(0, Math.min(done.size(), CURVES))) {
            for (int s = 0; s < Math.min(states.size(), CURVES); s++)
                figure.line(states.get(s) + label(each), each.solution().ts(), state(each, s));
            for (int o = 0; o < outputs.size(); o++) {
                int output = o;
                figure.line(
                        outputs.get(o) + label(each),
                        each.solution().ts(),
                        IntStream.range(0, each.outputs().length)
                                .mapToDouble(i -> each.outputs()[i][output])
                                .toArray());
            }
        }
        return figure.build();
    }

    Figure phase() {
        var states = problem.system().states();
        if (states.size() < 2)
            throw new IllegalArgumentException("plot = phase needs at least two states, not " + states);
        int second = states.size() > 2 ? 2 : 1;
        var figure = Figure.of("Phase portrait", states.getFirst(), states.get(second))
                .caption(caption());
        for (Done each : done.subList(0, Math.min(done.size(), CURVES)))
            figure.line("run " + each.task().run() + label(each), state(each, 0), state(each, second));
        return figure.build();
    }

    private static double[] state(Done done, int s) {
        return done.solution().ys().stream().mapToDouble(y -> y[s]).toArray();
    }

    private String label(Done each) {
        return done.size() < 2
                ? ""
                : " (run %d, path %d)".formatted(each.task().run(), each.task().path());
    }

    private String caption() {
        return "Solved by %s on [%s, %s]; %d run%s%s."
                .formatted(
                        done.getFirst().solver(),
                        problem.from(),
                        problem.to(),
                        done.size(),
                        done.size() == 1 ? "" : "s",
                        done.size() > CURVES ? ", of which the first %d are drawn".formatted(CURVES) : "");
    }
}
