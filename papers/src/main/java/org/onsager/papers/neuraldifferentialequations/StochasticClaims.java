package org.onsager.papers.neuraldifferentialequations;

import java.util.Arrays;
import org.onsager.lab.Claim;
import org.onsager.lab.Trial;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Increment;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.stochastic.Areas;
import org.onsager.solve.stochastic.Brownian;
import org.onsager.solve.stochastic.BrownianGrid;
import org.onsager.solve.stochastic.BrownianInterval;
import org.onsager.solve.stochastic.EulerMaruyama;
import org.onsager.solve.stochastic.GeometricBrownian;
import org.onsager.solve.stochastic.Interpretation;
import org.onsager.solve.stochastic.ItoMilstein;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.stochastic.SEA;
import org.onsager.solve.stochastic.SRA1;
import org.onsager.solve.stochastic.Sde;
import org.onsager.solve.stochastic.SdeEnsemble;
import org.onsager.solve.stochastic.ShARK;
import org.onsager.solve.stochastic.StochasticSolver;
import org.onsager.solve.stochastic.StoredPath;
import org.onsager.solve.stochastic.VirtualBrownianTree;
import org.onsager.solve.symplectic.ReversibleHeun;

/// Claims N13, N14, N16 and N17: stochastic schemes on given paths, moments, and the laws of the paths.
final class StochasticClaims {
    private final Settings settings;
    private final Trial trial;
    private final RandomStream stream;

    StochasticClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
        stream = trial.random().split("stochastic");
    }

    void measure() {
        fixedIncrements();
        additive();
        if (settings.momentPaths() > 0) moments();
        else trial.untested("N16", "a million paths run at --scale standard (or --set momentPaths=1000000)");
        brownian();
        if (settings.strongPaths() > 0) new StrongOrders(settings, trial).measure();
        else trial.untested("N15", "strong orders are measured at --scale standard (or --set strongPaths=2000)");
    }

    private void fixedIncrements() {
        trial.claim("N13")
                .number("Euler-Maruyama", 1.082372752243, end(Interpretation.ITO, new EulerMaruyama()), 1e-11)
                .number("Milstein", 1.040172315344, end(Interpretation.ITO, new ItoMilstein()), 1e-11)
                .number("Stratonovich Heun", 1.040346618911, end(Interpretation.STRATONOVICH, new Heun()), 1e-11)
                .number(
                        "reversible Heun",
                        1.040235939065,
                        end(Interpretation.STRATONOVICH, new ReversibleHeun()),
                        1e-11)
                .number("exact", 1.038731232878, GeometricBrownian.at(1, .05, .4, 1, .31 - .52 + .11 + .27), 1e-11)
                .done("mu = 0.05, sigma = 0.4, h = 0.25, increments (.31, -.52, .11, .27)");
    }

    private double end(Interpretation meaning, Solver solver) {
        double mu = meaning == Interpretation.ITO ? .05 : .05 - .08;
        var path = StoredPath.of(
                stream, Areas.W, new double[] {0, .25, .5, .75, 1}, new double[][] {{.31, -.52, .11, .27}});
        var sde = new Sde.Noiseless(meaning, (t, y, f) -> f[0] = mu * y[0])
                .diagonal((t, y, s) -> s[0] = .4 * y[0])
                .with((t, y, v, w, out) -> out[0] = .4 * v[0] * w[0])
                .drivenBy(path);
        return Solve.of(sde)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(solver)
                .fixedStep(.25)
                .run()
                .y1()[0];
    }

    private void additive() {
        var times = new double[] {0, .25, .5, 1};
        var values = new double[][] {{.31, -.52, .2}, {.05, -.11, .08}};
        double[] expected = {.234622289658, .220839477539, .101935546875};
        StochasticSolver[] solvers = {new ShARK(), new SRA1(), new SEA()};
        var claim = trial.claim("N14");
        for (int i = 0; i < 3; i++) {
            var term = Sde.ito((t, y, f) -> f[0] = -1.5 * y[0])
                    .additive((t, y, s) -> s[0] = .7)
                    .drivenBy(StoredPath.of(stream, Areas.WH, times, values));
            var stepper = solvers[i].start(
                    term, new Solver.Start<>(0, 1, new double[] {1}, Tolerance.of(1e-3, 1e-3), new Tally()));
            for (int n = 0; n < 3; n++) {
                stepper.step(times[n], times[n + 1]);
                stepper.accept();
            }
            claim.number(solvers[i].name(), expected[i], stepper.state()[0], 1e-11);
        }
        claim.done("theta = 1.5, sigma = 0.7, x0 = 1; (h, W, H) = (.25, .31, .05), (.25, -.52, -.11), (.5, .2, .08)");
    }

    private void moments() {
        int n = settings.momentPaths();
        var y0 = new double[n];
        Arrays.fill(y0, 1);
        var sde = Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = .05 * y[i];
                })
                .diagonal((t, y, s) -> {
                    for (int i = 0; i < y.length; i++) s[i] = .4 * y[i];
                });
        double[] end = SdeEnsemble.of(1, n)
                .solve(
                        1,
                        rows -> sde.drivenBy(BrownianGrid.over(stream.split("moments"), rows, 0, 1, 20)),
                        y0,
                        problem ->
                                problem.span(0, 1).solver(new EulerMaruyama()).fixedStep(.05));
        double first = 0, second = 0, fourth = 0;
        for (double x : end) {
            first += x / n;
            second += x * x / n;
            fourth += x * x * x * x / n;
        }
        double mean = Math.pow(1 + .05 / 20, 20), square = Math.pow(Math.pow(1 + .05 / 20, 2) + .16 / 20, 20);
        trial.claim("N16")
                .number("formula for E X", 1.0512055, mean, 1e-7)
                .number("formula for E X^2", 1.2949187, square, 1e-7)
                .estimate("E X", mean, first, Math.sqrt((square - mean * mean) / n), n, 3)
                .estimate("E X^2", square, second, Math.sqrt((fourth - second * second) / n), n, 3)
                .done("mu = 0.05, sigma = 0.4, T = 1, 20 steps of Euler-Maruyama");
    }

    private void brownian() {
        var claim = trial.claim("N17");
        laws(claim);
        chen(claim);
        order(claim);
        claim.done("virtual tree and interval; the areas over [0.137, 0.603], which needs splits and two leaves");
    }

    /// Standard error of a variance over n draws is sqrt(2/n), of a correlation 1/sqrt(n).
    private void laws(Claim.Draft claim) {
        double s = .137, t = .603, h = t - s;
        int n = settings.draws(), chunk = Math.min(n, 20_000);
        var layout = Layout.of(1).with(Areas.WHK);
        var increment = new Increment(chunk);
        var sums = new double[6];
        int drawn = 0;
        for (; drawn + chunk <= n; drawn += chunk) {
            new VirtualBrownianTree(stream.split("laws"), layout.rows(drawn, chunk), 0, 1, 1 / 64.0)
                    .increment(s, t, increment);
            for (int i = 0; i < chunk; i++) {
                double w = increment.value()[i] / Math.sqrt(h);
                double a = increment.spaceTimeArea()[i] / Math.sqrt(h / 12);
                double k = increment.spaceTimeTimeArea()[i] / Math.sqrt(h / 720);
                sums[0] += w * w;
                sums[1] += a * a;
                sums[2] += k * k;
                sums[3] += w * a;
                sums[4] += w * k;
                sums[5] += a * k;
            }
        }
        String[] names = {"Var W / h", "Var H / (h/12)", "Var K / (h/720)", "corr(W, H)", "corr(W, K)", "corr(H, K)"};
        for (int i = 0; i < 6; i++) {
            if (i < 3) claim.number(names[i], 1, sums[i] / drawn, Math.max(.01, 4 * Math.sqrt(2.0 / drawn)));
            else claim.estimate(names[i], 0, sums[i] / drawn, 1 / Math.sqrt(drawn), drawn, 4);
        }
    }

    private static double[] ask(Brownian path, double s, double t) {
        var increment = new Increment(path.layout().size());
        path.increment(s, t, increment);
        return new double[] {
            increment.value()[0], increment.spaceTimeArea()[0], increment.spaceTimeTimeArea()[0]
        };
    }

    private void chen(Claim.Draft claim) {
        var path = new BrownianInterval(stream.split("chen"), Layout.of(1).with(Areas.WHK), 0, 1, 1e-4);
        double worst = 0;
        for (double[] times : new double[][] {{.1, .35, .9}, {0, .5, 1}, {.211, .213, .87}, {.4, .93, .95}}) {
            double s = times[0], u = times[1], t = times[2];
            double[] whole = ask(path, s, t), left = ask(path, s, u), right = ask(path, u, t);
            worst = Math.max(worst, Math.abs(whole[0] - left[0] - right[0]));
            double joined = left[1] * (u - s) + right[1] * (t - u) + .5 * ((t - u) * left[0] - (u - s) * right[0]);
            worst = Math.max(worst, Math.abs(whole[1] * (t - s) - joined));
        }
        claim.number("additivity and Chen's relation", 0, worst, 1e-12);
    }

    private void order(Claim.Draft claim) {
        var layout = Layout.of(1).with(Areas.WHK);
        var tree = new VirtualBrownianTree(stream.split("order"), layout, 0, 2, 1e-4);
        var interval = new BrownianInterval(stream.split("order"), layout, 0, 2, 1e-4);
        int n = 300;
        boolean same = true;
        for (int i : stream.split("shuffle").generator().permutation(n)) {
            double from = 2.0 * i / n, to = 2.0 * (i + 1) / n;
            same &= Arrays.equals(ask(tree, from, to), ask(interval, from, to));
        }
        for (int i = n - 1; i >= 0; i--) {
            double from = 2.0 * i / n, to = 2.0 * (i + 1) / n;
            same &= Arrays.equals(ask(tree, from, to), ask(interval, from, to));
        }
        claim.fact(
                "same path whatever the order of queries", same, "%d increments shuffled, then backwards".formatted(n));
    }
}
