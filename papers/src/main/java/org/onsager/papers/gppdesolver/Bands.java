package org.onsager.papers.gppdesolver;

import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.pde.Reference;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;

/// G13: do the bands cover the truth, and do they shrink with the grid?
final class Bands {
    private static final double SIGMAS = 3;
    private final Trial trial;

    Bands(Trial trial) {
        this.trial = trial;
    }

    /// @param values  prediction
    /// @param deviation  its standard deviation
    record Band(double[] values, double[] deviation) {
        double covered(Reference truth) {
            int inside = 0;
            for (int i = 0; i < values.length; i++)
                if (Math.abs(values[i] - truth.values()[i]) <= SIGMAS * deviation[i]) inside++;
            return (double) inside / values.length;
        }

        double mean() {
            double sum = 0;
            for (double each : deviation) sum += each;
            return sum / deviation.length;
        }
    }

    /// @param p1  P1 on its own grid
    /// @param steps  iterations of it
    void measure(Walk p1, int steps, Walk p3) {
        var first = band("P1", Walk.Route.profile(TestProblem.P1, steps), p1);
        var third = band("P3", Walk.Route.profile(TestProblem.P3, 280), p3);
        // the learnt covariance and precisions on coarser grids: nothing but the number of points changes
        var means = new ArrayList<Double>();
        means.add(first.mean());
        for (int points : new int[] {340, 280}) {
            var route = Walk.Route.profile(TestProblem.P1, steps).grid(points, TestProblem.TURN);
            means.add(band("P1-" + points, route, p1).mean());
        }
        double covered1 = first.covered(TestProblem.P1.reference()),
                covered3 = third.covered(TestProblem.P3.reference());
        trial.metric("G13_coverage_P1", covered1);
        trial.metric("G13_coverage_P3", covered3);
        trial.claim("G13")
                .within("share of P1 within 3 sd", 0.85, 1, covered1)
                .within("share of P3 within 3 sd", 0.85, 1, covered3)
                .increasing(
                        "mean sd of P1 on 400, 340, 280 points",
                        means.stream().mapToDouble(Double::doubleValue).toArray(),
                        0)
                .done(
                        "300 test points; mean sd %.2g (P1), %.2g (P3), errors far below: conservative. The mean sd does not fall with the grid: it is the boundary's own, 1/sqrt(lambda_b tau_1), which alone fixes the linear functions that u_xx does not see; covariance and precisions of the 400 points are kept on the coarser grids"
                                .formatted(first.mean(), third.mean()));
        draw(first, steps);
    }

    private Band band(String name, Walk.Route route, Walk walk) {
        return trial.stage("bands-" + name, Band.class, () -> at(route, walk));
    }

    private static Band at(Walk.Route route, Walk walk) {
        var solution = route.path().finish(walk.state());
        List<double[]> points = route.reference().points();
        return new Band(solution.at(points), solution.deviation(points));
    }

    private void draw(Band band, int steps) {
        var truth = TestProblem.P1.reference();
        double[] x = truth.points().getFirst();
        int n = x.length;
        double[] error = new double[n], bound = new double[n];
        for (int i = 0; i < n; i++) {
            error[i] = Math.max(1e-9, Math.abs(band.values[i] - truth.values()[i]));
            bound[i] = SIGMAS * band.deviation[i];
        }
        trial.figure(
                "bands",
                Figure.of("Error of P1 against its band", "x", "absolute error")
                        .y(Figure.Axis.log("absolute error"))
                        .caption(
                                ("Student-t mixture, %d iterations of the profile path: error at 300 test points (points) and"
                                                + " three posterior standard deviations (line), %.0f %% of the points are below it.")
                                        .formatted(steps, 100 * band.covered(truth)))
                        .points("error", x, error)
                        .line("three standard deviations", x, bound)
                        .build());
    }
}
