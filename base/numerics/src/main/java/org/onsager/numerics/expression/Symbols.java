package org.onsager.numerics.expression;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names that a formula may use, and where their values lie in the arrays that it is evaluated on.
///
/// Variables fill the state array in the order in which they are declared, a vector taking as many places as it
/// has components; parameters fill the parameter array in theirs. Constants are replaced by their values while
/// parsing.
///
/// @param variables  scalar and vector variables
/// @param parameters  parameters and their default values, in order
/// @param constants  named numbers besides `pi`, `e`, `inf` and `nan`
/// @param time  the name of the time, empty for none
public record Symbols(
        List<Variable> variables, Map<String, Double> parameters, Map<String, Double> constants, String time)
        implements Serializable {

    /// Words that no symbol may be called.
    static final Set<String> RESERVED = Set.of("pi", "e", "inf", "nan", "let", "in", "and", "or", "not", "if", "for");

    /// A variable of the formula.
    ///
    /// @param name  letters, digits and underscores, not starting with a digit
    /// @param length  number of components; 1 for a scalar
    /// @param isVector  whether it is written with an index
    public record Variable(String name, int length, boolean isVector) implements Serializable {
        public Variable {
            checkName(name);
            if (length < 1 || length > Limits.VECTOR)
                throw new IllegalArgumentException(
                        "length of %s must be in [1, %d], not %d".formatted(name, Limits.VECTOR, length));
        }
    }

    public Symbols {
        variables = List.copyOf(variables);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        Set<String> names = new LinkedHashSet<>();
        for (Variable each : variables) claim(names, each.name());
        for (String each : parameters.keySet()) claim(names, each);
        for (String each : constants.keySet()) claim(names, each);
        if (!time.isEmpty()) claim(names, time);
    }

    /// Scalar variables in this order, and nothing else.
    public static Symbols of(String... variables) {
        Symbols symbols = new Symbols(List.of(), Map.of(), Map.of(), "");
        for (String each : variables) symbols = symbols.variable(each);
        return symbols;
    }

    /// These symbols and one more scalar variable.
    public Symbols variable(String name) {
        return with(new Variable(name, 1, false));
    }

    /// These symbols and one more vector variable.
    public Symbols vector(String name, int length) {
        return with(new Variable(name, length, true));
    }

    /// These symbols and one more parameter, or another default for a parameter that there is.
    public Symbols parameter(String name, double value) {
        return new Symbols(variables, plus(parameters, name, value), constants, time);
    }

    /// These symbols and one more constant.
    public Symbols constant(String name, double value) {
        return new Symbols(variables, parameters, plus(constants, name, value), time);
    }

    /// These symbols with `name` for the time.
    public Symbols time(String name) {
        return new Symbols(variables, parameters, constants, name);
    }

    /// Length of the state array.
    public int dimension() {
        int dimension = 0;
        for (Variable each : variables) dimension += each.length();
        return dimension;
    }

    /// Length of the parameter array.
    public int parameterCount() {
        return parameters.size();
    }

    /// The default values as a fresh array.
    public double[] defaults() {
        return parameters.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Every component of every variable in the order of the state array: what gradients are taken by.
    public List<Expression> components() {
        List<Expression> components = new ArrayList<>();
        for (Variable each : variables) {
            for (int i = 0; i < each.length(); i++)
                components.add(
                        each.isVector() ? new Expression.Element(each.name(), i) : new Expression.Symbol(each.name()));
        }
        return Collections.unmodifiableList(components);
    }

    boolean has(String name) {
        return parameters.containsKey(name)
                || constants.containsKey(name)
                || name.equals(time)
                || find(name).isPresent();
    }

    Optional<Variable> find(String name) {
        for (Variable each : variables) if (each.name().equals(name)) return Optional.of(each);
        return Optional.empty();
    }

    /// Where the value of a name lies: in the state, in the parameters, or in the time.
    record Slot(Kind kind, int index) {
        enum Kind {
            STATE,
            PARAMETER,
            TIME
        }
    }

    /// @throws ExpressionException if there is no such name, or it needs an index
    Slot slot(Expression.Symbol symbol) {
        String name = symbol.name();
        if (name.equals(time)) return new Slot(Slot.Kind.TIME, 0);
        int index = 0;
        for (String each : parameters.keySet()) {
            if (each.equals(name)) return new Slot(Slot.Kind.PARAMETER, index);
            index++;
        }
        return new Slot(Slot.Kind.STATE, offset(name, false, 0));
    }

    /// @throws ExpressionException if there is no such vector or the index is out of range
    Slot slot(Expression.Element element) {
        return new Slot(Slot.Kind.STATE, offset(element.vector(), true, element.index()));
    }

    private int offset(String name, boolean isVector, int index) {
        int offset = 0;
        for (Variable each : variables) {
            if (each.name().equals(name) && each.isVector() == isVector && index >= 0 && index < each.length())
                return offset + index;
            offset += each.length();
        }
        throw new ExpressionException("formula uses '%s', which is not among %s"
                .formatted(isVector ? name + "[" + index + "]" : name, names()));
    }

    /// Every name that a formula may use, for messages.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Variable each : variables) names.add(each.name());
        names.addAll(parameters.keySet());
        names.addAll(constants.keySet());
        if (!time.isEmpty()) names.add(time);
        return names;
    }

    private Symbols with(Variable variable) {
        List<Variable> more = new ArrayList<>(variables);
        more.add(variable);
        return new Symbols(more, parameters, constants, time);
    }

    private static Map<String, Double> plus(Map<String, Double> map, String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    private static void claim(Set<String> names, String name) {
        checkName(name);
        if (!names.add(name)) throw new IllegalArgumentException("symbol '" + name + "' is declared twice");
    }

    private static void checkName(String name) {
        if (!Lexer.isName(name) || RESERVED.contains(name))
            throw new IllegalArgumentException(
                    "symbol must be letters, digits and underscores and not one of %s, not '%s'"
                            .formatted(
                                    RESERVED.stream().sorted().toList(),
                                    ExpressionException.oneLine(
                                            name.length() > 40 ? name.substring(0, 40) + "..." : name)));
    }
}
