package org.onsager.numerics.expression;

import static org.onsager.numerics.expression.Algebra.ONE;
import static org.onsager.numerics.expression.Algebra.TWO;
import static org.onsager.numerics.expression.Algebra.ZERO;
import static org.onsager.numerics.expression.Algebra.add;
import static org.onsager.numerics.expression.Algebra.call;
import static org.onsager.numerics.expression.Algebra.divide;
import static org.onsager.numerics.expression.Algebra.multiply;
import static org.onsager.numerics.expression.Algebra.negate;
import static org.onsager.numerics.expression.Algebra.power;
import static org.onsager.numerics.expression.Algebra.square;
import static org.onsager.numerics.expression.Algebra.subtract;

import java.util.IdentityHashMap;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;

/// Symbolic differentiation by one variable, one visit a shared subtree.
final class Derivative {
    private final Expression variable;
    private final IdentityHashMap<Expression, Expression> done = new IdentityHashMap<>();

    Derivative(Expression variable) {
        if (!(variable instanceof Symbol) && !(variable instanceof Element))
            throw new IllegalArgumentException("variable must be a symbol or an element, not " + variable.text());
        this.variable = variable;
    }

    Expression of(Expression e) {
        Limits.check("formula", e);
        return Limits.check("derivative", d(Algebra.simplify(e)));
    }

    private Expression d(Expression e) {
        Expression known = done.get(e);
        if (known != null) return known;
        Expression result = switch (e) {
            case Constant _ -> ZERO;
            case Symbol _, Element _ -> e.equals(variable) ? ONE : ZERO;
            case Unary(Operator op, Expression a) -> op == Operator.NEGATE ? negate(d(a)) : ZERO;
            case Binary b -> binary(b.operator(), b.left(), b.right(), b);
            case Call c -> c.function().arity() == 1 ? chain(c) : ofTwo(c);
            case Conditional(Expression c, Expression a, Expression b) -> Algebra.conditional(c, d(a), d(b));
        };
        done.put(e, result);
        return result;
    }

    private Expression binary(Operator op, Expression a, Expression b, Expression self) {
        return switch (op) {
            case PLUS -> add(d(a), d(b));
            case MINUS -> subtract(d(a), d(b));
            case TIMES -> add(multiply(d(a), b), multiply(a, d(b)));
            case DIVIDE -> quotient(a, b);
            case POWER -> ofPower(a, b, self);
            default -> ZERO;
        };
    }

    private Expression quotient(Expression a, Expression b) {
        Expression db = d(b);
        if (Algebra.is(db, 0)) return divide(d(a), b);
        Expression first = divide(d(a), b);
        return subtract(first, divide(multiply(a, db), square(b)));
    }

    private Expression ofPower(Expression a, Expression b, Expression self) {
        Expression da = d(a);
        Expression db = d(b);
        if (Algebra.is(db, 0)) {
            if (Algebra.is(da, 0)) return ZERO;
            return multiply(multiply(b, power(a, subtract(b, ONE))), da);
        }
        Expression byExponent = multiply(multiply(self, call(Builtin.LOG, a)), db);
        if (Algebra.is(da, 0)) return byExponent;
        return add(byExponent, multiply(multiply(b, power(a, subtract(b, ONE))), da));
    }

    private Expression chain(Call c) {
        Expression u = c.arguments().getFirst();
        Expression du = d(u);
        if (Algebra.is(du, 0)) return ZERO;
        return switch (c.function()) {
            case LOG -> divide(du, u);
            case LOG2 -> divide(du, multiply(new Constant(Math.log(2)), u));
            case LOG10 -> divide(du, multiply(new Constant(Math.log(10)), u));
            case LOG1P -> divide(du, add(ONE, u));
            case SQRT -> divide(du, multiply(TWO, c));
            case CBRT -> divide(du, multiply(new Constant(3), square(c)));
            case ASIN -> divide(du, call(Builtin.SQRT, subtract(ONE, square(u))));
            case ACOS -> negate(divide(du, call(Builtin.SQRT, subtract(ONE, square(u)))));
            case ATAN -> divide(du, add(ONE, square(u)));
            case ASINH -> divide(du, call(Builtin.SQRT, add(square(u), ONE)));
            case ACOSH -> divide(du, multiply(call(Builtin.SQRT, subtract(u, ONE)), call(Builtin.SQRT, add(u, ONE))));
            case ATANH -> divide(du, subtract(ONE, square(u)));
            default -> multiply(outer(c, u), du);
        };
    }

    private static Expression outer(Call c, Expression u) {
        return switch (c.function()) {
            case EXP -> c;
            case EXPM1 -> call(Builtin.EXP, u);
            case SIN -> call(Builtin.COS, u);
            case COS -> negate(call(Builtin.SIN, u));
            case TAN -> add(ONE, square(c));
            case SINH -> call(Builtin.COSH, u);
            case COSH -> call(Builtin.SINH, u);
            case TANH -> subtract(ONE, square(c));
            case ABS -> call(Builtin.SIGN, u);
            case ERF -> gaussian(u, 2 / Math.sqrt(Math.PI));
            case ERFC -> gaussian(u, -2 / Math.sqrt(Math.PI));
            case GAMMA -> multiply(c, call(Builtin.DIGAMMA, u));
            case LGAMMA -> call(Builtin.DIGAMMA, u);
            case DIGAMMA -> call(Builtin.POLYGAMMA, ONE, u);
            default -> ZERO;
        };
    }

    private static Expression gaussian(Expression u, double factor) {
        return multiply(new Constant(factor), call(Builtin.EXP, negate(square(u))));
    }

    private Expression ofTwo(Call c) {
        Expression a = c.arguments().getFirst();
        Expression b = c.arguments().getLast();
        Expression da = d(a);
        Expression db = d(b);
        if (Algebra.is(da, 0) && Algebra.is(db, 0)) return ZERO;
        return switch (c.function()) {
            case ATAN2 -> divide(subtract(multiply(b, da), multiply(a, db)), add(square(a), square(b)));
            case HYPOT -> divide(add(multiply(a, da), multiply(b, db)), c);
            case MIN -> Algebra.conditional(new Binary(Operator.AT_MOST, a, b), da, db);
            case MAX -> Algebra.conditional(new Binary(Operator.AT_LEAST, a, b), da, db);
            case MOD -> subtract(da, multiply(call(Builtin.FLOOR, divide(a, b)), db));
            default -> multiply(ofOrder(c, a, b), db);
        };
    }

    private static Expression ofOrder(Call c, Expression order, Expression x) {
        if (!(order instanceof Constant(double nu)))
            throw new ExpressionException("%s has no derivative by its order; the order must be a constant"
                    .formatted(c.function().symbol()));
        Builtin f = c.function();
        double largest = f == Builtin.POLYGAMMA ? 100 : BesselFunctions.MAX_ORDER;
        if (Math.abs(nu) <= largest && Math.abs(nu) + 1 > largest)
            throw new ExpressionException("%s of order %s has no derivative here, which needs an order above %.0f"
                    .formatted(f.symbol(), nu, largest));
        Expression above = call(f, new Constant(nu + 1), x);
        if (f == Builtin.POLYGAMMA) return above;
        if (f == Builtin.BESSELK) return negate(half(add(call(f, new Constant(nu - 1), x), above)));
        boolean isJ = f == Builtin.BESSELJ;
        if (nu == 0) return isJ ? negate(above) : above;
        boolean isRegular = nu == Math.rint(nu) || nu >= 1;
        if (isRegular) {
            Expression below = call(f, new Constant(nu - 1), x);
            return half(isJ ? subtract(below, above) : add(below, above));
        }
        Expression singular = multiply(divide(order, x), c);
        return isJ ? subtract(singular, above) : add(singular, above);
    }

    private static Expression half(Expression e) {
        return multiply(new Constant(0.5), e);
    }
}
