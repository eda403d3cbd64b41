package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.numerics.expression.Formula;
import org.onsager.numerics.expression.ScalarFunction;
import org.onsager.solve.Event;

/// An event of a user's system: a formula that crosses zero or a statement that becomes true, and what happens
/// then.
///
/// @param name  in the table of events
/// @param zero  the formula
/// @param statement  whether the formula is a statement
/// @param direction  which crossings count
/// @param stop  whether the run ends there
/// @param set  new values of states, as formulas of the state before
record SystemEvent(
        String name,
        Formula zero,
        boolean statement,
        Event.Direction direction,
        boolean stop,
        Map<Integer, Formula> set) {
    static final List<String> KEYS = List.of("name", "zero", "when", "direction", "stop", "set");
    private static final Pattern WORDS = Pattern.compile(
            "\\s*(?:(\\w[\\w -]*):)?\\s*(.+?)(?:\\s+(up|down|both))?(?:\\s+(stop|record|reset\\s+(.+)))?\\s*");

    /// From an object of the problem file.
    static SystemEvent of(Map<String, Object> object, ExpressionSystem system) {
        boolean statement = object.containsKey("when");
        if (statement == object.containsKey("zero"))
            throw new IllegalArgumentException(
                    "an event needs the formula that crosses zero, {\"zero\": \"x - 1\"}, or a statement, {\"when\": \"x > 1 and v < 0\"}");
        if (statement && object.containsKey("direction"))
            throw new IllegalArgumentException("a statement has no direction: it happens when it becomes true");
        String formula = ProblemFile.word(object, statement ? "when" : "zero", "");
        return of(
                object.getOrDefault("name", formula).toString(),
                formula,
                statement,
                object.getOrDefault("direction", "both").toString(),
                ProblemFile.flag(object, "stop"),
                sets(object),
                system);
    }

    /// The new values of states under "set".
    static Map<String, String> sets(Map<String, Object> object) {
        var set = new LinkedHashMap<String, String>();
        if (object.containsKey("set"))
            ProblemFile.asMap("set", object.get("set")).forEach((state, value) -> set.put(state, value.toString()));
        return set;
    }

    /// From words such as `ground: h down stop; kick: x up reset v = -0.8*v, x = 0; far: when x > 5 and v > 0
    /// stop`.
    static List<SystemEvent> parse(String words, ExpressionSystem system) {
        var events = new ArrayList<SystemEvent>();
        for (String each : words.split(";", -1)) {
            if (each.isBlank()) continue;
            var match = WORDS.matcher(each);
            if (!match.matches())
                throw new IllegalArgumentException(
                        "an event is 'name: formula up|down|both stop|record|reset state = formula, ...', not " + each);
            var set = new LinkedHashMap<String, String>();
            if (match.group(5) != null)
                for (String one : match.group(5).split(",", -1)) {
                    String[] sides = one.split("=", 2);
                    if (sides.length != 2)
                        throw new IllegalArgumentException("reset must be state = formula, not " + one);
                    set.put(sides[0].strip(), sides[1].strip());
                }
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            String direction = match.group(3) == null ? "both" : match.group(3);
            boolean statement = match.group(2).startsWith("when ");
            String formula = statement ? match.group(2).substring(5) : match.group(2);
            events.add(of(name, formula, statement, direction, "stop".equals(match.group(4)), set, system));
        }
        return events;
    }

    private static SystemEvent of(
            String name,
            String zero,
            boolean statement,
            String direction,
            boolean stop,
            Map<String, String> set,
            ExpressionSystem system) {
        var formulas = formulas(name, set, system);
        try {
            return new SystemEvent(
                    name,
                    Formula.parse(zero, system.symbols()),
                    statement,
                    Event.Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
                    stop,
                    formulas);
        } catch (org.onsager.numerics.expression.ExpressionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "direction of event %s must be up, down or both, not %s".formatted(name, direction), e);
        }
    }

    /// Formulas for states, by their index.
    static Map<Integer, Formula> formulas(String name, Map<String, String> set, ExpressionSystem system) {
        var formulas = new LinkedHashMap<Integer, Formula>();
        set.forEach((state, value) -> {
            int index = system.states().indexOf(state);
            if (index < 0)
                throw new IllegalArgumentException(
                        "event %s sets %s, which is not a state; there are %s".formatted(name, state, system.states()));
            formulas.put(index, Formula.parse(value, system.symbols()));
        });
        return formulas;
    }

    /// For a run with these values of the parameters.
    Event<double[]> event(double[] parameters) {
        ScalarFunction condition = zero.scalar();
        Event<double[]> event = statement
                ? Event.when((t, y) -> condition.value(t, y, parameters) != 0).recorded()
                : Event.zero((t, y) -> condition.value(t, y, parameters));
        event = event.named(name);
        event = switch (direction) {
            case UP -> event.up();
            case DOWN -> event.down();
            case BOTH -> event;
        };
        if (stop) event = event.terminal();
        return set.isEmpty() ? event : event.reset(reset(set, parameters));
    }

    /// The new values for a run with these values of the parameters.
    static Event.Reset<double[]> reset(Map<Integer, Formula> set, double[] parameters) {
        var values = new LinkedHashMap<Integer, ScalarFunction>();
        set.forEach((state, formula) -> values.put(state, formula.scalar()));
        return (t, y) -> {
            double[] after = y.clone();
            values.forEach((state, value) -> after[state] = value.value(t, y, parameters));
            return after;
        };
    }
}
