package org.onsager.numerics.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;
import org.onsager.numerics.expression.Lexer.Kind;
import org.onsager.numerics.expression.Lexer.Token;

/// Precedence climbing (V. R. Pratt, *Top down operator precedence*, POPL 1973) with a budget of nodes and of
/// depth.
///
/// A `let` is written out where its name is used; the budget counts the nodes of the written-out tree, so that
/// doubling definitions meet the limit instead of the memory.
final class Parser {
    private final String text;
    private final List<Token> tokens;
    private final Symbols symbols;
    private final Map<String, Bound> scope = new HashMap<>();
    private final VectorForms vectors = new VectorForms(this);
    private final CallForms calls = new CallForms(this);
    private int cursor;
    private int nodes;
    private int nesting;

    /// Depth of the tree that was made last.
    private int depth;

    /// A name that stands for a tree: a `let`, a definition or an index.
    private record Bound(Expression expression, int depth, int nodes) {}

    Parser(String text, Symbols symbols) {
        this(text, Lexer.tokens(text, false), symbols);
    }

    /// @param tokens  the tokens of `text`
    Parser(String text, List<Token> tokens, Symbols symbols) {
        this.text = text;
        this.tokens = tokens;
        this.symbols = symbols;
    }

    /// `name = expression; ... expression`, all of the text.
    Expression formula() {
        while (peek().kind() == Kind.NAME && peek(1).is("=")) {
            define(take(), true);
            expect(";", "after the definition");
        }
        Expression result = expression(0);
        if (peek().is(";")) take();
        if (peek().kind() != Kind.END) throw leftOver();
        return result;
    }

    /// The rest of a definition `name = expression` whose name has been taken.
    Expression define(Token name, boolean isNew) {
        checkFree(name);
        if (isNew && scope.containsKey(name.text())) throw error(name, "'%s' is defined twice".formatted(name.text()));
        expect("=", "after the name");
        int before = nodes;
        Expression value = expression(0);
        scope.put(name.text(), new Bound(value, depth, nodes - before));
        return value;
    }

    /// Binds `name` to a number while `body` is parsed.
    Expression withIndex(String name, double value) {
        Bound outer = scope.put(name, new Bound(new Constant(value), 1, 1));
        try {
            return expression(0);
        } finally {
            if (outer == null) scope.remove(name);
            else scope.put(name, outer);
        }
    }

    void checkFree(Token name) {
        if (Symbols.RESERVED.contains(name.text()))
            throw error(name, "'%s' is reserved and cannot be defined".formatted(name.text()));
        if (symbols.has(name.text()))
            throw error(name, "'%s' is already a variable or parameter".formatted(name.text()));
    }

    /// An expression of operators that bind at least as tightly as `tightness`.
    Expression expression(int tightness) {
        if (++nesting > Limits.NESTING) throw error(peek(), "nested more than %d deep".formatted(Limits.NESTING));
        Expression left = prefix(tightness);
        while (true) {
            Operator op = infix(peek());
            if (op == null) break;
            if (op.precedence() < tightness) break;
            left = op.isComparison() ? comparisons(left) : binary(left, op);
        }
        if (tightness <= 1 && peek().is("?")) left = ternary(left);
        nesting--;
        return left;
    }

    private Expression binary(Expression left, Operator op) {
        int leftDepth = depth;
        take();
        int right = op == Operator.POWER ? Operator.NEGATE.precedence() : op.precedence() + 1;
        return make(new Binary(op, left, expression(right)), leftDepth);
    }

    /// `a < b < c` means `a < b and b < c`.
    private Expression comparisons(Expression first) {
        Expression left = first;
        int leftDepth = depth;
        Expression all = null;
        int allDepth = 0;
        for (Operator op = infix(peek()); op != null && op.isComparison(); op = infix(peek())) {
            take();
            int before = nodes;
            Expression right = expression(op.precedence() + 1);
            int rightDepth = depth;
            if (all != null) nodes += nodes - before;
            Expression each = make(new Binary(op, left, right), leftDepth);
            all = all == null ? each : make(new Binary(Operator.AND, all, each), allDepth);
            allDepth = depth;
            left = right;
            leftDepth = rightDepth;
        }
        depth = allDepth;
        return all == null ? first : all;
    }

    private Expression ternary(Expression condition) {
        int conditionDepth = depth;
        take();
        Expression then = expression(0);
        int thenDepth = depth;
        expect(":", "between the two values of '? :'");
        Expression otherwise = expression(1);
        return make(new Conditional(condition, then, otherwise), Math.max(conditionDepth, thenDepth));
    }

    private Expression prefix(int tightness) {
        Token token = peek();
        if (token.is("-")) return negative();
        if (token.is("+")) {
            take();
            return expression(Operator.NEGATE.precedence());
        }
        if (token.is("not") || token.is("!")) {
            if (tightness > Operator.NOT.precedence()) throw error(token, "expected a number, not 'not'; put it in ()");
            take();
            return make(new Unary(Operator.NOT, expression(Operator.NOT.precedence())), 0);
        }
        if (token.is("let")) {
            if (tightness > 0) throw error(token, "expected a number, not 'let'; put it in ()");
            return let();
        }
        return primary();
    }

    /// A minus before a number that stands alone is the number's sign.
    private Expression negative() {
        take();
        int start = cursor;
        Expression argument = expression(Operator.NEGATE.precedence());
        if (cursor == start + 1 && argument instanceof Constant(double value)) return new Constant(-value);
        return make(new Unary(Operator.NEGATE, argument), 0);
    }

    private Expression let() {
        take();
        Map<String, Bound> outer = new HashMap<>(scope);
        do {
            define(name("a name to define"), false);
        } while (skip(","));
        expect("in", "or ',' after the definition");
        Expression body = expression(0);
        scope.clear();
        scope.putAll(outer);
        return body;
    }

    private Expression primary() {
        Token token = take();
        switch (token.kind()) {
            case NUMBER -> {
                double value = Double.parseDouble(token.text());
                if (Double.isInfinite(value)) throw error(token, "number is too large");
                return make(new Constant(value), 0);
            }
            case NAME -> {
                return named(token);
            }
            case SIGN -> {
                if (!token.is("(")) break;
                Expression inner = expression(0);
                expect(")", "to close the '(' of column " + error(token, "").column());
                return inner;
            }
            case END -> {}
        }
        throw error(token, "expected a number, a name or '(', found " + describe(token));
    }

    private Expression named(Token name) {
        switch (name.text()) {
            case "pi":
                return make(new Constant(Math.PI), 0);
            case "e":
                return make(new Constant(Math.E), 0);
            case "inf":
                return make(new Constant(Double.POSITIVE_INFINITY), 0);
            case "nan":
                return make(new Constant(Double.NaN), 0);
            case "in", "and", "or", "for":
                throw error(name, "expected a number, a name or '(', found '%s'".formatted(name.text()));
            default:
                return peek().is("(") ? call(name) : value(name);
        }
    }

    private Expression call(Token name) {
        return vectors.isReduction(name) ? vectors.reduction(name) : calls.call(name);
    }

    boolean isValue(String name) {
        return scope.containsKey(name) || symbols.has(name);
    }

    private Expression value(Token name) {
        Bound bound = scope.get(name.text());
        if (bound != null) {
            spend(bound.nodes);
            depth = bound.depth;
            return bound.expression;
        }
        Double constant = symbols.constants().get(name.text());
        if (constant != null) return make(new Constant(constant), 0);
        if (symbols.parameters().containsKey(name.text()) || name.text().equals(symbols.time()))
            return make(new Symbol(name.text()), 0);
        var variable = symbols.find(name.text());
        if (variable.isEmpty()) throw error(name, Suggestions.unknown(name.text(), symbols, scope.keySet()));
        return variable.get().isVector() ? vectors.element(name, variable.get()) : make(new Symbol(name.text()), 0);
    }

    /// The value of an expression without variables.
    double constant(Expression e, Token start, String what) {
        try {
            return new Interpreter(VectorForms.NO_SYMBOLS, 0, new double[0], new double[0]).value(e);
        } catch (ExpressionException hasVariables) {
            throw error(start, what + " must be a constant");
        }
    }

    int wholeConstant(String what) {
        Token start = peek();
        double value = constant(expression(0), start, what);
        if (value != Math.rint(value) || Math.abs(value) > 1e9)
            throw error(start, "%s must be a whole number, not %s".formatted(what, value));
        return (int) value;
    }

    /// Counts a new node, whose deepest child is the last made or has depth `otherDepth`.
    Expression make(Expression e, int otherDepth) {
        spend(1);
        boolean isLeaf = Limits.children(e).length == 0;
        depth = isLeaf ? 1 : 1 + Math.max(depth, otherDepth);
        if (depth > Limits.DEPTH)
            throw error(peek(), "formula is deeper than %d levels; split it up".formatted(Limits.DEPTH));
        return e;
    }

    private void spend(int more) {
        nodes += more;
        if (nodes > Limits.NODES || nodes < 0)
            throw error(peek(), "formula has more than %d nodes; split it up".formatted(Limits.NODES));
    }

    int depth() {
        return depth;
    }

    void depth(int depth) {
        this.depth = depth;
    }

    /// The vector variable of this name.
    Symbols.Variable vector(Token name) {
        var variable = symbols.find(name.text());
        if (variable.isEmpty() || !variable.get().isVector())
            throw error(name, "expected the name of a vector, found " + describe(name));
        return variable.get();
    }

    boolean isConstant(Token name) {
        return symbols.constants().containsKey(name.text());
    }

    int position() {
        return cursor;
    }

    void seek(int position) {
        cursor = position;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(cursor + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        cursor++;
        return token;
    }

    boolean skip(String sign) {
        boolean isThere = peek().is(sign);
        if (isThere) take();
        return isThere;
    }

    Token name(String what) {
        if (peek().kind() != Kind.NAME) throw error(peek(), "expected %s, found %s".formatted(what, describe(peek())));
        return take();
    }

    void expect(String sign, String why) {
        if (!skip(sign)) {
            if (peek().kind() != Kind.END && startsOperand(peek())) throw leftOver();
            throw error(peek(), "expected '%s' %s, found %s".formatted(sign, why, describe(peek())));
        }
    }

    /// What to say of a token that nothing led to.
    ExpressionException leftOver() {
        Token token = peek();
        if (startsOperand(token))
            return error(token, "expected an operator before %s; a product is written a*b".formatted(describe(token)));
        if (token.is(")")) return error(token, "')' closes nothing");
        if (token.is("=")) return error(token, "'=' defines a name; to compare write '=='");
        return error(token, "expected the end or an operator, found " + describe(token));
    }

    private static boolean startsOperand(Token token) {
        return token.kind() == Kind.NUMBER || token.kind() == Kind.NAME && infix(token) == null || token.is("(");
    }

    ExpressionException error(Token token, String what) {
        return new ExpressionException(text, token.at(), what);
    }

    static String describe(Token token) {
        if (token.kind() == Kind.END) return "the end";
        String text = token.text();
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
    }

    private static @Nullable Operator infix(Token token) {
        if (token.kind() == Kind.NUMBER) return null;
        return switch (token.text()) {
            case "or" -> Operator.OR;
            case "and" -> Operator.AND;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.AT_LEAST;
            case "==" -> Operator.EQUAL;
            case "!=" -> Operator.UNEQUAL;
            case "+" -> Operator.PLUS;
            case "-" -> Operator.MINUS;
            case "*" -> Operator.TIMES;
            case "/" -> Operator.DIVIDE;
            case "^" -> Operator.POWER;
            default -> null;
        };
    }
}
