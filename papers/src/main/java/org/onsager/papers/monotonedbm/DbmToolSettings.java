package org.onsager.papers.monotonedbm;

import org.onsager.lab.Setting;

/// What `./onsager use monotone-dbm` asks.
record DbmToolSettings(
        @Setting("complete: train on the images, then complete and classify; train: train only, the loss of each step;"
                + " generate: draw images of each label; certify: spectrum of a coupling matrix and the nearest admissible one;"
                + " infer: marginals of a coupling matrix")
        Task task,

        @Setting("a model file: read where it exists, else written after training; empty for none")
        String model,

        @Setting("fully connected or convolutional layers; auto takes convolutions for square images of over 256 pixels"
                + " whose side is a multiple of 4")
        Network network,

        @Setting(value = "grey bins B of a pixel", min = 2, max = 256)
        int bins,

        @Setting(
                value = "four-state hidden variables: all of a fully connected model, a pixel's in convolutions",
                min = 1,
                max = 500)
        int hidden,

        @Setting(value = "passes over the images", min = 1, max = 100_000)
        int epochs,

        @Setting(value = "images a step", min = 1, max = 60_000)
        int batch,

        @Setting(value = "step of Adam", min = 0, aboveMin = true, max = 1)
        double rate,

        @Setting(value = "margin m", min = 0, aboveMin = true, max = 1, belowMax = true)
        double m,

        @Setting(value = "share of the images kept for the test where no third file asks", min = 0, max = 0.9)
        double holdout,

        @Setting(value = "observed share of their pixels", min = 0, max = 1)
        double observed,

        @Setting(value = "images drawn a label", min = 1, max = 10_000)
        int samples,

        @Setting(value = "states of every variable of a coupling matrix", min = 2, max = 10_000)
        int states,

        @Setting("infer even where uniqueness cannot be certified, by sequential updates")
        boolean unsafe,

        @Setting(value = "largest residual of the mean-field equations", min = 0, aboveMin = true, max = 0.1)
        double tolerance) {

    enum Task {
        COMPLETE,
        TRAIN,
        GENERATE,
        CERTIFY,
        INFER
    }

    enum Network {
        AUTO,
        DENSE,
        CONVOLUTIONAL
    }

    static DbmToolSettings standard() {
        return new DbmToolSettings(
                Task.COMPLETE, "", Network.AUTO, 2, 20, 10, 64, 0.01, 0.01, 0.2, 0.4, 2, 2, false, 1e-6);
    }
}
