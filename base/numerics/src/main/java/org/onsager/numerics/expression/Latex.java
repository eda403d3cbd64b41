package org.onsager.numerics.expression;

import java.util.Set;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;

/// Writes a tree in the LaTeX that KaTeX reads: fractions, roots, Greek letters, cases.
final class Latex {
    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
            "Xi", "Sigma", "Upsilon", "Phi", "Psi", "Omega");
    private static final int ATOM = 10;

    private Latex() {}

    static String print(Expression e) {
        return write(e, 0);
    }

    /// @param tightness  the lowest precedence that needs no parentheses here
    private static String write(Expression e, int tightness) {
        return switch (e) {
            case Constant(double value) -> number(value, tightness);
            case Symbol(String name) -> name(name);
            case Element(String vector, int index) -> "{" + name(vector) + "}_{" + index + "}";
            case Unary(Operator op, Expression a) ->
                wrap(op.latex() + " " + write(a, op.precedence()), op.precedence(), tightness);
            case Binary(Operator op, Expression a, Expression b) -> binary(op, a, b, tightness);
            case Call c -> call(c, tightness);
            case Conditional(Expression c, Expression a, Expression b) ->
                "\\begin{cases}%s & %s\\\\ %s & \\text{else}\\end{cases}"
                        .formatted(write(a, 0), write(c, 0), write(b, 0));
        };
    }

    private static String binary(Operator op, Expression a, Expression b, int tightness) {
        int precedence = op.precedence();
        if (op == Operator.DIVIDE) return "\\frac{" + write(a, 0) + "}{" + write(b, 0) + "}";
        if (op == Operator.POWER) return wrap(write(a, ATOM) + "^{" + write(b, 0) + "}", precedence, tightness);
        String sign = op == Operator.TIMES && startsWithDigit(b) ? "\\cdot" : op.latex();
        boolean leftWraps = op.isComparison();
        String text = write(a, leftWraps ? precedence + 1 : precedence) + " " + sign + " " + write(b, precedence + 1);
        return wrap(text, precedence, tightness);
    }

    private static boolean startsWithDigit(Expression e) {
        return switch (e) {
            case Constant _ -> true;
            case Binary b -> b.operator() == Operator.POWER && startsWithDigit(b.left());
            default -> false;
        };
    }

    private static String call(Call c, int tightness) {
        String a = write(c.arguments().getFirst(), 0);
        String b = write(c.arguments().getLast(), 0);
        return switch (c.function()) {
            case SQRT -> "\\sqrt{" + a + "}";
            case CBRT -> "\\sqrt[3]{" + a + "}";
            case ABS -> "\\left|" + a + "\\right|";
            case FLOOR -> "\\lfloor " + a + "\\rfloor";
            case CEIL -> "\\lceil " + a + "\\rceil";
            case EXPM1 -> wrap("e^{" + a + "} - 1", Operator.MINUS.precedence(), tightness);
            case LOG1P -> "\\log" + parens("1 + " + a);
            case LOG2 -> "\\log_{2}" + parens(a);
            case LOG10 -> "\\log_{10}" + parens(a);
            case MOD ->
                wrap(
                        "%s \\bmod %s"
                                .formatted(
                                        write(c.arguments().getFirst(), ATOM),
                                        write(c.arguments().getLast(), ATOM)),
                        Operator.TIMES.precedence(),
                        tightness);
            case HYPOT -> "\\sqrt{" + parens(a) + "^{2} + " + parens(b) + "^{2}}";
            case BESSELJ -> "J_{" + a + "}" + parens(b);
            case BESSELI -> "I_{" + a + "}" + parens(b);
            case BESSELK -> "K_{" + a + "}" + parens(b);
            case POLYGAMMA -> "\\psi^{(" + a + ")}" + parens(b);
            default -> symbol(c.function()) + parens(c.function().arity() == 1 ? a : a + ", " + b);
        };
    }

    private static String symbol(Builtin f) {
        return switch (f) {
            case GAMMA -> "\\Gamma";
            case LGAMMA -> "\\log\\Gamma";
            case DIGAMMA -> "\\psi";
            case ASIN -> "\\arcsin";
            case ACOS -> "\\arccos";
            case ATAN -> "\\arctan";
            case EXP, LOG, SIN, COS, TAN, SINH, COSH, TANH, MIN, MAX -> "\\" + f.symbol();
            default -> "\\operatorname{" + f.symbol() + "}";
        };
    }

    private static String parens(String inner) {
        return "\\left(" + inner + "\\right)";
    }

    private static String wrap(String text, int precedence, int tightness) {
        return tightness > precedence ? parens(text) : text;
    }

    private static String number(double value, int tightness) {
        if (value < 0) return wrap("-" + number(-value, 0), Operator.NEGATE.precedence(), tightness);
        if (Double.isNaN(value)) return "\\mathrm{NaN}";
        if (Double.isInfinite(value)) return "\\infty";
        String text = Printer.number(value);
        if (text.equals("pi")) return "\\pi";
        int exponent = text.indexOf('E');
        if (exponent < 0) return text;
        String power = text.substring(0, exponent) + " \\cdot 10^{" + text.substring(exponent + 1) + "}";
        return wrap(power, Operator.TIMES.precedence(), tightness);
    }

    /// `x_1`, `x1` and `sigma_x` get a subscript, Greek names their letter.
    private static String name(String name) {
        int split = name.indexOf('_');
        if (split > 0 && split + 1 < name.length())
            return letters(name.substring(0, split)) + "_{" + letters(name.substring(split + 1)) + "}";
        int digits = name.length();
        while (digits > 1 && Character.isDigit(name.charAt(digits - 1))) digits--;
        if (digits == name.length()) return letters(name);
        return letters(name.substring(0, digits)) + "_{" + name.substring(digits) + "}";
    }

    private static String letters(String name) {
        if (GREEK.contains(name)) return "\\" + name;
        String escaped = name.replace("_", "\\_");
        return name.length() == 1 || Character.isDigit(name.charAt(0)) ? escaped : "\\mathit{" + escaped + "}";
    }
}
