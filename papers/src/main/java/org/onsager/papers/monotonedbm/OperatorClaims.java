package org.onsager.papers.monotonedbm;

import java.util.List;
import org.onsager.lab.Claim;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.Admissible;
import org.onsager.memory.boltzmann.Architecture;
import org.onsager.memory.boltzmann.Architecture.Layer;
import org.onsager.memory.boltzmann.Borders;
import org.onsager.memory.boltzmann.DenseCouplings;
import org.onsager.memory.boltzmann.MonotoneCouplings;
import org.onsager.memory.boltzmann.Normalisation;
import org.onsager.memory.boltzmann.Proximal;
import org.onsager.memory.boltzmann.Spectrum;
import org.onsager.memory.boltzmann.WorkedMachines;
import org.onsager.numerics.RandomSource;

/// The proximal operator and the parameterisation: N1, N2, N3, N11, N15.
final class OperatorClaims {
    private final Settings settings;
    private final Trial trial;

    OperatorClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        values();
        optimality();
        admissible();
        convolution();
        completeness();
    }

    private void values() {
        double[] y = {0.3, -0.2, 1.1};
        var claim = trial.claim("N1");
        double[][] published = {
            {0.125, 0.157712, 0.008225, 0.834063},
            {0.5, 0.220897, 0.092406, 0.686698},
            {0.9, 0.254951, 0.148027, 0.597022}
        };
        for (double[] row : published) {
            double[] z = Proximal.apply(y, row[0]);
            for (int j = 0; j < 3; j++) claim.number("z_%d(a = %s)".formatted(j + 1, row[0]), row[j + 1], z[j], 1e-6);
        }
        double sum = 0;
        for (double value : y) sum += Math.exp(value);
        double[] softmax = Proximal.apply(y, 1);
        for (int j = 0; j < 3; j++)
            claim.number("z_%d(a = 1)".formatted(j + 1), Math.exp(y[j]) / sum, softmax[j], 1e-12);
        claim.done("y = (0.3, -0.2, 1.1)");
    }

    private void optimality() {
        var random = trial.random().split("proximal").generator();
        double spread = 0, simplex = 0, expansion = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < settings.cases(); n++) {
            int k = 1 + random.nextInt(50);
            double a = random.nextDouble(), size = Math.pow(10, random.nextDouble(-2, 3));
            double[] y = uniform(k, size, random), other = uniform(k, size, random);
            double[] z = Proximal.apply(y, a), w = Proximal.apply(other, a);
            double sum = 0, low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < k; j++) {
                sum += z[j];
                if (z[j] < Double.MIN_NORMAL) continue;
                double multiplier = (1 - a) * z[j] + a * Math.log(z[j]) - y[j];
                low = Math.min(low, multiplier);
                high = Math.max(high, multiplier);
            }
            spread = Math.max(spread, high - low);
            simplex = Math.max(simplex, Math.abs(sum - 1));
            expansion = Math.max(expansion, Vectors.distance(z, w) - Vectors.distance(y, other));
        }
        trial.claim("N2")
                .number("largest spread of the multiplier", 0, spread, 1e-9)
                .number("largest |sum z - 1|", 0, simplex, 1e-9)
                .within("largest |P(y) - P(y')| - |y - y'|", Double.NEGATIVE_INFINITY, 1e-9, expansion)
                .done("%d random cases, 1 to 50 states, entries up to 1000".formatted(settings.cases()));
    }

    private static double[] uniform(int k, double size, RandomSource random) {
        var y = new double[k];
        for (int j = 0; j < k; j++) y[j] = random.nextDouble(-size, size);
        return y;
    }

    private void admissible() {
        var random = trial.random().split("admissible").generator();
        double least = Double.POSITIVE_INFINITY;
        for (int n = 0; n < 50; n++) {
            double m = random.nextDouble(0.01, 0.99);
            var machine = WorkedMachines.random(1 + random.nextInt(8), 1 + random.nextInt(30), m, random);
            least = Math.min(least, Spectrum.eigenvalues(machine.couplings())[0] - m);
        }
        var claim = trial.claim("N3").within("least eigenvalue - m, dense", -1e-10, Double.POSITIVE_INFINITY, least);
        var toy = toy();
        double[] weights = Vectors.vector(toy.weights(), random);
        for (var normalisation : Normalisation.values())
            for (var borders : Borders.values())
                claim.within(
                        "least eigenvalue - m, convolutional, %s, %s".formatted(normalisation, borders),
                        -1e-10,
                        Double.POSITIVE_INFINITY,
                        Spectrum.eigenvalues(toy.monotone(weights, 0.1, normalisation, borders))[0] - 0.1);
        claim.done("50 random factors of 1 to 30 rows, 1 to 8 variables of 2 to 5 states; an 8x8 convolutional model");
    }

    private static Architecture toy() {
        return new Architecture(
                List.of(new Layer(2, 8, 8, 1), new Layer(6, 4, 4, 2), new Layer(4, 2, 2, 1), new Layer(3, 1, 1, 1)),
                new int[][] {{3, 0, 0, 0}, {3, 3, 0, 0}, {4, 2, 3, 0}, {0, 0, 2, 1}});
    }

    private void convolution() {
        var toy = toy();
        double[] weights = Vectors.vector(
                toy.weights(), trial.random().split("convolution").generator());
        double[][] conv = toy.monotone(weights, 0.1, Normalisation.SYMMETRIC, Borders.EXACT)
                .matrix();
        double[][] dense =
                MonotoneCouplings.of(toy.variables(), dense(toy, weights), 0.1).matrix();
        double gap = 0;
        for (int r = 0; r < conv.length; r++) gap = Math.max(gap, Vectors.largestGap(conv[r], dense[r]));
        trial.claim("N11")
                .number("largest difference", 0, gap, 1e-10)
                .done("%d coordinates, kernels 1 to 4, strides 1, 2 and 4".formatted(conv.length));
    }

    /// The factor as a matrix, straight from the definition of a strided convolution with zero padding.
    private static double[][] dense(Architecture toy, double[] weights) {
        int layers = toy.layers().size(), at = 0;
        var a = new double[toy.firstCoordinate(layers)][toy.firstCoordinate(layers)];
        for (int u = 0; u < layers; u++)
            for (int v = 0; v <= u; v++) {
                Layer to = toy.layers().get(u), from = toy.layers().get(v);
                int kernel = toy.kernels()[u][v], stride = from.height() / to.height();
                int shift = kernel == from.height() && to.height() == 1 ? 0 : (kernel - 1) / 2;
                for (int o = 0; o < to.channels(); o++)
                    for (int tap = 0; tap < kernel * kernel; tap++)
                        for (int c = 0; c < from.channels(); c++, at++)
                            for (int pixel = 0; pixel < to.pixels(); pixel++) {
                                int row = stride * (pixel / to.width()) + tap / kernel - shift;
                                int column = stride * (pixel % to.width()) + tap % kernel - shift;
                                if (row < 0 || row >= from.height() || column < 0 || column >= from.width()) continue;
                                int source = (row * from.width() + column) * from.channels() + c;
                                a[toy.firstCoordinate(u) + pixel * to.channels() + o][
                                                toy.firstCoordinate(v) + source] +=
                                        weights[at];
                            }
            }
        return a;
    }

    private void completeness() {
        var random = trial.random().split("completeness").generator();
        Claim.Draft claim = trial.claim("N15");
        for (int n = 0; n < 5; n++) {
            var machine = WorkedMachines.random(5, 12, 0.3, random);
            var phi = DenseCouplings.of(machine.variables(), machine.couplings().matrix());
            var back = MonotoneCouplings.of(phi.variables(), Admissible.factor(phi, 0.3), 0.3);
            double gap = 0;
            for (int r = 0; r < phi.matrix().length; r++)
                gap = Math.max(gap, Vectors.largestGap(phi.matrix()[r], back.matrix()[r]));
            claim.number("largest difference, matrix %d".formatted(n + 1), 0, gap, 1e-10)
                    .number("largest ||A_i||^2, matrix %d".formatted(n + 1), 0.7, back.largestBlock(), 1e-10);
        }
        claim.done("Phi -> A by Cholesky or eigenvectors of (1-m)I - Phi -> Phi, m = 0.3");
    }
}
