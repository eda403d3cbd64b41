package org.onsager.solve.testset;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.symplectic.Composition;
import org.onsager.solve.symplectic.Partitioned;

/// A smooth problem from \(t = 0\) on of which the solution is known to the last digit of a double, to measure
/// orders of convergence on.
///
/// @param name  what it is
/// @param ode  the equation, with its Jacobian
/// @param partitioned  the same for methods that need positions and momenta, if it has them
/// @param y0  initial state
/// @param end  final time
/// @param rate  the shortest time scale's inverse, which steps are measured by
/// @param exact  the solution at eight equally spaced times, of which the last is `end`
public record OrderProblem(
        String name,
        Ode ode,
        Optional<Partitioned> partitioned,
        double[] y0,
        double end,
        double rate,
        double[][] exact) {

    /// How many times the solution is looked at.
    public static final int TIMES = 8;

    /// \(y'' = -y\) from \((1, 0.4)\).
    public static OrderProblem oscillator(double end) {
        Ode ode = Ode.of((t, y, d) -> {
                    d[0] = y[1];
                    d[1] = -y[0];
                })
                .with(Jacobian.dense((t, y, j) -> newtonian(j, -1)))
                .asAutonomous();
        double[] y0 = {1, .4};
        return new OrderProblem(
                "y'' = -y",
                ode,
                Optional.of(Partitioned.newtonian((t, q, f) -> f[0] = -q[0])),
                y0,
                end,
                1,
                doubles(QuadraticSeries.states(CIRCLE, decimals(y0), BigDecimal.valueOf(end), TIMES), 2));
    }

    /// \(y'' = -\sin y\) from \((1.2, 0.3)\).
    public static OrderProblem pendulum(double end) {
        Ode ode = Ode.of((t, y, d) -> {
                    d[0] = y[1];
                    d[1] = -Math.sin(y[0]);
                })
                .with(Jacobian.dense((t, y, j) -> newtonian(j, -Math.cos(y[0]))))
                .asAutonomous();
        double[] y0 = {1.2, .3};
        // q' = p, p' = -s, s' = c p, c' = -s p with s = sin q and c = cos q
        var rates = List.of(term(0, 1, 1, -1), term(1, -1, 2, -1), term(2, 1, 3, 1), term(3, -1, 2, 1));
        return new OrderProblem(
                "pendulum",
                ode,
                Optional.of(Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]))),
                y0,
                end,
                1,
                doubles(QuadraticSeries.states(rates, atAngle(y0), BigDecimal.valueOf(end), TIMES), 2));
    }

    /// \(y'' = -(1 + \tfrac12\cos t)\sin y + \tfrac12\sin t\) from \((1.2, 0.3)\): a system, because fewer
    /// conditions of order hold methods to their order on a scalar equation.
    public static OrderProblem drivenPendulum(double end) {
        Ode ode = Ode.of((t, y, d) -> {
                    d[0] = y[1];
                    d[1] = -(1 + .5 * Math.cos(t)) * Math.sin(y[0]) + .5 * Math.sin(t);
                })
                .with(Jacobian.dense((t, y, j) -> newtonian(j, -(1 + .5 * Math.cos(t)) * Math.cos(y[0]))))
                .withTimeDerivative((t, y, d) -> {
                    d[0] = 0;
                    d[1] = .5 * (Math.sin(t) * Math.sin(y[0]) + Math.cos(t));
                });
        // q' = p, p' = -s - s C / 2 + S / 2, s' = c p, c' = -s p, C' = -S, S' = C with C = cos t, S = sin t
        var rates = List.of(
                term(0, 1, 1, -1),
                term(1, -1, 2, -1),
                term(1, -.5, 2, 4),
                term(1, .5, 5, -1),
                term(2, 1, 3, 1),
                term(3, -1, 2, 1),
                term(4, -1, 5, -1),
                term(5, 1, 4, -1));
        double[] y0 = {1.2, .3};
        var start = Arrays.copyOf(atAngle(y0), 6);
        System.arraycopy(decimals(new double[] {1, 0}), 0, start, 4, 2);
        return new OrderProblem(
                "driven pendulum",
                ode,
                Optional.empty(),
                y0,
                end,
                Math.sqrt(1.5),
                doubles(QuadraticSeries.states(rates, start, BigDecimal.valueOf(end), TIMES), 2));
    }

    /// Angle and velocity, with sine and cosine of the angle.
    private static BigDecimal[] atAngle(double[] y0) {
        BigDecimal[] angle = decimals(y0);
        BigDecimal[] sine = QuadraticSeries.states(CIRCLE, decimals(new double[] {0, 1}), angle[0], 1)[0];
        return new BigDecimal[] {angle[0], angle[1], sine[0], sine[1]};
    }

    /// The term in the form that a solver takes; empty if there is none.
    public Optional<Term<double[]>> termFor(Solver solver) {
        return solver instanceof Composition ? partitioned.map(p -> p) : Optional.of(ode);
    }

    /// The times of [#exact].
    public double[] times() {
        var times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) times[i] = end * (i + 1) / TIMES;
        return times;
    }

    private static final List<QuadraticSeries.Term> CIRCLE = List.of(term(0, 1, 1, -1), term(1, -1, 0, -1));

    private static QuadraticSeries.Term term(int i, double c, int j, int k) {
        return new QuadraticSeries.Term(i, c, j, k);
    }

    private static void newtonian(double[] j, double forceRate) {
        j[0] = 0;
        j[1] = 1;
        j[2] = forceRate;
        j[3] = 0;
    }

    private static BigDecimal[] decimals(double[] values) {
        return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    private static double[][] doubles(BigDecimal[][] states, int components) {
        return Arrays.stream(states)
                .map(u -> Arrays.stream(u, 0, components)
                        .mapToDouble(BigDecimal::doubleValue)
                        .toArray())
                .toArray(double[][]::new);
    }
}
