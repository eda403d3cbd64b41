package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;

/// Inputs with class labels.
///
/// @param size  numbers an input
/// @param classes  number of classes \(C\)
/// @param inputs  `count x size`, input after input; pixels are scaled to [0, 1]
/// @param labels  one an input, 0 to `classes - 1`
public record LabelledData(int size, int classes, float[] inputs, int[] labels) {

    public LabelledData {
        require(size >= 1, "size", size, "[1, inf)");
        require(classes >= 1, "classes", classes, "[1, inf)");
        if (labels.length == 0)
            throw new IllegalArgumentException("the task is empty: it must have at least one input");
        if (inputs.length != (long) labels.length * size)
            throw new IllegalArgumentException("%d inputs of %d numbers need %d numbers, not %d"
                    .formatted(labels.length, size, (long) labels.length * size, inputs.length));
        for (int k = 0; k < labels.length; k++)
            if (labels[k] < 0 || labels[k] >= classes)
                throw new IllegalArgumentException(
                        "label %d must be in [0, %d), not %d".formatted(k, classes, labels[k]));
        for (int i = 0; i < inputs.length; i++)
            if (!Float.isFinite(inputs[i]))
                throw new IllegalArgumentException(
                        "number %d of input %d must be finite, not %s".formatted(i % size, i / size, inputs[i]));
    }

    /// Images of bytes, 0 to 255, as greys in [0, 1]; the first `limit` of them.
    public static LabelledData ofPixels(int size, int classes, byte[] pixels, int[] labels, int limit) {
        int count = Math.min(limit, labels.length);
        if (pixels.length < (long) count * size)
            throw new IllegalArgumentException("%d images of %d pixels need %d bytes, not %d"
                    .formatted(count, size, (long) count * size, pixels.length));
        var inputs = new float[count * size];
        for (int i = 0; i < inputs.length; i++) inputs[i] = (pixels[i] & 0xff) / 255f;
        return new LabelledData(size, classes, inputs, Arrays.copyOf(labels, count));
    }

    public int count() {
        return labels.length;
    }

    /// The first `limit` inputs.
    public LabelledData first(int limit) {
        if (limit >= count()) return this;
        return new LabelledData(size, classes, Arrays.copyOf(inputs, limit * size), Arrays.copyOf(labels, limit));
    }

    /// How many different labels occur.
    public int presentClasses() {
        return (int) Arrays.stream(labels).distinct().count();
    }

    /// Both sets one after the other.
    public LabelledData and(LabelledData other) {
        if (other.size != size || other.classes != classes)
            throw new IllegalArgumentException("sets of %d x %d classes and %d x %d classes do not join"
                    .formatted(size, classes, other.size, other.classes));
        var joined = Arrays.copyOf(inputs, inputs.length + other.inputs.length);
        System.arraycopy(other.inputs, 0, joined, inputs.length, other.inputs.length);
        var both = Arrays.copyOf(labels, labels.length + other.labels.length);
        System.arraycopy(other.labels, 0, both, labels.length, other.labels.length);
        return new LabelledData(size, classes, joined, both);
    }

    /// Inputs whose numbers are reordered: number `i` of the new input is number `order[i]` of the old.
    LabelledData reordered(int[] order) {
        if (order.length == 0) return this;
        var moved = new float[inputs.length];
        for (int k = 0; k < count(); k++)
            for (int i = 0; i < size; i++) moved[k * size + i] = inputs[k * size + order[i]];
        return new LabelledData(size, classes, moved, labels);
    }
}
