package org.onsager.memory.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.RandomSource;

/// A dense memory of classes of images: a class is an archetype, its images are the examples, and what is to be
/// recalled is the class's prototype, the sign of its mean over all the images that are known.
///
/// Real images are correlated and biased (most pixels are background), so that the theory of random patterns is
/// only a guide: under the plain rule the states of lowest energy are mixtures of classes. The centred rule
/// subtracts the mean \(a_i\) over the classes from every class mean and from the state, \(\sum_i(X_i -
/// a_i)(\sigma_i - a_i)\); the second subtraction is one more neuron that is held at +1 and stored with entry
/// \(-\sum_i(X_i - a_i)a_i\).
///
/// Source of centring: D. J. Amit, H. Gutfreund and H. Sompolinsky, Phys. Rev. A 35 (1987) 2293. Immutable.
///
/// @param memory  the network, with the held neuron last if centred
/// @param prototypes  one a class, -1 and +1, one value a pixel
/// @param examples  what it was taught, before centring
/// @param centred  whether the rule is the centred one
public record ImageMemory(DenseHebbian memory, List<byte[]> prototypes, ExampleMeans examples, boolean centred) {

    public ImageMemory {
        prototypes = List.copyOf(prototypes);
    }

    /// Teaches the first `perClass` images of each class.
    ///
    /// @param spins  images as rows of -1 and +1
    /// @param labels  class of each, from 0 to `classes - 1`
    /// @param perClass  \(M\); all of them for classes that have fewer
    /// @param order  \(P\)
    /// @throws IllegalArgumentException naming a class without images
    public static ImageMemory learn(
            byte[][] spins, int[] labels, int classes, int perClass, int order, boolean centred) {
        if (perClass < 1) throw new IllegalArgumentException("M must be in [1, inf), not " + perClass);
        var all = ExampleMeans.of(spins, labels, classes);
        var taken = new int[classes];
        var rows = new ArrayList<byte[]>();
        var rowLabels = new ArrayList<Integer>();
        for (int row = 0; row < spins.length; row++)
            if (taken[labels[row]]++ < perClass) {
                rows.add(spins[row]);
                rowLabels.add(labels[row]);
            }
        var examples = ExampleMeans.of(
                rows.toArray(byte[][]::new),
                rowLabels.stream().mapToInt(Integer::intValue).toArray(),
                classes);
        var memory = centred ? centred(examples, order) : DenseHebbian.taught(examples, order);
        return new ImageMemory(memory, signs(all.means()), examples, centred);
    }

    private static DenseHebbian centred(ExampleMeans examples, int order) {
        RealPatterns means = examples.means();
        int pixels = means.sites(), classes = means.count();
        var centre = new double[pixels];
        for (int site = 0; site < pixels; site++)
            for (int c = 0; c < classes; c++) centre[site] += means.value(c, site) / classes;
        double square = 0;
        var shifted = new double[classes][pixels + 1];
        for (int c = 0; c < classes; c++)
            for (int site = 0; site < pixels; site++) {
                double x = means.value(c, site) - centre[site];
                shifted[c][site] = x;
                shifted[c][pixels] -= x * centre[site];
                square += x * x / pixels / classes;
            }
        return new DenseHebbian(order, IndexConvention.DISTINCT, RealPatterns.of(shifted), Math.max(square, 1e-12));
    }

    private static List<byte[]> signs(RealPatterns means) {
        var signs = new ArrayList<byte[]>();
        for (int c = 0; c < means.count(); c++) {
            var sign = new byte[means.sites()];
            for (int site = 0; site < sign.length; site++) sign[site] = (byte) (means.value(c, site) > 0 ? 1 : -1);
            signs.add(sign);
        }
        return signs;
    }

    /// A recalled image.
    ///
    /// @param spins  the state at the end, one value a pixel
    /// @param overlap  with the prototype of its own class
    /// @param recalledClass  the class whose prototype has the largest overlap in modulus
    /// @param run  the sampler's account
    public record Recalled(byte[] spins, double overlap, int recalledClass, Sampler.Run run) {}

    /// Runs the dynamics from an image.
    ///
    /// @param start  -1 and +1, one value a pixel
    /// @param ownClass  the class it belongs to
    /// @param dynamics  its inverse temperature is \(\beta'\)
    /// @param sweeps  at most
    public Recalled recall(byte[] start, int ownClass, Dynamics dynamics, int sweeps, RandomSource source) {
        var network = memory.network(centred ? withHeldNeuron(start) : start);
        var run = new Sampler(dynamics, sweeps, held(start.length)).run(network, source);
        byte[] end = Arrays.copyOf(network.spins(), start.length);
        return new Recalled(end, DenseHebbian.overlap(end, prototypes.get(ownClass)), nearest(end, true), run);
    }

    private static byte[] withHeldNeuron(byte[] image) {
        byte[] spins = Arrays.copyOf(image, image.length + 1);
        spins[image.length] = 1;
        return spins;
    }

    private boolean[] held(int pixels) {
        if (!centred) return new boolean[0];
        var held = new boolean[pixels + 1];
        held[pixels] = true;
        return held;
    }

    /// The baseline: the class whose prototype has the largest overlap with the image itself.
    public int nearestPrototype(byte[] image) {
        return nearest(image, false);
    }

    private int nearest(byte[] spins, boolean modulus) {
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < prototypes.size(); c++) {
            double overlap = DenseHebbian.overlap(spins, prototypes.get(c));
            if (modulus) overlap = Math.abs(overlap);
            if (overlap > largest) {
                largest = overlap;
                best = c;
            }
        }
        return best;
    }
}
