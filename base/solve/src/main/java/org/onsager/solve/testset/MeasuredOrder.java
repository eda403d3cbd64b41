package org.onsager.solve.testset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.solve.FixedStep;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.ErkTableau;
import org.onsager.solve.explicit.ExplicitRungeKutta;
import org.onsager.solve.implicit.Collocation;
import org.onsager.solve.implicit.CollocationTableau;
import org.onsager.solve.implicit.DiagonallyImplicit;
import org.onsager.solve.implicit.DirkTableau;
import org.onsager.solve.symplectic.Composition;

/// The order of convergence that a solver shows on a problem: the least-squares slope of the logarithm of the
/// error over that of the step, over a range of steps that follows from rounding and from the problem's time
/// scale, never from a slope.
///
/// The error \(e(N)\) of \(N\) equal steps is the largest of any component at [OrderProblem#TIMES] times; \(N\)
/// runs over eight times 1, 2, ..., 8, 10, 12, 14, 16, 20, ... The range
///
/// - ends at the largest \(N\) with \(e(N) \ge 10 F(N)\), where \(F\) bounds what rounding adds: to first order,
///   with states and rates of size one and \(x = h\lambda\) for the problem's rate \(\lambda\), \(F = N
///   \varepsilon (1 + \sum_i x|b_i| (1 + \sum_j x|a_{ij}|))\), and \(2N\) times 0.01 of the tolerance of Newton
///   iterations. Vern6, with coefficients of 200, is held to fewer steps by this than others of its order;
/// - begins where \(h\lambda\ell \le (p + 2)/8\): of an error like that of a truncated exponential series,
///   \(x^{p+1}/(p+1)! + x^{p+2}/(p+2)!\), the second term is then at most an eighth of the first and adds at most
///   an eighth to the slope. \(\ell\) is 1; for a symplectic composition, which goes forwards and back, it is its
///   length \(\sum|c_i|\);
/// - and holds no more than the halvings asked for, those at the end.
///
/// At order \(p\) six halvings take the error down by \(2^{6p}\), and some 28 bits lie between rounding and an
/// error of 1e-3: all six fit up to order 4, three at order 9. A range of less than one halving gives no slope
/// (NaN).
///
/// @param solver  the method
/// @param problem  what was solved
/// @param steps  numbers of steps, ascending
/// @param errors  for each the largest error
/// @param from  first index of the range
/// @param to  index after the last of the range
/// @param slope  the measured order
public record MeasuredOrder(
        Solver solver, OrderProblem problem, int[] steps, double[] errors, int from, int to, double slope) {

    private static final double NEWTON = 1e-13;

    /// Measures.
    ///
    /// @param halvings  how often the step is halved in the range, where rounding allows it; at least 1
    /// @param mostSteps  the most steps, which end the range of methods of low order
    /// @throws IllegalArgumentException if the method does not fit the problem
    public static MeasuredOrder of(Solver solver, OrderProblem problem, int halvings, int mostSteps) {
        if (halvings < 1) throw new IllegalArgumentException("halvings must be in [1, inf), not " + halvings);
        Term<double[]> term = problem.termFor(solver)
                .orElseThrow(
                        () -> new IllegalArgumentException("solver %s needs positions and momenta, which '%s' has not"
                                .formatted(solver.name(), problem.name())));
        var steps = new ArrayList<Integer>();
        var errors = new ArrayList<Double>();
        for (int k = 0; ; k++) {
            int n = OrderProblem.TIMES * nth(k);
            if (n > mostSteps) break;
            double error = error(solver, term, problem, n);
            if (error < 10 * rounding(solver, problem, n)) break;
            steps.add(n);
            errors.add(error);
        }
        return fit(solver, problem, steps, errors, halvings);
    }

    /// 1 to 8, then four in each octave: 10, 12, 14, 16, 20, ...
    private static int nth(int k) {
        return k < 3 ? k + 1 : 4 + (k + 1) % 4 << (k + 1) / 4 - 1;
    }

    private static MeasuredOrder fit(
            Solver solver, OrderProblem problem, List<Integer> n, List<Double> e, int halvings) {
        int to = n.size(), from = to;
        double asymptotic = 8 / (solver.order() + 2) * length(solver) * problem.rate() * problem.end();
        double fewest = Math.max(asymptotic, n.isEmpty() ? 0 : n.getLast() >> halvings);
        while (from > 0 && n.get(from - 1) >= fewest) from--;
        double slope = Double.NaN;
        if (to - from > 1 && n.get(to - 1) >= 2 * n.get(from)) slope = slope(n.subList(from, to), e.subList(from, to));
        return new MeasuredOrder(
                solver,
                problem,
                n.stream().mapToInt(Integer::intValue).toArray(),
                e.stream().mapToDouble(Double::doubleValue).toArray(),
                from,
                to,
                slope);
    }

    /// The time that a method goes through in a step, forwards and back, in steps.
    private static double length(Solver solver) {
        return solver instanceof Composition composition
                ? Arrays.stream(composition.drifts()).map(Math::abs).sum()
                : 1;
    }

    private static double slope(List<Integer> n, List<Double> e) {
        double x = 0, y = 0, xx = 0, xy = 0;
        for (int i = 0; i < n.size(); i++) {
            double u = -Math.log(n.get(i)), v = Math.log(e.get(i));
            x += u;
            y += v;
            xx += u * u;
            xy += u * v;
        }
        return (n.size() * xy - x * y) / (n.size() * xx - x * x);
    }

    private static double error(Solver solver, Term<double[]> term, OrderProblem problem, int n) {
        List<double[]> found = Solve.of(term)
                .span(0, problem.end())
                .y0(problem.y0())
                .solver(solver)
                .controller(new FixedStep(problem.end() / n, Tolerance.of(NEWTON, NEWTON)))
                .saveAt(SaveAt.ts(problem.times()))
                .throwing(false)
                .run()
                .ys();
        double worst = 0;
        for (int m = 0; m < found.size(); m++)
            for (int i = 0; i < problem.y0().length; i++)
                worst = Math.max(worst, Math.abs(found.get(m)[i] - problem.exact()[m][i]));
        // runs that fail with long steps leave NaN, which has no place in a fit
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    /// The bound \(F(N)\) on the error by rounding.
    private static double rounding(Solver solver, OrderProblem problem, int n) {
        double x = problem.end() / n * problem.rate();
        double amplified = 1, newton = 0;
        switch (solver) {
            case ExplicitRungeKutta explicit -> amplified += stages(explicit.tableau(), x);
            case DiagonallyImplicit implicit -> {
                amplified += stages(implicit.tableau(), x);
                newton = .01 * NEWTON;
            }
            case Collocation collocation -> {
                amplified += stages(collocation.tableau(), x);
                newton = .01 * NEWTON;
            }
            default -> {}
        }
        return n * (Math.ulp(1.0) * amplified + 2 * newton);
    }

    private static double stages(ErkTableau tableau, double x) {
        double sum = 0;
        for (int i = 0; i < tableau.stages(); i++) {
            double inner = 1;
            for (int j = 0; j < i; j++) inner += x * Math.abs(tableau.a(i, j));
            sum += x * Math.abs(tableau.b(i)) * inner;
        }
        return sum;
    }

    private static double stages(DirkTableau tableau, double x) {
        double sum = 0;
        for (int i = 0; i < tableau.stages(); i++) {
            double inner = 1;
            for (int j = 0; j <= i; j++) inner += x * Math.abs(tableau.a(i, j));
            sum += x * Math.abs(tableau.b(i)) * inner;
        }
        return sum;
    }

    private static double stages(CollocationTableau tableau, double x) {
        double sum = 0;
        for (int i = 0; i < tableau.b().length; i++) {
            double inner = 1;
            for (double a : tableau.a()[i]) inner += x * Math.abs(a);
            sum += x * Math.abs(tableau.b()[i]) * inner;
        }
        return sum;
    }
}
