package org.onsager.numerics.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Lexer.Kind;
import org.onsager.numerics.expression.Lexer.Token;
import org.onsager.numerics.expression.Symbols.Variable;

/// Parses what concerns vectors: `u[i]`, `sum(i = 0..9, u[i]^2)`, `prod`, and `sum mean norm dot length min max
/// prod` of whole vectors. All are written out into scalar trees; sums are balanced, which bounds their depth by
/// the logarithm of the number of terms and their rounding error likewise.
final class VectorForms {
    static final Symbols NO_SYMBOLS = Symbols.of();
    static final Set<String> REDUCTIONS = Set.of("sum", "prod", "mean", "norm", "dot", "length");

    private final Parser parser;

    VectorForms(Parser parser) {
        this.parser = parser;
    }

    /// `[index]` after the name of a vector.
    Expression element(Token name, Variable variable) {
        if (!parser.peek().is("["))
            throw parser.error(
                    name,
                    "'%s' is a vector of %d; write %s[0] to %s[%d], or sum(%s)"
                            .formatted(
                                    name.text(),
                                    variable.length(),
                                    name.text(),
                                    name.text(),
                                    variable.length() - 1,
                                    name.text()));
        parser.take();
        Token start = parser.peek();
        int index = parser.wholeConstant("index");
        if (index < 0 || index >= variable.length())
            throw parser.error(
                    start,
                    "index of %s must be in [0, %d], not %d".formatted(name.text(), variable.length() - 1, index));
        parser.expect("]", "after the index");
        return parser.make(new Element(name.text(), index), 0);
    }

    /// Whether the call that follows is one of vectors.
    boolean isReduction(Token name) {
        if (REDUCTIONS.contains(name.text())) return true;
        boolean isExtremum = name.text().equals("min") || name.text().equals("max");
        return isExtremum
                && parser.peek(1).kind() == Kind.NAME
                && parser.peek(2).is(")");
    }

    Expression reduction(Token name) {
        parser.take();
        boolean isIndexed = parser.peek().kind() == Kind.NAME && parser.peek(1).is("=");
        if (isIndexed && (name.text().equals("sum") || name.text().equals("prod"))) return indexed(name);
        Vector u = vector(name);
        Expression result = switch (name.text()) {
            case "sum" -> u.fold(this::plus, 0);
            case "prod" -> u.fold(this::times, 1);
            case "mean" -> binary(Operator.DIVIDE, u.fold(this::plus, 0), number(u.terms.size()));
            case "norm" -> call(Builtin.SQRT, List.of(u.product(u).fold(this::plus, 0)));
            case "length" -> number(u.terms.size());
            case "min" -> u.fold((a, b) -> call(Builtin.MIN, List.of(a, b)), 0);
            case "max" -> u.fold((a, b) -> call(Builtin.MAX, List.of(a, b)), 0);
            default -> {
                parser.expect(",", "between the two vectors of dot");
                Token second = parser.peek();
                Vector v = vector(name);
                if (v.terms.size() != u.terms.size())
                    throw parser.error(
                            second,
                            "dot needs vectors of one length, not %d and %d".formatted(u.terms.size(), v.terms.size()));
                yield u.product(v).fold(this::plus, 0);
            }
        };
        parser.expect(")", "to close the '(' of " + name.text());
        return result;
    }

    /// `i = first..last, body)`; a sum over an empty range is 0, a product 1.
    private Expression indexed(Token name) {
        Token index = parser.take();
        parser.checkFree(index);
        parser.take();
        int first = parser.wholeConstant("first index");
        parser.expect("..", "between the first and the last index");
        Token range = parser.peek();
        int last = parser.wholeConstant("last index");
        parser.expect(",", "after the range");
        if (last - (long) first >= Limits.NODES)
            throw parser.error(range, "a range has at most %d indices".formatted(Limits.NODES));
        int body = parser.position();
        List<Expression> terms = new ArrayList<>();
        int most = 0;
        // an empty range is parsed once, for its end
        for (int i = first; i <= Math.max(first, last); i++) {
            parser.seek(body);
            terms.add(parser.withIndex(index.text(), i));
            most = Math.max(most, parser.depth());
        }
        parser.expect(")", "to close the '(' of " + name.text());
        if (last < first) terms.clear();
        boolean isSum = name.text().equals("sum");
        return new Vector(terms, most).fold(isSum ? this::plus : this::times, isSum ? 0 : 1);
    }

    private Vector vector(Token function) {
        Token name = parser.name("the name of a vector in " + function.text() + "(...)");
        Variable variable = parser.vector(name);
        List<Expression> terms = new ArrayList<>();
        for (int i = 0; i < variable.length(); i++) terms.add(parser.make(new Element(name.text(), i), 0));
        return new Vector(terms, 1);
    }

    private Expression plus(Expression a, Expression b) {
        return binary(Operator.PLUS, a, b);
    }

    private Expression times(Expression a, Expression b) {
        return binary(Operator.TIMES, a, b);
    }

    private Expression binary(Operator op, Expression a, Expression b) {
        return parser.make(new Binary(op, a, b), 0);
    }

    private Expression call(Builtin function, List<Expression> arguments) {
        return parser.make(new Call(function, arguments), 0);
    }

    private Expression number(double value) {
        int depth = parser.depth();
        Expression number = parser.make(new Constant(value), 0);
        parser.depth(Math.max(depth, 1));
        return number;
    }

    /// Terms of which none is deeper than `depth`.
    private final class Vector {
        private final List<Expression> terms;
        private final int depth;

        Vector(List<Expression> terms, int depth) {
            this.terms = terms;
            this.depth = depth;
        }

        Vector product(Vector other) {
            List<Expression> products = new ArrayList<>();
            for (int i = 0; i < terms.size(); i++) {
                parser.depth(1);
                products.add(times(terms.get(i), other.terms.get(i)));
            }
            return new Vector(products, 2);
        }

        /// Pairs neighbours until one term is left.
        Expression fold(BinaryOperator<Expression> join, double empty) {
            if (terms.isEmpty()) return number(empty);
            List<Expression> level = terms;
            int levelDepth = depth;
            while (level.size() > 1) {
                List<Expression> next = new ArrayList<>();
                for (int i = 0; i + 1 < level.size(); i += 2) {
                    parser.depth(levelDepth);
                    next.add(join.apply(level.get(i), level.get(i + 1)));
                }
                if (level.size() % 2 == 1) next.add(level.getLast());
                level = next;
                levelDepth++;
            }
            parser.depth(levelDepth);
            return level.getFirst();
        }
    }
}
