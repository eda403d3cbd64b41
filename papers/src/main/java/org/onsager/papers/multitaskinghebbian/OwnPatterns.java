package org.onsager.papers.multitaskinghebbian;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.onsager.lab.data.DataFile;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.memory.multitasking.DilutedExamples;
import org.onsager.numerics.RandomStream;

/// The user's patterns, given themselves or through labelled examples, with what theory needs to know of them.
///
/// @param patterns  the patterns, or the majority of each class's examples
/// @param examples  if there are labels
record OwnPatterns(TernaryPatterns patterns, Optional<DilutedExamples> examples) {

    /// Reads patterns and, from a second file, labels.
    ///
    /// @param ink  see [ToolSettings#ink()]
    /// @param masks  draws the sign masks of images
    /// @throws IllegalArgumentException naming the file and what does not fit
    static OwnPatterns read(List<Path> inputs, double ink, RandomStream masks) {
        if (inputs.isEmpty() || inputs.size() > 2)
            throw new IllegalArgumentException(
                    "--in must name a file of patterns and at most one of labels, not %d files"
                            .formatted(inputs.size()));
        Path file = inputs.getFirst();
        var array = DataFile.read(file).array();
        if (array.rank() < 2 || array.size() == 0)
            throw new IllegalArgumentException("%s must hold one pattern a row, not %s".formatted(file, array));
        double[][] values = array.rows();
        int[] labels = inputs.size() == 2 ? labels(inputs.get(1), values.length) : new int[0];
        byte[][] rows = ink > 0 ? inked(file, values, labels, ink, masks) : entries(file, values);
        if (labels.length == 0) return new OwnPatterns(TernaryPatterns.of(rows), Optional.empty());
        int classes = 0;
        for (int label : labels) classes = Math.max(classes, label + 1);
        var examples = DilutedExamples.of(rows, labels, classes);
        return new OwnPatterns(examples.majority(), Optional.of(examples));
    }

    private static byte[][] entries(Path file, double[][] values) {
        var rows = new byte[values.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = new byte[values[k].length];
            for (int i = 0; i < rows[k].length; i++) {
                double value = values[k][i];
                if (value != -1 && value != 0 && value != 1)
                    throw new IllegalArgumentException(
                            "%s: pattern %d must hold -1, 0 and 1, not %s at entry %d; for images set ink, such as ink=0.5"
                                    .formatted(file, k, value, i));
                rows[k][i] = (byte) value;
            }
        }
        return rows;
    }

    /// Ink is \(\pm1\) by a mask that all images of a class share (of a row, without labels).
    private static byte[][] inked(Path file, double[][] values, int[] labels, double ink, RandomStream masks) {
        double largest = 0;
        for (int k = 0; k < values.length; k++)
            for (int i = 0; i < values[k].length; i++) {
                if (!(values[k][i] >= 0) || Double.isInfinite(values[k][i]))
                    throw new IllegalArgumentException("%s: image %d must hold grey values from 0, not %s at pixel %d"
                            .formatted(file, k, values[k][i], i));
                largest = Math.max(largest, values[k][i]);
            }
        var rows = new byte[values.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = new byte[values[k].length];
            masks.at(labels.length == 0 ? k : labels[k]).fillRademacher(rows[k]);
            for (int i = 0; i < rows[k].length; i++) if (values[k][i] <= ink * largest) rows[k][i] = 0;
        }
        return rows;
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

    /// Mean share of blanks; with labels, of the examples.
    double dilution() {
        var all = examples.map(DilutedExamples::all).orElse(patterns);
        double sum = 0;
        for (int k = 0; k < all.count(); k++) sum += all.blankFraction(k);
        double dilution = sum / all.count();
        if (dilution == 1) throw new IllegalArgumentException("the patterns must not be blank throughout");
        return dilution;
    }

    /// Estimated from the examples; 1 without.
    double quality() {
        return examples.map(DilutedExamples::quality).orElse(1.0);
    }

    /// Examples a pattern; 1 without.
    int perPattern() {
        return examples.map(DilutedExamples::perPattern).orElse(1);
    }

    /// Patterns that are blank throughout.
    int blank() {
        int blank = 0;
        for (int mu = 0; mu < patterns.count(); mu++) if (patterns.blankFraction(mu) == 1) blank++;
        return blank;
    }

    /// The largest \(|\sum_i\xi^\mu_i\xi^\nu_i|/N(1-d)\) of two patterns; independent ones have about \(1/\sqrt
    /// N\).
    double largestOverlap() {
        double largest = 0;
        for (int mu = 0; mu < patterns.count(); mu++)
            for (int nu = 0; nu < mu; nu++) {
                long sum = 0;
                for (int i = 0; i < patterns.sites(); i++) sum += (long) patterns.value(mu, i) * patterns.value(nu, i);
                largest = Math.max(largest, Math.abs(sum) / (patterns.sites() * (1 - dilution())));
            }
        return largest;
    }
}
