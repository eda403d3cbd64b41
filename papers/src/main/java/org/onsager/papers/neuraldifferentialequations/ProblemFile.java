package org.onsager.papers.neuraldifferentialequations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onsager.lab.Words;
import org.onsager.numerics.expression.Formula;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The entries of a problem file, each read strictly: a value of the wrong kind is refused with its key.
final class ProblemFile {
    private static final List<String> KEYS = List.of(
            "system",
            "parameters",
            "initial",
            "span",
            "solver",
            "rtol",
            "atol",
            "step",
            "firstStep",
            "minStep",
            "maxStep",
            "stops",
            "breaks",
            "save",
            "events",
            "jumps",
            "sweep",
            "meaning",
            "paths");

    private ProblemFile() {}

    static double positive(double setting, double otherwise) {
        return setting > 0 ? setting : otherwise;
    }

    static String word(Map<String, Object> file, String key, String otherwise) {
        return file.getOrDefault(key, otherwise).toString();
    }

    static double number(Map<String, Object> file, String key, double otherwise) {
        return file.containsKey(key) ? real(key, file.get(key)) : otherwise;
    }

    static double real(String key, Object value) {
        if (value instanceof Number number) return number.doubleValue();
        return Formula.of(value.toString()).value();
    }

    /// A whole number in a range.
    static int whole(Map<String, Object> file, String key, int otherwise, int low, int high) {
        if (!file.containsKey(key)) return otherwise;
        double value = real(key, file.get(key));
        if (value != Math.rint(value) || value < low || value > high)
            throw new IllegalArgumentException(
                    "%s must be a whole number in [%d, %d], not %s".formatted(key, low, high, file.get(key)));
        return (int) value;
    }

    /// One of some words, in any case of letters.
    static String choice(String key, String value, List<String> choices) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (choices.contains(lower)) return lower;
        throw new IllegalArgumentException("%s must be one of %s, not %s; did you mean %s?"
                .formatted(key, String.join(", ", choices), value, Words.nearest(lower, choices)));
    }

    static boolean flag(Map<String, Object> object, String key) {
        Object value = object.getOrDefault(key, false);
        if (value instanceof Boolean flag) return flag;
        throw new IllegalArgumentException("%s must be true or false, not %s".formatted(key, value));
    }

    /// A list of objects with some of these keys; empty where there is none.
    static List<Map<String, Object>> objects(Map<String, Object> file, String key, List<String> keys) {
        if (!file.containsKey(key)) return List.of();
        if (!(file.get(key) instanceof List<?> list))
            throw new IllegalArgumentException("%s must be a list of objects, not %s".formatted(key, file.get(key)));
        var objects = new ArrayList<Map<String, Object>>();
        for (Object each : list) {
            var object = asMap(key, each);
            for (String name : object.keySet())
                if (!keys.contains(name))
                    throw new IllegalArgumentException(
                            "one of %s has %s, not %s".formatted(key, String.join(", ", keys), name));
            objects.add(object);
        }
        return objects;
    }

    static Map<String, Double> numbers(Map<String, Object> file, String key) {
        var numbers = new LinkedHashMap<String, Double>();
        if (file.containsKey(key)) asMap(key, file.get(key)).forEach((name, v) -> numbers.put(name, real(name, v)));
        return numbers;
    }

    /// A list, or words such as `0:10:101` and `1,2,4`.
    static double[] reals(String key, Object value) {
        if (value instanceof List<?> list)
            return list.stream().mapToDouble(each -> real(key, each)).toArray();
        String words = value.toString();
        String[] range = words.split(":", -1);
        if (range.length == 1)
            return Arrays.stream(words.split(",", -1))
                    .mapToDouble(each -> real(key, each))
                    .toArray();
        if (range.length != 3)
            throw new IllegalArgumentException(key + " must be from:to:count or a list of numbers, not " + words);
        double from = real(key, range[0]), to = real(key, range[1]);
        int count = (int) real(key, range[2]);
        if (count < 2 || count > 10_000_000)
            throw new IllegalArgumentException(
                    "the count of %s must be in [2, 10000000], not %s".formatted(key, count));
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = i == count - 1 ? to : from + i * ((to - from) / (count - 1));
        return values;
    }

    /// An object; entries that are null count as absent.
    @SuppressWarnings("unchecked") // what Jackson makes of a JSON object
    static Map<String, Object> asMap(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            var entries = (Map<String, Object>) map;
            entries.values().removeIf(java.util.Objects::isNull);
            return entries;
        }
        throw new IllegalArgumentException("%s must hold an object, not %s".formatted(key, value));
    }

    static Map<String, Object> json(Path file) {
        try {
            return json(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param name  for messages
    static Map<String, Object> json(String name, String text) {
        try {
            var tree = asMap(name, JsonMapper.shared().readValue(text, Object.class));
            for (String key : tree.keySet())
                if (!KEYS.contains(key))
                    throw new IllegalArgumentException("%s: there is no %s; did you mean %s? There are %s"
                            .formatted(name, key, Words.nearest(key, KEYS), String.join(", ", KEYS)));
            return tree;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s is not JSON: %s".formatted(name, e.getOriginalMessage()), e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is not a text of equations: " + e.getMessage(), e);
        }
    }
}
