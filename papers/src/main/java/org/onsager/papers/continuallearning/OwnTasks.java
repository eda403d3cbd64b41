package org.onsager.papers.continuallearning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.data.DataFile;
import org.onsager.lab.data.NdArray;
import org.onsager.memory.continual.ContinualTask;
import org.onsager.memory.continual.LabelledData;
import org.onsager.numerics.RandomStream;

/// The user's labelled rows: one set a file.
///
/// @param sets  in the order of the files
record OwnTasks(List<Rows> sets) {

    /// @param name  the file
    /// @param inputs  one row an example
    /// @param labels  as in the file
    record Rows(String name, double[][] inputs, double[] labels) {
        int size() {
            return inputs[0].length;
        }
    }

    /// Reads tables (label: the column `label`, `class` or `y`, else the last) or grids (label: the last number
    /// of a row); a file of images is followed by the file of its labels.
    ///
    /// @throws IllegalArgumentException naming the file and what does not fit
    static OwnTasks read(List<Path> files) {
        var sets = new ArrayList<Rows>();
        for (int f = 0; f < files.size(); f++) {
            Path file = files.get(f);
            var data = DataFile.read(file);
            if (data instanceof DataFile.Grid(NdArray array) && array.rank() == 3) {
                if (f + 1 == files.size())
                    throw new IllegalArgumentException(file + " holds images: the file of their labels must follow it");
                sets.add(images(file, array, files.get(++f)));
            } else {
                sets.add(rows(file, data));
            }
        }
        for (var set : sets)
            if (set.size() != sets.getFirst().size())
                throw new IllegalArgumentException("%s must have %d inputs a row as %s has, not %d"
                        .formatted(
                                set.name(),
                                sets.getFirst().size(),
                                sets.getFirst().name(),
                                set.size()));
        return new OwnTasks(List.copyOf(sets));
    }

    private static Rows images(Path file, NdArray array, Path labelFile) {
        double[][] rows = array.rows();
        double[] labels = DataFile.read(labelFile).array().values();
        if (labels.length != rows.length)
            throw new IllegalArgumentException("%s must hold %d labels, one an image of %s, not %d"
                    .formatted(labelFile, rows.length, file, labels.length));
        return checked(file, rows, labels);
    }

    private static Rows rows(Path file, DataFile data) {
        double[][] all = data.array().rows();
        if (all.length == 0 || all[0].length < 2)
            throw new IllegalArgumentException(
                    "%s must hold rows of at least one input and a label, not %s".formatted(file, data.array()));
        int at = all[0].length - 1;
        if (data instanceof DataFile.Rows(Table table)) {
            var names = table.columns().stream().map(Table.Column::name).toList();
            for (var name : List.of("y", "class", "label")) if (names.contains(name)) at = names.indexOf(name);
        }
        var inputs = new double[all.length][all[0].length - 1];
        var labels = new double[all.length];
        for (int k = 0; k < all.length; k++) {
            labels[k] = all[k][at];
            for (int i = 0, j = 0; i < all[k].length; i++) if (i != at) inputs[k][j++] = all[k][i];
        }
        return checked(file, inputs, labels);
    }

    private static Rows checked(Path file, double[][] inputs, double[] labels) {
        for (int k = 0; k < inputs.length; k++) {
            if (!Double.isFinite(labels[k]))
                throw new IllegalArgumentException(
                        "%s: the label of row %d must be a number, not %s".formatted(file, k, labels[k]));
            for (int i = 0; i < inputs[k].length; i++)
                if (!Double.isFinite(inputs[k][i]))
                    throw new IllegalArgumentException(
                            "%s: input %d of row %d must be finite, not %s".formatted(file, i, k, inputs[k][i]));
        }
        return new Rows(String.valueOf(file.getFileName()), inputs, labels);
    }

    /// Tasks of a network: inputs divided by the largest modulus of all files, labels whole numbers from 0.
    List<ContinualTask> tasks(VclToolSettings settings, RandomStream stream) {
        int classes = classes();
        double scale = scale();
        return switch (settings.split()) {
            case FILES -> {
                var tasks = new ArrayList<ContinualTask>();
                for (int t = 0; t < sets.size(); t++)
                    tasks.add(task(
                            sets.get(t).name(),
                            t,
                            sets.get(t),
                            everyRow(sets.get(t)),
                            classes,
                            scale,
                            settings,
                            stream));
                yield tasks;
            }
            case CLASSES -> {
                var only = only(settings.split());
                var tasks = new ArrayList<ContinualTask>();
                for (int first = 0; first < classes; first += settings.classesPerTask()) {
                    int from = first, to = Math.min(classes, first + settings.classesPerTask());
                    int[] rows = IntStream.range(0, only.labels().length)
                            .filter(k -> only.labels()[k] >= from && only.labels()[k] < to)
                            .toArray();
                    if (rows.length < 2) continue;
                    String name = to - from == 1 ? "class " + from : "classes %d-%d".formatted(from, to - 1);
                    tasks.add(task(name, tasks.size(), only, rows, classes, scale, settings, stream));
                }
                yield tasks;
            }
            case PERMUTED -> {
                var only = only(settings.split());
                var whole = task(only.name(), 0, only, everyRow(only), classes, scale, settings, stream);
                yield ContinualTask.permuted(whole.train(), whole.test(), settings.permutations(), true, stream);
            }
        };
    }

    private Rows only(VclToolSettings.Split split) {
        if (sets.size() != 1)
            throw new IllegalArgumentException("split = %s needs one set of examples, not %d"
                    .formatted(split.name().toLowerCase(java.util.Locale.ROOT), sets.size()));
        return sets.getFirst();
    }

    private static int[] everyRow(Rows rows) {
        return IntStream.range(0, rows.labels().length).toArray();
    }

    private static ContinualTask task(
            String name,
            int index,
            Rows rows,
            int[] chosen,
            int classes,
            double scale,
            VclToolSettings settings,
            RandomStream stream) {
        int test = (int) Math.round(settings.testShare() * chosen.length);
        if (test < 1 || test >= chosen.length)
            throw new IllegalArgumentException(
                    "%s: %d rows cannot be shared out with testShare = %s; at least one must be left for each part"
                            .formatted(name, chosen.length, settings.testShare()));
        int[] order = chosen.clone();
        stream.split("hold out").at(index).generator().shuffle(order);
        return new ContinualTask(
                name,
                index,
                data(rows, Arrays.copyOfRange(order, test, order.length), classes, scale),
                data(rows, Arrays.copyOf(order, test), classes, scale),
                new int[0]);
    }

    private static LabelledData data(Rows rows, int[] chosen, int classes, double scale) {
        int size = rows.size();
        var inputs = new float[chosen.length * size];
        var labels = new int[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            labels[k] = (int) rows.labels()[chosen[k]];
            for (int i = 0; i < size; i++) inputs[k * size + i] = (float) (rows.inputs()[chosen[k]][i] / scale);
        }
        return new LabelledData(size, classes, inputs, labels);
    }

    private int classes() {
        int classes = 0;
        for (var set : sets)
            for (int k = 0; k < set.labels().length; k++) {
                double label = set.labels()[k];
                if (label < 0 || label != Math.rint(label) || label > 9_999)
                    throw new IllegalArgumentException(
                            "%s: the label of row %d must be a whole number in [0, 9999], not %s"
                                    .formatted(set.name(), k, label));
                classes = Math.max(classes, (int) label + 1);
            }
        return classes;
    }

    private double scale() {
        double largest = 0;
        for (var set : sets)
            for (double[] row : set.inputs()) for (double x : row) largest = Math.max(largest, Math.abs(x));
        return largest > 0 ? largest : 1;
    }
}
