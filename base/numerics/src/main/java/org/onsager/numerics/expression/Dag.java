package org.onsager.numerics.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;
import org.onsager.numerics.expression.Symbols.Slot;

/// Several trees with their common subexpressions merged and their constants folded, in evaluation order; both
/// leave every bit of every value as it is.
final class Dag {
    private final Symbols symbols;
    private final boolean areParametersFixed;
    private final Map<Key, Node> unique = new HashMap<>();
    private final IdentityHashMap<Expression, Node> seen = new IdentityHashMap<>();
    private final List<Node> roots = new ArrayList<>();

    /// What a node does: an [Operator], a [Builtin], a choice, or a leaf.
    sealed interface Action {
        record Literal(double value) implements Action {}

        record Load(Slot slot) implements Action {}

        record Apply(Operator operator) implements Action {}

        record Invoke(Builtin function) implements Action {}

        record Choose() implements Action {}
    }

    private record Key(Action action, List<Node> arguments) {}

    /// One value; compared by identity.
    static final class Node {
        private final int id;
        private final Action action;
        private final List<Node> arguments;
        private int uses;

        Node(int id, Action action, List<Node> arguments) {
            this.id = id;
            this.action = action;
            this.arguments = arguments;
        }

        int id() {
            return id;
        }

        Action action() {
            return action;
        }

        Node argument(int i) {
            return arguments.get(i);
        }

        List<Node> arguments() {
            return arguments;
        }

        /// Number of places where the value is needed.
        int uses() {
            return uses;
        }

        boolean isNumber() {
            return action instanceof Action.Literal;
        }

        double number() {
            return action instanceof Action.Literal(double value) ? value : Double.NaN;
        }
    }

    /// @param areParametersFixed  whether parameters stand for their default values, and the time for 0
    Dag(Symbols symbols, List<Expression> expressions, boolean areParametersFixed) {
        this.symbols = symbols;
        this.areParametersFixed = areParametersFixed;
        for (Expression each : expressions) roots.add(node(Limits.check("formula", each)));
        for (Node each : unique.values()) for (Node argument : each.arguments) argument.uses++;
        for (Node each : roots) each.uses++;
    }

    List<Node> roots() {
        return roots;
    }

    /// One more than the largest id.
    int size() {
        return unique.size();
    }

    private Node node(Expression e) {
        Node known = seen.get(e);
        if (known != null) return known;
        Node node = switch (e) {
            case Constant(double value) -> number(value);
            case Symbol s -> load(symbols.slot(s));
            case Element x -> load(symbols.slot(x));
            case Unary(Operator op, Expression a) -> apply(op, List.of(node(a)));
            case Binary(Operator op, Expression a, Expression b) -> apply(op, List.of(node(a), node(b)));
            case Call c ->
                invoke(c.function(), c.arguments().stream().map(this::node).toList());
            case Conditional(Expression c, Expression a, Expression b) -> choose(node(c), a, b);
        };
        seen.put(e, node);
        return node;
    }

    private Node number(double value) {
        return unique(new Action.Literal(value), List.of());
    }

    private Node load(Slot slot) {
        if (areParametersFixed && slot.kind() == Slot.Kind.PARAMETER) return number(symbols.defaults()[slot.index()]);
        if (areParametersFixed && slot.kind() == Slot.Kind.TIME) return number(0);
        return unique(new Action.Load(slot), List.of());
    }

    private Node apply(Operator op, List<Node> arguments) {
        if (!arguments.stream().allMatch(Node::isNumber)) return unique(new Action.Apply(op), arguments);
        return number(
                op.apply(arguments.getFirst().number(), arguments.getLast().number()));
    }

    private Node invoke(Builtin f, List<Node> arguments) {
        if (!arguments.stream().allMatch(Node::isNumber)) return unique(new Action.Invoke(f), arguments);
        return number(f.apply(arguments.getFirst().number(), arguments.getLast().number()));
    }

    private Node choose(Node condition, Expression then, Expression otherwise) {
        if (condition.isNumber()) return node(condition.number() != 0 ? then : otherwise);
        return unique(new Action.Choose(), List.of(condition, node(then), node(otherwise)));
    }

    private Node unique(Action action, List<Node> arguments) {
        Key key = new Key(action, arguments);
        Node known = unique.get(key);
        if (known != null) return known;
        Node node = new Node(unique.size(), action, arguments);
        unique.put(key, node);
        return node;
    }
}
