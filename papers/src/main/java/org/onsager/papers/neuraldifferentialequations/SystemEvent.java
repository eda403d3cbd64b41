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

/// An event of a user's system: a formula that crosses zero, and what happens then.
///
/// @param name  in the table of events
/// @param zero  the formula
/// @param direction  which crossings count
/// @param stop  whether the run ends there
/// @param set  new values of states, as formulas of the state before
record SystemEvent(String name, Formula zero, Event.Direction direction, boolean stop, Map<Integer, Formula> set) {
    private static final Pattern WORDS = Pattern.compile(
            "\\s*(?:(\\w[\\w -]*):)?\\s*(.+?)(?:\\s+(up|down|both))?(?:\\s+(stop|record|reset\\s+(.+)))?\\s*");

    /// From an object of the problem file.
    static SystemEvent of(Map<String, Object> object, ExpressionSystem system) {
        for (String key : object.keySet())
            if (!List.of("name", "zero", "direction", "stop", "set").contains(key))
                throw new IllegalArgumentException("an event has name, zero, direction, stop and set, not " + key);
        if (!object.containsKey("zero"))
            throw new IllegalArgumentException("an event needs the formula that crosses zero: {\"zero\": \"x - 1\"}");
        String zero = object.get("zero").toString();
        var set = new LinkedHashMap<String, String>();
        if (object.containsKey("set"))
            SystemProblem.asMap("set", object.get("set")).forEach((state, value) -> set.put(state, value.toString()));
        return of(
                object.getOrDefault("name", zero).toString(),
                zero,
                object.getOrDefault("direction", "both").toString(),
                Boolean.TRUE.equals(object.get("stop")),
                set,
                system);
    }

    /// From words such as `ground: h down stop; kick: x up reset v = -0.8*v, x = 0`.
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
            events.add(of(name, match.group(2), direction, "stop".equals(match.group(4)), set, system));
        }
        return events;
    }

    private static SystemEvent of(
            String name,
            String zero,
            String direction,
            boolean stop,
            Map<String, String> set,
            ExpressionSystem system) {
        var formulas = new LinkedHashMap<Integer, Formula>();
        set.forEach((state, value) -> {
            int index = system.states().indexOf(state);
            if (index < 0)
                throw new IllegalArgumentException(
                        "event %s sets %s, which is not a state; there are %s".formatted(name, state, system.states()));
            formulas.put(index, Formula.parse(value, system.symbols()));
        });
        try {
            return new SystemEvent(
                    name,
                    Formula.parse(zero, system.symbols()),
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

    /// For a run with these values of the parameters.
    Event<double[]> event(double[] parameters) {
        ScalarFunction condition = zero.scalar();
        Event<double[]> event =
                Event.zero((t, y) -> condition.value(t, y, parameters)).named(name);
        event = switch (direction) {
            case UP -> event.up();
            case DOWN -> event.down();
            case BOTH -> event;
        };
        if (stop) event = event.terminal();
        if (set.isEmpty()) return event;
        var values = new LinkedHashMap<Integer, ScalarFunction>();
        set.forEach((state, formula) -> values.put(state, formula.scalar()));
        return event.reset((t, y) -> {
            double[] after = y.clone();
            values.forEach((state, value) -> after[state] = value.value(t, y, parameters));
            return after;
        });
    }
}
