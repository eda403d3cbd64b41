package org.onsager.papers.multitaskinghebbian;

import org.onsager.lab.Setting;

/// What a run of `multitasking-hebbian` asks.
record Settings(
        @Setting(value = "patterns K of the phase diagrams", min = 1, max = 10)
        int[] patterns,

        @Setting(value = "dataset entropies rho of the phase diagrams", min = 0, max = 100)
        double[] entropies,

        @Setting(value = "points a side of the phase diagrams", min = 2, max = 1000)
        int grid,

        @Setting(value = "neurons N of the simulated curves", min = 10, max = 1_000_000)
        int neurons,

        @Setting(value = "samples of disorder of a simulated point", min = 2, max = 100_000)
        int samples,

        @Setting(value = "examples M of the learning curves", min = 1, max = 1_000_000)
        int[] examples,

        @Setting(
                value = "most neurons at which a simulation without a teacher is compared and visible patterns are"
                        + " counted; below 10000 claims M12 and M15 are left out",
                min = 10,
                max = 1_000_000)
        int largest) {

    static Settings smoke() {
        return new Settings(new int[] {2}, new double[] {0}, 16, 1_000, 5, new int[] {1, 5, 21, 80}, 1_000);
    }

    static Settings standard() {
        return new Settings(
                new int[] {2, 3, 4},
                new double[] {0, 0.1, 0.3},
                60,
                4_000,
                10,
                new int[] {1, 3, 5, 8, 12, 16, 22, 30, 40, 60, 90, 150},
                10_000);
    }

    static Settings paper() {
        return new Settings(
                new int[] {2, 3, 4, 5, 6},
                new double[] {0, 0.1, 0.3},
                200,
                20_000,
                50,
                new int[] {1, 2, 3, 5, 8, 12, 16, 22, 30, 40, 60, 90, 150, 250, 500},
                20_000);
    }
}
