package org.onsager.particles.coulomb;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.differentiation.FDSFactory;
import org.hipparchus.analysis.differentiation.FieldDerivativeStructure;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.onsager.numerics.expression.Expression;

/// The edge formula in decimals of 60 digits, for orders at which doubles have lost too much.
///
/// Functions are walked as trees over Hipparchus' derivative structures, so only formulas made of powers,
/// exponentials, logarithms, roots and (inverse, hyperbolic) circular functions are understood.
final class DecimalJets {
    private static final int DIGITS = 60;

    private final FDSFactory<Dfp> factory;
    private final FieldDerivativeStructure<Dfp> r;

    private DecimalJets(Dfp radius, int order) {
        factory = new FDSFactory<>(radius.getField(), 1, order);
        r = factory.variable(0, radius);
    }

    /// As [AsymptoticCumulants#bracket], the radius polished to all digits first.
    static double edge(int dimension, RadialFunction trap, RadialFunction f, int order, double radius) {
        Dfp charge =
                new DfpField(DIGITS).newDfp(radius < 1e-300 ? 0 : Math.rint(Fields.field(dimension, trap, radius)));
        Dfp place = charge.getField().newDfp(radius);
        for (int step = 0; step < 6; step++) {
            var jets = new DecimalJets(place, 2);
            var v = jets.of(trap);
            Dfp slope = v.get(1);
            Dfp power = place.pow(dimension - 1);
            Dfp field = power.multiply(slope);
            Dfp fieldSlope = power.multiply(v.get(2).multiply(2))
                    .add(power.divide(place).multiply(dimension - 1).multiply(slope));
            place = place.subtract(field.subtract(charge).divide(fieldSlope));
        }
        var jets = new DecimalJets(place, order - 1);
        var traps = jets.of(trap);
        var observables = jets.of(f).subList(0, order - 1);
        return AsymptoticCumulants.bracket(dimension, order, place, traps, observables)
                .getReal();
    }

    /// Taylor coefficients.
    private List<Dfp> of(RadialFunction function) {
        var jet = walk(function);
        var coefficients = new ArrayList<Dfp>();
        Dfp factorial = jet.getValue().getField().getOne();
        for (int k = 0; k <= r.getOrder(); k++) {
            if (k > 0) factorial = factorial.multiply(k);
            coefficients.add(jet.getPartialDerivative(k).divide(factorial));
        }
        return coefficients;
    }

    private FieldDerivativeStructure<Dfp> walk(RadialFunction function) {
        return switch (function) {
            case RadialFunction.Typed typed -> walk(typed.formula().expression());
            case RadialFunction.Tilted(RadialFunction base, double s, RadialFunction tilt) ->
                walk(base).add(walk(tilt).multiply(s));
            default -> throw refused(function.text());
        };
    }

    private FieldDerivativeStructure<Dfp> walk(Expression expression) {
        return switch (expression) {
            case Expression.Constant(double value) -> factory.constant(value);
            case Expression.Symbol _ -> r;
            case Expression.Unary unary -> walk(unary.argument()).negate();
            case Expression.Binary(var operator, var left, var right) ->
                switch (operator.symbol()) {
                    case "+" -> walk(left).add(walk(right));
                    case "-" -> walk(left).subtract(walk(right));
                    case "*" -> walk(left).multiply(walk(right));
                    case "/" -> walk(left).divide(walk(right));
                    case "^" -> power(left, right);
                    default -> throw refused(expression.text());
                };
            case Expression.Call call -> called(call, walk(call.arguments().getFirst()));
            default -> throw refused(expression.text());
        };
    }

    private FieldDerivativeStructure<Dfp> power(Expression left, Expression right) {
        if (right instanceof Expression.Constant(double p) && p == Math.rint(p) && Math.abs(p) < 1000)
            return walk(left).pow((int) p);
        return walk(left).log().multiply(walk(right)).exp();
    }

    private static FieldDerivativeStructure<Dfp> called(Expression.Call call, FieldDerivativeStructure<Dfp> x) {
        return switch (call.function().symbol()) {
            case "exp" -> x.exp();
            case "log" -> x.log();
            case "sqrt" -> x.sqrt();
            case "sin" -> x.sin();
            case "cos" -> x.cos();
            case "tan" -> x.tan();
            case "atan" -> x.atan();
            case "sinh" -> x.sinh();
            case "cosh" -> x.cosh();
            case "tanh" -> x.tanh();
            case "log1p" -> x.add(1).log();
            case "expm1" -> x.exp().subtract(1);
            default -> throw refused(call.text());
        };
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "order must be in [1, %d] for a formula with %s, whose series is known in doubles only"
                        .formatted(AsymptoticCumulants.DOUBLE_ORDER, text));
    }
}
