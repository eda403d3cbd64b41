package org.onsager.papers.densehebbianrsb;

import org.onsager.lab.Setting;

/// What a run of `dense-hebbian-rsb` asks.
record Settings(
        @Setting(value = "interaction orders P of the phase diagrams", min = 3, max = 60)
        int[] orders,

        @Setting(value = "points a side of the phase diagrams", min = 2, max = 1000)
        int grid,

        @Setting("break the symmetry of retrieval in the diagrams too (two nested integrals a cell)")
        boolean breakRetrieval,

        @Setting("follow the broken branches at T = 0 to their ends; without it claims B5, B7 and B13 are left out")
        boolean folds,

        @Setting(value = "spins N of the exact enumeration", min = 4, max = 24)
        int[] sizes,

        @Setting(value = "samples of disorder of the enumeration", min = 10, max = 1_000_000)
        int samples,

        @Setting(value = "neurons N of the overlap histograms; none leaves them out", min = 16, max = 128)
        int[] overlapSizes,

        @Setting(value = "rounds of replica exchange", min = 10, max = 10_000_000)
        int rounds,

        @Setting(value = "samples of patterns of the overlap histograms", min = 1, max = 10_000)
        int overlapSamples) {

    static Settings smoke() {
        return new Settings(new int[] {4}, 12, false, false, new int[] {6, 8}, 100, new int[0], 100, 1);
    }

    static Settings standard() {
        return new Settings(new int[] {4, 6}, 60, false, true, new int[] {6, 8, 10, 12}, 300, new int[] {24}, 1_000, 6);
    }

    static Settings paper() {
        return new Settings(
                new int[] {4, 6, 8, 10},
                200,
                true,
                true,
                new int[] {6, 8, 10, 12, 14, 16},
                300,
                new int[] {64, 96, 128},
                100_000,
                20);
    }
}
