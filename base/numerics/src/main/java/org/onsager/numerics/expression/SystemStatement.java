package org.onsager.numerics.expression;

import java.util.function.Function;
import org.onsager.numerics.expression.Lexer.Kind;
import org.onsager.numerics.expression.Lexer.Token;

/// The left-hand side of one statement of a system.
///
/// @param role  what it gives
/// @param name  the state, output or definition
/// @param noise  the name after `dW`, with it, for [Role#NOISE]; else empty
/// @param isIndexed  whether the state has an index
/// @param range  the components that it speaks of, 0..0 for a scalar
/// @param body  position of the token after the `=`
record SystemStatement(Role role, Token name, String noise, boolean isIndexed, Range range, int body) {

    enum Role {
        RATE,
        NOISE,
        INITIAL,
        OUTPUT,
        DEFINITION
    }

    /// @param index  name of the index, empty for one fixed component
    record Range(String index, int first, int last) {}

    private static final Range SCALAR = new Range("", 0, 0);

    /// @param rangeOf  looks for the range of an index at the end of the statement
    static SystemStatement read(Parser parser, Function<Token, Range> rangeOf) {
        if (parser.peek().is("output") && parser.peek(1).kind() == Kind.NAME) {
            parser.take();
            return finish(parser, Role.OUTPUT, parser.take(), "", false, SCALAR);
        }
        Token name = parser.name("dx/dt = ..., x' = ..., x(0) = ..., output, param, const or a definition");
        boolean isIndexed = parser.peek().is("[");
        Range range = isIndexed ? index(parser, rangeOf) : SCALAR;
        if (parser.skip("'")) return finish(parser, Role.RATE, name, "", isIndexed, range);
        if (parser.skip("(")) {
            Token zero = parser.take();
            if (!zero.text().equals("0")) throw parser.error(zero, "an initial value is written x(0) = 1");
            parser.expect(")", "after the 0 of an initial value");
            return finish(parser, Role.INITIAL, name, "", isIndexed, range);
        }
        if (parser.peek().is("/")) return differential(parser, name, isIndexed, range);
        if (isIndexed) throw parser.error(parser.peek(), "expected /dt, ' or (0) after the index");
        if (!parser.peek().is("="))
            throw parser.error(parser.peek(), "expected '=', /dt, ' or (0) after '%s'".formatted(shown(name)));
        return finish(parser, Role.DEFINITION, name, "", false, SCALAR);
    }

    private static Range index(Parser parser, Function<Token, Range> rangeOf) {
        parser.take();
        Token start = parser.peek();
        boolean isName = start.kind() == Kind.NAME && parser.peek(1).is("]");
        Range range;
        if (isName && !parser.isConstant(start)) {
            parser.take();
            range = rangeOf.apply(start);
        } else {
            int i = parser.wholeConstant("index");
            if (i < 0 || i >= Limits.VECTOR)
                throw parser.error(start, "index must be in [0, %d], not %d".formatted(Limits.VECTOR - 1, i));
            range = new Range("", i, i);
        }
        parser.expect("]", "after the index");
        return range;
    }

    /// `dx/dt` or `dx/dW`, the `dx` being read.
    private static SystemStatement differential(Parser parser, Token dx, boolean isIndexed, Range range) {
        parser.take();
        Token by = parser.name("dt or dW");
        if (!dx.text().startsWith("d") || dx.text().length() < 2)
            throw parser.error(dx, "expected a derivative such as dx/dt, found " + Parser.describe(dx));
        Token state = new Token(Kind.NAME, dx.text().substring(1), dx.at());
        if (by.is("dt")) return finish(parser, Role.RATE, state, "", isIndexed, range);
        if (by.text().startsWith("dW"))
            return finish(parser, Role.NOISE, state, by.text().substring(1), isIndexed, range);
        throw parser.error(by, "expected dt or a noise such as dW, found " + Parser.describe(by));
    }

    private static SystemStatement finish(
            Parser parser, Role role, Token name, String noise, boolean isIndexed, Range range) {
        if (!Lexer.isName(name.text()) || Symbols.RESERVED.contains(name.text()))
            throw parser.error(name, "'%s' is reserved and cannot be defined".formatted(shown(name)));
        parser.expect("=", "after the left-hand side");
        return new SystemStatement(role, name, noise, isIndexed, range, parser.position());
    }

    private static String shown(Token name) {
        return name.text().length() > 40 ? name.text().substring(0, 40) + "..." : name.text();
    }
}
