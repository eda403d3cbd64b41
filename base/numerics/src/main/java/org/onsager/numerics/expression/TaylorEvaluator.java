package org.onsager.numerics.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.onsager.numerics.expression.Dag.Action;
import org.onsager.numerics.expression.Dag.Node;

/// Evaluates merged trees on truncated power series instead of numbers: univariate Taylor arithmetic.
final class TaylorEvaluator {
    private final double[][] state;
    private final double[] parameters;
    private final double[] time;
    private final int length;
    private final double[] @Nullable [] values;

    /// @param state  one series a component
    /// @param time  the series of the time
    TaylorEvaluator(Dag dag, double[][] state, double[] parameters, double[] time) {
        this.state = state;
        this.parameters = parameters;
        this.time = time;
        this.length = time.length;
        this.values = new double[dag.size()][];
    }

    double[] series(Node node) {
        double[] known = values[node.id()];
        if (known != null) return known;
        double[] result = switch (node.action()) {
            case Action.Literal(double value) -> Series.constant(value, length);
            case Action.Load(Symbols.Slot slot) ->
                switch (slot.kind()) {
                    case STATE -> state[slot.index()];
                    case PARAMETER -> Series.constant(parameters[slot.index()], length);
                    case TIME -> time;
                };
            case Action.Apply(Operator op) -> apply(op, node.arguments());
            case Action.Invoke(Builtin f) ->
                f.arity() == 1
                        ? ofOne(f, series(node.argument(0)))
                        : ofTwo(f, series(node.argument(0)), series(node.argument(1)));
            case Action.Choose() ->
                series(node.argument(0))[0] != 0 ? series(node.argument(1)) : series(node.argument(2));
        };
        values[node.id()] = result;
        return result;
    }

    private double[] apply(Operator op, List<Node> arguments) {
        double[] u = series(arguments.getFirst());
        double[] v = series(arguments.getLast());
        return switch (op) {
            case PLUS -> Series.add(u, v);
            case MINUS -> Series.subtract(u, v);
            case TIMES -> Series.multiply(u, v);
            case DIVIDE -> Series.divide(u, v);
            case NEGATE -> Series.scale(-1, u);
            case POWER -> power(u, v);
            default -> Series.constant(op.apply(u[0], v[0]), length);
        };
    }

    private double[] power(double[] u, double[] v) {
        double value = SpecialFunctions.power(u[0], v[0]);
        if (isFlat(v)) return Series.power(u, v[0], value);
        double[] w = Series.exp(Series.multiply(v, Series.log(u, Math.log(u[0]))));
        w[0] = value;
        return w;
    }

    private static boolean isFlat(double[] u) {
        for (int k = 1; k < u.length; k++) if (u[k] != 0) return false;
        return true;
    }

    private double[] ofOne(Builtin f, double[] u) {
        double value = f.apply(u[0], 0);
        return switch (f) {
            case EXP -> Series.exp(u);
            case EXPM1 -> Series.expm1(u);
            case LOG -> Series.log(u, value);
            case LOG1P -> Series.log(Series.plus(1, u), value);
            case LOG2 -> valued(Series.scale(1 / Math.log(2), Series.log(u, 0)), value);
            case LOG10 -> valued(Series.scale(1 / Math.log(10), Series.log(u, 0)), value);
            case SQRT -> Series.power(u, 0.5, value);
            case CBRT -> Series.power(u, 1.0 / 3, value);
            case SIN -> Series.sineAndCosine(u, -1)[0];
            case COS -> Series.sineAndCosine(u, -1)[1];
            case SINH -> Series.sineAndCosine(u, 1)[0];
            case COSH -> Series.sineAndCosine(u, 1)[1];
            case TAN -> Series.tangent(u, 1);
            case TANH -> Series.tangent(u, -1);
            case ASIN, ACOS, ATAN, ASINH, ACOSH, ATANH, ERF, ERFC -> Series.integrate(slope(f, u), u, value);
            case ABS -> valued(Series.scale(Math.signum(u[0]), u), value);
            case SIGN, FLOOR, CEIL, HEAVISIDE, STEP -> Series.constant(value, length);
            case GAMMA -> Series.compose(SpecialSeries.gamma(u[0], length), u);
            case LGAMMA -> Series.compose(SpecialSeries.lgamma(u[0], length), u);
            case DIGAMMA -> Series.compose(SpecialSeries.polygamma(0, u[0], length), u);
            default -> throw new AssertionError(f);
        };
    }

    /// The derivative of an inverse or error function along `u`.
    private static double[] slope(Builtin f, double[] u) {
        double[] square = Series.multiply(u, u);
        return switch (f) {
            case ASIN -> root(Series.plus(1, Series.scale(-1, square)), 1);
            case ACOS -> root(Series.plus(1, Series.scale(-1, square)), -1);
            case ASINH -> root(Series.plus(1, square), 1);
            case ACOSH -> Series.multiply(root(Series.plus(-1, u), 1), root(Series.plus(1, u), 1));
            case ATAN -> inverse(Series.plus(1, square));
            case ATANH -> inverse(Series.plus(1, Series.scale(-1, square)));
            case ERF -> Series.scale(2 / Math.sqrt(Math.PI), Series.exp(Series.scale(-1, square)));
            default -> Series.scale(-2 / Math.sqrt(Math.PI), Series.exp(Series.scale(-1, square)));
        };
    }

    private static double[] root(double[] u, double sign) {
        return Series.scale(sign, Series.power(u, -0.5, 1 / Math.sqrt(u[0])));
    }

    private static double[] inverse(double[] u) {
        return Series.divide(Series.constant(1, u.length), u);
    }

    private static double[] valued(double[] w, double value) {
        w[0] = value;
        return w;
    }

    private double[] ofTwo(Builtin f, double[] u, double[] v) {
        double value = f.apply(u[0], v[0]);
        return switch (f) {
            case MIN -> u[0] <= v[0] ? u : v;
            case MAX -> u[0] >= v[0] ? u : v;
            case MOD -> valued(Series.subtract(u, Series.scale(Math.floor(u[0] / v[0]), v)), value);
            case HYPOT -> Series.power(Series.add(Series.multiply(u, u), Series.multiply(v, v)), 0.5, value);
            case ATAN2 -> angle(u, v, value);
            case POLYGAMMA -> Series.compose(SpecialSeries.polygamma((int) u[0], v[0], length), v);
            case BESSELJ, BESSELI, BESSELK -> Series.compose(SpecialSeries.bessel(f, u[0], v[0], length), v);
            default -> throw new AssertionError(f);
        };
    }

    /// \((x^2 + y^2)\,w' = x y' - y x'\).
    private static double[] angle(double[] y, double[] x, double value) {
        double[] norm = Series.add(Series.multiply(x, x), Series.multiply(y, y));
        double[] slope = Series.divide(Series.subtract(Series.multiply(x, d(y)), Series.multiply(y, d(x))), norm);
        double[] w = Series.constant(value, y.length);
        for (int k = 1; k < w.length; k++) w[k] = slope[k - 1] / k;
        return w;
    }

    /// The derivative, its last coefficient 0 for want of a better one.
    private static double[] d(double[] u) {
        double[] w = new double[u.length];
        for (int k = 1; k < u.length; k++) w[k - 1] = k * u[k];
        return w;
    }
}
