package org.onsager.papers.densehebbianrs;

import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.data.DataFile;
import org.onsager.memory.dense.Binarisation;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ExampleLaw;

/// The user's patterns as spins, and their classes if there are any.
///
/// @param rows  one a pattern, -1 and +1
/// @param labels  classes from 0, or empty
record OwnPatterns(byte[][] rows, int[] labels) {

    /// Reads patterns and, from a second file, labels.
    ///
    /// @throws IllegalArgumentException naming the file and what does not fit
    static OwnPatterns read(List<Path> inputs, String threshold) {
        if (inputs.isEmpty() || inputs.size() > 2)
            throw new IllegalArgumentException(
                    "--in must name a file of patterns and at most one of labels, not %d files"
                            .formatted(inputs.size()));
        double[][] values = numbers(inputs.getFirst());
        try {
            byte[][] rows = binarisation(threshold, values).apply(values);
            int[] labels = inputs.size() == 2 ? labels(inputs.get(1), rows.length) : new int[0];
            return new OwnPatterns(rows, labels);
        } catch (IllegalArgumentException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("image "))
                throw new IllegalArgumentException(inputs.getFirst() + ": " + e.getMessage(), e);
            throw e;
        }
    }

    int sites() {
        return rows[0].length;
    }

    /// How many patterns are stored: the classes, or every row without them.
    int classes() {
        if (labels.length == 0) return rows.length;
        int largest = 0;
        for (int label : labels) largest = Math.max(largest, label);
        return largest + 1;
    }

    /// The mean of all entries: 0 for patterns that the theory speaks of.
    double bias() {
        long sum = 0;
        for (byte[] row : rows) for (byte value : row) sum += value;
        return (double) sum / rows.length / sites();
    }

    /// Of the rows themselves, of at most 200 of them, in modulus; random ones have about \(1/\sqrt N\).
    double largestOverlap(ExampleLaw law, int stored) {
        if (law.entropy() > 0 && stored < 2) return 0;
        double largest = 0;
        int count = Math.min(200, rows.length);
        for (int a = 0; a < count; a++)
            for (int b = 0; b < a; b++)
                if (labels.length == 0 || labels[a] != labels[b])
                    largest = Math.max(largest, Math.abs(DenseHebbian.overlap(rows[a], rows[b])));
        return largest;
    }

    private static double[][] numbers(Path file) {
        var array = DataFile.read(file).array();
        if (array.rank() < 2 || array.size() == 0)
            throw new IllegalArgumentException("%s must hold one pattern a row, not %s".formatted(file, array));
        double[][] rows = array.rows();
        // IDX images count grey from 0 to 255; bring them to 0 to 1 as every other format has them
        double largest = 0;
        for (double[] row : rows) for (double value : row) largest = Math.max(largest, value);
        if (array.rank() == 3 && largest > 1)
            for (double[] row : rows) for (int i = 0; i < row.length; i++) row[i] /= 255;
        return rows;
    }

    private static Binarisation binarisation(String threshold, double[][] values) {
        if (threshold.equals("median")) return new Binarisation.Median();
        double level;
        try {
            level = Double.parseDouble(threshold);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("threshold must be a number or median, not " + threshold, e);
        }
        // patterns given as -1 and +1 are cut at 0 whatever the level for grey images is
        boolean signs = true;
        for (double[] row : values) for (double value : row) signs &= value == 1 || value == -1;
        return new Binarisation.Threshold(signs ? 0 : level);
    }

    private static int[] labels(Path file, int count) {
        double[] values = DataFile.read(file).array().values();
        if (values.length != count)
            throw new IllegalArgumentException(
                    "%s must hold %d labels, one a pattern, not %d".formatted(file, count, values.length));
        var labels = new int[count];
        for (int k = 0; k < count; k++) {
            if (values[k] < 0 || values[k] != Math.rint(values[k]) || values[k] > 1_000_000)
                throw new IllegalArgumentException(
                        "%s: label %d must be a whole number from 0, not %s".formatted(file, k, values[k]));
            labels[k] = (int) values[k];
        }
        return labels;
    }
}
