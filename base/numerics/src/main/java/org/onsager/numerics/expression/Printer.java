package org.onsager.numerics.expression;

import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;

/// Writes a tree as text that parses back to the same tree.
final class Printer {
    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Expression expression) {
        Printer printer = new Printer();
        printer.write(expression, 0);
        return printer.out.toString();
    }

    /// @param tightness  the lowest precedence that needs no parentheses here
    private void write(Expression e, int tightness) {
        switch (e) {
            case Constant(double value) -> constant(value, tightness);
            case Symbol(String name) -> out.append(name);
            case Element(String vector, int index) ->
                out.append(vector).append('[').append(index).append(']');
            case Unary u -> unary(u, tightness);
            case Binary b -> binary(b, tightness);
            case Call c -> {
                out.append(c.function().symbol()).append('(');
                write(c.arguments().getFirst(), 0);
                for (Expression each : c.arguments().subList(1, c.arguments().size())) {
                    out.append(", ");
                    write(each, 0);
                }
                out.append(')');
            }
            case Conditional(Expression condition, Expression then, Expression otherwise) -> {
                out.append("if(");
                write(condition, 0);
                out.append(", ");
                write(then, 0);
                out.append(", ");
                write(otherwise, 0);
                out.append(')');
            }
        }
    }

    /// A negative number is one token with its sign, so it stands wherever a unary minus may.
    private void constant(double value, int tightness) {
        boolean isNegative = value < 0 || 1 / value < 0;
        boolean wrap = isNegative && tightness > Operator.NEGATE.precedence();
        if (wrap) out.append('(');
        out.append(number(value));
        if (wrap) out.append(')');
    }

    static String number(double value) {
        if (Double.isNaN(value)) return "nan";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        if (value == Math.PI) return "pi";
        if (value == Math.E) return "e";
        if (value == Math.rint(value) && Math.abs(value) < 1e15)
            return (1 / value < 0 ? "-" : "") + (long) Math.abs(value);
        return Double.toString(value);
    }

    private void unary(Unary u, int tightness) {
        int precedence = u.operator().precedence();
        boolean wrap = tightness > precedence;
        if (wrap) out.append('(');
        if (u.operator() == Operator.NOT) {
            out.append("not ");
            write(u.argument(), precedence);
        } else {
            out.append('-');
            // -(2) is a negation, -2 a number
            boolean isNumber = u.argument() instanceof Constant;
            if (isNumber) out.append('(');
            write(u.argument(), isNumber ? 0 : precedence);
            if (isNumber) out.append(')');
        }
        if (wrap) out.append(')');
    }

    private void binary(Binary b, int tightness) {
        Operator op = b.operator();
        int precedence = op.precedence();
        boolean wrap = tightness > precedence;
        if (wrap) out.append('(');
        boolean isPower = op == Operator.POWER;
        boolean isComparison = op.isComparison();
        write(b.left(), isPower || isComparison ? precedence + 1 : precedence);
        boolean isTight = precedence >= Operator.TIMES.precedence();
        out.append(isTight ? op.symbol() : " " + op.symbol() + " ");
        write(b.right(), isPower ? Operator.NEGATE.precedence() : precedence + 1);
        if (wrap) out.append(')');
    }
}
