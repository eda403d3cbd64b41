package org.onsager.numerics.expression;

/// The operators of the language, with how tightly they bind; comparisons and logic give 1 for true and 0 for
/// false.
public enum Operator {
    OR("or", 2, "\\lor"),
    AND("and", 3, "\\land"),
    NOT("not", 4, "\\lnot"),
    LESS("<", 5, "<"),
    AT_MOST("<=", 5, "\\le"),
    GREATER(">", 5, ">"),
    AT_LEAST(">=", 5, "\\ge"),
    EQUAL("==", 5, "="),
    UNEQUAL("!=", 5, "\\ne"),
    PLUS("+", 6, "+"),
    MINUS("-", 6, "-"),
    TIMES("*", 7, "\\,"),
    DIVIDE("/", 7, "/"),
    NEGATE("-", 8, "-"),
    POWER("^", 9, "^");

    private final String symbol;
    private final int precedence;
    private final String latex;

    Operator(String symbol, int precedence, String latex) {
        this.symbol = symbol;
        this.precedence = precedence;
        this.latex = latex;
    }

    /// How it is typed.
    public String symbol() {
        return symbol;
    }

    /// Higher binds tighter; only [#POWER] groups to the right.
    int precedence() {
        return precedence;
    }

    String latex() {
        return latex;
    }

    boolean isComparison() {
        return precedence == LESS.precedence;
    }

    boolean isUnary() {
        return this == NOT || this == NEGATE;
    }

    /// The value of the operator; unary operators ignore `b`.
    double apply(double a, double b) {
        return switch (this) {
            case OR -> truth(a != 0 || b != 0);
            case AND -> truth(a != 0 && b != 0);
            case NOT -> truth(a == 0);
            case LESS -> truth(a < b);
            case AT_MOST -> truth(a <= b);
            case GREATER -> truth(a > b);
            case AT_LEAST -> truth(a >= b);
            case EQUAL -> truth(a == b);
            case UNEQUAL -> truth(a != b);
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case NEGATE -> -a;
            case POWER -> SpecialFunctions.power(a, b);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
