package org.onsager.numerics.expression;

import java.io.Serializable;
import java.util.List;

/// A formula as a tree of numbers, names, operators and functions; immutable, compared by value.
///
/// Trees come from [#parse(String, Symbols)] or are put together from the records below. [#text()] gives the text
/// form, which is also the serialised form: `parse(e.text(), symbols)` equals `e` for every tree. What a tree
/// computes is defined by the tree as it stands, in IEEE double arithmetic; only [#simplified()] and
/// [#derivative(Expression)] rearrange anything.
public sealed interface Expression extends Serializable {

    /// A number.
    record Constant(double value) implements Expression {}

    /// A scalar variable, a parameter or the time.
    record Symbol(String name) implements Expression {}

    /// Component `index`, from 0, of the vector variable `vector`.
    record Element(String vector, int index) implements Expression {}

    /// [Operator#NEGATE] or [Operator#NOT] of `argument`.
    record Unary(Operator operator, Expression argument) implements Expression {
        public Unary {
            if (!operator.isUnary()) throw new IllegalArgumentException("operator must be unary, not " + operator);
        }
    }

    /// `left operator right`.
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        public Binary {
            if (operator.isUnary()) throw new IllegalArgumentException("operator must be binary, not " + operator);
        }
    }

    /// A function of one or two arguments.
    record Call(Builtin function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
            if (arguments.size() != function.arity())
                throw new IllegalArgumentException("arguments of %s must be %d, not %d"
                        .formatted(function.symbol(), function.arity(), arguments.size()));
        }
    }

    /// `then` where `condition` is not zero, else `otherwise`.
    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {}

    /// Reads a formula such as `a*sin(x)^2 + if(x > 0, x, 0)`.
    ///
    /// @param text  the formula, at most [Limits#LENGTH] characters
    /// @param symbols  the names that it may use
    /// @throws ExpressionException with the place and the reason if the text is not a formula over `symbols`
    static Expression parse(String text, Symbols symbols) {
        return new Parser(text, symbols).formula();
    }

    /// The text form, with no more parentheses than needed.
    default String text() {
        return Printer.print(this);
    }

    /// LaTeX, for KaTeX and papers.
    default String latex() {
        return Latex.print(this);
    }

    /// \(\partial\) this \(/ \partial\) `variable`, simplified.
    ///
    /// Steps have derivative 0, `abs` has `sign`, `min`, `max` and conditionals that of the chosen branch.
    ///
    /// @param variable  a [Symbol] or an [Element]
    /// @throws ExpressionException if the derivative exceeds [Limits] or is taken by the order of a Bessel
    ///     function
    default Expression derivative(Expression variable) {
        return new Derivative(variable).of(this);
    }

    /// The derivatives by each of `variables`.
    default List<Expression> gradient(List<? extends Expression> variables) {
        return variables.stream().map(this::derivative).toList();
    }

    /// An equal formula with constants folded and neutral elements removed; may turn `0*x` into 0 even where `x`
    /// is infinite.
    default Expression simplified() {
        return Algebra.simplify(this);
    }

    /// The value by walking the tree: the slow reference that compiled code agrees with bit for bit.
    ///
    /// @param symbols  the layout of the arrays
    /// @param time  the time, ignored where `symbols` has none
    /// @param state  the variables, of length [Symbols#dimension()]
    /// @param parameters  of length [Symbols#parameterCount()]
    default double interpret(Symbols symbols, double time, double[] state, double[] parameters) {
        return new Interpreter(symbols, time, state, parameters).value(this);
    }
}
