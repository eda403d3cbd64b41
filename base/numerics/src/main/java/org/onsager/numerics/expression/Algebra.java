package org.onsager.numerics.expression;

import java.util.IdentityHashMap;
import java.util.List;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Unary;

/// Makes trees and leaves out what has no effect: constants are folded, 0 and 1 absorbed, signs pulled outward,
/// equal factors gathered into powers.
final class Algebra {
    static final Constant ZERO = new Constant(0);
    static final Constant ONE = new Constant(1);
    static final Constant TWO = new Constant(2);

    private Algebra() {}

    static Expression simplify(Expression e) {
        return simplify(e, new IdentityHashMap<>());
    }

    private static Expression simplify(Expression e, IdentityHashMap<Expression, Expression> done) {
        Expression known = done.get(e);
        if (known != null) return known;
        Expression result = switch (e) {
            case Unary(Operator op, Expression a) -> unary(op, simplify(a, done));
            case Binary(Operator op, Expression a, Expression b) -> binary(op, simplify(a, done), simplify(b, done));
            case Call c ->
                call(
                        c.function(),
                        c.arguments().stream().map(each -> simplify(each, done)).toList());
            case Conditional(Expression c, Expression a, Expression b) ->
                conditional(simplify(c, done), simplify(a, done), simplify(b, done));
            default -> e;
        };
        done.put(e, result);
        return result;
    }

    static Expression unary(Operator op, Expression a) {
        return op == Operator.NEGATE ? negate(a) : a instanceof Constant ? folded(op, a, ZERO) : new Unary(op, a);
    }

    static Expression binary(Operator op, Expression a, Expression b) {
        return switch (op) {
            case PLUS -> add(a, b);
            case MINUS -> subtract(a, b);
            case TIMES -> multiply(a, b);
            case DIVIDE -> divide(a, b);
            case POWER -> power(a, b);
            default -> a instanceof Constant && b instanceof Constant ? folded(op, a, b) : new Binary(op, a, b);
        };
    }

    static Expression conditional(Expression condition, Expression then, Expression otherwise) {
        if (condition instanceof Constant(double c)) return c != 0 ? then : otherwise;
        return isSame(then, otherwise) ? then : new Conditional(condition, then, otherwise);
    }

    static Expression call(Builtin function, Expression... arguments) {
        return call(function, List.of(arguments));
    }

    static Expression call(Builtin function, List<Expression> arguments) {
        boolean areConstant = arguments.stream().allMatch(each -> each instanceof Constant);
        if (!areConstant) return new Call(function, arguments);
        double first = ((Constant) arguments.getFirst()).value();
        double second = ((Constant) arguments.getLast()).value();
        return new Constant(function.apply(first, second));
    }

    static Expression negate(Expression a) {
        return switch (a) {
            case Constant(double value) -> new Constant(-value);
            case Unary(Operator op, Expression inner) when op == Operator.NEGATE -> inner;
            case Binary(Operator op, Expression l, Expression r) when op == Operator.MINUS -> subtract(r, l);
            case Binary(Operator op, Constant(double c), Expression r)
            when op == Operator.TIMES -> multiply(new Constant(-c), r);
            default -> new Unary(Operator.NEGATE, a);
        };
    }

    static Expression add(Expression a, Expression b) {
        if (a instanceof Constant && b instanceof Constant) return folded(Operator.PLUS, a, b);
        if (is(a, 0)) return b;
        if (is(b, 0)) return a;
        if (isNegation(b)) return subtract(a, negate(b));
        if (isSame(a, b)) return multiply(TWO, a);
        return new Binary(Operator.PLUS, a, b);
    }

    static Expression subtract(Expression a, Expression b) {
        if (a instanceof Constant && b instanceof Constant) return folded(Operator.MINUS, a, b);
        if (is(a, 0)) return isNegation(b) ? negate(b) : new Unary(Operator.NEGATE, b);
        if (is(b, 0)) return a;
        if (isNegation(b)) return add(a, negate(b));
        if (isSame(a, b)) return ZERO;
        return new Binary(Operator.MINUS, a, b);
    }

    static Expression multiply(Expression a, Expression b) {
        if (a instanceof Constant && b instanceof Constant) return folded(Operator.TIMES, a, b);
        if (is(a, 0) || is(b, 0)) return ZERO;
        if (is(a, 1)) return b;
        if (is(b, 1)) return a;
        if (is(a, -1)) return negate(b);
        if (is(b, -1)) return negate(a);
        if (b instanceof Constant) return multiply(b, a);
        if (isMinus(a)) return negate(multiply(negate(a), b));
        if (isMinus(b)) return negate(multiply(a, negate(b)));
        // c (d x) = (c d) x and x (d y) = d (x y)
        if (b instanceof Binary(Operator op, Constant d, Expression rest) && op == Operator.TIMES)
            return a instanceof Constant
                    ? multiply(folded(Operator.TIMES, a, d), rest)
                    : multiply(d, multiply(a, rest));
        if (a instanceof Binary(Operator op, Constant d, Expression rest) && op == Operator.TIMES)
            return multiply(d, multiply(rest, b));
        if (isSame(base(a), base(b)) && !(a instanceof Constant)) {
            Expression sum = add(exponent(a), exponent(b));
            if (sum instanceof Constant(double n) && n > 0) return power(base(a), sum);
        }
        return new Binary(Operator.TIMES, a, b);
    }

    static Expression divide(Expression a, Expression b) {
        if (a instanceof Constant && b instanceof Constant) return folded(Operator.DIVIDE, a, b);
        if (is(b, 1)) return a;
        if (is(a, 0)) return ZERO;
        if (isMinus(a)) return negate(divide(negate(a), b));
        if (isMinus(b)) return negate(divide(a, negate(b)));
        if (isSame(a, b)) return ONE;
        return new Binary(Operator.DIVIDE, a, b);
    }

    static Expression power(Expression a, Expression b) {
        if (a instanceof Constant && b instanceof Constant) return folded(Operator.POWER, a, b);
        if (is(b, 0)) return ONE;
        if (is(b, 1)) return a;
        boolean isNested = b instanceof Constant(double n) && n == Math.rint(n);
        if (isNested
                && a instanceof Binary(Operator op, Expression x, Constant(double m))
                && op == Operator.POWER
                && m == Math.rint(m)) return power(x, folded(Operator.TIMES, new Constant(m), b));
        return new Binary(Operator.POWER, a, b);
    }

    static Expression square(Expression a) {
        return power(a, TWO);
    }

    static boolean is(Expression e, double value) {
        return e instanceof Constant(double c) && c == value;
    }

    private static Constant folded(Operator op, Expression a, Expression b) {
        return new Constant(op.apply(((Constant) a).value(), ((Constant) b).value()));
    }

    private static boolean isMinus(Expression e) {
        return e instanceof Unary(Operator op, Expression a) && op == Operator.NEGATE && !(a instanceof Constant);
    }

    /// Whether `negate` removes a sign rather than adds one.
    private static boolean isNegation(Expression e) {
        if (e instanceof Constant(double c)) return c < 0;
        if (e instanceof Binary(Operator op, Constant(double c), Expression r))
            return op == Operator.TIMES && c < 0 && !(r instanceof Constant);
        return isMinus(e);
    }

    private static Expression base(Expression e) {
        return isPower(e) && e instanceof Binary b ? b.left() : e;
    }

    private static Expression exponent(Expression e) {
        return isPower(e) && e instanceof Binary b ? b.right() : ONE;
    }

    private static boolean isPower(Expression e) {
        return e instanceof Binary(Operator op, Expression x, Constant(double n))
                && op == Operator.POWER
                && n > 0
                && n == Math.rint(n)
                && !(x instanceof Constant);
    }

    /// Compares small trees by value and large ones by identity, which keeps simplification linear.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Expression a, Expression b) {
        return a == b || sameSize(a, b, 24) >= 0 && a.equals(b);
    }

    /// What is left of `budget` after a walk through two trees of one shape, or a negative number.
    private static int sameSize(Expression a, Expression b, int budget) {
        if (budget <= 0 || a.getClass() != b.getClass()) return -1;
        Expression[] left = Limits.children(a);
        Expression[] right = Limits.children(b);
        int rest = budget - 1;
        for (int i = 0; i < Math.min(left.length, right.length) && rest >= 0; i++)
            rest = sameSize(left[i], right[i], rest);
        return rest;
    }
}
