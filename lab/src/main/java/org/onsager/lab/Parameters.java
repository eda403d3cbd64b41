package org.onsager.lab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads, checks and describes parameter records by their [Setting] annotations: the one place where `--set`
/// becomes numbers.
///
/// Components may be `int`, `long`, `double`, `boolean`, `String`, an enum, `int[]` or `double[]`; arrays are
/// written `0.1,0.2,0.5` or `from:to:count`, enums by their constants in lower case with `-` for `_`.
///
/// @param <P>  the record
public final class Parameters<P extends Record> {
    private final Class<P> type;

    private Parameters(Class<P> type) {
        this.type = type;
    }

    /// The reader of a record class.
    ///
    /// @throws IllegalArgumentException if a component has no [Setting] or a type that cannot be read
    public static <P extends Record> Parameters<P> of(Class<P> type) {
        for (var component : type.getRecordComponents()) {
            if (component.getAnnotation(Setting.class) == null) {
                throw new IllegalArgumentException(
                        "component %s of %s must have a @Setting".formatted(component.getName(), type.getName()));
            }
            kind(component.getType());
        }
        return new Parameters<>(type);
    }

    /// The reader of a record's class.
    @SuppressWarnings("unchecked") // getClass() of a P is a Class of P: records are final
    public static <P extends Record> Parameters<P> of(P record) {
        return of((Class<P>) record.getClass());
    }

    /// One parameter as help and forms show it.
    ///
    /// @param kind  `integer`, `real`, `yes/no`, `word`, `integers`, `reals`
    /// @param value  its value in the record described, as `--set` would write it
    /// @param range  the valid range or words, such as `(0, 1]`
    public record Description(
            String name, String documentation, String unit, String kind, String value, String range) {}

    /// Describes every component of `record` in order.
    public List<Description> describe(P record) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> new Description(
                        component.getName(),
                        setting(component).value(),
                        setting(component).unit(),
                        kind(component.getType()),
                        text(get(component, record)),
                        range(component)))
                .toList();
    }

    /// The record's values as `--set` would write them, in order.
    public Map<String, String> values(P record) {
        var values = new LinkedHashMap<String, String>();
        for (var component : type.getRecordComponents()) values.put(component.getName(), text(get(component, record)));
        return values;
    }

    /// The record's values as JSON holds them, in order: numbers, booleans, lists of numbers, and words for the
    /// rest (an infinity is the word `inf`).
    Map<String, Object> plain(P record) {
        var values = new LinkedHashMap<String, Object>();
        for (var component : type.getRecordComponents()) {
            var value = get(component, record);
            values.put(
                    component.getName(),
                    switch (value) {
                        case int[] array -> Arrays.stream(array).boxed().toList();
                        case double[] array ->
                            Arrays.stream(array)
                                    .mapToObj(Parameters::finiteOrText)
                                    .toList();
                        case Double number -> finiteOrText(number);
                        case Integer _, Long _, Boolean _ -> value;
                        default -> text(value);
                    });
        }
        return values;
    }

    private static Object finiteOrText(double value) {
        return Double.isFinite(value) ? value : text(value);
    }

    /// `defaults` with the values of `sets` in place of its own, checked.
    ///
    /// @param sets  name to text, as typed after `--set`
    /// @throws IllegalArgumentException naming the parameter, the value and the valid range; an unknown name is
    ///     answered with the nearest one
    public P with(P defaults, Map<String, String> sets) {
        var components = type.getRecordComponents();
        for (var name : sets.keySet()) {
            if (Arrays.stream(components)
                    .noneMatch(component -> component.getName().equals(name))) {
                var names =
                        Arrays.stream(components).map(RecordComponent::getName).toList();
                throw new IllegalArgumentException("there is no parameter %s; did you mean %s? The parameters are %s"
                        .formatted(name, Words.nearest(name, names), String.join(", ", names)));
            }
        }
        var arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var typed = sets.get(components[i].getName());
            arguments[i] = typed == null ? get(components[i], defaults) : parse(components[i], typed.strip());
            check(components[i], arguments[i]);
        }
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object parse(RecordComponent component, String text) {
        var name = component.getName();
        var to = component.getType();
        try {
            if (to == int.class) return Math.toIntExact(whole(text));
            if (to == long.class) return whole(text);
            if (to == double.class) return real(text);
            if (to == boolean.class) return yesOrNo(text);
            if (to == String.class) return text;
            if (to == int[].class)
                return Arrays.stream(reals(text)).mapToInt(Parameters::wholeOf).toArray();
            if (to == double[].class) return reals(text);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s must be %s, not %s".formatted(name, article(kind(to)) + " in " + range(component), text), e);
        }
        for (var constant : to.getEnumConstants()) if (text(constant).equalsIgnoreCase(text)) return constant;
        throw new IllegalArgumentException("%s must be one of %s, not %s; did you mean %s?"
                .formatted(name, range(component), text, Words.nearest(text, words(to))));
    }

    private static void check(RecordComponent component, Object value) {
        var setting = setting(component);
        if (value instanceof String word && setting.choices().length > 0) {
            var choices = List.of(setting.choices());
            if (!choices.contains(word)) {
                throw new IllegalArgumentException("%s must be one of %s, not %s; did you mean %s?"
                        .formatted(component.getName(), range(component), word, Words.nearest(word, choices)));
            }
        }
        double[] numbers = switch (value) {
            case Integer i -> new double[] {i};
            case Long l -> new double[] {l};
            case Double d -> new double[] {d};
            case int[] array -> Arrays.stream(array).asDoubleStream().toArray();
            case double[] array -> array;
            default -> new double[0];
        };
        for (double number : numbers) {
            boolean low = setting.aboveMin() ? number > setting.min() : number >= setting.min();
            boolean high = setting.belowMax() ? number < setting.max() : number <= setting.max();
            if (!(low && high)) {
                throw new IllegalArgumentException(
                        "%s must be in %s, not %s".formatted(component.getName(), range(component), text(value)));
            }
        }
    }

    private static String range(RecordComponent component) {
        var setting = setting(component);
        if (component.getType().isEnum()) return String.join(", ", words(component.getType()));
        if (setting.choices().length > 0) return String.join(", ", setting.choices());
        return switch (kind(component.getType())) {
            case "yes/no" -> "true, false";
            case "word" -> "any text";
            default ->
                "%s%s, %s%s"
                        .formatted(
                                setting.aboveMin() || setting.min() == Double.NEGATIVE_INFINITY ? "(" : "[",
                                number(setting.min()),
                                number(setting.max()),
                                setting.belowMax() || setting.max() == Double.POSITIVE_INFINITY ? ")" : "]");
        };
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// `0.1,0.2,0.5`, or `from:to:count` for `count` evenly spaced numbers from `from` to `to`, both included.
    private static double[] reals(String text) {
        if (text.isEmpty()) return new double[0];
        var parts = text.split(":", -1);
        if (parts.length == 3) {
            double from = real(parts[0]);
            double to = real(parts[1]);
            int count = Math.toIntExact(whole(parts[2]));
            if (count < 1) throw new IllegalArgumentException("no numbers");
            var values = new double[count];
            for (int i = 0; i < count; i++) values[i] = count == 1 ? from : from + (to - from) * i / (count - 1);
            return values;
        }
        return Arrays.stream(text.split(",", -1)).mapToDouble(Parameters::real).toArray();
    }

    private static double real(String text) {
        if (text.equals("inf")) return Double.POSITIVE_INFINITY;
        double value = Double.parseDouble(text);
        if (Double.isNaN(value)) throw new IllegalArgumentException("not a number");
        return value;
    }

    private static long whole(String text) {
        double value = Double.parseDouble(text);
        return value == Math.rint(value) && Math.abs(value) < 0x1p53 ? (long) value : Long.parseLong(text);
    }

    private static int wholeOf(double value) {
        if (value != Math.rint(value)) throw new IllegalArgumentException("not whole");
        return Math.toIntExact((long) value);
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case Enum<?> constant ->
                constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            case Double d -> Double.isInfinite(d) && d > 0 ? "inf" : Double.toString(d);
            case int[] array -> Arrays.stream(array).mapToObj(Integer::toString).collect(Collectors.joining(","));
            case double[] array ->
                Arrays.stream(array).mapToObj(Double::toString).collect(Collectors.joining(","));
            default -> String.valueOf(value);
        };
    }

    private static List<String> words(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants()).map(Parameters::text).toList();
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) return "word";
        return switch (type.getName()) {
            case "int", "long" -> "integer";
            case "double" -> "real";
            case "boolean" -> "yes/no";
            case "java.lang.String" -> "word";
            case "[I" -> "integers";
            case "[D" -> "reals";
            default -> throw new IllegalArgumentException("a parameter cannot be of type " + type.getName());
        };
    }

    private static String article(String kind) {
        return switch (kind) {
            case "integer" -> "an integer";
            case "integers" -> "integers (a,b,c or from:to:count)";
            case "reals" -> "reals (a,b,c or from:to:count)";
            default -> "a " + kind;
        };
    }

    private static Setting setting(RecordComponent component) {
        return component.getAnnotation(Setting.class);
    }

    private static Object get(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The schema as a map of names, sorted, for suggestions.
    Map<String, String> documentation() {
        var names = new TreeMap<String, String>();
        for (var component : type.getRecordComponents())
            names.put(component.getName(), setting(component).value());
        return names;
    }
}
