package org.onsager.examples;

import java.util.Arrays;
import org.onsager.memory.boltzmann.Architecture;
import org.onsager.memory.boltzmann.DbmTrainer;
import org.onsager.memory.boltzmann.Initialisation;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.memory.boltzmann.Masks;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.MonotoneDbm;
import org.onsager.numerics.RandomStream;

/// A monotone Boltzmann machine learns images of bars, then names and completes one of which half the pixels are
/// hidden.
public final class Example14_BoltzmannMachine {
    private Example14_BoltzmannMachine() {}

    public static void main(String[] arguments) {
        var stream = RandomStream.of(1);
        var data = bars(300, stream.split("bars"));

        var start = MonotoneDbm.initial(
                Architecture.dense(16, 2, 8, 8), 0.01, Initialisation.IDENTITY, stream.split("start"));
        var training = DbmTrainer.standard(12).withRate(0.02).train(start, data, stream.split("training"));
        var model = start.withParameters(start.parameters().fromFlat(training.parameters()));
        System.out.printf(
                "reconstruction loss %.3f -> %.3f%n",
                training.reconstruction()[0], training.reconstruction()[training.reconstruction().length - 1]);

        var certificate = model.machine().certify();
        System.out.printf(
                "spectrum of I - Phi: %.3f to %.3f, %s%n",
                certificate.lower(), certificate.upper(), certificate.guarantee());

        var observed = Masks.independent(16, 0.5, stream.split("mask").generator());
        var solution = model.infer(data.images()[0], observed, MeanFieldSolver.standard());
        var completion = model.completion(solution);
        System.out.printf(
                "label %d, model says %d with probability %.2f after %d iterations, residual %.0e%n",
                data.labels()[0],
                completion.label(),
                completion.labelProbabilities()[completion.label()],
                solution.iterations(),
                solution.residual());
        System.out.println("image     " + Arrays.toString(data.images()[0]));
        System.out.println("completed " + Arrays.toString(completion.image()));
    }

    private static LabelledImages bars(int count, RandomStream stream) {
        var random = stream.generator();
        var images = new int[count][16];
        var labels = new int[count];
        for (int n = 0; n < count; n++) {
            labels[n] = random.nextInt(8);
            for (int i = 0; i < 16; i++) images[n][i] = (labels[n] < 4 ? i / 4 : i % 4 + 4) == labels[n] ? 1 : 0;
        }
        return new LabelledImages(images, labels, 2);
    }
}
