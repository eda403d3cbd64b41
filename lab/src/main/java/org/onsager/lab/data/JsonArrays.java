package org.onsager.lab.data;

import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Arrays of numbers in JSON, plain or gzipped: nested lists of equal lengths, or an object whose first list is
/// one (`{"data": [...]}`, as collections of digits store them). `true`, `false` and `null` count as 1, 0 and
/// NaN.
///
/// Read in one pass without keeping the text; memory is that of the numbers.
public final class JsonArrays {
    private static final String EXPECTED = "a JSON list of numbers (lists of equal length may be nested)";
    private static final JsonFactory JSON = new JsonFactory();

    private JsonArrays() {}

    /// The numbers with the shape of the nesting.
    ///
    /// @throws IllegalArgumentException naming the file and the line if it is not JSON or the lists are ragged
    public static NdArray read(Path file) {
        return Source.read(file, EXPECTED, in -> {
            try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
                var token = parser.nextToken();
                if (token == JsonToken.START_OBJECT) {
                    while (token != null && token != JsonToken.START_ARRAY) token = parser.nextToken();
                }
                if (token != JsonToken.START_ARRAY) throw Source.bad(file, "holds no list", EXPECTED);
                return new Nest(file).read(parser);
            } catch (JacksonException e) {
                throw Source.bad(file, "is not JSON: " + line(e), EXPECTED);
            }
        });
    }

    /// Images of `pixels` grey values each, stored one after the other: shape `images x pixels`.
    ///
    /// @param pixels  values an image, at least 1
    /// @throws IllegalArgumentException naming the file and the index of the first value that is missing, NaN or
    ///     outside [0, 1]
    public static NdArray images(Path file, int pixels) {
        if (pixels < 1) throw new IllegalArgumentException("pixels must be in [1, inf), not " + pixels);
        var numbers = read(file);
        if (numbers.size() % pixels != 0) {
            throw Source.bad(
                    file,
                    "holds %d numbers, which ends inside image %d".formatted(numbers.size(), numbers.size() / pixels),
                    "a multiple of %d".formatted(pixels));
        }
        double[] values = numbers.values();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw Source.bad(
                        file,
                        "has %s at pixel %d of image %d".formatted(values[i], i % pixels, i / pixels),
                        "grey values in [0, 1]");
            }
        }
        return numbers.reshape(values.length / pixels, pixels);
    }

    private static String line(JacksonException e) {
        var message = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        var location = e.getLocation();
        return location == null ? message : "%s (line %d)".formatted(message, location.getLineNr());
    }

    /// Collects the numbers of one outer list and the length of the lists at each depth.
    private static final class Nest {
        private static final int DEEPEST = 32;

        private final Path file;
        private final int[] lengths = new int[DEEPEST];
        private final int[] counts = new int[DEEPEST + 1];
        private double[] values = new double[1024];
        private int size;
        private int rank;

        Nest(Path file) {
            this.file = file;
            Arrays.fill(lengths, -1);
        }

        NdArray read(JsonParser parser) {
            int depth = 1;
            while (depth > 0) {
                var token = parser.nextToken();
                if (token == null) throw Source.bad(file, "ends inside its list (truncated)", EXPECTED);
                if (token == JsonToken.START_ARRAY) {
                    counts[depth]++;
                    if (++depth > DEEPEST)
                        throw Source.bad(file, "is nested more than %d deep".formatted(DEEPEST), EXPECTED);
                    counts[depth] = 0;
                } else if (token == JsonToken.END_ARRAY) {
                    close(depth--, parser);
                } else {
                    counts[depth]++;
                    add(number(token, parser), depth, parser);
                }
            }
            if (rank == 0) rank = 1;
            var shape = new int[rank];
            for (int d = 0; d < rank; d++) shape[d] = Math.max(0, lengths[d]);
            return new NdArray(shape, Arrays.copyOf(values, size));
        }

        private double number(JsonToken token, JsonParser parser) {
            return switch (token) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                case VALUE_TRUE -> 1;
                case VALUE_FALSE -> 0;
                case VALUE_NULL -> Double.NaN;
                default ->
                    throw Source.bad(
                            file, "has %s in a list on line %d".formatted(what(token), line(parser)), EXPECTED);
            };
        }

        private static String what(JsonToken token) {
            return token == JsonToken.VALUE_STRING ? "a word" : "an object";
        }

        private void add(double value, int depth, JsonParser parser) {
            if (rank == 0) rank = depth;
            if (rank != depth) throw Source.bad(file, "mixes numbers and lists on line " + line(parser), EXPECTED);
            if (size == values.length) values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
            values[size++] = value;
        }

        private void close(int depth, JsonParser parser) {
            if (rank > 0 && depth > rank || rank == 0 && depth > 1) {
                throw Source.bad(file, "has an empty or ragged list on line " + line(parser), EXPECTED);
            }
            int length = counts[depth];
            if (lengths[depth - 1] >= 0 && lengths[depth - 1] != length) {
                throw Source.bad(
                        file,
                        "has a list of %d on line %d after one of %d"
                                .formatted(length, line(parser), lengths[depth - 1]),
                        EXPECTED);
            }
            lengths[depth - 1] = length;
        }

        private static int line(JsonParser parser) {
            return parser.currentLocation().getLineNr();
        }
    }
}
