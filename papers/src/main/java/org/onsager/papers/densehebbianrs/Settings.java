package org.onsager.papers.densehebbianrs;

import org.onsager.lab.Setting;

/// What a run of `dense-hebbian-rs` asks.
record Settings(
        @Setting(value = "neurons N of the simulated networks", min = 10, max = 4000)
        int neurons,

        @Setting(value = "scaled temperature T' = 1/beta' of the simulations", min = 0, aboveMin = true, max = 10)
        double temperature,

        @Setting(value = "loads gamma at which networks are simulated", min = 0, max = 2)
        double[] loads,

        @Setting(value = "disorder samples per load", min = 3, max = 100_000)
        int samples,

        @Setting(value = "sweeps per sample", min = 1, max = 100_000)
        int sweeps,

        @Setting(value = "points a side of the phase diagrams", min = 2, max = 1000)
        int grid,

        @Setting(value = "dataset entropies rho of the phase diagrams", min = 0, max = 10)
        double[] rhos,

        @Setting(value = "samples of the one-step overlap at N = 140; 0 leaves claim D8 out", min = 0, max = 100_000)
        int oneStepSamples,

        @Setting(value = "network sizes of the storage threshold; none leaves claim D13 out", min = 10, max = 400)
        int[] sizes,

        @Setting(value = "network sizes of the detection threshold", min = 10, max = 100)
        int[] detectionSizes,

        @Setting(value = "samples per point of both thresholds", min = 3, max = 100_000)
        int thresholdSamples,

        @Setting(value = "examples M per class of the images; none leaves claim D14 out", min = 1, max = 60_000)
        int[] examples,

        @Setting(value = "images recalled per class", min = 2, max = 1000)
        int recalls,

        @Setting("also take Fashion-MNIST") boolean fashion) {

    static Settings smoke() {
        return new Settings(
                40,
                0.2,
                new double[] {0.1},
                5,
                20,
                16,
                new double[] {0},
                0,
                new int[0],
                new int[0],
                3,
                new int[0],
                2,
                false);
    }

    static Settings standard() {
        return new Settings(
                100,
                0.2,
                new double[] {0.1, 0.2, 0.3, 0.5},
                10,
                20,
                40,
                new double[] {0, 0.1, 0.3},
                100,
                new int[] {40, 60, 80, 100},
                new int[] {24, 32, 40, 48},
                24,
                new int[] {5, 20, 80, 320},
                20,
                false);
    }

    static Settings paper() {
        return new Settings(
                200,
                0.2,
                new double[] {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6},
                50,
                100,
                100,
                new double[] {0, 0.1, 0.3},
                1000,
                new int[] {40, 60, 80, 100, 140, 200},
                new int[] {24, 32, 40, 48, 64, 80},
                200,
                new int[] {1, 5, 20, 80, 320, 1280, 5000},
                100,
                true);
    }
}
