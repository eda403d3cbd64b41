package org.onsager.numerics.expression;

import java.util.List;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Lexer.Token;

/// Parses calls of functions of numbers, `pow` and `if`, whose name has been read.
final class CallForms {
    private final Parser parser;

    CallForms(Parser parser) {
        this.parser = parser;
    }

    Expression call(Token name) {
        if (name.text().equals("if")) return conditional();
        if (name.text().equals("pow")) return power(name);
        Builtin function = Builtin.named(name.text()).orElseThrow(() -> parser.error(name, notAFunction(name)));
        parser.take();
        Token start = parser.peek();
        Expression first = parser.expression(0);
        int firstDepth = parser.depth();
        if (function.arity() == 1) {
            close(name, 1);
            return parser.make(new Call(function, List.of(first)), 0);
        }
        if (function.hasOrder()) first = new Constant(parser.constant(first, start, "order of " + name.text()));
        if (!parser.skip(",")) throw parser.error(parser.peek(), count(name, 2));
        Expression second = parser.expression(0);
        Expression result = parser.make(new Call(function, List.of(first, second)), firstDepth);
        while ((function == Builtin.MIN || function == Builtin.MAX) && parser.skip(",")) {
            int resultDepth = parser.depth();
            result = parser.make(new Call(function, List.of(result, parser.expression(0))), resultDepth);
        }
        int resultDepth = parser.depth();
        close(name, 2);
        parser.depth(resultDepth);
        return result;
    }

    private Expression power(Token name) {
        parser.take();
        Expression base = parser.expression(0);
        int baseDepth = parser.depth();
        if (!parser.skip(",")) throw parser.error(parser.peek(), count(name, 2));
        Expression exponent = parser.expression(0);
        close(name, 2);
        return parser.make(new Binary(Operator.POWER, base, exponent), baseDepth);
    }

    private Expression conditional() {
        parser.take();
        Expression condition = parser.expression(0);
        int most = parser.depth();
        parser.expect(",", "after the condition of if(condition, then, else)");
        Expression then = parser.expression(0);
        most = Math.max(most, parser.depth());
        parser.expect(",", "and the value for 'else' in if(condition, then, else)");
        Expression otherwise = parser.expression(0);
        parser.expect(")", "to close if(condition, then, else)");
        return parser.make(new Conditional(condition, then, otherwise), most);
    }

    private String notAFunction(Token name) {
        if (parser.isValue(name.text()))
            return "'%s' is not a function; write %s*(...)".formatted(name.text(), name.text());
        return Suggestions.unknownFunction(name.text());
    }

    private void close(Token name, int arity) {
        if (parser.peek().is(",")) throw parser.error(parser.peek(), count(name, arity));
        parser.expect(")", "to close the '(' of " + name.text());
    }

    private static String count(Token name, int arity) {
        return "%s takes %d argument%s".formatted(name.text(), arity, arity == 1 ? "" : "s");
    }
}
