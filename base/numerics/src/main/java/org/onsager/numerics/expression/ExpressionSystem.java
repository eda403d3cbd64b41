package org.onsager.numerics.expression;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A system of ordinary or stochastic differential equations, as a person types it:
///
/// ```
/// param sigma = 10, rho = 28, beta = 8/3
/// dx/dt = sigma*(y - x)
/// dy/dt = x*(rho - z) - y
/// dz/dt = x*y - beta*z
/// dx/dW = 0.1*x
/// x(0) = 1; y(0) = 1; z(0) = 20
/// output r = sqrt(x^2 + y^2)
/// ```
///
/// The state is \(dX_i = f_i(t, X)\,dt + \sum_k g_{ik}(t, X)\,dW_k\); whether in the sense of Ito or of
/// Stratonovich is the solver's to say. States stand in the order of their first equation, vectors with all their
/// components. Immutable and safe to share; serialised as its text. Each compiled function is made anew when
/// asked for: keep it.
public final class ExpressionSystem implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient String text;
    private final transient Symbols symbols;
    private final transient List<Expression> drift;
    private final transient List<String> noises;
    private final transient List<List<Expression>> diffusion;
    private final transient Map<String, Expression> outputs;
    private final transient Map<Integer, Expression> initial;

    /// The serialised form.
    private record Text(String text, LinkedHashMap<String, Double> parameters) implements Serializable {
        private Object readResolve() {
            ExpressionSystem system = parse(text);
            for (var each : parameters.entrySet()) system = system.with(each.getKey(), each.getValue());
            return system;
        }
    }

    private ExpressionSystem(String text, SystemParser.Parts parts, Symbols symbols) {
        this.text = text;
        this.symbols = symbols;
        this.drift = List.copyOf(parts.rates().values());
        this.noises = parts.noises();
        List<List<Expression>> rows = new ArrayList<>();
        for (int i = 0; i < drift.size(); i++) {
            Map<Integer, Expression> row = parts.diffusion().getOrDefault(i, Map.of());
            List<Expression> all = new ArrayList<>();
            for (int k = 0; k < noises.size(); k++) all.add(row.getOrDefault(k, Algebra.ZERO));
            rows.add(List.copyOf(all));
        }
        this.diffusion = List.copyOf(rows);
        this.outputs = Collections.unmodifiableMap(parts.outputs());
        this.initial = parts.initial();
    }

    private ExpressionSystem(ExpressionSystem like, Symbols symbols) {
        text = like.text;
        this.symbols = symbols;
        drift = like.drift;
        noises = like.noises;
        diffusion = like.diffusion;
        outputs = like.outputs;
        initial = like.initial;
    }

    /// Reads a system; statements end with the line or with `;`.
    ///
    /// @throws ExpressionException with the line, the column and the reason if the text is not a system
    public static ExpressionSystem parse(String text) {
        SystemParser.Parts parts = new SystemParser(text).parse();
        return new ExpressionSystem(text, parts, parts.symbols());
    }

    /// The text that was parsed.
    public String text() {
        return text;
    }

    /// States, parameters, constants and the time `t`.
    public Symbols symbols() {
        return symbols;
    }

    /// Number of components of the state.
    public int dimension() {
        return drift.size();
    }

    /// The components of the state as they are typed: `x`, `u[0]`, `u[1]`.
    public List<String> states() {
        return symbols.components().stream().map(Expression::text).toList();
    }

    /// Parameters and their values, in the order of the parameter arrays.
    public Map<String, Double> parameters() {
        return symbols.parameters();
    }

    /// The system with another value for a parameter.
    ///
    /// @throws IllegalArgumentException if there is no such parameter
    public ExpressionSystem with(String parameter, double value) {
        if (!parameters().containsKey(parameter)) {
            String hint = Suggestions.nearest(parameter, parameters().keySet());
            throw new IllegalArgumentException("parameter must be one of %s, not %s%s"
                    .formatted(
                            parameters().keySet(), parameter, hint.isEmpty() ? "" : "; did you mean '" + hint + "'?"));
        }
        return new ExpressionSystem(this, symbols.parameter(parameter, value));
    }

    /// The initial values at the parameters' values.
    ///
    /// @throws IllegalArgumentException naming the first state that has none
    public double[] initial() {
        return initial(symbols.defaults());
    }

    /// The initial values \(x(0)\), which may depend on the parameters.
    ///
    /// @param parameters  of length [Symbols#parameterCount()]
    public double[] initial(double[] parameters) {
        double[] state = new double[dimension()];
        java.util.Arrays.fill(state, Double.NaN);
        for (int i = 0; i < state.length; i++) {
            Expression value = initial.get(i);
            if (value == null)
                throw new IllegalArgumentException(
                        "state %s has no initial value; add %s(0) = ...".formatted(states().get(i), states().get(i)));
            state[i] = value.interpret(symbols, 0, state, parameters);
            if (Double.isNaN(state[i]))
                throw new IllegalArgumentException(
                        "initial value of %s must be a number, not %s".formatted(states().get(i), value.text()));
        }
        return state;
    }

    /// Whether every state has an initial value.
    public boolean hasInitial() {
        return initial.size() == dimension();
    }

    /// \(f_i\).
    public List<Expression> driftTerms() {
        return drift;
    }

    /// Whether the drift does not mention the time.
    public boolean isAutonomous() {
        return drift.stream()
                .flatMap(each -> Variables.of(each).stream())
                .noneMatch(each -> each instanceof Expression.Symbol(String name) && name.equals(symbols.time()));
    }

    /// Names of the Wiener processes, such as `W`, `W1`; none for an ordinary system.
    public List<String> noises() {
        return noises;
    }

    /// \(g_{ik}\), a row a state.
    public List<List<Expression>> diffusionTerms() {
        return diffusion;
    }

    /// Whether no noise depends on the state.
    public boolean isAdditive() {
        return diffusion.stream()
                .flatMap(List::stream)
                .allMatch(each -> Variables.of(each, symbols).isEmpty());
    }

    /// Whether every state has at most one noise and every noise drives at most one state.
    public boolean isDiagonal() {
        for (int i = 0; i < dimension(); i++) {
            int row = i;
            for (int k = 0; k < noises.size(); k++) {
                int column = k;
                if (Algebra.is(diffusion.get(i).get(k), 0)) continue;
                boolean isAlone = noises.stream()
                                .noneMatch(w -> noises.indexOf(w) != column
                                        && !Algebra.is(diffusion.get(row).get(noises.indexOf(w)), 0))
                        && diffusion.stream()
                                        .filter(r -> !Algebra.is(r.get(column), 0))
                                        .count()
                                == 1;
                if (!isAlone) return false;
            }
        }
        return true;
    }

    /// Named observables of the state, in order.
    public Map<String, Expression> outputTerms() {
        return outputs;
    }

    /// The compiled drift: `out[i]` \(= f_i\).
    public VectorFunction drift() {
        return Compiler.vector(symbols, drift);
    }

    /// The drift over many points, one array a state.
    public BatchFunction driftBatch() {
        return Compiler.batch(symbols, drift);
    }

    /// The drift over many members in one flat array.
    public EnsembleFunction driftEnsemble() {
        return Compiler.ensemble(symbols, drift);
    }

    /// The compiled diffusion, row by row: `out[i*m + k]` \(= g_{ik}\) with `m` noises.
    public VectorFunction diffusion() {
        return Compiler.vector(symbols, flat());
    }

    /// The diffusion over many members in one flat array, output number `i*m + k`.
    public EnsembleFunction diffusionEnsemble() {
        return Compiler.ensemble(symbols, flat());
    }

    /// The compiled outputs in their order.
    public VectorFunction outputs() {
        return Compiler.vector(symbols, List.copyOf(outputs.values()));
    }

    /// \(\partial f_i / \partial x_j\), entries that are not identically 0.
    public SparseDerivative jacobian() {
        return SparseDerivative.of(drift, symbols.components(), symbols);
    }

    /// \(\partial f_i / \partial p_j\), entries that are not identically 0.
    public SparseDerivative parameterJacobian() {
        List<Expression> names = new ArrayList<>();
        for (String each : parameters().keySet()) names.add(new Expression.Symbol(each));
        return SparseDerivative.of(drift, names, symbols);
    }

    /// \(\partial g_{ik} / \partial x_j\), row `i*m + k`: what Milstein's scheme needs.
    public SparseDerivative diffusionJacobian() {
        return SparseDerivative.of(flat(), symbols.components(), symbols);
    }

    /// The Taylor coefficients of the solution of the ordinary system through a point, for a Taylor-series step.
    ///
    /// @param state  \(x(t_0)\)
    /// @param order  in `[0, Formula.MAX_ORDER]`
    /// @return `[i][k]` \(= x_i^{(k)}(t_0)/k!\); \(O(n^3)\) in the order
    public double[][] taylor(double time, double[] state, int order) {
        if (order < 0 || order > Formula.MAX_ORDER)
            throw new IllegalArgumentException("order must be in [0, %d], not %d".formatted(Formula.MAX_ORDER, order));
        if (state.length != dimension())
            throw new IllegalArgumentException(
                    "state must have length %d, not %d".formatted(dimension(), state.length));
        Dag dag = new Dag(symbols, drift, false);
        double[][] solution = new double[state.length][order + 1];
        for (int i = 0; i < state.length; i++) solution[i][0] = state[i];
        for (int k = 0; k < order; k++) {
            double[][] known = new double[state.length][];
            for (int i = 0; i < state.length; i++) known[i] = java.util.Arrays.copyOf(solution[i], k + 1);
            double[] t = Series.constant(time, k + 1);
            if (k > 0) t[1] = 1;
            var evaluator = new TaylorEvaluator(dag, known, symbols.defaults(), t);
            for (int i = 0; i < state.length; i++)
                solution[i][k + 1] = evaluator.series(dag.roots().get(i))[k] / (k + 1);
        }
        return solution;
    }

    @Override
    public String toString() {
        return text;
    }

    private List<Expression> flat() {
        return diffusion.stream().flatMap(List::stream).toList();
    }

    private Object writeReplace() {
        return new Text(text, new LinkedHashMap<>(parameters()));
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a system is serialised as its text");
    }
}
