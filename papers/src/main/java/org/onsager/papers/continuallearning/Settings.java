package org.onsager.papers.continuallearning;

import org.onsager.lab.Setting;

/// What a run of `continual-learning` asks.
record Settings(
        @Setting("follow branches to their crossing and end; without it claim L4 is left out")
        boolean transition,

        @Setting(value = "loads of the theory's curves of the second task", min = 0, max = 20)
        double[] secondLoads,

        @Setting(value = "weights N of the perceptron that learns one task", min = 20, max = 20_000)
        int size,

        @Setting(value = "loads M/N of its runs", min = 0.01, max = 10)
        double[] loads,

        @Setting(value = "runs a load", min = 1, max = 1000) int runs,

        @Setting(value = "passes over its examples", min = 1, max = 1_000_000)
        int epochs,

        @Setting(value = "weights N of the perceptron that learns two tasks", min = 20, max = 20_000)
        int pairSize,

        @Setting(value = "runs of two tasks", min = 1, max = 1000)
        int pairRuns,

        @Setting(value = "passes over the first of two tasks", min = 1, max = 1_000_000)
        int pairFirstEpochs,

        @Setting(value = "passes over the second of two tasks", min = 1, max = 1_000_000)
        int pairEpochs,

        @Setting(value = "loads M/N of the second task in runs", min = 0.01, max = 20)
        double[] pairLoads,

        @Setting(value = "overlaps r0 of the teachers in runs", min = -1, max = 1)
        double[] similarities,

        @Setting(value = "weights N of the runs that show dynamics and convergence", min = 20, max = 20_000)
        int dynamicsSize,

        @Setting(value = "passes of the runs of convergence time", min = 10, max = 1_000_000)
        int convergenceEpochs,

        @Setting(value = "loads of the runs of convergence time; none leaves them out", min = 0.01, max = 10)
        double[] convergenceLoads,

        @Setting(value = "training images a task", min = 10, max = 60_000)
        int images,

        @Setting(value = "test images", min = 10, max = 10_000)
        int testImages,

        @Setting(value = "units of each of two hidden layers", min = 1, max = 8192)
        int hidden,

        @Setting(value = "permuted tasks", min = 1, max = 100)
        int tasks,

        @Setting(value = "passes over a task", min = 1, max = 10_000)
        int taskEpochs,

        @Setting(value = "seeds of the deep runs", min = 1, max = 100)
        int seeds,

        @Setting("run elastic consolidation, task priors, all binary networks and joint training too")
        boolean baselines,

        @Setting(
                value = "passes of binary networks over a task; 0 leaves out even the metaplastic one",
                min = 0,
                max = 10_000)
        int baselineEpochs,

        @Setting(
                value = "passes over each of MNIST and Fashion-MNIST in sequence; 0 leaves them out",
                min = 0,
                max = 10_000)
        int sequenceEpochs) {

    static Settings smoke() {
        return new Settings(
                false,
                new double[] {0.5, 1, 2, 4},
                200,
                new double[] {0.5, 1},
                2,
                200,
                200,
                1,
                1_500,
                600,
                new double[] {1},
                new double[] {0},
                100,
                300,
                new double[0],
                600,
                300,
                64,
                2,
                2,
                1,
                false,
                0,
                0);
    }

    static Settings standard() {
        return new Settings(
                true,
                new double[] {0.1, 0.3, 0.6, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 7},
                1_000,
                new double[] {0.1, 0.3, 0.5, 0.75, 1, 1.2, 1.4, 1.7},
                2,
                800,
                500,
                2,
                5_000,
                8_000,
                new double[] {1},
                new double[] {0},
                500,
                3_000,
                new double[] {1, 1.25, 1.5, 1.75, 2},
                10_000,
                2_000,
                256,
                5,
                5,
                1,
                true,
                5,
                4);
    }

    static Settings paper() {
        return new Settings(
                true,
                new double[] {0.1, 0.3, 0.6, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7},
                1_000,
                new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7},
                20,
                2_000,
                1_000,
                20,
                5_000,
                20_000,
                new double[] {0.1, 1, 2, 3, 4, 5, 6, 7},
                new double[] {-0.5, 0, 0.5},
                3_000,
                10_000,
                paperLoads(),
                32_000,
                10_000,
                512,
                5,
                5,
                5,
                true,
                40,
                40);
    }

    private static double[] paperLoads() {
        var loads = new double[51];
        for (int i = 0; i < loads.length; i++) loads[i] = 1 + 0.02 * i;
        return loads;
    }
}
