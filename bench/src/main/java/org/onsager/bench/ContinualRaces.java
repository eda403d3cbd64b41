package org.onsager.bench;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.onsager.memory.continual.Annealing;
import org.onsager.memory.continual.BinaryVcl;
import org.onsager.memory.continual.ContinualTask;
import org.onsager.memory.continual.FieldState;
import org.onsager.memory.continual.FranzParisi;
import org.onsager.memory.continual.LabelledData;
import org.onsager.memory.continual.TaskOneSolution;
import org.onsager.memory.continual.TheoryBranch;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// Races of continual learning: the theory's curve of the first task at 12 loads, one point of the second, and an
/// epoch of a deep network, 784-512-512-10, 10,000 inputs, batches of 64.
final class ContinualRaces {
    private static final double BETA = 20;

    private ContinualRaces() {}

    static List<Race> all() {
        return List.of(new Curve(), new SecondTask(), new Epoch());
    }

    private static String threads() {
        return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    private static final class Curve implements Race {
        private static final double[] LOADS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4};
        private double error = Double.NaN;

        @Override
        public String name() {
            return "continual-task1-12-loads";
        }

        @Override
        public String peer() {
            return threads();
        }

        @Override
        public double tolerance() {
            return 1e-9;
        }

        @Override
        public void run() {
            var theory = FranzParisi.at(BETA);
            var solutions = Parallel.map(LOADS.length, k -> theory.task1(LOADS[k], 0, TheoryBranch.LOW));
            error = Math.abs(solutions.get(4).error() - 0.355433);
        }

        /// Distance from the published error at load 0.5, which has six decimals.
        @Override
        public double error() {
            return error;
        }
    }

    private static final class SecondTask implements Race {
        private final TaskOneSolution first = FranzParisi.at(BETA).task1(2, 0, TheoryBranch.HIGH);
        private double error = Double.NaN;

        @Override
        public String name() {
            return "continual-task2-point";
        }

        @Override
        public String peer() {
            return threads();
        }

        @Override
        public double tolerance() {
            return 1e-7;
        }

        @Override
        public void run() {
            error = Math.abs(FranzParisi.at(BETA).task2(first, 1, 0, 1).firstOverlap() - 0.89036);
        }

        /// Distance from the published overlap, which has five decimals.
        @Override
        public double error() {
            return error;
        }
    }

    private static final class Epoch implements Race {
        private static final int COUNT = 10_000;
        private final BinaryVcl learner = BinaryVcl.mlp(Annealing.permuted(25), 784, 512, 512, 10);
        private final ContinualTask task = task();
        private final FieldState start = learner.start(RandomStream.of(1));

        private static ContinualTask task() {
            var uniforms = new double[COUNT * 784];
            RandomStream.of(2).fillUniform(uniforms);
            var inputs = new float[uniforms.length];
            for (int i = 0; i < inputs.length; i++) inputs[i] = (float) uniforms[i];
            var labels = new int[COUNT];
            for (int k = 0; k < COUNT; k++) labels[k] = k % 10;
            var data = new LabelledData(784, 10, inputs, labels);
            return new ContinualTask("random", 0, data, data.first(1), new int[0]);
        }

        @Override
        public String name() {
            return "continual-deep-epoch-784-512-512-10";
        }

        @Override
        public String peer() {
            return threads();
        }

        @Override
        public void run() {
            learner.epoch(start, task, RandomStream.of(3));
        }
    }
}
