package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.RandomStream;

/// A Boltzmann machine of images and their labels: the first layer holds the pixels, the last one label variable.
/// Any pixels may be observed, so one model completes and classifies at once.
public sealed interface JointModel permits MonotoneDbm, DeepBoltzmann {

    Architecture architecture();

    ModelParameters parameters();

    /// The same architecture with other parameters.
    JointModel withParameters(ModelParameters parameters);

    /// The machine itself.
    BoltzmannMachine machine();

    /// Pixel variables.
    default int pixels() {
        return architecture().layers().getFirst().count();
    }

    /// States of a pixel.
    default int bins() {
        return architecture().layers().getFirst().states();
    }

    /// Number of labels.
    default int labels() {
        return architecture().layers().getLast().states();
    }

    /// Index of the label variable.
    default int labelVariable() {
        return machine().variables().count() - 1;
    }

    /// Evidence of an image.
    ///
    /// @param image  the bin of each pixel, each in `[0, bins)`
    /// @param observed  one a pixel
    /// @param label  or [Evidence#HIDDEN]
    default Evidence evidence(int[] image, boolean[] observed, int label) {
        Require.length("image", image.length, pixels());
        Require.length("mask", observed.length, pixels());
        var states = new int[machine().variables().count()];
        Arrays.fill(states, Evidence.HIDDEN);
        for (int i = 0; i < image.length; i++) if (observed[i]) states[i] = image[i];
        states[labelVariable()] = label;
        return Evidence.of(machine().variables(), states);
    }

    /// Mean-field marginals of an image under a mask, its label hidden.
    default MeanField infer(int[] image, boolean[] observed, MeanFieldSolver solver) {
        return solver.solve(machine(), evidence(image, observed, Evidence.HIDDEN));
    }

    /// Completes and classifies images.
    ///
    /// @param images  bins, one image a row
    /// @param observed  the mask of each
    default List<Completion> complete(int[][] images, boolean[][] observed, MeanFieldSolver solver) {
        Require.length("masks", observed.length, images.length);
        var problems = new ArrayList<Evidence>(images.length);
        for (int n = 0; n < images.length; n++) problems.add(evidence(images[n], observed[n], Evidence.HIDDEN));
        var completions = new ArrayList<Completion>(images.length);
        for (var solution : solver.solve(machine(), problems)) completions.add(completion(solution));
        return completions;
    }

    /// What a solution says of the image and its label.
    default Completion completion(MeanField solution) {
        var variables = machine().variables();
        double[] q = solution.marginals();
        int[] modes = variables.modes(q);
        double[] mean = new double[pixels()], predicted = new double[pixels()];
        for (int i = 0; i < mean.length; i++) {
            double tau = parameters().temperature()[i];
            double[] block = Arrays.copyOfRange(q, variables.offset(i), variables.offset(i + 1));
            double[] sharp = atTemperature(block, tau);
            for (int s = 0; s < block.length; s++) {
                mean[i] += block[s] * s / (block.length - 1);
                predicted[i] += sharp[s] * s / (block.length - 1);
            }
        }
        int label = variables.offset(labelVariable());
        double[] marginals = Arrays.copyOfRange(q, label, label + labels());
        return new Completion(
                Arrays.copyOf(modes, pixels()),
                mean,
                predicted,
                modes[labelVariable()],
                marginals,
                atTemperature(marginals, parameters().labelTemperature()),
                solution);
    }

    /// \(\mathrm{softmax}(\tau^2 \ell)\) from \(q = \mathrm{softmax}(\ell)\).
    private static double[] atTemperature(double[] q, double tau) {
        var p = new double[q.length];
        for (int s = 0; s < q.length; s++) p[s] = tau * tau * Math.log(Math.max(q[s], Double.MIN_NORMAL));
        BlockIteration.softmax(p, p.length);
        return p;
    }

    /// A completed image.
    ///
    /// @param image  the likeliest bin of each pixel; the observed one where it was observed
    /// @param mean  grey value expected under the mean-field marginals, in [0, 1]
    /// @param predicted  grey value expected under the probabilities \(\mathrm{softmax}(\tau^2\ell)\) that the
    ///     loss trained
    /// @param label  the likeliest label
    /// @param labelMarginals  mean-field marginals of the labels
    /// @param labelProbabilities  the same at the trained temperature
    /// @param solution  how it was got
    record Completion(
            int[] image,
            double[] mean,
            double[] predicted,
            int label,
            double[] labelMarginals,
            double[] labelProbabilities,
            MeanField solution) {}

    /// Images drawn by block Gibbs sampling with the label clamped.
    ///
    /// @return bins, one image a row
    default int[][] generate(int label, int count, int sweeps, RandomStream stream) {
        Require.that(label >= 0 && label < labels(), "label", label, "[0, %d)".formatted(labels()));
        Require.that(count >= 1, "count", count, "[1, inf)");
        var none = evidence(new int[pixels()], new boolean[pixels()], label);
        int[][] states = new BlockGibbs(Math.max(2, count), 0, sweeps).samples(machine(), none, stream);
        var images = new int[count][];
        for (int n = 0; n < count; n++) images[n] = Arrays.copyOf(states[n], pixels());
        return images;
    }

    /// Checks that the first and the last layer are pixels and one label.
    static void check(Architecture architecture) {
        Require.that(
                architecture.layers().size() >= 2,
                "number of layers",
                architecture.layers().size(),
                "[2, inf)");
        Require.that(
                architecture.layers().getLast().count() == 1,
                "variables of the last layer, the label",
                architecture.layers().getLast().count(),
                "[1, 1]");
    }
}
