package org.onsager.papers.coulombgascumulants;

import org.onsager.lab.Setting;

/// What a run of `coulomb-gas-cumulants` asks. The systems of the claims are the paper's and fixed; the settings
/// say how far simulation and sweeps over N go.
record Settings(
        @Setting(value = "sizes N of the sweep with the planar engine", min = 2, max = 20_000)
        int[] sizes,

        @Setting(value = "draws of the centre of mass, N = 10, in each dimension; 0 leaves claim C7 out", min = 0)
        int centreDraws,

        @Setting(
                value = "sizes N of the gas in space (at least three for C10's fit); none leaves claim C10 out",
                min = 2,
                max = 5_000)
        int[] spaceSizes,

        @Setting(value = "draws of the gas in space, at every size", min = 0)
        int spaceDraws,

        @Setting(value = "most leapfrog steps of a proposal", min = 1, max = 1_000)
        int leapfrog,

        @Setting(value = "independent chains", min = 1, max = 1_000)
        int chains,

        @Setting(value = "draws of the histogram of L_N", min = 100)
        int histogramDraws,

        @Setting(value = "points of each rate function", min = 11, max = 10_000)
        int ratePoints) {

    static Settings smoke() {
        return new Settings(new int[] {25, 50, 100, 200, 400}, 0, new int[0], 0, 10, 4, 10_000, 21);
    }

    static Settings standard() {
        return new Settings(
                new int[] {25, 50, 100, 200, 400, 800},
                100_000,
                new int[] {20, 50, 100, 200},
                200_000,
                10,
                4,
                200_000,
                81);
    }

    static Settings paper() {
        return new Settings(
                new int[] {25, 50, 100, 200, 400, 800, 1600, 3200, 5000},
                100_000,
                new int[] {20, 50, 100, 200, 500},
                100_000,
                10,
                8,
                1_000_000,
                201);
    }
}
