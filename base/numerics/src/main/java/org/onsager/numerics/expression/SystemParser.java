package org.onsager.numerics.expression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onsager.numerics.expression.Lexer.Kind;
import org.onsager.numerics.expression.Lexer.Token;
import org.onsager.numerics.expression.SystemStatement.Range;
import org.onsager.numerics.expression.SystemStatement.Role;

/// Reads the statements of a system in two passes: the left-hand sides, which declare the names, then what they
/// equal.
final class SystemParser {
    static final String TIME = "t";

    private final String text;
    private final List<Token> tokens;
    private final List<SystemStatement> statements = new ArrayList<>();
    private final Map<String, BitSet> states = new LinkedHashMap<>();
    private final Map<String, Boolean> areVectors = new LinkedHashMap<>();
    private final List<String> noises = new ArrayList<>();

    /// First pass: knows constants and parameters; second pass: knows the states as well.
    private Parser parser;

    private Symbols symbols = Symbols.of();

    SystemParser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text, true);
        this.parser = new Parser(text, tokens, symbols);
    }

    /// What the text says: expressions by component, by component and noise, by output, by component.
    record Parts(
            Symbols symbols,
            Map<Integer, Expression> rates,
            List<String> noises,
            Map<Integer, Map<Integer, Expression>> diffusion,
            Map<String, Expression> outputs,
            Map<Integer, Expression> initial) {}

    Parts parse() {
        while (parser.peek().kind() != Kind.END) {
            if (parser.skip(";")) continue;
            declare();
            int names = states.size()
                    + symbols.parameterCount()
                    + symbols.constants().size()
                    + noises.size();
            if (names > Limits.NAMES)
                throw parser.error(parser.peek(), "a system has at most %d names; use vectors".formatted(Limits.NAMES));
        }
        if (states.isEmpty())
            throw new ExpressionException(text, 0, "a system needs at least one equation such as dx/dt = -x");
        states.forEach(this::addState);
        symbols = symbols.time(TIME);
        if ((long) symbols.dimension() * noises.size() > 10L * Limits.NODES)
            throw new ExpressionException("system has %d states and %d noises, at most %d pairs are allowed"
                    .formatted(symbols.dimension(), noises.size(), 10 * Limits.NODES));
        parser = new Parser(text, tokens, symbols);
        return define();
    }

    private void addState(String name, BitSet indices) {
        if (indices.nextClearBit(0) < indices.length())
            throw new ExpressionException(
                    text, 0, "there is no equation for %s[%d]".formatted(name, indices.nextClearBit(0)));
        boolean isVector = areVectors.getOrDefault(name, false);
        symbols = isVector ? symbols.vector(name, indices.length()) : symbols.variable(name);
    }

    private void declare() {
        Token first = parser.peek();
        boolean isDeclaration = parser.peek(1).kind() == Kind.NAME;
        if (isDeclaration && (first.is("param") || first.is("const"))) {
            parser.take();
            do {
                number(first.is("param"));
            } while (parser.skip(","));
            end();
            return;
        }
        SystemStatement statement = SystemStatement.read(parser, this::rangeOf);
        statements.add(statement);
        Token name = statement.name();
        switch (statement.role()) {
            case RATE -> addEquation(statement);
            case NOISE -> {
                if (!noises.contains(statement.noise())) noises.add(statement.noise());
            }
            case INITIAL, OUTPUT -> {}
            case DEFINITION -> parser.checkFree(name);
        }
        skipStatement();
    }

    /// `name = constant`, for a parameter or a constant.
    private void number(boolean isParameter) {
        Token name = parser.name("a name");
        parser.checkFree(name);
        if (name.text().equals(TIME)) throw parser.error(name, "'t' is the time and cannot be defined");
        parser.expect("=", "and a number after the name");
        Token start = parser.peek();
        double value = parser.constant(parser.expression(0), start, "value of " + name.text());
        if (isParameter) {
            symbols = symbols.parameter(name.text(), value);
        } else {
            symbols = symbols.constant(name.text(), value);
        }
        // only constants may be used in the first pass: a parameter has no fixed value
        parser = resumed(parser.position());
    }

    private Parser resumed(int position) {
        Parser next = new Parser(text, tokens, symbols);
        next.seek(position);
        return next;
    }

    private void addEquation(SystemStatement s) {
        Token name = s.name();
        parser.checkFree(name);
        if (name.text().equals(TIME)) throw parser.error(name, "'t' is the time and cannot be a state");
        Boolean wasVector = areVectors.putIfAbsent(name.text(), s.isIndexed());
        if (wasVector != null && wasVector != s.isIndexed())
            throw parser.error(name, "'%s' is used with and without an index".formatted(name.text()));
        BitSet indices = states.computeIfAbsent(name.text(), _ -> new BitSet());
        Range range = s.range();
        for (int i = range.first(); i <= range.last(); i++) {
            if (indices.get(i))
                throw parser.error(
                        name,
                        "'%s' has two equations".formatted(s.isIndexed() ? name.text() + "[" + i + "]" : name.text()));
            indices.set(i);
        }
    }

    /// The range `for i = first..last` that ends the statement in which the parser stands.
    private Range rangeOf(Token index) {
        int here = parser.position();
        while (!atEnd() && !parser.peek().is("for")) parser.take();
        if (!parser.skip("for"))
            throw parser.error(
                    index,
                    "index '%s' needs its range at the end: for %s = 0..9".formatted(index.text(), index.text()));
        Token name = parser.name("the index");
        if (!name.text().equals(index.text()))
            throw parser.error(name, "the index is '%s' on the left".formatted(index.text()));
        parser.checkFree(name);
        parser.expect("=", "after the index");
        Token start = parser.peek();
        int first = parser.wholeConstant("first index");
        parser.expect("..", "between the first and the last index");
        int last = parser.wholeConstant("last index");
        if (first < 0 || last < first || last >= Limits.VECTOR)
            throw parser.error(
                    start, "a range must be within 0..%d, not %d..%d".formatted(Limits.VECTOR - 1, first, last));
        parser.seek(here);
        return new Range(index.text(), first, last);
    }

    private boolean atEnd() {
        return parser.peek().is(";") || parser.peek().kind() == Kind.END;
    }

    private void skipStatement() {
        while (!atEnd()) parser.take();
    }

    private void end() {
        if (!atEnd()) throw parser.leftOver();
    }

    private Parts define() {
        Map<Integer, Expression> rates = new TreeMap<>();
        Map<Integer, Map<Integer, Expression>> diffusion = new TreeMap<>();
        Map<String, Expression> outputs = new LinkedHashMap<>();
        Map<Integer, Expression> initial = new TreeMap<>();
        for (SystemStatement s : statements) {
            parser.seek(s.body());
            Token name = s.name();
            if (s.role() == Role.DEFINITION || s.role() == Role.OUTPUT) {
                Expression value = s.role() == Role.DEFINITION ? definition(s) : parser.expression(0);
                if (s.role() == Role.OUTPUT && outputs.put(name.text(), value) != null)
                    throw parser.error(name, "output '%s' is defined twice".formatted(name.text()));
                end();
                continue;
            }
            int offset = offset(s);
            for (int i = s.range().first(); i <= s.range().last(); i++) {
                parser.seek(s.body());
                Expression value = s.range().index().isEmpty()
                        ? parser.expression(0)
                        : parser.withIndex(s.range().index(), i);
                switch (s.role()) {
                    case RATE -> rates.put(offset + i, value);
                    case INITIAL -> once(initial.put(offset + i, value), s);
                    default ->
                        once(
                                diffusion
                                        .computeIfAbsent(offset + i, _ -> new TreeMap<>())
                                        .put(noises.indexOf(s.noise()), value),
                                s);
                }
            }
            if (s.range().index().isEmpty()) end();
            else if (!parser.peek().is("for")) throw parser.leftOver();
            else rangeEnds();
        }
        return new Parts(symbols, rates, List.copyOf(noises), diffusion, outputs, initial);
    }

    private Expression definition(SystemStatement s) {
        parser.seek(s.body() - 1);
        return parser.define(s.name(), true);
    }

    /// Reads over `for i = first..last`, which the first pass has understood.
    private void rangeEnds() {
        parser.take();
        parser.take();
        parser.take();
        parser.wholeConstant("first index");
        parser.expect("..", "between the first and the last index");
        parser.wholeConstant("last index");
        end();
    }

    private void once(@org.jspecify.annotations.Nullable Expression before, SystemStatement s) {
        if (before != null)
            throw parser.error(
                    s.name(), "this is given twice for '%s'".formatted(s.name().text()));
    }

    private int offset(SystemStatement s) {
        String name = s.name().text();
        BitSet indices = states.get(name);
        if (indices == null) {
            String hint = Suggestions.nearest(name, states.keySet());
            throw parser.error(
                    s.name(),
                    "'%s' has no equation d%s/dt%s"
                            .formatted(name, name, hint.isEmpty() ? "" : "; did you mean '" + hint + "'?"));
        }
        if (s.isIndexed() != areVectors.getOrDefault(name, false))
            throw parser.error(s.name(), "'%s' is %s".formatted(name, s.isIndexed() ? "not a vector" : "a vector"));
        if (s.range().last() >= indices.length())
            throw parser.error(
                    s.name(),
                    "index of %s must be in [0, %d], not %d"
                            .formatted(name, indices.length() - 1, s.range().last()));
        int offset = 0;
        for (Symbols.Variable each : symbols.variables()) {
            if (each.name().equals(name)) break;
            offset += each.length();
        }
        return offset;
    }
}
