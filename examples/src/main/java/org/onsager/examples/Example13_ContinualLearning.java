package org.onsager.examples;

import java.util.List;
import org.onsager.memory.continual.FranzParisi;
import org.onsager.memory.continual.PerceptronTask;
import org.onsager.memory.continual.PerceptronTrainer;
import org.onsager.memory.continual.TheoryBranch;
import org.onsager.numerics.RandomStream;

/// A binary perceptron learns two teachers in turn, with a full and with a weak memory of the first: what is lost
/// and what is won, in theory and in one run.
public final class Example13_ContinualLearning {
    private Example13_ContinualLearning() {}

    public static void main(String[] arguments) {
        int weights = 400;
        var stream = RandomStream.of(1);
        byte[] first = PerceptronTask.teacher(weights, stream);
        byte[] second = PerceptronTask.similarTeacher(first, 0, stream);
        var teachers = List.of(first, second);
        var one = PerceptronTask.of(first, 2 * weights, stream.split("one"));
        var two = PerceptronTask.of(second, weights, stream.split("two"));

        var learned = PerceptronTrainer.of(new PerceptronTrainer.Adam(0.005, 1e-3), 1_500)
                .train(one, PerceptronTrainer.start(weights, 1, stream), new double[weights], teachers, stream);
        System.out.printf("after the first task: eps1 = %.3f%n", learned.error(0));

        var theory = FranzParisi.at(20);
        var reference = theory.task1(2, 0, TheoryBranch.HIGH).orThrow();
        for (double gamma : new double[] {1, 0.1}) {
            var after = PerceptronTrainer.of(new PerceptronTrainer.Adam(0.005, 1e-3), 4_000)
                    .withGamma(gamma)
                    .train(two, learned.theta(), learned.theta(), teachers, stream);
            var expected = theory.task2(reference, 1, 0, gamma).orThrow();
            System.out.printf(
                    "gamma = %.1f: run eps1 = %.3f, eps2 = %.3f; theory %.4f, %.4f%n",
                    gamma, after.error(0), after.error(1), expected.firstError(), expected.secondError());
        }
    }
}
