package org.onsager.numerics.expression;

import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A formula with the symbols that it is written in: a trap, an observable, an exact solution.
///
/// `Formula.of("r^2/4 + r^4/8", "r")` is a function of one variable with derivatives of any order;
/// `Formula.parse` takes any [Symbols]. Immutable, safe to share between threads, and compiled to byte code on
/// first use. Serialised as its text.
public final class Formula implements Serializable {
    private static final long serialVersionUID = 1L;

    /// Highest order of a Taylor expansion.
    public static final int MAX_ORDER = 1000;

    private final transient Expression expression;
    private final transient Symbols symbols;

    /// Compiled when first needed; two threads may do it twice, with equal results.
    private transient volatile @Nullable Compiled compiled;

    private record Compiled(ScalarFunction scalar, Dag dag) {}

    /// The serialised form.
    private record Text(String text, Symbols symbols) implements Serializable {
        private Object readResolve() {
            return parse(text, symbols);
        }
    }

    /// A formula that is already a tree.
    ///
    /// @throws ExpressionException if `expression` uses other names than `symbols` has, or exceeds [Limits]
    public Formula(Expression expression, Symbols symbols) {
        new Dag(symbols, List.of(expression), false);
        this.expression = expression;
        this.symbols = symbols;
    }

    /// Reads a formula of these scalar variables.
    ///
    /// @throws ExpressionException with the place and the reason if the text is not such a formula
    public static Formula of(String text, String... variables) {
        return parse(text, Symbols.of(variables));
    }

    /// Reads a formula of these symbols.
    ///
    /// @throws ExpressionException with the place and the reason if the text is not such a formula
    public static Formula parse(String text, Symbols symbols) {
        return new Formula(Expression.parse(text, symbols), symbols);
    }

    public Expression expression() {
        return expression;
    }

    public Symbols symbols() {
        return symbols;
    }

    /// The text form; see [Expression#text()].
    public String text() {
        return expression.text();
    }

    /// The formula with another value for a parameter.
    ///
    /// @throws IllegalArgumentException if there is no such parameter
    public Formula with(String parameter, double value) {
        if (!symbols.parameters().containsKey(parameter))
            throw new IllegalArgumentException("parameter must be one of %s, not %s"
                    .formatted(symbols.parameters().keySet(), parameter));
        return new Formula(expression, symbols.parameter(parameter, value));
    }

    /// The value at a point with the default parameters and time 0. For many points use [#function()] or
    /// [#batch()].
    ///
    /// @param state  the variables in the order of the symbols
    public double value(double... state) {
        requireDimension(state.length);
        return scalar().value(0, state, symbols.defaults());
    }

    /// The compiled formula of one variable, the parameters at their defaults; allocates nothing.
    ///
    /// @throws IllegalArgumentException if there is not exactly one variable of one component
    public DoubleUnaryOperator function() {
        return Compiler.unary(symbols, expression);
    }

    /// The compiled formula.
    public ScalarFunction scalar() {
        return compiled().scalar;
    }

    /// The compiled loop over many points, with one output.
    public BatchFunction batch() {
        return Compiler.batch(symbols, List.of(expression));
    }

    /// The derivative by a scalar variable, a parameter or the time.
    ///
    /// @throws ExpressionException if it exceeds [Limits]
    public Formula derivative(String variable) {
        Expression.Symbol symbol = new Expression.Symbol(variable);
        symbols.slot(symbol);
        return new Formula(expression.derivative(symbol), symbols);
    }

    /// The derivatives by every component of the state, compiled together.
    public VectorFunction gradient() {
        return Compiler.vector(symbols, expression.gradient(symbols.components()));
    }

    /// The coefficients \(f^{(k)}(x_0)/k!\), \(k = 0..n\), of a formula of one variable.
    ///
    /// By Taylor arithmetic, exact to rounding, at a cost of \(O(n^2)\) an operation. Steps have derivative 0,
    /// `abs`, `min`, `max`, `mod` and conditionals that of the branch taken at `x0`; where a function has no
    /// Taylor series, as a broken power at 0, the coefficients that do not exist are not numbers.
    ///
    /// @param order  \(n\), in `[0, MAX_ORDER]`
    /// @throws IllegalArgumentException if there is not exactly one variable of one component
    public double[] taylor(double x0, int order) {
        requireDimension(1);
        return taylor(new double[] {x0}, new double[] {1}, order);
    }

    /// The coefficients of \(t \mapsto f(x_0 + t v)\): mixed derivatives follow from those along several
    /// directions.
    ///
    /// @param x0  the point
    /// @param direction  \(v\)
    /// @param order  in `[0, MAX_ORDER]`
    public double[] taylor(double[] x0, double[] direction, int order) {
        requireDimension(x0.length);
        requireDimension(direction.length);
        if (order < 0 || order > MAX_ORDER)
            throw new IllegalArgumentException("order must be in [0, %d], not %d".formatted(MAX_ORDER, order));
        double[][] state = new double[x0.length][order + 1];
        for (int i = 0; i < x0.length; i++) {
            state[i][0] = x0[i];
            if (order > 0) state[i][1] = direction[i];
        }
        Dag dag = compiled().dag;
        var evaluator = new TaylorEvaluator(dag, state, symbols.defaults(), new double[order + 1]);
        return evaluator.series(dag.roots().getFirst()).clone();
    }

    /// LaTeX of the formula.
    public String latex() {
        return expression.latex();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Formula f && expression.equals(f.expression) && symbols.equals(f.symbols);
    }

    @Override
    public int hashCode() {
        return 31 * expression.hashCode() + symbols.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    private Compiled compiled() {
        Compiled known = compiled;
        if (known != null) return known;
        Compiled fresh =
                new Compiled(Compiler.scalar(symbols, expression), new Dag(symbols, List.of(expression), false));
        compiled = fresh;
        return fresh;
    }

    private void requireDimension(int length) {
        if (length != symbols.dimension())
            throw new IllegalArgumentException(
                    "number of variables must be %d, not %d".formatted(symbols.dimension(), length));
    }

    private Object writeReplace() {
        return new Text(text(), symbols);
    }

    private void readObject(ObjectInputStream in) throws java.io.InvalidObjectException {
        throw new java.io.InvalidObjectException("a formula is serialised as its text");
    }
}
