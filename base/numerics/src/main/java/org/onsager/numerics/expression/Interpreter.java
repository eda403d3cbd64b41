package org.onsager.numerics.expression;

import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;

/// Evaluates a tree as it stands: what the operators mean, and nothing clever.
record Interpreter(Symbols symbols, double time, double[] state, double[] parameters) {

    double value(Expression e) {
        return switch (e) {
            case Constant c -> c.value();
            case Symbol s -> load(symbols.slot(s));
            case Element x -> load(symbols.slot(x));
            case Unary(Operator op, Expression a) -> op.apply(value(a), 0);
            case Binary(Operator op, Expression a, Expression b) -> op.apply(value(a), value(b));
            case Call c ->
                c.function()
                        .apply(
                                value(c.arguments().getFirst()),
                                c.function().arity() == 2 ? value(c.arguments().get(1)) : 0);
            case Conditional(Expression c, Expression a, Expression b) -> value(c) != 0 ? value(a) : value(b);
        };
    }

    private double load(Symbols.Slot slot) {
        return switch (slot.kind()) {
            case STATE -> state[slot.index()];
            case PARAMETER -> parameters[slot.index()];
            case TIME -> time;
        };
    }
}
