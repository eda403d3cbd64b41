package org.onsager.papers.stochasticinterpolants;

import org.onsager.lab.Setting;
import org.onsager.tensor.Device;

/// What a run of `stochastic-interpolants` asks.
record Settings(
        @Setting(value = "particles of the exact diffusions", min = 100, max = 10_000_000)
        int particles,

        @Setting(value = "points at which likelihoods are compared with the density", min = 10, max = 100_000)
        int likelihoodPoints,

        @Setting(value = "ascent steps of the Schrödinger bridge; 0 leaves claim S11 out", min = 0, max = 1_000_000)
        int bridgeSteps,

        @Setting(value = "points a side of the entropic check of the bridge", min = 100, max = 10_000)
        int sinkhornPoints,

        @Setting(value = "independent trainings", min = 1, max = 100)
        int seeds,

        @Setting(value = "training steps on the mixtures; 0 leaves claims S12 and S13 out", min = 0, max = 10_000_000)
        int mixtureSteps,

        @Setting(value = "antithetic pairs a training step on the mixtures", min = 1, max = 1_000_000)
        int mixturePairs,

        @Setting(value = "hidden layers on the mixtures", min = 0, max = 20)
        int mixtureLayers,

        @Setting(value = "neurons a hidden layer on the mixtures", min = 1, max = 10_000)
        int mixtureWidth,

        @Setting(value = "dimension of the mixtures", min = 1, max = 1_000)
        int mixtureDimension,

        @Setting(value = "components of each mixture", min = 1, max = 100)
        int mixtureComponents,

        @Setting(value = "points of the target at which divergences are measured", min = 10, max = 10_000_000)
        int testPoints,

        @Setting(value = "weighted paths a test point", min = 2, max = 10_000)
        int testPaths,

        @Setting(value = "noise levels of the divergence's curve; 0 is the flow", min = 0, max = 1_000)
        double[] epsilons,

        @Setting(
                value = "training steps on the checkerboard; 0 leaves claims S14 and S15 out",
                min = 0,
                max = 10_000_000)
        int boardSteps,

        @Setting(value = "antithetic pairs a training step on the checkerboard", min = 1, max = 1_000_000)
        int boardPairs,

        @Setting(value = "hidden layers on the checkerboard", min = 0, max = 20)
        int boardLayers,

        @Setting(value = "neurons a hidden layer on the checkerboard", min = 1, max = 10_000)
        int boardWidth,

        @Setting("rectifiers as in the paper instead of SiLU")
        boolean rectifiers,

        @Setting(value = "samples of the checkerboard at each noise level", min = 100, max = 10_000_000)
        int boardSamples,

        @Setting(value = "samples of the mirror", min = 100, max = 10_000_000)
        int mirrorSamples,

        @Setting(value = "least share of a square under the mirror", min = 0, max = 1)
        double leastShare,

        @Setting(value = "largest share of a square under the mirror", min = 0, max = 1)
        double mostShare,

        @Setting(value = "steps between stored states of a training; 0 stores only its end", min = 0, max = 1_000_000)
        int storeEvery,

        @Setting("where the nets are: cpu, cuda or cuda:N; --device for short")
        String device) {

    Settings {
        Device.of(device);
    }

    static Settings smoke() {
        return new Settings(
                5_000,
                100,
                0,
                2_000,
                1,
                0,
                256,
                3,
                64,
                8,
                3,
                1_000,
                8,
                new double[] {0, 1},
                0,
                1_000,
                3,
                128,
                false,
                1_000,
                1_000,
                0.06,
                0.20,
                0,
                "cpu");
    }

    static Settings standard() {
        return new Settings(
                20_000,
                100,
                1_000,
                2_000,
                3,
                3_000,
                256,
                3,
                64,
                8,
                3,
                1_000,
                8,
                new double[] {0, 0.1, 0.3, 1, 3, 10},
                2_000,
                1_000,
                3,
                128,
                false,
                3_000,
                4_000,
                0.06,
                0.20,
                0,
                "cpu");
    }

    static Settings paper() {
        return new Settings(
                100_000,
                100,
                5_000,
                2_000,
                3,
                7_000,
                2_000,
                4,
                256,
                128,
                5,
                20_000,
                16,
                new double[] {0, 0.1, 0.2, 0.5, 1, 2, 5, 10},
                7_000,
                2_000,
                4,
                256,
                true,
                40_000,
                40_000,
                0.09,
                0.16,
                250,
                "cpu");
    }
}
