package org.onsager.papers.densehebbianrs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.lab.data.Idx;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ImageMemory;
import org.onsager.memory.montecarlo.Dynamics;

/// D14: classes of real images, plain and centred rule, \(P = 2, 4, 6\).
final class ImageClaims {
    private static final int CLASSES = 10;
    private static final int SWEEPS = 20;
    private static final int[] ORDERS = {2, 4, 6};
    private static final double[] NOISES = {0, 0.1, 0.2, 0.3, 0.4};
    private static final Dynamics DYNAMICS = new Dynamics.Glauber(Double.POSITIVE_INFINITY);

    private final Settings settings;
    private final Trial trial;

    ImageClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        if (settings.examples().length == 0) {
            trial.untested("D14", "reading 60,000 images takes longer than this scale has: scale standard");
            return;
        }
        var folder = trial.data("mnist");
        if (folder.isEmpty()) {
            trial.untested("D14", "the data set mnist is not installed: give its folder's parent by --data");
            return;
        }
        var runs = measure("mnist", folder.get());
        if (settings.fashion()) trial.data("fashion-mnist").ifPresent(fashion -> measure("fashion-mnist", fashion));
        claim(runs);
    }

    /// Images as spins.
    record Images(byte[][] train, int[] trainLabels, byte[][] test, int[] testLabels) {
        static Images read(Path folder) {
            return new Images(
                    spins(folder.resolve("train-images-idx3-ubyte.gz")),
                    Idx.labels(folder.resolve("train-labels-idx1-ubyte.gz")),
                    spins(folder.resolve("t10k-images-idx3-ubyte.gz")),
                    Idx.labels(folder.resolve("t10k-labels-idx1-ubyte.gz")));
        }

        private static byte[][] spins(Path file) {
            var images = Idx.images(file);
            int size = images.size();
            byte[] pixels = images.pixels();
            var spins = new byte[images.count()][size];
            for (int k = 0; k < spins.length; k++)
                for (int i = 0; i < size; i++) spins[k][i] = (byte) ((pixels[k * size + i] & 0xff) > 127 ? 1 : -1);
            return spins;
        }

        /// The first `perClass` test images of every class, class after class.
        List<Integer> chosen(int perClass) {
            var chosen = new ArrayList<Integer>();
            for (int c = 0; c < CLASSES; c++) {
                int own = c;
                IntStream.range(0, test.length)
                        .filter(k -> testLabels[k] == own)
                        .limit(perClass)
                        .forEach(chosen::add);
            }
            return chosen;
        }
    }

    record Task(boolean centred, int order, int examples) {}

    /// What one network did.
    ///
    /// @param overlaps  from test images, with the prototype of the class
    /// @param correct  1 where the end is nearest to its own class, else 0
    /// @param baseline  1 where the test image itself is
    /// @param noisyOverlaps  from prototypes, by the share of flipped pixels
    /// @param noisyCorrect  likewise 1 or 0
    record Run(
            double[] overlaps,
            double[] correct,
            double[] baseline,
            double[][] noisyOverlaps,
            double[][] noisyCorrect) {}

    private List<Run> measure(String name, Path folder) {
        var images = Images.read(folder);
        var tasks = tasks();
        var runs = trial.map("images-" + name, tasks, Run.class, task -> recall(name, images, task));
        overlapFigure(name, tasks, runs);
        noiseFigure(name, tasks, runs);
        table(name, tasks, runs);
        gallery(name, images);
        return runs;
    }

    private List<Task> tasks() {
        var tasks = new ArrayList<Task>();
        for (boolean centred : new boolean[] {false, true})
            for (int order : ORDERS)
                for (int examples : settings.examples()) tasks.add(new Task(centred, order, examples));
        return tasks;
    }

    private Run recall(String name, Images images, Task task) {
        var memory = ImageMemory.learn(
                images.train(), images.trainLabels(), CLASSES, task.examples(), task.order(), task.centred());
        var stream = trial.random().split("images " + name);
        var chosen = images.chosen(settings.recalls());
        var overlaps = new double[chosen.size()];
        var correct = new double[chosen.size()];
        var baseline = new double[chosen.size()];
        var noisyOverlaps = new double[NOISES.length][chosen.size()];
        var noisyCorrect = new double[NOISES.length][chosen.size()];
        for (int k = 0; k < overlaps.length; k++) {
            byte[] image = images.test()[chosen.get(k)];
            int own = images.testLabels()[chosen.get(k)];
            var source = stream.split("order").at(k).generator();
            var recalled = memory.recall(image, own, DYNAMICS, SWEEPS, source);
            overlaps[k] = recalled.overlap();
            correct[k] = recalled.recalledClass() == own ? 1 : 0;
            baseline[k] = memory.nearestPrototype(image) == own ? 1 : 0;
            for (int level = 0; level < NOISES.length; level++) {
                byte[] start = DenseHebbian.corrupt(
                        memory.prototypes().get(own),
                        NOISES[level],
                        stream.split("noise " + level).at(k).generator());
                var cleaned = memory.recall(start, own, DYNAMICS, SWEEPS, source);
                noisyOverlaps[level][k] = cleaned.overlap();
                noisyCorrect[level][k] = cleaned.recalledClass() == own ? 1 : 0;
            }
        }
        return new Run(overlaps, correct, baseline, noisyOverlaps, noisyCorrect);
    }

    private void claim(List<Run> runs) {
        var tasks = tasks();
        int last = settings.examples()[settings.examples().length - 1];
        var growth = IntStream.range(0, tasks.size())
                .filter(i -> !tasks.get(i).centred() && tasks.get(i).order() == 4)
                .mapToObj(i -> new Samples(runs.get(i).overlaps()))
                .toList();
        double[] means = growth.stream().mapToDouble(Samples::mean).toArray();
        double error = growth.stream().mapToDouble(Samples::standardError).max().orElse(0);
        double plain2 = accuracy(tasks, runs, new Task(false, 2, last)).mean();
        double plain4 = accuracy(tasks, runs, new Task(false, 4, last)).mean();
        var centred2 = accuracy(tasks, runs, new Task(true, 2, last));
        var centred4 = accuracy(tasks, runs, new Task(true, 4, last));
        double margin = 2 * Math.hypot(centred2.standardError(), centred4.standardError());
        trial.metric("mnist_overlap_P4", means[means.length - 1]);
        trial.metric("mnist_accuracy_plain_P4", plain4);
        trial.metric("mnist_accuracy_centred_P2", centred2.mean());
        trial.metric("mnist_accuracy_centred_P4", centred4.mean());
        trial.claim("D14")
                .increasing(
                        "overlap with the prototype along M = %s, plain rule, P = 4"
                                .formatted(Arrays.toString(settings.examples())),
                        means,
                        2 * error)
                .fact(
                        "denser coupling tolerates more noise, centred rule",
                        centred4.mean() - centred2.mean() > margin,
                        "own class from prototypes with 20%% noise: P = 2 %s, P = 4 %s"
                                .formatted(centred2.text(), centred4.text()))
                .fact(
                        "denser coupling tolerates more noise, plain rule",
                        plain4 > plain2 + margin,
                        "own class from prototypes with 20%% noise: P = 2 %.3f, P = 4 %.3f".formatted(plain2, plain4))
                .done(
                        "MNIST, %d images a class, T = 0. Under the plain rule every start ends in one mixture of all classes"
                                        .formatted(settings.recalls())
                                + " (their common background), whatever P is: its overlap grows with M, but no class is told from"
                                + " another. Centring lets classes be retrieved, and there P = 4 does better than P = 2");
    }

    private static Samples accuracy(List<Task> tasks, List<Run> runs, Task task) {
        return new Samples(runs.get(tasks.indexOf(task)).noisyCorrect()[2]);
    }

    private static String rule(boolean centred) {
        return centred ? "centred" : "plain";
    }

    private void overlapFigure(String name, List<Task> tasks, List<Run> runs) {
        double[] examples = Arrays.stream(settings.examples()).asDoubleStream().toArray();
        var figure = Figure.of(
                        "Recall of " + name + " from test images", "examples M a class", "overlap with prototype")
                .x(Figure.Axis.log("examples M a class"))
                .caption(
                        ("%d test images a class, T = 0, one standard error; overlap of the final state with the sign of"
                                        + " the class mean over all training images.")
                                .formatted(settings.recalls()));
        for (boolean centred : new boolean[] {false, true})
            for (int order : ORDERS) {
                var here = runsOf(tasks, runs, centred, order);
                String label = "P = %d, %s".formatted(order, rule(centred));
                figure.points(
                        label,
                        label,
                        examples,
                        here.stream()
                                .mapToDouble(run -> new Samples(run.overlaps()).mean())
                                .toArray(),
                        here.stream()
                                .mapToDouble(run -> new Samples(run.overlaps()).standardError())
                                .toArray());
            }
        trial.figure(name + "-overlap", figure.build());
    }

    private void noiseFigure(String name, List<Task> tasks, List<Run> runs) {
        var figure = Figure.of(
                        "Recall of %s prototypes from noise".formatted(name),
                        "share of flipped pixels",
                        "own class recalled")
                .caption(
                        ("%d starts a class, M = %d, T = 0, one standard error; the class whose prototype is nearest to"
                                        + " the final state. Chance is 0.1.")
                                .formatted(settings.recalls(), settings.examples()[settings.examples().length - 1]));
        for (boolean centred : new boolean[] {false, true})
            for (int order : ORDERS) {
                var run = runsOf(tasks, runs, centred, order).getLast();
                String label = "P = %d, %s".formatted(order, rule(centred));
                figure.points(
                        label,
                        label,
                        NOISES,
                        Arrays.stream(run.noisyCorrect())
                                .mapToDouble(v -> new Samples(v).mean())
                                .toArray(),
                        Arrays.stream(run.noisyCorrect())
                                .mapToDouble(v -> new Samples(v).standardError())
                                .toArray());
            }
        trial.figure(name + "-noise", figure.build());
    }

    private static List<Run> runsOf(List<Task> tasks, List<Run> runs, boolean centred, int order) {
        return IntStream.range(0, tasks.size())
                .filter(i -> tasks.get(i).centred() == centred && tasks.get(i).order() == order)
                .mapToObj(runs::get)
                .toList();
    }

    private void table(String name, List<Task> tasks, List<Run> runs) {
        trial.table(
                name,
                Table.builder()
                        .with(
                                "rule",
                                tasks.stream().map(task -> rule(task.centred())).toList())
                        .with("P", tasks.stream().mapToInt(Task::order).toArray())
                        .with("M", tasks.stream().mapToInt(Task::examples).toArray())
                        .with(
                                "overlap",
                                runs.stream()
                                        .mapToDouble(r -> new Samples(r.overlaps()).mean())
                                        .toArray())
                        .with(
                                "accuracy",
                                runs.stream()
                                        .mapToDouble(r -> new Samples(r.correct()).mean())
                                        .toArray())
                        .with(
                                "nearest_prototype",
                                runs.stream()
                                        .mapToDouble(r -> new Samples(r.baseline()).mean())
                                        .toArray())
                        .with(
                                "accuracy_noise_0.2",
                                runs.stream()
                                        .mapToDouble(r -> new Samples(r.noisyCorrect()[2]).mean())
                                        .toArray())
                        .build());
    }

    private void gallery(String name, Images images) {
        int last = settings.examples()[settings.examples().length - 1];
        var pictures = new ArrayList<double[]>();
        var captions = new ArrayList<String>();
        var stream = trial.random().split("gallery " + name);
        for (int order : new int[] {0, 2, 4, 6}) {
            var memory =
                    ImageMemory.learn(images.train(), images.trainLabels(), CLASSES, last, Math.max(2, order), true);
            for (int c = 0; c < CLASSES; c++) {
                byte[] start = DenseHebbian.corrupt(
                        memory.prototypes().get(c),
                        0.2,
                        stream.split("noise").at(c).generator());
                var recalled = memory.recall(
                        start, c, DYNAMICS, SWEEPS, stream.split("order").at(c).generator());
                pictures.add(grey(order == 0 ? start : recalled.spins()));
                captions.add(order == 0 ? "start %d".formatted(c) : "P%d %.2f".formatted(order, recalled.overlap()));
            }
        }
        int width = (int) Math.round(Math.sqrt(images.test()[0].length));
        trial.figure(
                name + "-gallery",
                Figure.of("Recall of " + name + " prototypes", "", "")
                        .caption(
                                ("Starts with 20%% of the pixels flipped, and where the centred rule leads with P = 2, 4"
                                                + " and 6, M = %d. The number is the overlap with the prototype.")
                                        .formatted(last))
                        .add(new Figure.ImageGrid(captions, pictures.toArray(double[][]::new), width, CLASSES))
                        .build());
    }

    private static double[] grey(byte[] spins) {
        var grey = new double[spins.length];
        for (int i = 0; i < grey.length; i++) grey[i] = 0.5 * (1 + spins[i]);
        return grey;
    }
}
