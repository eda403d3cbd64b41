package org.onsager.papers.coulombgascumulants;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.DoubleStream;
import org.onsager.lab.Table;
import org.onsager.lab.data.Tables;
import org.onsager.particles.coulomb.CoulombGas;

/// Point patterns of the user: one configuration a file, or several told apart by a column.
///
/// @param dimension  coordinates of a point
/// @param patterns  coordinate `a` of point `i` at `a * n + i`, in the file's unit (longitudes and latitudes
///     projected)
record OwnPatterns(int dimension, List<double[]> patterns) {
    private static final List<String> AXES = List.of("x", "y", "z");
    private static final List<String> LONGITUDES = List.of("lon", "lng", "long", "longitude");
    private static final List<String> LATITUDES = List.of("lat", "latitude");
    private static final List<String> CONFIGURATIONS = List.of("configuration", "config", "sample", "year", "frame");
    private static final int LEAST = 2;

    /// Reads columns `x`, `y`, `z` (as many as the dimension), or `lon` and `lat`, or else the last numeric
    /// columns; and `configuration` (or config, sample, year, frame) if there is one.
    static OwnPatterns read(List<Path> files, int dimension) {
        var patterns = new ArrayList<double[]>();
        for (var file : files) {
            var table = Tables.read(file);
            double[][] axes = axes(table, dimension, file);
            for (int a = 0; a < dimension; a++)
                for (int i = 0; i < table.rows(); i++)
                    if (!Double.isFinite(axes[a][i]))
                        throw new IllegalArgumentException(
                                "%s: row %d has no finite coordinate %d".formatted(file, i + 1, a + 1));
            for (int[] rows : configurations(table)) {
                if (rows.length < LEAST)
                    throw new IllegalArgumentException("%s: a configuration must have at least %d points, not %d"
                            .formatted(file, LEAST, rows.length));
                var pattern = new double[dimension * rows.length];
                for (int a = 0; a < dimension; a++)
                    for (int i = 0; i < rows.length; i++) pattern[a * rows.length + i] = axes[a][rows[i]];
                patterns.add(pattern);
            }
        }
        return new OwnPatterns(dimension, patterns);
    }

    private static double[][] axes(Table table, int dimension, Path file) {
        var names = table.names().stream()
                .map(n -> n.toLowerCase(java.util.Locale.ROOT).trim())
                .toList();
        if (dimension <= AXES.size() && names.containsAll(AXES.subList(0, dimension)))
            return AXES.subList(0, dimension).stream()
                    .map(axis -> table.reals(table.names().get(names.indexOf(axis))))
                    .toArray(double[][]::new);
        var longitude = LONGITUDES.stream().filter(names::contains).findFirst();
        var latitude = LATITUDES.stream().filter(names::contains).findFirst();
        if (dimension == 2 && longitude.isPresent() && latitude.isPresent())
            return projected(
                    table.reals(table.names().get(names.indexOf(longitude.get()))),
                    table.reals(table.names().get(names.indexOf(latitude.get()))));
        var numeric = table.columns().stream()
                .filter(column -> !(column instanceof Table.Texts))
                .filter(column -> !CONFIGURATIONS.contains(column.name().toLowerCase(java.util.Locale.ROOT)))
                .toList();
        if (numeric.size() < dimension)
            throw new IllegalArgumentException("%s: needs %d numeric columns (x, y, z or lon, lat), has %s"
                    .formatted(file, dimension, table.names()));
        return numeric.subList(numeric.size() - dimension, numeric.size()).stream()
                .map(column -> table.reals(column.name()))
                .toArray(double[][]::new);
    }

    /// Kilometres on the tangent plane at the mean latitude.
    private static double[][] projected(double[] longitude, double[] latitude) {
        double centre = Arrays.stream(latitude).average().orElse(0);
        double degree = 6371.0 * Math.PI / 180;
        double shrink = Math.cos(Math.toRadians(centre));
        return new double[][] {
            Arrays.stream(longitude).map(v -> v * degree * shrink).toArray(),
            Arrays.stream(latitude).map(v -> v * degree).toArray()
        };
    }

    private static List<int[]> configurations(Table table) {
        var column = table.columns().stream()
                .filter(c -> CONFIGURATIONS.contains(
                        c.name().toLowerCase(java.util.Locale.ROOT).trim()))
                .findFirst();
        var groups = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < table.rows(); i++) {
            int row = i;
            groups.computeIfAbsent(column.map(c -> c.text(row)).orElse(""), key -> new ArrayList<>())
                    .add(i);
        }
        return groups.values().stream()
                .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /// Mean number of points, rounded.
    int particles() {
        return (int) Math.round(
                patterns.stream().mapToInt(p -> p.length / dimension).average().orElse(0));
    }

    /// The patterns about their common centre in the gas's unit of length.
    ///
    /// @param unit  length in the file's unit that becomes 1; 0 to make the mean square radius that of the
    ///     droplet
    OwnPatterns scaled(CoulombGas gas, double unit) {
        var centre = new double[dimension];
        long count = 0;
        for (double[] p : patterns) {
            int n = p.length / dimension;
            count += n;
            for (int a = 0; a < dimension; a++) for (int i = 0; i < n; i++) centre[a] += p[a * n + i];
        }
        double square = 0;
        for (int a = 0; a < dimension; a++) centre[a] /= count;
        for (double[] p : patterns) {
            int n = p.length / dimension;
            for (int k = 0; k < p.length; k++) square += Math.pow(p[k] - centre[k / n], 2);
        }
        double length =
                unit > 0 ? unit : Math.sqrt(square / count / gas.equilibrium().mean(r -> r * r));
        if (!(length > 0)) throw new IllegalArgumentException("points must not all coincide");
        var moved = patterns.stream()
                .map(p -> {
                    int n = p.length / dimension;
                    var q = new double[p.length];
                    for (int k = 0; k < p.length; k++) q[k] = (p[k] - centre[k / n]) / length;
                    return q;
                })
                .toList();
        return new OwnPatterns(dimension, moved);
    }

    /// One number a pattern.
    double[] sums(java.util.function.DoubleUnaryOperator f) {
        return patterns.stream()
                .flatMapToDouble(p -> {
                    int n = p.length / dimension;
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        double r2 = 0;
                        for (int a = 0; a < dimension; a++) r2 += p[a * n + i] * p[a * n + i];
                        sum += f.applyAsDouble(Math.sqrt(r2));
                    }
                    return DoubleStream.of(sum);
                })
                .toArray();
    }
}
