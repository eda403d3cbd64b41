package org.onsager.papers.monotonedbm;

import org.onsager.lab.Setting;

/// What a run of `monotone-dbm` asks.
record Settings(
        @Setting(value = "random cases of the proximal operator, claim N2", min = 10, max = 10_000_000)
        int cases,

        @Setting(value = "random starts of the uniqueness claim N6", min = 2, max = 1_000_000)
        int starts,

        @Setting("8x8 digits, MNIST, MNIST at half its side, or CIFAR-10 in its binary batches")
        Images images,

        @Setting("fully connected layers or the paper's convolutions")
        Network network,

        @Setting(value = "grey bins B of a pixel", min = 2, max = 256)
        int bins,

        @Setting(
                value = "four-state variables: all hidden ones of DENSE, a pixel's in the first layer else",
                min = 1,
                max = 500)
        int first,

        @Setting(value = "four-state variables a pixel of the second hidden layer", min = 1, max = 500)
        int second,

        @Setting(value = "training images", min = 10, max = 60_000)
        int training,

        @Setting(value = "test images", min = 10, max = 10_000)
        int test,

        @Setting(value = "passes over the training images", min = 1, max = 10_000)
        int epochs,

        @Setting(value = "images a step", min = 1, max = 60_000)
        int batch,

        @Setting(value = "step of Adam", min = 0, aboveMin = true, max = 1)
        double rate,

        @Setting(value = "margin m of the parameterisation", min = 0, aboveMin = true, max = 1, belowMax = true)
        double m,

        @Setting(value = "observed fraction of the pixels in the tests", min = 0, max = 1)
        double observed,

        @Setting("train as the authors' code does: 40% observed, damped Anderson steps to a relative change of 0.01")
        boolean published,

        @Setting(value = "trainings of each machine that claim N12 compares", min = 1, max = 1000)
        int trainings,

        @Setting("products with the couplings in single precision, in training and tests")
        boolean single,

        @Setting("train the deep and restricted Boltzmann machines and the classifiers that the model is compared with")
        boolean baselines) {

    enum Images {
        DIGITS,
        MNIST,
        MNIST_HALVED,
        CIFAR10
    }

    enum Network {
        DENSE,
        CONVOLUTIONAL
    }

    static Settings smoke() {
        return new Settings(
                1000,
                100,
                Images.DIGITS,
                Network.DENSE,
                2,
                20,
                1,
                300,
                200,
                2,
                64,
                0.01,
                0.01,
                0.4,
                false,
                1,
                false,
                false);
    }

    static Settings standard() {
        return new Settings(
                10_000,
                100,
                Images.MNIST_HALVED,
                Network.CONVOLUTIONAL,
                2,
                2,
                4,
                2000,
                1000,
                6,
                32,
                0.01,
                0.01,
                0.4,
                false,
                1,
                true,
                true);
    }

    /// The authors' code: full MNIST in 20 bins, 40 epochs.
    static Settings paper() {
        return new Settings(
                100_000,
                1000,
                Images.MNIST,
                Network.CONVOLUTIONAL,
                20,
                10,
                20,
                60_000,
                10_000,
                40,
                128,
                0.001,
                0.01,
                0.4,
                true,
                1,
                true,
                true);
    }
}
