package org.onsager.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.onsager.numerics.expression.BatchFunction;
import org.onsager.numerics.expression.EnsembleFunction;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.numerics.expression.Formula;
import org.onsager.numerics.expression.Symbols;
import org.onsager.numerics.expression.VectorFunction;

/// Compiled formulas against the same formulas written by hand in Java: nanoseconds a point, and their ratio
/// (hand / formula; above 1 the formula is the faster). Both sides compute the same bits, which is checked first.
///
/// Each contest runs alternating rounds of about 100 ms and takes the median of 15 after 5 for warming up.
public final class ExpressionSpeed {
    private static final int POINTS = 4096;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 15;

    private ExpressionSpeed() {}

    /// @param name  the contest
    /// @param formula  nanoseconds a point of the compiled formula
    /// @param hand  nanoseconds a point of the Java code
    public record Result(String name, double formula, double hand) {
        /// Speed of the formula in units of that of the Java code.
        public double ratio() {
            return hand / formula;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-28s formula %8.3f ns  by hand %8.3f ns  ratio %.2f", name, formula, hand, ratio());
        }
    }

    /// Runs all the contests.
    public static List<Result> measure() {
        return List.of(polynomial(), trap(), lorenz(), lorenzBatch(), lorenzEnsemble(), gaussian(), choice());
    }

    private static Result polynomial() {
        BatchFunction f = Formula.of("1 + x*(2 + x*(3 + x*(4 + x*y))) - y^3/(1 + x^2)", "x", "y")
                .batch();
        BatchFunction hand = (_, state, _, out, from, to) -> {
            double[] xs = state[0];
            double[] ys = state[1];
            double[] w = out[0];
            for (int i = from; i < to; i++) {
                double x = xs[i];
                double y = ys[i];
                w[i] = 1 + x * (2 + x * (3 + x * (4 + x * y))) - y * y * y / (1 + x * x);
            }
        };
        return batch("rational, batch", f, hand, 2, 1, new double[0]);
    }

    private static Result trap() {
        var f = Formula.of("r^2/4 + r^4/8", "r").function();
        double[] r = points(1)[0];
        double[] out = new double[POINTS];
        Runnable formula = () -> {
            for (int i = 0; i < POINTS; i++) out[i] = f.applyAsDouble(r[i]);
        };
        Runnable hand = () -> {
            for (int i = 0; i < POINTS; i++) {
                double square = r[i] * r[i];
                out[i] = square / 4 + square * square / 8;
            }
        };
        return race("trap, one by one", formula, hand, out);
    }

    private static ExpressionSystem lorenzSystem() {
        return ExpressionSystem.parse(
                "param s = 10, r = 28, b = 8/3; x' = s*(y - x); y' = x*(r - z) - y; z' = x*y - b*z");
    }

    private static Result lorenz() {
        VectorFunction f = lorenzSystem().drift();
        VectorFunction hand = (_, u, p, out) -> {
            out[0] = p[0] * (u[1] - u[0]);
            out[1] = u[0] * (p[1] - u[2]) - u[1];
            out[2] = u[0] * u[1] - p[2] * u[2];
        };
        double[] p = lorenzSystem().symbols().defaults();
        double[] first = {1, 2, 3};
        double[] second = {1, 2, 3};
        return race("Lorenz 1963, one state", euler(f, first, p), euler(hand, second, p), first);
    }

    /// Steps of Euler's method, so that no call can be left out.
    private static Runnable euler(VectorFunction f, double[] state, double[] p) {
        double[] rates = new double[3];
        return () -> {
            for (int n = 0; n < POINTS; n++) {
                f.evaluate(0, state, p, rates);
                for (int k = 0; k < 3; k++) state[k] += 1e-4 * rates[k];
            }
        };
    }

    private static Result lorenzBatch() {
        BatchFunction hand = (_, state, p, out, from, to) -> {
            double s = p[0];
            double r = p[1];
            double b = p[2];
            double[] xs = state[0];
            double[] ys = state[1];
            double[] zs = state[2];
            double[] dx = out[0];
            double[] dy = out[1];
            double[] dz = out[2];
            for (int i = from; i < to; i++) {
                double x = xs[i];
                double y = ys[i];
                double z = zs[i];
                dx[i] = s * (y - x);
                dy[i] = x * (r - z) - y;
                dz[i] = x * y - b * z;
            }
        };
        return batch("Lorenz 1963, batch", lorenzSystem().driftBatch(), hand, 3, 3, new double[] {10, 28, 8 / 3.0});
    }

    private static Result lorenzEnsemble() {
        EnsembleFunction f = lorenzSystem().driftEnsemble();
        EnsembleFunction hand = (_, u, p, out, size, from, to) -> {
            double s = p[0];
            double r = p[1];
            double b = p[2];
            for (int i = from; i < to; i++) {
                double x = u[i];
                double y = u[size + i];
                double z = u[2 * size + i];
                out[i] = s * (y - x);
                out[size + i] = x * (r - z) - y;
                out[2 * size + i] = x * y - b * z;
            }
        };
        double[] p = {10, 28, 8 / 3.0};
        double[] state = new double[3 * POINTS];
        double[][] columns = points(3);
        for (int k = 0; k < 3; k++) System.arraycopy(columns[k], 0, state, k * POINTS, POINTS);
        double[] out = new double[3 * POINTS];
        return race(
                "Lorenz 1963, flat ensemble",
                () -> f.evaluate(0, state, p, out, POINTS, 0, POINTS),
                () -> hand.evaluate(0, state, p, out, POINTS, 0, POINTS),
                out);
    }

    private static Result gaussian() {
        BatchFunction f = Formula.parse(
                        "exp(-(x^2 + y^2)/(2*s^2))*sin(x)", Symbols.of("x", "y").parameter("s", 1.5))
                .batch();
        BatchFunction hand = (_, state, p, out, from, to) -> {
            double s = p[0];
            double[] xs = state[0];
            double[] ys = state[1];
            double[] w = out[0];
            for (int i = from; i < to; i++) {
                double x = xs[i];
                double y = ys[i];
                w[i] = Math.exp(-(x * x + y * y) / (2 * (s * s))) * Math.sin(x);
            }
        };
        return batch("exp and sin, batch", f, hand, 2, 1, new double[] {1.5});
    }

    private static Result choice() {
        BatchFunction f =
                Formula.of("if(x > 0 and y < 1, sqrt(x)*y, x*x - y)", "x", "y").batch();
        BatchFunction hand = (_, state, _, out, from, to) -> {
            double[] xs = state[0];
            double[] ys = state[1];
            double[] w = out[0];
            for (int i = from; i < to; i++) {
                double x = xs[i];
                double y = ys[i];
                w[i] = x > 0 && y < 1 ? Math.sqrt(x) * y : x * x - y;
            }
        };
        return batch("if and sqrt, batch", f, hand, 2, 1, new double[0]);
    }

    private static Result batch(
            String name, BatchFunction f, BatchFunction hand, int variables, int outputs, double[] parameters) {
        double[][] state = points(variables);
        double[][] out = new double[outputs][POINTS];
        return race(
                name,
                () -> f.evaluate(0, state, parameters, out, 0, POINTS),
                () -> hand.evaluate(0, state, parameters, out, 0, POINTS),
                out[outputs - 1]);
    }

    private static double[][] points(int variables) {
        double[][] points = new double[variables][POINTS];
        for (int k = 0; k < variables; k++)
            for (int i = 0; i < POINTS; i++) points[k][i] = 1.7 * Math.sin(i * (k + 1.3)) + 0.1;
        return points;
    }

    private static Result race(String name, Runnable formula, Runnable hand, double[] out) {
        double[] before = out.clone();
        formula.run();
        double[] first = out.clone();
        System.arraycopy(before, 0, out, 0, out.length);
        hand.run();
        boolean isStateless = !name.contains("one state");
        if (isStateless && !Arrays.equals(first, out)) throw new IllegalStateException(name + ": bits differ");
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int n = -WARM_UP; n < ROUNDS; n++) {
            double a = nanoseconds(formula);
            double b = nanoseconds(hand);
            if (n >= 0) {
                ours[n] = a;
                theirs[n] = b;
            }
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        return new Result(name, ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    }

    private static double nanoseconds(Runnable work) {
        long start = System.nanoTime();
        long runs = 0;
        while (System.nanoTime() - start < 100_000_000L) {
            for (int k = 0; k < 20; k++) work.run();
            runs += 20;
        }
        return (System.nanoTime() - start) / (double) (runs * POINTS);
    }
}
