package org.onsager.papers.gppdesolver;

import org.onsager.lab.Setting;

/// What a run of `gp-pde-solver` asks.
record Settings(
        @Setting(
                value = "iterations of the published path for G3, G6 and (from 10,000) G6b; 0 leaves them out",
                min = 0,
                max = 10_000_000)
        int referenceSteps,

        @Setting("the profile path on all problems of one dimension: G4, G4b, G5, G6c, G12, G13, G14")
        boolean profile,

        @Setting(
                value =
                        "grid points a side of the problems of two dimensions, 0 for none; at 400 they are as published",
                min = 0,
                max = 1000)
        int side,

        @Setting(value = "iterations of the profile path in two dimensions", min = 1, max = 100_000)
        int sideSteps,

        @Setting(value = "iterations of the profile path in one dimension for the comparison", min = 1, max = 100_000)
        int tableSteps,

        @Setting(value = "Adam steps of each network; 0 leaves the networks out", min = 0, max = 10_000_000)
        int networkSteps,

        @Setting(value = "L-BFGS steps of each network", min = 0, max = 1_000_000)
        int networkNewtonSteps,

        @Setting("every problem for the table of G7, and the 100 steps on 400 x 400 points of G2")
        boolean table) {

    static Settings smoke() {
        return new Settings(0, false, 0, 1, 1, 0, 0, false);
    }

    static Settings standard() {
        return new Settings(4_000, true, 60, 120, 200, 150, 0, false);
    }

    static Settings paper() {
        return new Settings(100_000, true, 400, 200, 400, 10_000, 1_000, true);
    }
}
