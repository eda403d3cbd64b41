package org.onsager.numerics.expression;

import java.util.IdentityHashMap;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Unary;

/// How large a formula may be; beyond it there is an [ExpressionException], never a hang or an overflow.
public final class Limits {
    /// Characters of a text.
    public static final int LENGTH = 200_000;

    /// Nodes of a tree, and of all the trees of a system together, with `let`, sums and indices written out.
    public static final int NODES = 100_000;

    /// Depth of a tree.
    public static final int DEPTH = 500;

    /// Parentheses, calls, signs and powers inside each other.
    public static final int NESTING = 150;

    /// States, parameters and constants of a system; larger systems use vectors.
    public static final int NAMES = 2_000;

    /// Components of a vector variable.
    public static final int VECTOR = 100_000;

    private Limits() {}

    /// Returns `expression` if it is within the limits.
    static Expression check(String what, Expression expression) {
        IdentityHashMap<Expression, Integer> sizes = new IdentityHashMap<>();
        if (size(expression, sizes, 0, what) > NODES) throw tooLarge(what);
        return expression;
    }

    private static int size(Expression e, IdentityHashMap<Expression, Integer> sizes, int depth, String what) {
        if (depth > DEPTH)
            throw new ExpressionException("%s is deeper than %d levels; split it up".formatted(what, DEPTH));
        Integer known = sizes.get(e);
        if (known != null) return known;
        long size = 1;
        for (Expression child : children(e)) size += size(child, sizes, depth + 1, what);
        if (size > NODES) throw tooLarge(what);
        sizes.put(e, (int) size);
        return (int) size;
    }

    static Expression[] children(Expression e) {
        return switch (e) {
            case Unary u -> new Expression[] {u.argument()};
            case Binary b -> new Expression[] {b.left(), b.right()};
            case Call c -> c.arguments().toArray(Expression[]::new);
            case Conditional c -> new Expression[] {c.condition(), c.then(), c.otherwise()};
            default -> new Expression[0];
        };
    }

    private static ExpressionException tooLarge(String what) {
        return new ExpressionException("%s has more than %d nodes; split it up".formatted(what, NODES));
    }
}
