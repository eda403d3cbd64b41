package org.onsager.papers.neuraldifferentialequations;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Statistics;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.multistep.GraggBulirschStoer;
import org.onsager.solve.multistep.Odex;
import org.onsager.solve.multistep.Rkc;
import org.onsager.solve.multistep.Rock2;
import org.onsager.solve.multistep.Rock4;
import org.onsager.solve.symplectic.*;

/// Error against work for each family of solvers, and the regions of stability of explicit methods. Work is
/// counted in evaluations of the right-hand side, which do not depend on the machine.
final class WorkPrecision {
    private final Settings settings;
    private final Trial trial;

    WorkPrecision(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void draw() {
        adaptive(
                "explicit",
                "Explicit Runge-Kutta methods on an orbit of eccentricity 0.5",
                Problems.kepler(),
                20,
                Problems.keplerStart(.5),
                List.of(
                        new Bosh3(),
                        new CashKarp(),
                        new Dopri5(),
                        new Tsit5(),
                        new Vern7(),
                        new Vern9(),
                        new Dop853(),
                        new Dopri8()),
                Errors.reference(Problems.kepler(), 20, Problems.keplerStart(.5)));
        adaptive(
                "multistep",
                "Multistep methods and extrapolation on Lotka-Volterra",
                Problems.LOTKA_VOLTERRA,
                10,
                new double[] {1, 1},
                List.of(
                        new Adams(),
                        new Bdf(),
                        new GraggBulirschStoer(4),
                        new GraggBulirschStoer(),
                        new Odex(),
                        new Tsit5()),
                Errors.reference(Problems.LOTKA_VOLTERRA, 10, new double[] {1, 1}));
        adaptive(
                "implicit",
                "Implicit methods on HIRES",
                Problems.HIRES,
                321.8122,
                Problems.HIRES_START,
                List.of(
                        new TrBdf2(),
                        new Kvaerno3(),
                        new Kvaerno5(),
                        new KenCarp4(),
                        new Rodas5P(),
                        new Radau(3),
                        new VariableRadau(),
                        new Bdf()),
                stiffReference());
        adaptive(
                "stabilised",
                "Stabilised methods on the discrete heat equation",
                Problems.heat(51),
                20,
                unit(51),
                List.of(new Rkc(), new Rock2(), new Rock4(), new Tsit5(), new Bdf(), new TrBdf2()),
                Errors.reference(Problems.heat(51), 20, unit(51)));
        fixed();
        split();
        regions();
    }

    private static double[] unit(int n) {
        var unit = new double[n];
        unit[0] = 1;
        return unit;
    }

    private static double[] stiffReference() {
        return Solve.of(Problems.HIRES)
                .span(0, 321.8122)
                .y0(Problems.HIRES_START)
                .solver(new Radau(5))
                .controller(Pid.tol(1e-13, 1e-17))
                .run()
                .y1();
    }

    private record Curve(double[] work, double[] error) {}

    private void adaptive(
            String name, String title, Ode ode, double end, double[] y0, List<Solver> solvers, double[] exact) {
        var curves = trial.engine()
                .map(
                        solvers,
                        solver -> curve(
                                i -> {
                                    double tolerance = Math.pow(10, -3 - 7.0 * i / (settings.curve() - 1));
                                    return Solve.of(ode)
                                            .span(0, end)
                                            .y0(y0)
                                            .solver(solver)
                                            .controller(Pid.tol(tolerance, 1e-3 * tolerance))
                                            .maxSteps(1 << 20);
                                },
                                exact));
        figure(
                "work-precision-" + name,
                title,
                "relative tolerances 1e-3 to 1e-10, absolute ones a thousandth of them",
                solvers,
                curves);
    }

    private void fixed() {
        var solvers = List.<Solver>of(
                new SymplecticEuler(),
                new StormerVerlet(),
                new Yoshida4(),
                new McLachlan4(),
                new Yoshida6(),
                new Yoshida8(),
                new ReversibleHeun(),
                new RK4());
        double[] y0 = {1.5, 0};
        var curves = inSteps(solvers, () -> Problems.PENDULUM, 50, y0, .5);
        figure(
                "work-precision-geometric",
                "Symplectic and reversible methods on the pendulum",
                "fixed steps 1/2 to 1/128 to t = 50; asynchronous leapfrog and the two-step midpoint rule lie within"
                        + " a factor of two of reversible Heun",
                solvers,
                curves);
    }

    private void split() {
        var solvers = List.<Solver>of(
                new ImexEuler(),
                new Ars222(),
                new Ars443(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5(),
                new Kvaerno5());
        var curves = inSteps(solvers, () -> Problems.front(51), 1, Problems.frontStart(51), .1);
        figure(
                "work-precision-split",
                "Implicit-explicit methods on a reaction and diffusion front",
                "both parts and the columns of difference quotients counted, fixed steps 1/10 to 1/640 to t = 1; Kvaerno5"
                        + " takes the sum implicitly, and its last error is the tolerance of Newton's iteration",
                solvers,
                curves);
    }

    /// Curves of fixed steps from `longest` to a 64th of it.
    private List<Curve> inSteps(
            List<Solver> solvers, Supplier<Term<double[]>> term, double end, double[] y0, double longest) {
        double[] exact = Errors.reference(term.get(), end, y0);
        return trial.engine()
                .map(
                        solvers,
                        solver -> curve(
                                i -> Solve.of(term.get())
                                        .span(0, end)
                                        .y0(y0)
                                        .solver(solver)
                                        .fixedStep(longest * Math.pow(2, -6.0 * i / (settings.curve() - 1)))
                                        .maxSteps(1 << 20),
                                exact));
    }

    private interface Problem {
        Solve<double[]> at(int i);
    }

    private Curve curve(Problem problem, double[] exact) {
        var work = new double[settings.curve()];
        var error = new double[settings.curve()];
        for (int i = 0; i < work.length; i++) {
            var solution = problem.at(i).throwing(false).run();
            Statistics statistics = solution.statistics();
            boolean whole = solution.status().successful();
            work[i] = whole ? statistics.rates() : Double.NaN;
            error[i] = whole ? Math.max(1e-16, Errors.largest(solution.y1(), exact)) : Double.NaN;
        }
        return new Curve(work, error);
    }

    private void figure(String name, String title, String how, List<Solver> solvers, List<Curve> curves) {
        var figure = Figure.of(title, "evaluations", "error")
                .x(Figure.Axis.log("evaluations of the right-hand side"))
                .y(Figure.Axis.log("largest error at the end"))
                .caption("Largest error of a component at the end against the evaluations of the right-hand side, "
                        + how + ". Reference: tolerance 1e-13 or below.");
        for (int s = 0; s < solvers.size(); s++)
            figure.line(label(solvers, s), curves.get(s).work(), curves.get(s).error());
        trial.figure(name, figure.build());
    }

    /// Methods that come twice are told apart by their order.
    private static String label(List<Solver> solvers, int s) {
        String name = solvers.get(s).name();
        long same = solvers.stream().filter(each -> each.name().equals(name)).count();
        return same == 1
                ? name
                : "%s, order %.0f".formatted(name, solvers.get(s).order());
    }

    /// The curves \(|R(z)| = 1\).
    private void regions() {
        int n = 141;
        double[] x =
                IntStream.range(0, n).mapToDouble(i -> -6 + 7.0 * i / (n - 1)).toArray();
        double[] y =
                IntStream.range(0, n).mapToDouble(i -> -5 + 10.0 * i / (n - 1)).toArray();
        var figure = Figure.of("Regions of stability", "Re z", "Im z")
                .caption("Where a step of y' = lambda y does not grow, z = lambda h: inside |R(z)| = 1.");
        for (ExplicitRungeKutta solver : new ExplicitRungeKutta[] {
            new Euler(), new Heun(), new Bosh3(), new RK4(), new Dopri5(), new Tsit5(), new Dopri8()
        }) {
            var values = new double[n][n];
            for (int r = 0; r < n; r++) for (int c = 0; c < n; c++) values[r][c] = size(solver.tableau(), x[c], y[r]);
            figure.add(new Figure.Contour(solver.name(), solver.name(), x, y, values, new double[] {1}));
        }
        trial.figure("stability-regions", figure.build());
    }

    /// \(|R(z)|\) from the stages of \(y' = zy\), \(h = 1\).
    private static double size(ErkTableau tableau, double re, double im) {
        int n = tableau.stages();
        var kr = new double[n];
        var ki = new double[n];
        double yr = 1, yi = 0;
        for (int i = 0; i < n; i++) {
            double sr = 1, si = 0;
            for (int j = 0; j < i; j++) {
                sr += tableau.a(i, j) * kr[j];
                si += tableau.a(i, j) * ki[j];
            }
            kr[i] = re * sr - im * si;
            ki[i] = re * si + im * sr;
            yr += tableau.b(i) * kr[i];
            yi += tableau.b(i) * ki[i];
        }
        return Math.hypot(yr, yi);
    }
}
